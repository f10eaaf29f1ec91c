"""What is happening with this child, who is on it, what is owed, and what to do now."""

from datetime import timedelta
from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import late, plural
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist import told

FACTS = 6  # sentences that say what is happening
DUES = 5
UNKNOWNS = 3

LATELY = timedelta(days=365)  # what only happened is told for so long

# what is told, in the order in which it has its place: while no end is recorded, the newest as it stands, or if lately
_WHILE = ("enrolment", "plan", "referral", "short_break", "away", "early_help")
_STANDS = ("sen",)
_TOLD = ("attendance", *_WHILE, "suspension", "sen", "review", "contact")


def view(at: Viewing) -> dict[str, Any]:
    """The first page of a child: one sentence, what to do next, and the rest beneath."""
    framed = frame(at, "Now")
    opened = sorted((one for one in reading.concerns(at) if one["open"]), key=lambda one: _whose(at, one))
    hidden = [] if framed["narrow"] else reading.hidden_concerns(at)
    every = [] if framed["death"] else reading.clocks(at)
    clocks = [one for one in every if one["state"] in reading.WAITING and one["due"]]
    words = reading.words(at) or {}
    people = [one for one in reading.people(at) if one["ended"] is None or one["ended"] > at.as_of]
    return {
        **framed,
        "title": "Now",
        "headline": _headline(at, opened, clocks),
        "lead": _lead(at, opened),
        "nothing_open": "No concern that you may see is open.",
        "words": words if words.get("text") else None,
        "strengths": words if words.get("strengths") else None,
        "letter_sent": words.get("letter_sent"),
        "facts": _facts(at, reading.lines(at)),
        "unknown": words.get("unanswered", [])[:UNKNOWNS],
        "concerns": [*opened, *hidden],
        "open_count": len(opened),
        "dues": clocks[:DUES],
        "more_dues": len(clocks[DUES:]),
        "people": people,
        "sources": reading.sources(at),
    }


def _headline(at: Viewing, opened: list[Row], clocks: list[Row]) -> str:
    name = reading.name_of(at.child)
    if at.child["died"]:
        return f"What is held about {name}"
    past = [clock for clock in clocks if clock["state"] == "overdue"]
    if opened:
        first = opened[0]["title"]
        more = len(opened) - 1
        return f"{first}, and {plural(more, 'more concern')}" if more else str(first)
    if past:
        return f"{past[0]['title']}: {late(past[0]['due'], at.as_of)}"
    return f"Nothing asks for a step about {name} now"


def _whose(at: Viewing, one: Row) -> int:
    """What the viewer was asked to take comes first, then what is theirs, then what is others'."""
    if one["asked_me"]:
        return 0
    return 1 if one["owner_id"] == at.viewer.worker_id else 2


def _lead(at: Viewing, opened: list[Row]) -> Row | None:
    """What is to be done next, and by whom: what is asked of somebody else is never told as if it were the reader's."""
    if not opened:
        return None
    first = opened[0]
    step = first["step"] or (told.PLAN_NEXT if first["step_done"] else first["asks"])
    if first["asked_me"]:
        says = {"label": "You are asked to take this:", "text": step, "href": f"{first['href']}?do=answer#act-answer"}
        return {**says, "after": f"Owner until then: {first['owner_says']}."}
    says = {"text": step, "href": first["href"]}
    if first["owner_id"] == at.viewer.worker_id:
        offered = told.offered_says(first)
        return {**says, "label": "Do next:", "after": f"Owner: you{'; ' + offered if offered else ''}."}
    team = first["holder_team"] or first["team_id"]
    if not first["owner_id"] and first["team"]:
        mine = team in at.given()["teams"]
        after = "Nobody has taken it yet." if mine else "Nothing is asked of you."
        return {**says, "label": f"Asked of {'your team' if mine else 'a team'} ({first['team']}):", "after": after}
    whom = f"{first['owner_says']} ({first['team']})" if first["team"] else first["owner_says"]
    if not first["owner_id"]:
        return {**says, "label": "Asked, and nobody has it yet:", "after": "Nothing is asked of you."}
    return {**says, "label": f"Asked of {whom}:", "after": "Nothing is asked of you."}


def _facts(at: Viewing, lines: list[Row]) -> list[Row]:
    """Up to six sentences, each a record, the newest first: what has no recorded end, and what happened lately."""
    found: list[Row] = []
    for kind in _TOLD:
        of_kind = [one for one in lines if one["kind"] == kind]
        if kind in _WHILE:
            found += [one for one in of_kind if one["until"] is None or one["until"] > at.as_of][:3]
        else:
            found += [one for one in of_kind[:1] if kind in _STANDS or _lately(at, one) or at.child["died"]]
    told = [{**one, "allowed": True, "lasts": "" if _lately(at, one) else _lasts(one)} for one in found[:FACTS]]
    return sorted(told, key=lambda one: one["happened"], reverse=True)


def _lately(at: Viewing, one: Row) -> bool:
    return bool(one["happened"] >= at.as_of - LATELY)


def _lasts(one: Row) -> str:
    """Why a sentence from long ago stands here."""
    if one["kind"] in _WHILE:
        return "No end is recorded." if one["until"] is None else ""
    return "Nothing newer is recorded."


PAGE = Page(
    path="children/<child_id>",
    title="Child: now",
    may_see=CHILD_ROLES,
    view=view,
    template="children/now.html.jinja",
)
