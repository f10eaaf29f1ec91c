"""The sharing agreement: what an agency is given of another agency's records, for which purpose, and since when.

It is data (casework.sharing_agreement), decided and dated by the partnership. STARTER is what a new area begins with: a
school sees its own pupils' education and plan dates, that a community therapist is involved, and nothing of CAMHS or
social care until the partnership agrees it (SEND Regulations 2014 reg 47 for a plan's wording).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from goldenthread.access.roles import Purpose

ANY = "*"
CATEGORIES = ("identity", "education", "health", "care", "ehc", "plan_content", "family")
RECORD_CATEGORIES = CATEGORIES[1:]  # who the child is, is seen by everyone who may open the child
NARROW = frozenset({"plan_content"})  # opened by agreement only, even by the agency that holds it

# every kind of agency (codes: agency), and the kind of record that its involvement is
AGENCY_CATEGORY: Mapping[str, str] = {
    "EDU": "education", "VS": "education",
    "LASEN": "ehc", "EP": "ehc",
    "EH": "care", "CSC": "care", "CWD": "care", "ASC": "care", "HOST": "care", "PROV": "care", "VOL": "care",
    "ICB": "health", "CH": "health", "CAMHS": "health", "AMH": "health", "ACUTE": "health",
    "ADVOC": "family", "FAM": "family", "CYP": "family", "OTH": "family",
}  # fmt: skip


class Gives(IntEnum):
    """How much is given. INVOLVEMENT: that something exists and whom to ask, not what it says."""

    NONE = 0
    INVOLVEMENT = 1
    FULL = 2


@dataclass(frozen=True)
class Term:
    """One line of the agreement. ``agency`` looks, ``holder`` made the record (ANY: whoever made it).

    ``from_day`` is the first day, ``to_day`` the day it ends on; None while it stands.
    """

    agency: str
    holder: str
    category: str
    purpose: Purpose
    gives: Gives
    from_day: date
    to_day: date | None = None

    def covers(self, agency: str, holder: str, category: str, purpose: Purpose, day: date) -> bool:
        """Whether this line speaks about such a look on that day."""
        return (
            (self.agency, self.category, self.purpose) == (agency, category, purpose)
            and self.holder in (ANY, holder)
            and self.from_day <= day
            and (self.to_day is None or day < self.to_day)
        )


def agreed(terms: Iterable[Term], agency: str, holder: str, category: str, purpose: Purpose, day: date) -> Gives:
    """What the agreement gives: a line for the named holder before one for any, then the newest; without a line, none.

    ``terms`` stand in the order they were decided; of two with the same date the later holds.
    """
    found = [term for term in terms if term.covers(agency, holder, category, purpose, day)]
    if not found:
        return Gives.NONE
    ordered = sorted(enumerate(found), key=lambda one: (one[1].holder != ANY, one[1].from_day, one[0]))
    return ordered[-1][1].gives


def level(
    terms: Collection[Term], agencies: Collection[str], holder: str, category: str, purpose: Purpose, day: date
) -> Gives:
    """The most that any of a person's agencies is given; its own records in full, but for a plan's wording."""
    if holder in agencies and category not in NARROW:
        return Gives.FULL
    found = (agreed(terms, agency, holder, category, purpose, day) for agency in agencies)
    return max(found, default=Gives.NONE)


_START = date(2014, 9, 1)  # part 3 of the Children and Families Act 2014 comes into force


def _terms(agencies: str, purpose: Purpose, *given: tuple[str, str, Gives]) -> list[Term]:
    return [
        Term(agency, holder, category, purpose, gives, _START)
        for agency in agencies.split()
        for holder, category, gives in given
    ]


STARTER: tuple[Term, ...] = (
    *_terms(
        "EDU",
        Purpose.SCHOOL_SUPPORT,
        (ANY, "education", Gives.FULL),
        (ANY, "ehc", Gives.FULL),
        ("CH", "health", Gives.INVOLVEMENT),
    ),
    *_terms(
        "LASEN EP VS",
        Purpose.EHC_STATUTORY,
        (ANY, "education", Gives.FULL),
        (ANY, "ehc", Gives.FULL),
        (ANY, "plan_content", Gives.FULL),
        (ANY, "health", Gives.INVOLVEMENT),
        (ANY, "care", Gives.INVOLVEMENT),
    ),
    *_terms(
        "CSC CWD EH ASC",
        Purpose.SAFEGUARDING,
        (ANY, "education", Gives.FULL),
        (ANY, "ehc", Gives.FULL),
        (ANY, "care", Gives.FULL),
        (ANY, "family", Gives.FULL),
        (ANY, "health", Gives.INVOLVEMENT),
    ),
    *_terms(
        "CH CAMHS ACUTE",
        Purpose.DIRECT_CARE,
        (ANY, "education", Gives.FULL),
        (ANY, "ehc", Gives.FULL),
        (ANY, "health", Gives.FULL),
        (ANY, "care", Gives.INVOLVEMENT),
    ),
    *_terms(
        "ICB",
        Purpose.DIRECT_CARE,
        (ANY, "education", Gives.FULL),
        (ANY, "ehc", Gives.FULL),
        (ANY, "health", Gives.FULL),
        (ANY, "care", Gives.INVOLVEMENT),
    ),
)
