"""Every file that was taken in, newest first, and where each of its rows went."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.intake import queries
from goldenthread.web.lists import paged
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Twenty-five loads."""
    total = at.value("select count(*) from published.load")
    where = paged("/intake/loads", total, {}, at.asked.get("page"))
    return {"loads": queries.loads(at, where.offset, where.rows), "paged": where, "total": total}


PAGE = Page(
    path="intake/loads",
    title="Files taken in",
    may_see=only(Role.ANALYST),
    view=view,
    template="intake/loads.html.jinja",
)
