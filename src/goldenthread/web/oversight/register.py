"""The public register of signs: what each looks for, by which rule, on which records, and how far it goes."""

from functools import cache
from typing import TYPE_CHECKING

from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing

if TYPE_CHECKING:
    from goldenthread.signals import Signal

STATUS = {
    "shadow": ("Shadow", "grey", "counted, shown to analysts, and nobody’s work"),
    "trial": ("Trial", "yellow", "shown to the teams that try it out"),
    "live": ("Live", "green", "a reason for somebody’s work"),
}
NEXT = {"shadow": ("trial", "live"), "trial": ("live", "shadow"), "live": ("shadow", "trial")}


@cache
def declared() -> "dict[str, Signal]":
    """The signs as they are declared; read when the register is first opened, because their rules are checked then."""
    from goldenthread.signals import signals

    return signals()


def entries(at: Viewing) -> list[Row]:
    """Every sign of the run in force, with who last decided how far it goes."""
    found = at.rows(
        """
        select r.*, s.status as decided, s.by_name, s.at, s.why, s.sample
        from published.signal_register r
        left join lateral (select * from casework.signal_status d where d.signal = r.signal
                           order by d.status_id desc limit 1) s on true
        order by r.title, r.signal
        """
    )
    return [entry(row) for row in found]


def entry(row: Row) -> Row:
    """One entry with the words for its state; what no run has published comes from the declaration itself."""
    sign = declared().get(row["signal"])
    says, colour, means = STATUS.get(row["status"], (row["status"], "grey", ""))
    waits = row["decided"] if row["decided"] and row["decided"] != row["status"] else None
    return {
        **row,
        "status_says": says,
        "colour": colour,
        "means": means,
        "waits": STATUS[waits][0].lower() if waits else None,
        "evidence": sign.evidence if sign else None,
        "error_rate": sign.error_rate if sign else None,
        "rule": sign.finds if sign else None,
        "given": dict(sign.given) if sign else {},
    }


def counts(at: Viewing, signal: str) -> Row:
    """How many children have the sign, and what became of it; for analysts."""
    found = at.rows(
        "select state, sum(concerns)::integer as n from access.concern_count where signal = %(signal)s group by state",
        signal=signal,
    )
    told = {row["state"]: row["n"] for row in found}
    return {"found": sum(told.values()), "closed": told.get("closed", 0), "acted": told.get("acted", 0)}


def outcomes(at: Viewing, signal: str) -> list[Row]:
    """How concerns of this sign were closed: the measure of whether it is right."""
    return at.rows(
        "select outcome, n::integer from access.outcome_count where signal = %(signal)s order by n desc, outcome",
        signal=signal,
    )


def sign(at: Viewing) -> Row:
    """The sign that the address names. Raises Refused when no run has published such a sign."""
    found = [one for one in entries(at) if one["signal"] == at.parts["signal"]]
    if not found:
        raise Refused("There is no such sign in the register.", links=(("The register of signs", "/signs"),))
    return found[0]
