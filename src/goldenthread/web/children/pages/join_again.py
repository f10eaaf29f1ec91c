"""Undoes a parting that was a mistake: the record may be this child's again, with a reason that is kept."""

from typing import Any

from goldenthread.web.acts import Act, Outcome
from goldenthread.web.children import actions
from goldenthread.web.children.frame import frame
from goldenthread.web.children.pages.about import partings
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Who parted the record and why, and what joining it again does."""
    at.must_act()
    return {
        **frame(at, "About the record"),
        "title": "Join this record again?",
        "parting": _parting(at),
        "path": at.request.get_full_path(),
    }


def join_again(at: Viewing) -> Outcome:
    """Undoes the parting in question."""
    return actions.join_again(at, _parting(at))


def _parting(at: Viewing) -> Row:
    wanted = at.typed.get("parting") or at.asked.get("parting", "")
    found = next((one for one in partings(at) if str(one["decision_id"]) == wanted and not one["undone_at"]), None)
    if found is None:
        raise Refused("That record was not parted from this child, or it has been joined again already.")
    return found


PAGE = Page(
    path="children/<child_id>/join-again",
    title="Child: join a record again",
    may_see=PRACTITIONERS,
    view=view,
    template="children/join_again.html.jinja",
    acts=(Act("join", join_again),),
)
