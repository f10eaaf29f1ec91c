"""The six conditions, worked out with arrays: over what is true, and over what was delivered, by the same definitions.

The definitions are those of decision 0003; the product's rules are SQL and were written apart.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.simulator.away import RESIDENTIAL
from goldenthread.simulator.dates import as_date, day, months_before
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.short_breaks import SOCIAL_CARE_BASES
from goldenthread.simulator.tables import NO_DATE, Table, earliest, latest
from goldenthread.simulator.waits import T03_SERVICES

NAMES = ("T03", "T07", "T10", "T17", "T23", "T26")
_WAITS_TOGETHER = 560  # days: eighty weeks
_SUSPENDED_SESSIONS = 30
_OUT_OF_EDUCATION = 42  # days: six weeks


@dataclass
class Facts:
    """What the conditions rest on; every table has ``person``. ``level`` is -1 for those on no roll."""

    size: int
    as_of: int
    age: Whole
    level: Whole  # 0 none, 1 support, 2 plan: the newest any school recorded
    holds_plan: Flags
    waits: Table  # open referrals: service, provider, band, since
    contacts: Table  # happened
    assessments: Table  # started, ended
    suspensions: Table  # start, sessions; of this school year, none cancelled
    early_meetings: Table  # held: early reviews and reassessments
    packages: Table  # start, basis; running ones
    care_reviews: Table  # held: reviews and assessments led by social care
    placements: Table  # setting, outside; running ones
    no_education: Whole  # since when, by person; NO_DATE for those in education
    visits: Table  # due, held; those due by now

    def _any(self, person: Whole) -> Flags:
        marked = np.zeros(self.size, dtype=bool)
        marked[person] = True
        return marked


def find(facts: Facts) -> dict[str, Flags]:
    """Who meets each condition, by its name."""
    return {
        "T03": _waiting_without_support(facts), "T07": _on_several_lists(facts), "T10": _repeated_contacts(facts),
        "T17": _suspended_without_review(facts), "T23": _unreviewed_short_break(facts),
        "T26": _away_without_education(facts),
    }  # fmt: skip


def _waiting_without_support(facts: Facts) -> Flags:
    waits = facts.waits
    long = (waits["since"] <= months_before(facts.as_of, 12)) & np.isin(waits["service"], T03_SERVICES)
    return np.asarray(facts._any(waits["person"][long]) & (facts.level == 0))


def _on_several_lists(facts: Facts) -> Flags:
    waits = facts.waits.where(facts.waits["band"] == "STD")
    service = (
        np.unique(waits["service"].astype(str), return_inverse=True)[1] if len(waits) else np.zeros(0, dtype=np.int64)
    )
    key = waits["person"] * 64 + service
    keys, place = np.unique(key, return_inverse=True)
    longest = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(longest, place, facts.as_of - waits["since"])
    person = keys // 64
    services = np.bincount(person, minlength=facts.size)
    together = np.bincount(person, weights=longest, minlength=facts.size)
    return (services >= 3) & (_providers(waits, facts.size) >= 2) & (together >= _WAITS_TOGETHER)


def _providers(waits: Table, size: int) -> Whole:
    """How many providers hold each child's waits."""
    provider = (
        np.unique(waits["provider"].astype(str), return_inverse=True)[1] if len(waits) else np.zeros(0, dtype=np.int64)
    )
    pairs = np.unique(waits["person"] * 64 + provider)
    return np.bincount(pairs // 64, minlength=size)


def _repeated_contacts(facts: Facts) -> Flags:
    recent = facts.contacts["happened"] > months_before(facts.as_of, 18)
    days = np.unique(facts.contacts["person"][recent] * 100_000 + facts.contacts["happened"][recent])
    person, happened = days // 100_000, days % 100_000
    often = np.bincount(person, minlength=facts.size) >= 3
    first = earliest(person, happened, facts.size)
    assessed = latest(facts.assessments["person"], facts.assessments["started"], facts.size)
    return often & (assessed < first) & ((facts.level >= 1) | facts.holds_plan)


def _suspended_without_review(facts: Facts) -> Flags:
    rows = facts.suspensions
    total = np.bincount(rows["person"], weights=rows["sessions"], minlength=facts.size)
    first = earliest(rows["person"], rows["start"], facts.size)
    reviewed = latest(facts.early_meetings["person"], facts.early_meetings["held"], facts.size)
    return facts.holds_plan & (total >= _SUSPENDED_SESSIONS) & (reviewed < first)


def _unreviewed_short_break(facts: Facts) -> Flags:
    packages = facts.packages
    old = np.isin(packages["basis"], SOCIAL_CARE_BASES) & (packages["start"] <= months_before(facts.as_of, 9))
    reviewed = latest(facts.care_reviews["person"], facts.care_reviews["held"], facts.size)
    return np.asarray(facts._any(packages["person"][old]) & (reviewed < months_before(facts.as_of, 6)))


def _away_without_education(facts: Facts) -> Flags:
    places = facts.placements
    far = np.isin(places["setting"], RESIDENTIAL) & places["outside"].astype(bool)
    idle = (facts.no_education != NO_DATE) & (facts.no_education <= facts.as_of - _OUT_OF_EDUCATION)
    visits = facts.visits
    unkept = facts._any(visits["person"][visits["held"] == NO_DATE])
    visited = facts._any(visits["person"])
    of_age = (facts.age >= 5) & (facts.age < 18)
    return np.asarray(facts._any(places["person"][far]) & idle & visited & ~unkept & of_age)


def school_year_began(as_of: int) -> int:
    """1 September of the school year a day lies in."""
    when = as_date(as_of)
    return day(date(when.year if when.month >= 9 else when.year - 1, 9, 1))
