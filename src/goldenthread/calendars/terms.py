"""School terms where neither a school nor its council has sent its own: the usual English pattern, always marked.

Councils and academies set their own terms, so these are an estimate for counting, never a statement about one school.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_MONDAY, _FRIDAY, _SATURDAY = 0, 4, 5
_WEEK = timedelta(days=7)
_TWO_WEEKS_AND_A_WEEKEND = timedelta(days=17)
_WEEKEND = timedelta(days=3)


@dataclass(frozen=True)
class Term:
    """One unbroken stretch of school days, from its first to its last day."""

    term: str
    started: date
    ended: date


def national_terms(year: int) -> tuple[Term, ...]:
    """The six stretches of the school year that begins in September of ``year``.

    September from the first weekday on or after the 3rd; a week off around the last Monday of October; to the last
    Friday on or before 22 December; back on the Monday after two full weeks; a week off from the Monday on or after
    12 February; two weeks off from the first Monday of April; a week off at the Spring bank holiday; to the last
    weekday on or before 22 July.
    """
    autumn_end = _on_or_before(date(year, 12, 22), _FRIDAY)
    october = _on_or_before(date(year, 10, 31), _MONDAY)
    february = _on_or_after(date(year + 1, 2, 12), _MONDAY)
    april = _on_or_after(date(year + 1, 4, 1), _MONDAY)
    may = _on_or_before(date(year + 1, 5, 31), _MONDAY)
    return (
        Term("AUTUMN", _weekday(date(year, 9, 3)), october - _WEEKEND),
        Term("AUTUMN", october + _WEEK, autumn_end),
        Term("SPRING", autumn_end + _TWO_WEEKS_AND_A_WEEKEND, february - _WEEKEND),
        Term("SPRING", february + _WEEK, april - _WEEKEND),
        Term("SUMMER", april + 2 * _WEEK, may - _WEEKEND),
        Term("SUMMER", may + _WEEK, _last_weekday(date(year + 1, 7, 22))),
    )


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _weekday(day: date) -> date:
    return day if day.weekday() < _SATURDAY else _on_or_after(day, _MONDAY)


def _last_weekday(day: date) -> date:
    return day if day.weekday() < _SATURDAY else _on_or_before(day, _FRIDAY)
