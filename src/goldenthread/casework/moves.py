"""Which moves are legal in which state, and who may make them: one table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.casework.events import Kind
from goldenthread.casework.states import State


class Who(StrEnum):
    """The part somebody has in a concern."""

    HOLDER = "holder"  # took or accepted it
    OFFERED = "offered"  # was asked to take it: themselves, or their team where no person was named
    TEAM = "team"  # is in the team it belongs to, or is the owner or deputy routing named
    LEAD = "lead"  # leads that team or deputises
    READER = "reader"  # may see it


_HAND = frozenset({Who.HOLDER, Who.LEAD})  # has it in hand, or answers for those who have
_TEAM = frozenset({Who.HOLDER, Who.TEAM, Who.LEAD})
_ANYONE = frozenset(Who)
_NOBODY: frozenset[Who] = frozenset()

_OPEN_HELD = (State.TAKEN, State.PLANNED, State.ACTED)
_UNHELD = (State.NEW, State.REOPENED)
_EVERY_STATE = tuple(State)


def _row(kind: Kind, allowed: Mapping[State, frozenset[Who]]) -> dict[tuple[State, Kind], frozenset[Who]]:
    return {(state, kind): allowed.get(state, _NOBODY) for state in State}


def _for(states: Collection[State], who: frozenset[Who]) -> dict[State, frozenset[Who]]:
    return dict.fromkeys(states, who)


# every state and every kind of event: who may record it there; nobody where it is not legal
MOVES: Mapping[tuple[State, Kind], frozenset[Who]] = {
    **_row(Kind.TAKE, _for((*_UNHELD, *_OPEN_HELD, State.OFFERED), frozenset({Who.TEAM, Who.LEAD}))),
    **_row(Kind.GIVE, _for(_UNHELD, _TEAM) | _for((*_OPEN_HELD, State.OFFERED), _HAND)),
    **_row(Kind.ACCEPT, _for((State.OFFERED,), frozenset({Who.OFFERED}))),
    **_row(Kind.DECLINE, _for((State.OFFERED,), frozenset({Who.OFFERED}))),
    **_row(Kind.PLAN, _for(_OPEN_HELD, _TEAM) | _for((State.OFFERED,), _HAND)),
    **_row(Kind.ACTION, _for(_OPEN_HELD, _TEAM) | _for((State.OFFERED,), _HAND)),
    **_row(Kind.NOTE, _for(_EVERY_STATE, _ANYONE)),
    **_row(Kind.CLOSE, _for((*_UNHELD, *_OPEN_HELD, State.EXPIRED), _TEAM)),
    **_row(Kind.REOPEN, _for((State.CLOSED,), _TEAM)),
    **_row(Kind.CANNOT_WAIT, _for((*_UNHELD, *_OPEN_HELD, State.OFFERED), _ANYONE)),
    **_row(Kind.OBJECTION, _for(_EVERY_STATE, _ANYONE)),
}


def legal(state: State, who: Collection[Who]) -> tuple[Kind, ...]:
    """The kinds of event that somebody with these parts may record now, in the order pages offer them."""
    return tuple(kind for kind in Kind if MOVES[state, kind].intersection(who))


@dataclass(frozen=True)
class Hands:
    """Whose a concern is: who holds it, who was asked to, and the team, owner and deputy that routing named.

    The names are those of casework.concern_state (the first four and the last) and published.concern (the rest).
    ``offered_team`` beside a named person is the team in which that person is to have it, and is not asked itself.
    """

    holder: str | None = None
    holder_team: str | None = None
    offered_to: str | None = None
    offered_team: str | None = None
    team_id: str | None = None
    owner: str | None = None
    deputy: str | None = None
    offered_by: str | None = None


def parts(worker_id: str, team_ids: Collection[str], leads: Collection[str], hands: Hands) -> frozenset[Who]:
    """The parts of somebody who may see a concern. ``leads``: the teams they lead or deputise in.

    While somebody holds it, its team is theirs; before that, the one routing named.
    """
    team = hands.holder_team or hands.team_id
    routed = hands.holder is None and worker_id in (hands.owner, hands.deputy)
    by_name = hands.offered_to == worker_id
    asked = by_name or (hands.offered_to is None and hands.offered_team is not None and hands.offered_team in team_ids)
    held = {
        Who.READER: True,
        Who.HOLDER: hands.holder == worker_id,
        Who.OFFERED: asked and hands.offered_by != worker_id,
        Who.TEAM: routed or (team is not None and team in team_ids),
        Who.LEAD: team is not None and team in leads,
    }
    return frozenset(who for who, holds in held.items() if holds)
