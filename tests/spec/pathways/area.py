"""A very small area for the clock tests: a few rows in the tables a clock reads, every other table there and empty."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from goldenthread import calendars, pathways
from goldenthread.engine import Engine
from goldenthread.pathways._tables import schema

CHILD = "c1"
KINDS = {"varchar": pa.string(), "date": pa.date32(), "integer": pa.int32(), "boolean": pa.bool_()}
FIRST, LAST = date(2016, 1, 1), date(2030, 12, 31)
Rows = Sequence[Mapping[str, Any]]


def fill(engine: Engine, tables: Mapping[str, Rows]) -> None:
    """Makes every table a clock may read. A row says only what matters: the child, the record and its feed follow."""
    for name, columns in schema({}).items():
        if name not in ("calendar", "school_day"):
            filled = [_filled(name, number, row, columns) for number, row in enumerate(tables.get(name, ()))]
            fields = pa.schema([(column, KINDS[kind.lower()]) for column, kind in columns.items()])
            engine.attach_arrow(name, pa.Table.from_pylist(filled, schema=fields))
    if "source" in tables:
        engine.attach_arrow("source", pa.Table.from_pylist(list(tables["source"])))


def _filled(table: str, number: int, row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    unknown = set(row) - set(columns)
    if unknown:
        raise ValueError(f"{table} has no column {sorted(unknown)}.")
    usual = {
        "child_id": CHILD,
        "record_id": f"{table}:{number}",
        "source": table,
        "sender": "LA:999",
        "received": date(2020, 1, 1),
        "deleted": False,
    }
    return {**{key: value for key, value in usual.items() if key in columns}, **row}


def make_calendars(engine: Engine, first: date = FIRST, last: date = LAST) -> None:
    """The calendar tables, once for every question asked of one engine."""
    calendars.make(engine, first, last)


def clocks(engine: Engine, as_of: date, tables: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """Every clock of the small area on a day, in the order of their ids."""
    fill(engine, tables)
    pathways.run(engine, as_of)
    rows: list[dict[str, Any]] = engine.arrow("select * from clock order by clock_id").to_pylist()
    return rows
