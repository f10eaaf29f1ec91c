"""What is happening with this child, who is on it, what is owed, and what to do now."""

from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import late, plural
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

FACTS = 6  # sentences that say what is happening
DUES = 5
UNKNOWNS = 3

# what is told of each kind while it lasts, or the newest of it; in this order
_TOLD = (
    ("attendance", False), ("enrolment", True), ("plan", True), ("referral", True), ("short_break", True),
    ("away", True), ("early_help", True), ("suspension", False), ("sen", False), ("review", False), ("contact", False),
)  # fmt: skip


def view(at: Viewing) -> dict[str, Any]:
    """The first page of a child: one sentence, what to do next, and the rest beneath."""
    concerns = reading.concerns(at)
    opened = [one for one in concerns if one["open"]]
    hidden = reading.hidden_concerns(at)
    clocks = [one for one in reading.clocks(at) if one["state"] in reading.WAITING and one["due"]]
    words = reading.words(at) or {}
    people = [one for one in reading.people(at) if one["ended"] is None or one["ended"] > at.as_of]
    framed = frame(at, "Now")
    return {
        **framed,
        "title": "Now",
        "headline": _headline(at, opened, hidden, clocks),
        "lead": _lead(opened),
        "nothing_open": "No concern that you may see is open.",
        "words": words if words.get("text") else None,
        "letter_sent": words.get("letter_sent"),
        "facts": _facts(at, reading.lines(at)),
        "unknown": words.get("unanswered", [])[:UNKNOWNS],
        "concerns": [*opened, *hidden],
        "dues": [] if framed["death"] else clocks[:DUES],
        "more_dues": len(clocks[DUES:]),
        "people": people,
        "sources": reading.sources(at),
    }


def _headline(at: Viewing, opened: list[Row], hidden: list[Row], clocks: list[Row]) -> str:
    name = reading.name_of(at.child)
    if at.child["died"]:
        return f"What is held about {name}"
    past = [clock for clock in clocks if clock["state"] == "overdue"]
    if opened:
        first = opened[0]["title"]
        more = len(opened) + len(hidden) - 1
        return f"{first}, and {plural(more, 'more concern')}" if more else str(first)
    if past:
        return f"{past[0]['title']}: {late(past[0]['due'], at.as_of)}"
    return f"Nothing asks for a step about {name} now"


def _lead(opened: list[Row]) -> Row | None:
    return opened[0] if opened else None


def _facts(at: Viewing, lines: list[Row]) -> list[Row]:
    """Up to six sentences, each a record: what lasts, and the newest of what happens."""
    found: list[Row] = []
    for kind, lasting in _TOLD:
        of_kind = [one for one in lines if one["kind"] == kind]
        if lasting:
            found += [one for one in of_kind if one["until"] is None or one["until"] > at.as_of][:3]
        else:
            found += of_kind[:1]
    return [{**one, "allowed": True} for one in found[:FACTS]]


PAGE = Page(
    path="children/<child_id>",
    title="Child: now",
    may_see=CHILD_ROLES,
    view=view,
    template="children/now.html.jinja",
)
