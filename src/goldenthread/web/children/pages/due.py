"""Every clock that runs for a child: what is late, what is next, what was met, and what is not known."""

from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import plural
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing

GROUPS = (
    ("Past its date", ("overdue",)),
    ("Due next", ("due_soon", "running")),
    ("Not known, or cannot be worked out", ("not_known", "cannot_tell")),
    ("Not due", ("not_due", "disapplied", "declined")),
    ("Done, or over", ("met", "met_late", "ended_late")),
)


def view(at: Viewing) -> dict[str, Any]:
    """Clocks by what they ask for now."""
    clocks = reading.clocks(at)
    groups = [{"title": title, "clocks": [c for c in clocks if c["state"] in states]} for title, states in GROUPS]
    late = len(groups[0]["clocks"])
    framed = frame(at, "Due")
    says = f"{plural(late, 'date')} passed" if late else "No date has passed in what you may see"
    if framed["death"]:
        says = "Nothing is due"
    return {
        **framed,
        "title": "Due",
        "headline": "Dates are not part of what you were given" if framed["narrow"] else says,
        "groups": [group for group in groups if group["clocks"]],
        "hidden": reading.withheld(at),
        "parted": at.child["reduced"],
    }


PAGE = Page(
    path="children/<child_id>/due",
    title="Child: due",
    may_see=CHILD_ROLES,
    view=view,
    template="children/due.html.jinja",
)
