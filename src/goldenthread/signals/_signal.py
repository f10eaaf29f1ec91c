"""What a sign declares: the sentence it says, what it asks of whom, its rule, and its entry in the public register."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType

from goldenthread.engine import Value, check_rule
from goldenthread.law import Provision, inspection
from goldenthread.records import rule_tables
from goldenthread.teams import Duty

DOMAINS = ("education", "health", "care")

# what a rule may read beside the records: the stretches of school days that calendars/ makes
_TERMS = {"told_by": "VARCHAR", "school_year": "BIGINT", "term": "VARCHAR", "started": "DATE", "ended": "DATE"}

# they show whether a sign is fair to everyone, and are never a reason for it
NEVER_A_REASON = frozenset(("ethnicity", "postcode", "setting_postcode", "sex", "surname", "forename", "middle_names"))


class SignalError(Exception):
    """A sign is declared without something it owes, or its rule names something that is not there."""


def _nothing() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One sign: a dated fact about a child that asks somebody to do something; never a verdict and never a score.

    ``says`` names columns of ``finds`` in braces, with a form: {started:date}, {last_review:date_or_never},
    {waited:weeks}, or a code list, {service:service}. ``asks`` is a question.

    The texts are SQL of the portable subset. ``finds`` gives child_id, since (the day from which it has been true) and
    what ``says`` names, one row a child. ``because`` gives child_id, record_id, happened and record (the table) of the
    records it rests on. ``unknown`` gives child_id and because, a sentence that begins 'Not known:', for children about
    whom it cannot be answered. ``because`` and ``unknown`` may read what ``finds`` gave, as the table ``found``.

    ``needs`` names the record tables without which nothing can be said at all. ``silence`` names those tables and
    extracts whose *having nothing* is part of the sign: when they are late too, nothing can be said. ``given`` are the
    numbers the texts use beside $as_of. ``answers`` are the inspectors' findings it serves (law/inspection.py).
    ``condition`` is the condition of the made-up area it is scored by. The rest is the register's (trust rule TL2).

    Raises SignalError when any of this is missing.
    """

    title: str
    says: str
    asks: str
    duty: Duty
    domain: str
    basis: tuple[Provision, ...]
    answers: tuple[str, ...]
    needs: tuple[str, ...]
    expires: str
    finds: str
    because: str
    evidence: str
    error_rate: str
    version: str
    unknown: str = ""
    silence: tuple[str, ...] = ()
    given: Mapping[str, Value] = field(default_factory=_nothing)
    condition: str | None = None

    def __post_init__(self) -> None:
        for name in _OWED:
            if not getattr(self, name):
                raise SignalError(f"The sign '{self.title or self.says}' has no {name}: the register needs it.")
        if self.domain not in DOMAINS:
            raise SignalError(
                f"The sign '{self.title}' is of no domain: '{self.domain}' is not education, health or care."
            )
        if missing := [one for one in self.answers if one not in inspection.FOUND]:
            raise SignalError(f"The sign '{self.title}' answers '{missing[0]}', which law/inspection.py does not hold.")
        if not self.asks.endswith("?"):
            raise SignalError(f"The sign '{self.title}' must ask a question; it says: {self.asks}")

    def named(self) -> list[tuple[str, str]]:
        """The columns that ``says`` names, each with its form."""
        return [(column, form or "") for _, column, form, _ in Formatter().parse(self.says) if column]


_OWED = (
    "title", "says", "asks", "basis", "answers", "needs", "expires", "finds", "because", "evidence", "error_rate",
    "version",
)  # fmt: skip


def check(name: str, signal: Signal) -> None:
    """Holds a sign's rules against the portable list and the records. Raises RuleError or SignalError, naming it."""
    schema = {**rule_tables(), "told_term": _TERMS}
    unknown_tables = [need for need in signal.needs if need not in schema]
    if unknown_tables:
        raise SignalError(f"{name} needs '{unknown_tables[0]}', which is not a table of records/.")
    found = check_rule(signal.finds, schema, f"{name}.finds")
    _check_given(name, "finds", found, ("child_id", "since", *(column for column, _ in signal.named())))
    with_found = {**schema, "found": found}
    for part, owed in (
        ("because", ("child_id", "record_id", "happened", "record")),
        ("unknown", ("child_id", "because")),
    ):
        sql = getattr(signal, part)
        if sql:
            _check_given(name, part, check_rule(sql, with_found, f"{name}.{part}"), owed)
    _check_fair(name, signal)


def _check_given(name: str, part: str, has: Mapping[str, str], owed: tuple[str, ...]) -> None:
    missing = [column for column in owed if column not in has]
    if missing:
        raise SignalError(f"{name}.{part} must give a column '{missing[0]}'.")


def _check_fair(name: str, signal: Signal) -> None:
    used = sorted(set(re.findall(r"\w+", f"{signal.finds} {signal.unknown}".lower())) & NEVER_A_REASON)
    if used:
        raise SignalError(
            f"{name} reads '{used[0]}', which may show whether a sign is fair and is never a reason for it."
        )
