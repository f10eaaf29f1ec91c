"""How the law counts days, working days, weeks, months and ages.

The first day is left out unless a provision says "beginning with". A due date that falls on a weekend or a bank holiday
stays there: it does not roll forward.
"""

import calendar as months_of
from datetime import date, timedelta

from goldenthread.calendars.bank_holidays import bank_holidays

_MONTHS = 12
_SATURDAY = 5
_SCHOOL_YEAR_STARTS = 9
_LEAP_DAY = (2, 29)


def add_days(start: date, days: int) -> date:
    """The day ``days`` after ``start``, which is itself not counted."""
    return start + timedelta(days=days)


def add_weeks(start: date, weeks: int) -> date:
    """The day ``weeks`` weeks after ``start``; weeks run through holidays and August."""
    return start + timedelta(weeks=weeks)


def add_months(start: date, months: int) -> date:
    """The corresponding day ``months`` later or, where that month has no such day, its last.

    Dodds v Walker [1981] 1 WLR 1027. ``date + n * interval 1 month`` gives the same on DuckDB and on Spark.
    """
    years, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    last = months_of.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(start.day, last))


def is_working(day: date) -> bool:
    """Whether a day is neither a weekend nor a bank holiday in England and Wales (SI 2011/1010 reg 2)."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The ``days``-th working day after ``start``. Raises ValueError when ``days`` is below one."""
    if days < 1:
        raise ValueError("Count at least one working day.")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def birthday(born: date, years: int) -> date:
    """The day on which somebody reaches an age. One born on 29 February reaches it on 1 March in other years."""
    day = add_months(born, years * _MONTHS)
    return day + timedelta(days=1) if (born.month, born.day) == _LEAP_DAY and day.day != born.day else day


def birthday_sql(born: str, years: int) -> str:
    """The same as a portable SQL expression over a date column, written ``table.column``."""
    day = f"cast({born} + {int(years) * _MONTHS} * interval 1 month as date)"
    leap = f"extract(month from {born}) = 2 and extract(day from {born}) = 29 and extract(day from {day}) = 28"
    return f"({day} + case when {leap} then 1 else 0 end)"


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began; it runs from 1 September to 31 August."""
    return day.year if day.month >= _SCHOOL_YEAR_STARTS else day.year - 1


def in_words(day: date) -> str:
    """A date as people write it: '2 March 2026'."""
    return f"{day.day} {months_of.month_name[day.month]} {day.year}"
