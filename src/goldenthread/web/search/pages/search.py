"""Finds a child by name and birth date, among the children this viewer may see and no others."""

from typing import Any

from goldenthread.web.components.words import listed, plural, year_group
from goldenthread.web.lists import ROWS, page_number, paged
from goldenthread.web.looks import Look
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page, Tab
from goldenthread.web.search.reading import Asked, read
from goldenthread.web.viewing import Viewing, names

LEAST = 2  # letters, so that a search is for somebody and not for everybody
_FOUND = """
    with hits as materialized (
        select c.* from access.child c
        where c.listed and (%(born)s::date is null or c.born = %(born)s::date)
          and ' ' || array_to_string(c.name_keys, ' ') like all (%(begins)s::text[])
    ),
    shown as (
        select *, (select count(*) from hits) as total from hits
        order by lower(surname), lower(forename), born, child_id limit %(rows)s
        offset least(%(page)s - 1, greatest((select count(*) from hits) - 1, 0) / %(rows)s) * %(rows)s
    ),
    given as materialized (
        select g.child_id, count(*) as n from access.concerns() g
        where g.child_id in (select child_id from shown) group by g.child_id
    )
    select s.*, coalesce(g.n, 0) as open_concerns from shown s left join given g using (child_id)
    order by lower(s.surname), lower(s.forename), s.born, s.child_id
"""


def view(at: Viewing) -> dict[str, Any]:
    """The children found, or why none is; what was searched for is logged."""
    q = at.asked.get("q", "").strip()[:80]
    asked = read(q)
    enough = asked.born is not None or sum(map(len, asked.names)) >= LEAST
    if not q or not enough:
        return {"title": "Search", "headline": "Find a child", "q": q, "enough": enough, "children": [], "paged": None}
    found = _found(at, asked, page_number(at.asked.get("page")))
    total = found[0]["total"] if found else 0
    where = paged("/search", total, {"q": q}, at.asked.get("page"))
    at.note(Look("search", query=q, says=f"Searched; {plural(total, 'child', 'children')} found."))
    at.list_of(row["child_id"] for row in found)
    headline = f"{plural(total, 'child', 'children')} found by “{q}”" if total else "Find a child"
    return {"title": "Search", "headline": headline, "q": q, "enough": True, "children": found, "paged": where}


def _found(at: Viewing, asked: Asked, page: int) -> list[dict[str, Any]]:
    """The children of one page of those found, the last one when it is past; ``total`` is how many there are."""
    found = at.rows(_FOUND, born=asked.born, begins=[f"% {word}%" for word in asked.names], page=page, rows=ROWS)
    known = [{**row, **names(row)} for row in found]
    return [{**row, "about": _about(row)} for row in known]


def _about(row: dict[str, Any]) -> str:
    return listed([part for part in (year_group(row["year_group"]), row["school_name"] or "") if part], "at")


PAGE = Page(
    path="search",
    title="Search",
    may_see=PRACTITIONERS,
    view=view,
    template="search/search.html.jinja",
    tab=Tab("Search", 50),
)
