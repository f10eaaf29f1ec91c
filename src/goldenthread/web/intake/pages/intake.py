"""What came in, can it be trusted, and what is wrong with it, in one line for each source."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.components.words import plural
from goldenthread.web.intake import queries, trust
from goldenthread.web.lists import Filter, applied, asked, chosen, paged
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing

ANALYSTS = only(Role.ANALYST)


def view(at: Viewing) -> dict[str, Any]:
    """Sources as rows, the latest first, and whether this store may be called real."""
    standing = queries.standings(at)
    states = [(name, says) for name, (says, _) in queries.STATES.items()]
    fields = chosen([Filter("state", "State", states), Filter("source", "Source", standing["sources"])], at.asked)
    kept = asked(fields)
    wanted = kept.get("state", ""), kept.get("source", "")
    where = paged("/intake", queries.how_many(at, *wanted), kept, at.asked.get("page"))
    found = queries.sources(at, *wanted, where.offset, where.rows)
    return {
        "sources": found,
        "fields": fields,
        "applied_filters": applied(fields, "/intake"),
        "paged": where,
        "headline": _headline(standing["late"], standing["never"]),
        "real": trust.standing(at),
        "loads": standing["loads"],
        "wrong": standing["wrong"],
    }


def _headline(late: int, never: int) -> str:
    if not late and not never:
        return "Every source is as fresh as it should be"
    said = [plural(late, "source is", "sources are") + " late"] if late else []
    if never:
        said.append(plural(never, "has", "have") + " never come")
    return ", ".join(said)


PAGE = Page(
    path="intake",
    title="Intake",
    may_see=ANALYSTS,
    view=view,
    template="intake/intake.html.jinja",
    tab=Tab("Intake", 60, "select count(*) from published.source where state = 'late'"),
)
