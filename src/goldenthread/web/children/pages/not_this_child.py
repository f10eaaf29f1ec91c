"""Says that a source's record is another child's: it is parted at once, for everyone, and remembered."""

from typing import Any

from goldenthread.web.acts import Act, Outcome
from goldenthread.web.children import actions
from goldenthread.web.children.frame import frame
from goldenthread.web.children.pages.about import links
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The record in question, and what saying so does."""
    at.must_act()
    line = _line(at)
    return {
        **frame(at, "About the record"),
        "title": "Is this record another child’s?",
        "line": line,
        "path": at.request.get_full_path(),
    }


def part(at: Viewing) -> Outcome:
    """Parts the record in question from this child."""
    return actions.part(at, _line(at))


def _line(at: Viewing) -> Row:
    wanted = at.typed.get("person_key") or at.asked.get("record", "")
    found = next((line for line in links(at) if line["person_key"] == wanted), None)
    if found is None:
        raise Refused("That record is not joined to this child, or it has been parted already.")
    return found


PAGE = Page(
    path="children/<child_id>/not-this-child",
    title="Child: this record is another child’s",
    may_see=PRACTITIONERS,
    view=view,
    template="children/not_this_child.html.jinja",
    acts=(Act("part", part),),
)
