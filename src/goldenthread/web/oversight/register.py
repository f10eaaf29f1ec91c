"""The public register of signs: what each looks for, by which rule, on which records, and how far it goes."""

import re
from functools import cache
from typing import TYPE_CHECKING

from goldenthread.law import inspection
from goldenthread.web.components.words import day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing

if TYPE_CHECKING:
    from goldenthread.signals import Signal

STATUS = {
    "shadow": ("Shadow", "grey", "counted, shown to analysts, and nobody’s work"),
    "trial": ("Trial", "yellow", "shown to the teams that try it out"),
    "live": ("Live", "green", "a reason for somebody’s work"),
}
_GAP = re.compile(r"\{(\w+)(?::(\w+))?\}")  # what a sign's sentence leaves to be filled in for each child
_FORMS = {"weeks": ", in weeks", "date_or_never": ", or never", "days_of_sessions": ", in days"}
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
        "answered": [inspection.FOUND[one] for one in sign.answers] if sign else [],
        "error_rate": sign.error_rate if sign else None,
        "rule": sign.finds if sign else None,
        "given": dict(sign.given) if sign else {},
        "says": _says(row["says"]),
        "basis": _basis(row, sign),
        "reads": _reads(sign) or [row["needs"]],
    }


def _says(text: str) -> str:
    """A sign's sentence with each gap named in brackets: 'Referred to [service] on [requested]'."""
    return _GAP.sub(lambda gap: f"[{gap[1].replace('_', ' ')}{_FORMS.get(gap[2] or '', '')}]", text or "")


def _basis(row: Row, sign: "Signal | None") -> str:
    """The law and guidance in force on the day of the run; where none was yet, what the sign rests on and from when."""
    if row["basis"] or sign is None:
        return row["basis"] or ""
    later = [f"{one.cited()}, in force from {day(one.in_force_from)}" for one in sign.basis if one.in_force_from]
    return f"Nothing yet in force on the day of these records. It rests on: {'; '.join(later)}." if later else ""


def _reads(sign: "Signal | None") -> list[str]:
    """The records it cannot do without, each as its own table says what one row is."""
    from goldenthread.records import tables

    return [(tables()[name].__doc__ or name).strip().splitlines()[0] for name in sign.needs] if sign else []


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
