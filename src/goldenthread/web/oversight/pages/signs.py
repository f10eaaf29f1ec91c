"""The register of signs, for everybody: what may put a child on a list here, and what never may."""

from typing import Any

from goldenthread.web.may_see import EVERYBODY
from goldenthread.web.oversight import register
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Every sign with its rule in words and how far it was let through."""
    return {"signs": register.entries(at)}


PAGE = Page(
    path="signs",
    title="Register of signs",
    may_see=EVERYBODY,
    view=view,
    template="oversight/signs.html.jinja",
    tab=Tab("Signs", 70),
    needs_run=False,
)
