"""The states of a concern, as a table of conditions of which exactly one always holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.casework.events import Event, Kind, Outcome


class State(StrEnum):
    """Where a concern stands."""

    NEW = "new"
    OFFERED = "offered"
    TAKEN = "taken"
    PLANNED = "planned"
    ACTED = "acted"
    CLOSED = "closed"
    REOPENED = "reopened"
    EXPIRED = "expired"


SAYS: Mapping[State, str] = {
    State.NEW: "Nobody has taken it",
    State.OFFERED: "Offered, waiting for an answer",
    State.TAKEN: "Taken",
    State.PLANNED: "Next step planned",
    State.ACTED: "Acted on",
    State.CLOSED: "Closed",
    State.REOPENED: "Open again",
    State.EXPIRED: "The records no longer show it",
}


@dataclass(frozen=True)
class Standing:
    """What a state is decided by. ``stage``: the last event that moves a concern; None when there was none.

    ``offered``: somebody was asked and has not answered. ``present``: the records show the sign now. ``later``: with a
    later date than the one the events are about.
    """

    stage: Kind | None
    offered: bool
    present: bool
    later: bool

    @property
    def shut(self) -> bool:
        """Closed, and the sign has not come back since."""
        return self.stage is Kind.CLOSE and not (self.present and self.later)

    @property
    def back(self) -> bool:
        """Closed, and the sign has come back with a later date."""
        return self.stage is Kind.CLOSE and self.present and self.later

    @property
    def live(self) -> bool:
        """The records show it, and it is not closed."""
        return self.present and self.stage is not Kind.CLOSE


CONDITIONS: Mapping[State, Callable[[Standing], bool]] = {
    State.NEW: lambda s: s.live and not s.offered and s.stage is None,
    State.OFFERED: lambda s: s.live and s.offered,
    State.TAKEN: lambda s: s.live and not s.offered and s.stage in (Kind.TAKE, Kind.ACCEPT),
    State.PLANNED: lambda s: s.live and not s.offered and s.stage is Kind.PLAN,
    State.ACTED: lambda s: s.live and not s.offered and s.stage is Kind.ACTION,
    State.CLOSED: lambda s: s.shut,
    State.REOPENED: lambda s: s.back or (s.live and not s.offered and s.stage is Kind.REOPEN),
    State.EXPIRED: lambda s: not s.present and s.stage is not Kind.CLOSE,
}


@dataclass(frozen=True)
class ConcernState:
    """A concern as it stands. ``holder``: who took or accepted it; None while routing says whose it is.

    ``due``: of the step planned last, until an action says that it is done (``step_done``); ``late_days``: how many
    days past it, 0 while it is not. ``pressed``: the day somebody said that it cannot wait, while no step was planned
    or done since. ``seen``: the last event, to tell whether somebody acted meanwhile.
    """

    state: State
    holder: str | None
    holder_team: str | None
    offered_to: str | None
    offered_team: str | None
    offered_by: str | None
    due: date | None
    late_days: int
    step_done: bool
    urgent: bool
    pressed: date | None
    objected: bool
    outcome: Outcome | None
    last_action: date | None
    seen: int | None


_STAGES = (Kind.TAKE, Kind.ACCEPT, Kind.PLAN, Kind.ACTION, Kind.CLOSE, Kind.REOPEN)
_OFFERS = (Kind.GIVE, Kind.TAKE, Kind.ACCEPT, Kind.DECLINE, Kind.CLOSE, Kind.REOPEN)
_HOLDS = (Kind.TAKE, Kind.ACCEPT, Kind.CLOSE, Kind.REOPEN)


def state_of(events: Sequence[Event], sign_since: date | None, as_of: date) -> ConcernState:
    """The state of one concern. ``events``: those of one thread (one ``since``); ``sign_since``: the sign's date now.

    ``sign_since`` is None when the records no longer show the sign. Raises ValueError when events of several dates are
    mixed, or when there is neither an event nor a sign.
    """
    if len({event.since for event in events}) > 1:
        raise ValueError("Events of several dates are not one concern; pair them with signs first.")
    if not events and sign_since is None:
        raise ValueError("There is no concern without a sign and without an event.")
    ordered = sorted(events, key=lambda event: event.event_id)
    stage, asked = _last(ordered, _STAGES), _asked(ordered)
    holder, plan = _last(ordered, _HOLDS), _plan(ordered)
    has = holder if holder and holder.kind in (Kind.TAKE, Kind.ACCEPT) else None
    due = plan.due if plan and plan.kind is Kind.PLAN else None
    action = _last(ordered, (Kind.ACTION,))
    urgent = _last(ordered, (Kind.CANNOT_WAIT, Kind.CLOSE))
    return ConcernState(
        state=_state(standing_of(ordered, sign_since)),
        holder=has.by_worker if has else None,
        holder_team=has.by_team if has else None,
        offered_to=asked.to_worker if asked else None,
        offered_team=asked.to_team if asked else None,
        offered_by=asked.by_worker if asked else None,
        due=due,
        late_days=max((as_of - due).days, 0) if due else 0,
        step_done=plan is not None and bool(plan.step_done),
        urgent=urgent is not None and urgent.kind is Kind.CANNOT_WAIT,
        pressed=_pressed(urgent, plan),
        objected=any(event.kind is Kind.OBJECTION for event in ordered),
        outcome=stage.outcome if stage and stage.kind is Kind.CLOSE else None,
        last_action=action.happened if action else None,
        seen=ordered[-1].event_id if ordered else None,
    )


def standing_of(events: Sequence[Event], sign_since: date | None) -> Standing:
    """What decides the state of one thread of events."""
    ordered = sorted(events, key=lambda event: event.event_id)
    stage = _last(ordered, _STAGES)
    later = bool(ordered) and sign_since is not None and sign_since > ordered[0].since
    return Standing(stage.kind if stage else None, _asked(ordered) is not None, sign_since is not None, later)


def _plan(ordered: Sequence[Event]) -> Event | None:
    """What the next step follows from: the last plan, or what ended it."""
    kinds = (Kind.PLAN, Kind.CLOSE, Kind.REOPEN)
    return next((event for event in reversed(ordered) if event.kind in kinds or event.step_done), None)


def _pressed(urgent: Event | None, plan: Event | None) -> date | None:
    if urgent is None or urgent.kind is not Kind.CANNOT_WAIT or (plan and plan.event_id > urgent.event_id):
        return None
    return urgent.happened or urgent.at.date()


def _asked(ordered: Sequence[Event]) -> Event | None:
    """The offer that waits for an answer."""
    offer = _last(ordered, _OFFERS)
    return offer if offer and offer.kind is Kind.GIVE else None


def _state(standing: Standing) -> State:
    (state,) = (state for state, holds in CONDITIONS.items() if holds(standing))
    return state


def _last(events: Sequence[Event], kinds: Sequence[Kind]) -> Event | None:
    return next((event for event in reversed(events) if event.kind in kinds), None)
