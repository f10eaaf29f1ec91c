"""Bank holidays in England and Wales: worked out by rule, with the substitute days and the single days once proclaimed.

Banking and Financial Dealings Act 1971 s1 and schedule 1, and royal proclamations; dates as published on gov.uk.
"""

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2015, 2035

# days proclaimed once, and the Mondays moved for them
_ONCE = {
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Coronation of King Charles III",
}
_MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}

_SATURDAY, _SUNDAY = 5, 6


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of a year, with their names, in order.

    Raises ValueError outside 2015 to 2035: before, other days were proclaimed; after, nobody knows which will be.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Bank holidays are known for {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    easter = easter_sunday(year)
    named = {
        **_with_substitute(date(year, 1, 1), "New Year's Day"),
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _first_monday(year, 5): "Early May bank holiday",
        _last_monday(year, 5): "Spring bank holiday",
        _last_monday(year, 8): "Summer bank holiday",
        **_christmas(year),
    }
    kept = {_MOVED.get(day, day): name for day, name in named.items()}
    return dict(sorted((kept | {day: name for day, name in _ONCE.items() if day.year == year}).items()))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, as in Meeus, Astronomical Algorithms, ch 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _with_substitute(day: date, name: str) -> dict[date, str]:
    if day.weekday() not in (_SATURDAY, _SUNDAY):
        return {day: name}
    return {day + timedelta(days=7 - day.weekday()): f"{name} (substitute day)"}


def _christmas(year: int) -> dict[date, str]:
    """Christmas Day and Boxing Day; where one falls at a weekend, the Monday or Tuesday after stands in for it."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    monday = christmas + timedelta(days=7 - christmas.weekday())
    if christmas.weekday() == _SATURDAY:
        return {monday: "Christmas Day (substitute day)", monday + timedelta(days=1): "Boxing Day (substitute day)"}
    if christmas.weekday() == _SUNDAY:
        return {boxing: "Boxing Day", boxing + timedelta(days=1): "Christmas Day (substitute day)"}
    return {christmas: "Christmas Day", **_with_substitute(boxing, "Boxing Day")}


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)  # May and August both have 31 days
    return last - timedelta(days=last.weekday())
