"""Everyone involved with a child, now and before, and how to reach them."""

from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import plural
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Teams open to the child, then those that were; those that may not be named say whom to ask."""
    rows = reading.people(at)
    now = [one for one in rows if one["ended"] is None or one["ended"] > at.as_of]
    hidden = [{"allowed": False, "holder": holder} for holder in reading.withheld(at)]
    framed = frame(at, "People")
    teams = {(one["team_id"], one["team"]) for one in now}  # a team has a line for each of its people
    told = f"{plural(len(teams), 'team')} involved now"
    return {
        **framed,
        "title": "People",
        "headline": "The teams involved are not part of what you were given" if framed["narrow"] else told,
        "groups": [("Involved now", [*now, *hidden]), ("Involved before", [one for one in rows if one not in now])],
    }


PAGE = Page(
    path="children/<child_id>/people",
    title="Child: people",
    may_see=CHILD_ROLES,
    view=view,
    template="children/people.html.jinja",
)
