"""Days as whole numbers since 1 January 1970, and the school years, half-terms and censuses of the made-up area."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.tables import NO_DATE, Column

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = date(1994, 1, 1), date(2041, 12, 31)
YEARS = 5


def day(when: date) -> int:
    """The number of a day."""
    return (when - _EPOCH).days


def as_date(number: int) -> date:
    """The day of a number."""
    return _EPOCH + timedelta(days=int(number))


def months_before(number: int, months: int) -> int:
    """The corresponding day ``months`` months earlier; the last of the month where there is none."""
    when = as_date(number)
    count = when.year * 12 + when.month - 1 - months
    year, month = divmod(count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return day(min(date(year, month + 1, 1) + timedelta(days=when.day - 1), following - timedelta(days=1)))


@cache
def _spelt(style: str) -> Column:
    days = range(day(_FIRST), day(_LAST) + 1)
    spelt = [as_date(number).strftime(style) for number in days]
    return np.array([None, *spelt], dtype=object)


def spell(days: Any, style: str = "%Y-%m-%d") -> Column:
    """Days as words in a date style; NO_DATE stays not known."""
    numbers = np.asarray(days, dtype=np.int64)
    return _spelt(style)[np.where(numbers == NO_DATE, 0, numbers - day(_FIRST) + 1)]


@cache
def _months_and_days() -> tuple[Whole, Whole]:
    """For each day of the table: months since the year 0, and the day of the month."""
    days = [as_date(number) for number in range(day(_FIRST), day(_LAST) + 1)]
    return np.array([when.year * 12 + when.month for when in days]), np.array([when.day for when in days])


def years_old(born: Whole, on: Any) -> Whole:
    """Completed years of age on a day. A child of 29 February has a birthday on 1 March in other years."""
    months, days = _months_and_days()
    birth, when = born - day(_FIRST), np.asarray(on, dtype=np.int64) - day(_FIRST)
    passed = months[when] - months[birth] - (days[when] < days[birth])
    return np.asarray(passed // 12)


def calendar_year(days: Any) -> Whole:
    """The calendar year of each day."""
    years: Whole = (
        np.asarray(days, dtype=np.int64).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    )
    return years


def to_weekday(days: Whole) -> Whole:
    """The day itself, or the Monday after a weekend. 1 January 1970 was a Thursday."""
    of_week = (days + 3) % 7
    return np.where((days != NO_DATE) & (of_week > 4), days + 7 - of_week, days)


def _weekday_on_or_after(when: date, weekday: int) -> date:
    return when + timedelta(days=(weekday - when.weekday()) % 7)


def _weekday_on_or_before(when: date, weekday: int) -> date:
    return when - timedelta(days=(when.weekday() - weekday) % 7)


@dataclass(frozen=True)
class HalfTerm:
    """One unbroken stretch of school days; ``year`` is the year in which its school year begins."""

    year: int
    term: str
    first: int
    last: int

    def school_days(self) -> Whole:
        """Its weekdays without the early May bank holiday, before any single day a school closes."""
        days = np.arange(self.first, self.last + 1)
        may = _weekday_on_or_after(date(self.year + 1, 5, 1), 0)
        return np.asarray(days[((days + 3) % 7 < 5) & (days != day(may))])


@cache
def half_terms(year: int) -> tuple[HalfTerm, ...]:
    """The six half-terms of the school year that begins in ``year``."""
    autumn = _weekday_on_or_after(date(year, 9, 2), 2), _weekday_on_or_before(date(year, 10, 25), 4)
    winter = autumn[1] + timedelta(days=10), _weekday_on_or_before(date(year, 12, 21), 4)
    spring = _weekday_on_or_after(date(year + 1, 1, 4), 0)
    lent = spring + timedelta(days=49)
    easter = lent + timedelta(days=39)
    summer = easter + timedelta(days=18)
    whitsun = _weekday_on_or_before(date(year + 1, 5, 31), 0)
    spans = (
        ("AUTUMN", *autumn),
        ("AUTUMN", *winter),
        ("SPRING", spring, spring + timedelta(days=39)),
        ("SPRING", lent, easter),
        ("SUMMER", summer, whitsun - timedelta(days=3)),
        ("SUMMER", whitsun + timedelta(days=7), _weekday_on_or_after(date(year + 1, 7, 21), 1)),
    )
    return tuple(HalfTerm(year, term, day(first), day(end)) for term, first, end in spans)


@dataclass(frozen=True)
class Timeline:
    """The five school years that end with the one ``as_of`` falls in."""

    as_of: int

    @property
    def last_year(self) -> int:
        """The year in which the last school year begins."""
        when = as_date(self.as_of)
        return when.year if when.month >= 9 else when.year - 1

    @property
    def years(self) -> range:
        """The years in which the five school years begin."""
        return range(self.last_year - YEARS + 1, self.last_year + 1)

    def terms(self) -> list[HalfTerm]:
        """The fifteen terms, each from its first to its last day."""
        found = []
        for year in self.years:
            halves = half_terms(year)
            found += [HalfTerm(year, a.term, a.first, b.last) for a, b in zip(halves[::2], halves[1::2], strict=True)]
        return found

    def term_index(self, days: Any) -> Whole:
        """The place of the term a day falls in or before; past the last term, the last."""
        ends = np.array([term.last for term in self.terms()])
        return np.minimum(np.searchsorted(ends, np.asarray(days)), len(ends) - 1)

    def autumn_census(self, year: int) -> int:
        """The first Thursday of October."""
        return day(_weekday_on_or_after(date(year, 10, 1), 3))

    def spring_census(self, year: int) -> int:
        """The third Thursday of January in the school year that begins in ``year``; SEN2 has the same day."""
        return day(_weekday_on_or_after(date(year + 1, 1, 15), 3))


def year_group(born: Whole, year: int) -> Whole:
    """National curriculum year in the school year beginning in ``year``: Reception 0, nursery -1, Year 13 13."""
    return years_old(born, day(date(year, 8, 31))) - 4


def within(days: Whole, first: int, last: int) -> Flags:
    """Whether each day lies from ``first`` to ``last`` inclusive."""
    inside: Flags = (days >= first) & (days <= last)
    return inside
