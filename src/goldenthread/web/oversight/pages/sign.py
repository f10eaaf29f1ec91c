"""One sign: what it says and asks, on what it rests, its rule as the machine reads it, and who let it through."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act, Done, Outcome, Wrong
from goldenthread.web.may_see import EVERYBODY
from goldenthread.web.oversight import register
from goldenthread.web.page import Page
from goldenthread.web.viewing import Refused, Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The whole entry; for analysts its counts and outcomes besides, and the form that lets it through.

    Raises Refused when no run has published such a sign.
    """
    sign = _sign(at)
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


def decide(at: Viewing) -> Outcome:
    """Records how far a sign goes from the next refresh on, by whom and why.

    Raises Refused for anybody but an analyst.
    """
    if Role.ANALYST not in at.roles:
        raise Refused("An analyst decides how far a sign goes.")
    sign = _sign(at)
    status, why, sample = (at.typed.get(name, "") for name in ("status", "why", "sample"))
    wrong = {}
    if status not in register.NEXT[sign["status"]]:
        wrong["status"] = "Choose how far this sign should go."
    if status in {"trial", "live"} and not (sample.isascii() and sample.isdecimal() and 0 < int(sample) < 100_000):
        wrong["sample"] = "Say how many of its findings you looked at with those who know the children."
    if not why:
        wrong["why"] = "Say what you saw and why that is enough."
    if wrong:
        return Wrong(wrong)
    at.write(
        """
        insert into casework.signal_status (signal, status, sample, by_worker, by_name, why)
        values (%(signal)s, %(status)s, %(sample)s, %(worker)s, %(name)s, %(why)s)
        """,
        signal=sign["signal"],
        status=status,
        sample=int(sample) if sample.isascii() and sample.isdecimal() and len(sample) < 6 else None,
        why=why,
    )
    says = f"“{sign['title']}” is set to {register.STATUS[status][0].lower()}, from the next refresh on."
    return Done(says, f"/signs/{sign['signal']}", f"set the sign {sign['signal']} to {status}", why=why)


def _sign(at: Viewing) -> dict[str, Any]:
    found = [one for one in register.entries(at) if one["signal"] == at.parts["signal"]]
    if not found:
        raise Refused("There is no such sign in the register.", links=(("The register of signs", "/signs"),))
    return found[0]


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
    acts=(Act("decide", decide),),
    needs_run=False,
)
