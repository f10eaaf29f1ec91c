"""Every concern about a child, open and closed, and what could not be looked for."""

from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Open concerns first; those that may not be read say whom to ask."""
    readable, hidden = reading.concerns(at), reading.hidden_concerns(at)
    return {
        **frame(at, "Concerns"),
        "title": "Concerns",
        "concerns": [*readable, *hidden],
        "open_count": sum(one["open"] for one in readable),
        "hidden_count": len(hidden),
        "unanswered": reading.unanswered(at),
    }


PAGE = Page(
    path="children/<child_id>/concerns",
    title="Child: concerns",
    may_see=CHILD_ROLES,
    view=view,
    template="children/concerns.html.jinja",
)
