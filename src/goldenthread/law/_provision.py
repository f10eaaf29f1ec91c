"""One duty in one Act, regulation, guidance or standard: what it says, how binding it is, and how sure we are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How binding a provision is. Only MUST is law; a breach of the others is never called a legal breach."""

    MUST = "must"
    STATUTORY_GUIDANCE = "statutory guidance"
    GUIDANCE = "guidance"
    STANDARD = "standard"
    LOCAL = "local"


class Evidence(StrEnum):
    """How sure we are of a provision's wording. SECONDARY and MEMORY are said on screen."""

    SOURCE = "verified in its source"
    SECONDARY = "taken from a secondary source, not verified in its own"
    MEMORY = "from memory, not verified in its source"
    OWN = "decided by the partnership"  # the only evidence a local provision can have, and only a local one


_UNITS = ("days", "weeks", "months", "working_days", "school_days")


@dataclass(frozen=True)
class Provision:
    """One duty. At most one of the five durations is given; ``beginning_with`` counts the first day as day one.

    ``says`` is our own short wording, never a quotation. ``read_on`` is the day the wording was last held against the
    source named in ``url``. A provision is in force from ``in_force_from`` (null: longer than our data go back) to
    ``in_force_to``, both days included; a clock uses the one in force on the day it started.

    Raises ValueError when two durations are given, one is below one, or local and decided by the partnership part ways.
    """

    instrument: str
    pinpoint: str
    says: str
    url: str
    level: Level
    evidence: Evidence
    read_on: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    working_days: int | None = None
    school_days: int | None = None
    beginning_with: bool = False

    def __post_init__(self) -> None:
        given = [value for value in (getattr(self, unit) for unit in _UNITS) if value is not None]
        if len(given) > 1:
            raise ValueError(f"{self.cited()}: a provision has one duration, not {len(given)}.")
        if any(value < 1 for value in given):
            raise ValueError(f"{self.cited()}: a duration is at least one.")
        if (self.level is Level.LOCAL) != (self.evidence is Evidence.OWN):
            raise ValueError(f"{self.cited()}: only a local provision is decided by the partnership, and every one is.")

    def cited(self) -> str:
        """Where it stands: 'SEND Regulations 2014 (SI 2014/1530), reg 13(2)'."""
        return f"{self.instrument}, {self.pinpoint}" if self.pinpoint else self.instrument

    def duration(self) -> tuple[str, int] | None:
        """Its unit and number, as ('weeks', 20); None where it sets no time."""
        for unit in _UNITS:
            number: int | None = getattr(self, unit)
            if number is not None:
                return unit, number
        return None

    def duration_says(self) -> str:
        """The same in words: '20 weeks', '1 month', '20 working days'; empty where it sets no time."""
        found = self.duration()
        if found is None:
            return ""
        unit, number = found
        words = unit.replace("_", " ")
        return f"{number} {words if number != 1 else words.removesuffix('s')}"

    def is_legal(self) -> bool:
        """Whether a breach may be called a breach of law: a *must* whose wording was verified in its source."""
        return self.level is Level.MUST and self.evidence is Evidence.SOURCE

    def warning(self) -> str:
        """The sentence a page shows beside a provision not verified in its source; empty for a verified one."""
        sure = self.evidence in (Evidence.SOURCE, Evidence.OWN)
        return "" if sure else f"This wording is {self.evidence}."

    def in_force(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)
