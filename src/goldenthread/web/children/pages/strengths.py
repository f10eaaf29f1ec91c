"""Records what goes well for the child: what it is good at, likes, and what helps."""

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
    return {**frame(at), "title": "What goes well"}


PAGE = Page(
    path="children/<child_id>/strengths",
    title="Child: what goes well",
    may_see=PRACTITIONERS,
    view=view,
    template="children/strengths.html.jinja",
    acts=(Act("strengths", actions.record_strengths),),
)
