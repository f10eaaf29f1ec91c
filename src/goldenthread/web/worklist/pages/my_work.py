"""Who needs me today, and why: one card for each child and owner, the most pressing first."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.components.words import plural
from goldenthread.web.lists import Filter, address, applied, asked, chosen, page_number, paged
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page, Tab
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist import cards, others

DUE = (("overdue", "Overdue"), ("week", "Due this week"), ("later", "Due later"), ("none", "No date yet"))
TABS = (("mine", "Mine"), ("team", "My team"), ("unowned", "Unowned"), ("offered", "Offered to me or my team"))


def view(at: Viewing) -> dict[str, Any]:
    """The list, its filters, and what the first line says."""
    whose = at.asked.get("whose", "mine")
    whose = whose if whose in cards.WHOSE else "mine"
    wanted = cards.Wanted(whose, *(at.asked.get(name, "") for name in ("due", "level", "kind", "school", "owner")))
    number = page_number(at.asked.get("page"))
    found = cards.work(at, wanted, number)
    fields = _filters(at, found.options, whose)
    kept = asked(fields, whose=whose if whose != "mine" else "")
    where = paged("/work", found.total, kept, at.asked.get("page"))
    at.list_of(row["child_id"] for row in found.cards)
    shows_others = whose == "mine" and (at.roles == {Role.SENCO} or not found.counts["mine"])
    around = others.with_others(at) if shows_others else None
    at.list_of(row["child_id"] for row in (around.rows if around else []))
    return {
        "others": around,
        "summary": _summary(found.counts),
        "tabs": [
            _tab(key, says, found.counts, whose) for key, says in TABS if key != "offered" or found.counts["offered"]
        ],
        "cards": found.cards,
        "paged": where,
        "fields": fields,
        "whose": whose if whose != "mine" else "",
        "applied_filters": applied(fields, "/work", whose=whose if whose != "mine" else ""),
        "empty": _empty(whose, bool(asked(fields)), found.counts, around.total if around else 0),
        "backlog": found.backlog,
        "budget": found.budget,
        "may_release": at.viewer.role in {Role.TEAM_MANAGER} or bool(at.viewer.leads),  # type: ignore[union-attr]
    }


def _filters(at: Viewing, options: dict[str, list[tuple[str, str]]], whose: str) -> list[Filter]:
    fields = [
        Filter("due", "Due", DUE),
        Filter("level", "Why it is here", options["level"]),
        Filter("kind", "Kind of concern", options["kind"]),
        Filter("school", "School", options["school"]),
    ]
    fields += [Filter("owner", "Owner", options["owner"])] if whose == "team" else []
    return chosen(fields, at.asked)


def _summary(counts: Row) -> list[Row]:
    """What the first line counts; handovers and children without a date only where there are any."""
    mine, overdue, offered, undated = (counts.get(name, 0) for name in ("mine", "overdue", "offered", "undated"))
    told = [
        {"text": plural(mine, "child", "children"), "href": "", "count": mine},
        {"text": f"{overdue} with a step overdue", "href": "/work?due=overdue", "count": overdue},
        {"text": f"{undated} with no date yet", "href": "/work?due=none", "count": undated},
        {"text": plural(offered, "handover") + " to answer", "href": "/work?whose=offered", "count": offered},
    ]
    return told[:2] + [one for one in told[2:] if one["count"]]


def _tab(key: str, says: str, counts: Row, whose: str) -> Row:
    href = address("/work", {"whose": "" if key == "mine" else key})
    return {"text": says, "href": href, "current": key == whose, "count": f"{counts.get(key, 0):,}"}


def _empty(whose: str, filtered: bool, counts: Row, around: int) -> Row:
    if filtered:
        return {
            "says": "No child fits these filters.",
            "why": "There may be others without them.",
            "tries": [("See the whole list", address("/work", {"whose": "" if whose == "mine" else whose}))],
        }
    says, why = {
        "mine": (
            "Nothing waits for you.",
            "No open concern has been given to you. A new one appears here once agencies' next files are read.",
        ),
        "team": (
            "Nothing waits for your team.",
            "No team of yours has an open concern, or you are in no team's staff list.",
        ),
        "unowned": ("Every concern of your team has an owner.", "That is how it should be."),
        "offered": (
            "Nothing has been offered to you or your team.",
            "A handover appears here when a colleague offers you or your team one.",
        ),
    }[whose]
    if whose == "mine":
        found = " Children your team is open to are found by their name."
        why += " What others have is below." if around else found
    tries = [("See what your team has", "/work?whose=team")] if whose == "mine" and counts.get("team") else []
    return {"says": says, "why": why, "tries": [*tries, ("Search for a child", "/search")]}


PAGE = Page(
    path="work",
    title="My work",
    may_see=PRACTITIONERS,
    view=view,
    template="worklist/my_work.html.jinja",
    tab=Tab("My work", 10, of_work=cards.MINE),
)
