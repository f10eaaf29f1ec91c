"""One concern: what it says and rests on, what it asks, who has it, what happened, and what can be done about it."""

from typing import Any

from goldenthread.casework import OUTCOMES, Kind
from goldenthread.web.children import acting
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import day
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing

NOT_READABLE = "You may not read this concern, or there is no such concern."
FORMS = {Kind.ACCEPT: "answer", Kind.DECLINE: "answer", Kind.CANNOT_WAIT: "urgent"}  # the rest are named as their kind


def view(at: Viewing) -> dict[str, Any]:
    """The concern with the forms that are legal for this person now."""
    concern = acting.in_hand(at)
    if concern is None:
        raise Refused(NOT_READABLE, at.child["child_id"])
    allowed = {FORMS.get(kind, kind.value) for kind in acting.moves(at, concern)}
    return {
        **frame(at, "Concerns"),
        "title": concern["title"],
        "concern": {**concern, "due": concern["next_due"]},
        "acts": allowed,
        "why_not": "It belongs to another team; ask its owner.",
        "seen": concern["seen"] or 0,
        "colleagues": acting.colleagues(at, concern) if "give" in allowed else [],
        "outcomes": [(outcome.value, says, "") for outcome, says in OUTCOMES.items()],
        "history": [_told(event) for event in _events(at, concern)],
    }


def _events(at: Viewing, concern: Row) -> list[Row]:
    return at.rows(
        """
        select * from access.events(array[%(child)s])
        where signal = %(signal)s and since = %(record_as)s::date order by event_id desc
        """,
        child=at.child["child_id"],
        signal=concern["signal"],
        record_as=concern["record_as"],
    )


def _told(event: Row) -> Row:
    """One event as a sentence, with what the person wrote beneath it."""
    who = event["by_name"] or event["by_worker"]
    to = event["to_name"] or event["to_team"] or event["to_worker"] or "a colleague"
    says = {
        "take": f"{who} took it",
        "give": f"{who} offered it to {to}",
        "accept": f"{who} accepted it",
        "decline": f"{who} declined it",
        "plan": f"{who} planned a step by {day(event['due'])}",
        "action": f"{who} recorded what happened on {day(event['happened'])}",
        "note": f"{who} added a note",
        "close": f"{who} closed it: {_outcome(event['outcome'])}",
        "reopen": f"{who} reopened it",
        "cannot_wait": f"{who} said that it cannot wait",
        "objection": f"{who} recorded an objection",
    }[event["kind"]]
    return {"at": event["at"], "says": says, "text": event["text"] or event["reason"]}


def _outcome(value: str | None) -> str:
    return {outcome.value: says.lower() for outcome, says in OUTCOMES.items()}.get(value or "", "no outcome recorded")


PAGE = Page(
    path="children/<child_id>/concerns/<signal>/<since>",
    title="Child: concern",
    may_see=CHILD_ROLES,
    view=view,
    template="children/concern.html.jinja",
    acts=acting.ACTS,
)
