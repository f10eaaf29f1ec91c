"""Records what the child says, in the child's own words."""

from typing import Any

from goldenthread.web.acts import Act
from goldenthread.web.children import actions
from goldenthread.web.children.frame import frame
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The form."""
    at.must_act()
    return {**frame(at), "title": "In the child’s own words"}


PAGE = Page(
    path="children/<child_id>/words",
    title="Child: own words",
    may_see=PRACTITIONERS,
    view=view,
    template="children/words.html.jinja",
    acts=(Act("words", actions.record_words),),
)
