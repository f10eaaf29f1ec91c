"""Finds a child by name and birth date, among the children this viewer may see and no others."""

from typing import Any

from goldenthread.web.components.words import listed, plural, year_group
from goldenthread.web.lists import paged
from goldenthread.web.looks import Look
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page, Tab
from goldenthread.web.search.reading import Asked, read
from goldenthread.web.viewing import Viewing, names

LEAST = 2  # letters, so that a search is for somebody and not for everybody
_WHERE = """
    from published.child c
    where c.listed and (%(born)s::date is null or c.born = %(born)s::date)
      and not exists (select 1 from unnest(%(names)s::text[]) w
                      where not exists (select 1 from unnest(c.name_keys) k where starts_with(k, w)))
"""


def view(at: Viewing) -> dict[str, Any]:
    """The children found, or why none is; what was searched for is logged."""
    q = at.asked.get("q", "").strip()[:80]
    asked = read(q)
    enough = asked.born is not None or sum(map(len, asked.names)) >= LEAST
    if not q or not enough:
        return {"title": "Search", "headline": "Find a child", "q": q, "children": [], "paged": None}
    given = {"born": asked.born, "names": list(asked.names)}
    total = at.value(f"select count(*) {_WHERE}", **given)
    where = paged("/search", total, {"q": q}, at.asked.get("page"))
    found = _found(at, given, where.offset, where.rows)
    at.note(Look("search", query=q, says=f"Searched; {plural(total, 'child', 'children')} found."))
    at.list_of(row["child_id"] for row in found)
    headline = f"{plural(total, 'child', 'children')} found by “{q}”" if total else "Find a child"
    return {"title": "Search", "headline": headline, "q": q, "children": found, "paged": where, "asked": _said(asked)}


def _found(at: Viewing, given: dict[str, Any], offset: int, limit: int) -> list[dict[str, Any]]:
    found = at.rows(
        f"""
        with found as materialized (
            select c.* {_WHERE} order by lower(c.surname), lower(c.forename), c.born, c.child_id
            limit %(limit)s offset %(offset)s
        ), given as materialized (select g.child_id, count(*) as n from access.concerns() g group by g.child_id)
        select f.*, coalesce(g.n, 0) as open_concerns from found f left join given g using (child_id)
        order by lower(f.surname), lower(f.forename), f.born, f.child_id
        """,
        offset=offset,
        limit=limit,
        **given,
    )
    return [{**row, **names(row), "about": _about(row)} for row in found]


def _about(row: dict[str, Any]) -> str:
    return listed([part for part in (year_group(row["year_group"]), row["school_name"] or "") if part], "at")


def _said(asked: Asked) -> str:
    return " ".join(asked.names)


PAGE = Page(
    path="search",
    title="Search",
    may_see=PRACTITIONERS,
    view=view,
    template="search/search.html.jinja",
    tab=Tab("Search", 50),
)
