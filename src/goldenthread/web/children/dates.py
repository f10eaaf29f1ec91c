"""Reads a day that somebody typed in three boxes, and says plainly what is wrong with it."""

from collections.abc import Mapping
from datetime import date


def typed_date(typed: Mapping[str, str], name: str) -> tuple[date | None, str]:
    """The day in ``name``-day, -month and -year, and what is wrong; (None, '') when all three are empty."""
    parts = [typed.get(f"{name}-{part}", "") for part in ("day", "month", "year")]
    if not any(parts):
        return None, ""
    if not all(part.isascii() and part.isdecimal() for part in parts):
        return None, "Enter the day, month and year as numbers, for example 4 12 2026."
    day, month, year = (int(part) for part in parts)
    if year < 1000:
        return None, "Enter the year with four digits, for example 2026."
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, "That day does not exist. Check the day, month and year."
