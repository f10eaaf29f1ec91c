"""For families, without signing in: what is held about a child, from whom, why, who may see it, and how to object."""

from typing import Any

from goldenthread.access import Role, Route
from goldenthread.web.family import notice
from goldenthread.web.may_see import EVERYBODY
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The notice, from the feeds, the agreement and the roles that the system itself uses."""
    return {
        "feeds": notice.feeds(at),
        "lookers": notice.may_see(at),
        "blind": [role.says for role in Role if Route.INVOLVEMENT not in role.routes],
    }


PAGE = Page(
    path="notice",
    title="What is held, from whom, why, and who may see it",
    may_see=EVERYBODY,
    view=view,
    template="family/notice.html.jinja",
    needs_run=False,
)
