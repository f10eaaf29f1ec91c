"""Reads what somebody typed into the search: which part is a birth date, and which are names."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_DATES = (
    (re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), (1, 2, 3)),
    (re.compile(r"\b(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})\b"), (3, 2, 1)),
)


@dataclass(frozen=True)
class Asked:
    """Names without case, accents and marks, in the order typed; the birth date, if one was typed."""

    names: tuple[str, ...]
    born: date | None


def read(text: str) -> Asked:
    """'O'Rourke 3 6 2018' is the names o and rourke, born on 3 June 2018; a day that does not exist is no date."""
    born = None
    for pattern, (year, month, day) in _DATES:
        found = pattern.search(text)
        if found and born is None:
            born = day_of(found.group(year), found.group(month), found.group(day))
            text = text[: found.start()] + " " + text[found.end() :]
    return Asked(tuple(words(text)), born)


def words(text: str) -> list[str]:
    """The words of a name as ``published.child.name_keys`` holds them: lower case, no accents, parted at every mark."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return [word for word in re.split(r"[^a-z0-9]+", plain) if word]


def day_of(year: str, month: str, day: str) -> date | None:
    """The day of three numbers as typed; None when there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
