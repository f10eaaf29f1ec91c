"""What people can record about a concern: each kind of event, and what it must say to count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What was done. The names are those in casework.concern_event."""

    TAKE = "take"
    GIVE = "give"
    ACCEPT = "accept"
    DECLINE = "decline"
    PLAN = "plan"
    ACTION = "action"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    CANNOT_WAIT = "cannot_wait"
    OBJECTION = "objection"


class Outcome(StrEnum):
    """How a concern ended."""

    HELPED = "helped"
    NO_LONGER = "no_longer"
    ALREADY_KNOWN = "already_known"
    WRONG = "wrong"


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.HELPED: "What was done helped",
    Outcome.NO_LONGER: "It is no longer so",
    Outcome.ALREADY_KNOWN: "It was known, and is in hand elsewhere",
    Outcome.WRONG: "The sign is wrong",
}

# what each kind must carry, beside who and when
KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TAKE: (),
    Kind.GIVE: ("to",),
    Kind.ACCEPT: (),
    Kind.DECLINE: ("reason",),
    Kind.PLAN: ("text", "due"),
    Kind.ACTION: ("text",),
    Kind.NOTE: ("text",),
    Kind.CLOSE: ("outcome", "reason"),
    Kind.REOPEN: ("reason",),
    Kind.CANNOT_WAIT: ("reason",),
    Kind.OBJECTION: ("text",),
}


@dataclass(frozen=True)
class Event:
    """One thing somebody recorded about a concern. ``event_id`` orders them; ``since``: the sign's date."""

    event_id: int
    kind: Kind
    since: date
    by_worker: str
    at: datetime
    by_name: str = ""
    by_team: str | None = None
    to_worker: str | None = None
    to_team: str | None = None
    due: date | None = None
    happened: date | None = None
    step_done: bool | None = None
    text: str = ""
    outcome: Outcome | None = None
    reason: str = ""


def lacks(event: Event) -> tuple[str, ...]:
    """What the event must say and does not: of 'to', 'reason', 'text', 'due' and 'outcome'."""
    held = {
        "to": event.to_worker or event.to_team,
        "reason": event.reason.strip(),
        "text": event.text.strip(),
        "due": event.due,
        "outcome": event.outcome,
    }
    return tuple(name for name in KINDS[event.kind] if not held[name])
