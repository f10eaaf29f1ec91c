"""Is the work held and moving, across the area? Counts by level and clock, and names a week; no child is named."""

from typing import Any

from goldenthread.access import Role
from goldenthread.access.small_numbers import LEAST
from goldenthread.web.may_see import only
from goldenthread.web.oversight import queries
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The counts, each with its unit and its day."""
    levels = queries.levels(at)
    return {
        "levels": levels,
        "work": queries.total_said([row["work"] for row in levels], "card"),
        "backlog": queries.total_said([row["backlog"] for row in levels], "card"),
        "clocks": queries.clocks(at),
        "names": queries.names_given(at),
        "sources": queries.sources(at),
        "least": LEAST,
    }


PAGE = Page(
    path="overview",
    title="Overview",
    may_see=only(Role.LEADER, Role.ANALYST),
    view=view,
    template="oversight/overview.html.jinja",
    tab=Tab("Overview", 20),
)
