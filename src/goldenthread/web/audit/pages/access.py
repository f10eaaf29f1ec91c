"""Who may open which page, and what the sharing agreement gives: both as the system itself uses them."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.family import notice
from goldenthread.web.matrix import matrix
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The access matrix, what each role opens, and the agreement in force."""
    return {"matrix": matrix(), "roles": list(Role), "lookers": notice.may_see(at)}


PAGE = Page(
    path="access",
    title="Who may open what",
    may_see=only(Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR),
    view=view,
    template="audit/access.html.jinja",
    tab=Tab("Access", 60),
    needs_run=False,
)
