"""Reads the published tables and what people decided: plain SQL with bound values, rows as dictionaries."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

Row = dict[str, Any]
JSONB = 3802  # PostgreSQL's number for the type; Django hands its values over as text
HERE = ZoneInfo("Europe/London")


def rows(sql: str, given: Mapping[str, Any] | None = None) -> list[Row]:
    """Every row of a statement with ``%(name)s`` in the place of values; moments come in this country's time."""
    with connection.cursor() as cursor:
        cursor.execute(sql, dict(given or {}))
        columns = [(column.name, column.type_code) for column in cursor.description or ()]
        return [
            {name: _read(code, found) for (name, code), found in zip(columns, line, strict=True)}
            for line in cursor.fetchall()
        ]


def row(sql: str, given: Mapping[str, Any] | None = None) -> Row | None:
    """The first row; None when there is none."""
    return next(iter(rows(sql, given)), None)


def value(sql: str, given: Mapping[str, Any] | None = None) -> Any:
    """The first value of the first row; None when there is none."""
    found = row(sql, given)
    return None if found is None else next(iter(found.values()))


def write(sql: str, given: Mapping[str, Any]) -> int:
    """Runs a statement that adds rows; how many it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, dict(given))
        return int(cursor.rowcount)


def _read(code: int, found: Any) -> Any:
    if code == JSONB and isinstance(found, str):
        return json.loads(found)
    return found.astimezone(HERE) if isinstance(found, datetime) and found.tzinfo else found
