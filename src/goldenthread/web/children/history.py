"""What people recorded about one concern, told in sentences, newest first."""

from goldenthread.casework import OUTCOMES, Kind
from goldenthread.web.components.words import day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

# what was done, for the log, where the sign and its day follow
DID = {
    Kind.TAKE: "took",
    Kind.GIVE: "offered to a colleague",
    Kind.ACCEPT: "accepted",
    Kind.DECLINE: "declined",
    Kind.PLAN: "planned a step on",
    Kind.ACTION: "recorded what happened on",
    Kind.NOTE: "added a note to",
    Kind.CLOSE: "closed",
    Kind.REOPEN: "reopened",
    Kind.CANNOT_WAIT: "said that it cannot wait, of",
    Kind.OBJECTION: "recorded an objection to",
}


def did(kind: Kind, concern: Row) -> str:
    """One act in the log's words: 'took the concern “A year on a list”, true since 16 October 2025'."""
    return f"{DID[kind]} the concern “{concern['title']}”, true since {day(concern['since'])}"


def events(at: Viewing, concern: Row) -> list[Row]:
    """Every event about the concern as it stands."""
    return at.rows(
        """
        select * from access.events(array[%(child)s])
        where signal = %(signal)s and since = %(record_as)s::date order by event_id desc
        """,
        child=at.child["child_id"],
        signal=concern["signal"],
        record_as=concern["record_as"],
    )


def told(event: Row) -> Row:
    """One event as a sentence, with what the person wrote beneath it."""
    says = f"{event['by_name'] or event['by_worker']} {_did(event)}"
    return {"at": event["at"], "says": says, "text": event["text"] or event["reason"]}


def since_then(at: Viewing, concern: Row, seen: int) -> str:
    """What was recorded after event ``seen``, by somebody else or by whoever asks, as a page tells it."""
    newer = [one for one in events(at, concern) if one["event_id"] > seen]
    others = [one for one in newer if one["by_worker"] != at.viewer.worker_id]
    if others:
        return f"Someone else acted while you were writing: {told(others[0])['says']}."
    if newer:
        return f"You have acted on this since you opened this page, here or in another window: you {_did(newer[0])}."
    return "This concern has changed since you opened this page."


def _did(event: Row) -> str:
    to = event["to_name"] or event["to_team"] or event["to_worker"] or "a colleague"
    return {
        "take": "took it",
        "give": f"offered it to {to}",
        "accept": "accepted it",
        "decline": "declined it",
        "plan": f"planned a step by {day(event['due'])}",
        "action": f"recorded what happened on {day(event['happened'])}{_step(event)}",
        "note": "added a note",
        "close": f"closed it: {_outcome(event['outcome'])}",
        "reopen": "reopened it",
        "cannot_wait": "said that it cannot wait",
        "objection": "recorded an objection",
    }[event["kind"]]


def _step(event: Row) -> str:
    return {True: ", and that the planned step is done", False: "; the planned step is not done yet"}.get(
        event["step_done"], ""
    )


def _outcome(value: str | None) -> str:
    return {outcome.value: says.lower() for outcome, says in OUTCOMES.items()}.get(value or "", "no outcome recorded")
