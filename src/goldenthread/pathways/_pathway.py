"""What a pathway declares: what starts its clock, what stops it, the provision that limits it, and its rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import sqlglot

from goldenthread.engine import Value
from goldenthread.law import Evidence, Level, Provision
from goldenthread.records import Category

# what a rule may return about one clock, and the type of each; child_id, subject, started and record_id it must
SPAN = MappingProxyType(
    {
        "child_id": "varchar",
        "subject": "varchar",  # what the clock runs on, the same from run to run: a case, an adviser, a referral
        "subject_says": "varchar",  # the same in words
        "started": "date",
        "opens": "date",  # nothing is due before this day
        "stopped": "date",  # the day the duty was met
        "closed": "date",  # the day after which nothing was due any more, though the duty was not met
        "closed_because": "varchar",  # why, without a full stop: the date is added
        "elsewhere": "boolean",  # closed past its day is no breach here: the duty went on, or lay, with somebody else
        "exception": "varchar",  # an exception the law gives for this limit, claimed in the record
        "answer": "varchar",  # not_due, not_known, cannot_tell or declined, where the record itself says so
        "because": "varchar",  # why, a sentence
        "unheard": "varchar",  # said in place of overdue where nothing at all was received about this child's duty
        "doubt": "varchar",  # said in place of overdue where the records contradict each other
        "estimated": "boolean",  # an assumed date stands in for one that was not sent
        "note": "varchar",  # more to know about this date, sentences
        "record_id": "varchar",
        "source": "varchar",  # the feed and sender whose lateness makes overdue a guess
        "sender": "varchar",
    }
)
NEEDED = ("child_id", "subject", "started", "record_id")


def _nothing() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Pathway:
    """One statutory or clinical clock.

    ``starts`` and ``stops`` complete "20 weeks from …" and "met on …". ``limits``: the provision that sets the time,
    in its successive versions; a clock uses the one in force on the day it started. ``basis``: further provisions the
    clock rests on. ``exceptions``: codes of records that disapply the limit; time itself never pauses. ``stages``: the
    steps on the way, in order, for people to read. ``sql`` returns columns of SPAN, over records joined to children,
    in the portable subset; ``given`` are its values. ``warns_days``: from how many days before it is due it is due
    soon. Raises ValueError when a limit has no duration, is called law from memory, or overlaps the next.
    """

    code: str
    title: str
    category: Category
    starts: str
    stops: str
    limits: tuple[Provision, ...]
    needs: tuple[str, ...]
    sql: str
    stages: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    basis: tuple[Provision, ...] = ()
    given: Mapping[str, Value] = field(default_factory=_nothing)
    warns_days: int = 14

    def __post_init__(self) -> None:
        if not self.limits or any(limit.duration() is None for limit in self.limits):
            raise ValueError(f"{self.code}: every limit needs a duration.")
        if any(limit.school_days for limit in self.limits):
            raise ValueError(
                f"{self.code}: school days are those of one school; count them in the rule, by school_day."
            )
        if any(limit.level is Level.MUST and limit.evidence is Evidence.MEMORY for limit in self.limits):
            raise ValueError(f"{self.code}: no clock is called law from memory; verify the provision in its source.")
        ends = [limit.in_force_to for limit in self.limits[:-1]]
        begins = [limit.in_force_from for limit in self.limits[1:]]
        for end, begin in zip(ends, begins, strict=True):
            if end is None or begin is None or end >= begin:
                raise ValueError(f"{self.code}: its limits must follow one another in time.")

    @property
    def level(self) -> Level:
        """The level of the provision now in force."""
        return self.limits[-1].level

    def columns(self) -> list[str]:
        """The columns its rule returns."""
        return list(sqlglot.parse_one(self.sql, dialect="duckdb").named_selects)

    def span(self, name: str) -> str:
        """Its rule as a query for every column of SPAN, with its values' names made its own."""
        own = set(self.columns())
        filled = [f"r.{c}" if c in own else f"cast(null as {kind}) as {c}" for c, kind in SPAN.items()]
        rule = re.sub(r"\$(\w+)", lambda found: f"${own_name(name, found[1])}", self.sql)
        known = f"'{name}' as pathway, '{self.code}' as code, '{self.category}' as category"
        return f"select {known}, {', '.join(filled)} from ({rule}) r"


def own_name(pathway: str, given: str) -> str:
    """The name under which one pathway's value is bound beside those of the others; as_of is everybody's."""
    return given if given == "as_of" else f"{pathway}_{given}"
