"""Records that were opened without a relationship: each has a reason, and each is looked at afterwards."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act
from goldenthread.web.audit import actions, queries
from goldenthread.web.looks import Look
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """What waits for review first."""
    found = queries.opened(at)
    at.note(Look("read", says="Looked at 'Opened without a relationship'."))
    at.list_of(row["child_id"] for row in found)
    return {
        "opened": [{**row, "finding_says": actions.FINDINGS.get(row["finding"] or "", "")} for row in found],
        "waiting": sum(row["finding"] is None and not row["own"] for row in found),
        "findings": list(actions.FINDINGS.items()),
    }


PAGE = Page(
    path="log/opened",
    title="Opened without a relationship",
    may_see=only(Role.INFORMATION_GOVERNANCE),
    view=view,
    template="audit/opened.html.jinja",
    acts=(Act("review", actions.review),),
    tab=Tab("To review", 20, queries.WAITING),
    needs_run=False,
)
