"""One concern: what it says and rests on, what it asks, who has it, what happened, and what can be done about it."""

from datetime import timedelta
from typing import Any

from goldenthread.casework import OUTCOMES, Kind
from goldenthread.priority import URGENT_DAYS
from goldenthread.web.children import acting, history, untouched
from goldenthread.web.children.frame import frame
from goldenthread.web.children.texts import LONG, SHORT, up_to
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import READS_ONLY, Refused, Viewing
from goldenthread.web.worklist import told

NOT_READABLE = "You may not read this concern, or there is no such concern."
FORMS = {Kind.ACCEPT: "answer", Kind.DECLINE: "answer", Kind.CANNOT_WAIT: "urgent"}  # the rest are named as their kind


def view(at: Viewing) -> dict[str, Any]:
    """The concern with the forms that are legal for this person now."""
    concern = acting.in_hand(at)
    if concern is None:
        raise Refused(NOT_READABLE, at.child["child_id"])
    allowed = {FORMS.get(kind, kind.value) for kind in acting.moves(at, concern)}
    framed = frame(at, "Concerns")
    do = at.tried.get("tried") or at.asked.get("do", "")
    return {
        **framed,
        "title": concern["title"],
        "concern": {**concern, "due": concern["next_due"]},
        "due_says": _due_says(at, concern),
        "offered_says": told.offered_says(concern),
        "acts": allowed,
        "opened": do if do in allowed else "",
        "example": at.today + timedelta(days=14),
        "urgent_days": URGENT_DAYS,
        "why_not": READS_ONLY if at.reads_only else "It belongs to another team; ask its owner.",
        "seen": concern["seen"] or 0,
        "colleagues": acting.colleagues(at, concern) if "give" in allowed else [],
        "outcomes": [(outcome.value, says, "") for outcome, says in OUTCOMES.items()],
        "history": [history.told(event) for event in history.events(at, concern)],
        "untouched": [] if framed["death"] else untouched.if_nobody_acts(at, concern),
        "matters": untouched.why_it_matters(at, concern),
        "short": up_to(SHORT),
        "long": up_to(LONG),
    }


def _due_says(at: Viewing, concern: Row) -> str:
    if concern["next_due"] is None:
        return ""
    planned = concern["due"] is not None or concern["pressed"] is not None
    mine = concern["owner_id"] == at.viewer.worker_id
    return told.step_due(concern["next_due"], at.today, planned=planned, mine=mine)


PAGE = Page(
    path="children/<child_id>/concerns/<signal>/<since>",
    title="Child: concern",
    may_see=CHILD_ROLES,
    view=view,
    template="children/concern.html.jinja",
    acts=acting.ACTS,
)
