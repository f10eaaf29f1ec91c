"""Finds one child beyond one's own, and opens the record for hours: with a reason, logged, and reviewed afterwards."""

from typing import Any

from goldenthread.web.acts import Act
from goldenthread.web.components.words import plural
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.search import actions
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The form, and whom a search with a reason found."""
    typed, found = at.tried.get("typed", {}), at.tried.get("found", [])
    if any(name.startswith("hours-") for name in at.tried.get("wrong", {})):
        found = actions.find(at)  # the child was found: only for how long is missing
        at.list_of(row["child_id"] for row in found)
    return {"hours_": [(one, plural(int(one), "hour"), "") for one in actions.HOURS], "found": found, "typed": typed}


PAGE = Page(
    path="search/beyond",
    title="Search beyond your own children",
    may_see=PRACTITIONERS,
    view=view,
    template="search/beyond.html.jinja",
    acts=(Act("look", actions.look), Act("open", actions.open_record)),
)
