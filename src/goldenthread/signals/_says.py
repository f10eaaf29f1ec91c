"""Fills in the sentence of a sign from the columns its rule gave."""

from collections.abc import Callable, Mapping
from datetime import date
from string import Formatter
from typing import Any

from goldenthread.codes import lists

MISSING = "not known"


def says(template: str, row: Mapping[str, Any]) -> str:
    """The sentence with each {column:form} filled in; a value that is not there reads 'not known'.

    Raises KeyError when the row has no such column, ValueError when there is no such form.
    """
    parts = []
    for text, column, form, _ in Formatter().parse(template):
        parts.append(text)
        if column:
            parts.append(in_words(row[column], form or ""))
    return "".join(parts)


def in_words(value: Any, form: str) -> str:
    """One value in words: a date as '3 June 2026', days as weeks, a code by its meaning."""
    if form == "date_or_never":
        return "never" if value is None else _date(value)
    if value is None:
        return MISSING
    if form in _FORMS:
        return _FORMS[form](value)
    if form:
        return _coded(str(value), form)
    return str(value)


def forms() -> frozenset[str]:
    """Every form a sentence may use."""
    return frozenset((*_FORMS, "date_or_never", "", *lists()))


def _date(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _weeks(value: int) -> str:
    return f"{value // 7} week{'' if value // 7 == 1 else 's'}"


def _sessions(value: int) -> str:
    days, half = divmod(value, 2)
    return f"{days}{'½' if half else ''} day{'' if value == 2 else 's'}"


def _coded(value: str, form: str) -> str:
    if form not in lists():
        raise ValueError(f"There is no form or code list called '{form}'.")
    return lists()[form].meaning(value) or value


_FORMS: dict[str, Callable[[Any], str]] = {"date": _date, "weeks": _weeks, "days_of_sessions": _sessions}
