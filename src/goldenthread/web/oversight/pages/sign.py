"""One sign: what it says and asks, on what it rests, its rule as the machine reads it, and who let it through."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act
from goldenthread.web.may_see import EVERYBODY
from goldenthread.web.oversight import actions, register
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The whole entry; for analysts its counts and outcomes besides, and the form that lets it through.

    Raises Refused when no run has published such a sign.
    """
    sign = register.sign(at)
    is_analyst = Role.ANALYST in at.roles
    return {
        "title": sign["title"],
        "sign": sign,
        "history": _history(at, sign["signal"]),
        "is_analyst": is_analyst,
        "counts": register.counts(at, sign["signal"]) if is_analyst else None,
        "outcomes": register.outcomes(at, sign["signal"]) if is_analyst else [],
        "choices": [(one, register.STATUS[one][0], register.STATUS[one][2]) for one in register.NEXT[sign["status"]]],
    }


def _history(at: Viewing, signal: str) -> list[dict[str, Any]]:
    return at.rows(
        """
        select status, sample, by_name, at, why from casework.signal_status
        where signal = %(signal)s order by status_id desc
        """,
        signal=signal,
    )


PAGE = Page(
    path="signs/<signal>",
    title="One sign",
    may_see=EVERYBODY,
    view=view,
    template="oversight/sign.html.jinja",
    acts=(Act("decide", actions.decide),),
    needs_run=False,
)
