"""What each sender must put right in its own system, sender by sender."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.intake import queries
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Senders with how much each has to put right."""
    found = queries.senders(at)
    return {"senders": found, "total": sum(row["n"] for row in found)}


PAGE = Page(
    path="intake/put-right",
    title="To put right at source",
    may_see=only(Role.ANALYST),
    view=view,
    template="intake/put_right.html.jinja",
)
