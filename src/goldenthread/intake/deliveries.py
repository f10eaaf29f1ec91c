"""Groups the files that belong together: an extract of several tables is one delivery, joined by ids of its own.

Two files are of one delivery when they lie in the same folder and their names differ by nothing but the name of their
table: ``2025_spring_pupilonroll.csv`` and ``2025_spring_addresses.csv``. They may arrive in separate calls: rows that
belong to rows which have not come are set aside until they do, and their file is then read again by itself. A table
that comes a second time begins a new delivery, since the ids of one export mean nothing in the next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from goldenthread.extracts import Extract, Table, extracts
from goldenthread.store import Load


def delivery(extract: Extract, path: str) -> str:
    """The name of the delivery a file belongs to; empty for an extract of one table, whose files stand alone."""
    if len(extract.tables) == 1:
        return ""
    name = PurePath(path)
    named = [table.name for table in extract.tables if table.name in name.stem.lower()]
    rest = name.stem.lower().replace(max(named, key=len), "*") if named else name.stem.lower()
    return f"{extract.name}:{name.parent}/{rest}"


@cache
def needs(source: str, table: str) -> tuple[str, ...]:
    """The other tables of a delivery that the SQL of a table names, for typing its rows or for making its records."""
    extract = extracts()[source]
    made = [makes.sql for makes in extract.records if makes.of == table]
    checked = [check.when for check in extract.checks if check.of == table]
    return named(extract, " ".join([_typing(extract.table(table)), *made, *checked]), table)


@cache
def looks_at(source: str, table: str) -> frozenset[str]:
    """Every table that what becomes of a table rests on, however far away."""
    found: set[str] = set()
    coming = [table]
    while coming:
        new = set(needs(source, coming.pop())) - found
        found |= new
        coming += new
    return frozenset(found)


@cache
def typing_order(source: str) -> tuple[str, ...]:
    """The tables of an extract, each after those that typing its rows looks at."""
    extract = extracts()[source]
    first = {table.name: set(named(extract, _typing(table), table.name)) for table in extract.tables}
    order: list[str] = []
    while len(order) < len(first):
        ready = [name for name in first if name not in order and first[name] <= set(order)]
        if not ready:
            raise ValueError(f"The tables of {source} need each other in a circle.")
        order += ready
    return tuple(order)


@dataclass(frozen=True)
class Earlier:
    """What has come of a delivery before: its tables by name, and the number of this export among those of its name."""

    generation: int
    tables: dict[str, Load]


def earlier(key: str, loads: Iterable[Load], coming: Iterable[str]) -> Earlier:
    """The part of a delivery that is held, for tables that are ``coming``; a table held already begins a new one."""
    own = [load for load in loads if key and load.more.get("delivery") == key]
    newest = max((int(load.more["generation"]) for load in own), default=1)
    tables = {load.more["table"]: load for load in own if load.more["generation"] == newest}
    return Earlier(newest + 1, {}) if tables.keys() & set(coming) else Earlier(newest, tables)


def _typing(table: Table) -> str:
    return f"{table.sql()} from {table.parent[0]}" if table.parent else table.sql()


def named(extract: Extract, sql: str, besides: str) -> tuple[str, ...]:
    """The tables of an extract that some SQL reads, besides its own."""
    words = set(re.findall(r"\b(?:from|join)\s+(\w+)", sql, re.IGNORECASE))
    return tuple(table.name for table in extract.tables if table.name in words and table.name != besides)
