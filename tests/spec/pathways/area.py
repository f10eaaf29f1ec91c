"""A very small area for the clock tests: a few rows in the tables a clock reads, every other table there and empty."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import pyarrow as pa

from goldenthread import calendars, pathways
from goldenthread.engine import Engine
from goldenthread.pathways._tables import schema

CHILD = "c1"
KINDS = {"varchar": pa.string(), "date": pa.date32(), "integer": pa.int32(), "boolean": pa.bool_()}
FIRST, LAST = date(2016, 1, 1), date(2030, 12, 31)
SOURCE = pa.schema([("source", pa.string()), ("sender", pa.string()), ("newest", pa.date32()), ("state", pa.string())])
Rows = Sequence[Mapping[str, Any]]


_HOLDING: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()  # the tables of each engine that hold rows


def fill(engine: Engine, tables: Mapping[str, Rows]) -> None:
    """Makes every table a clock may read. A row says only what matters: the child, the record and its feed follow."""
    known = {name: columns for name, columns in schema({}).items() if name not in ("calendar", "school_day")}
    unknown = set(tables) - set(known) - {"source"}
    if unknown:
        raise ValueError(f"There is no table {sorted(unknown)}.")
    changing = _HOLDING.get(engine, set(known)) | (set(tables) & set(known))
    for name in sorted(changing):
        filled = [_filled(name, number, row, known[name]) for number, row in enumerate(tables.get(name, ()))]
        fields = pa.schema([(column, KINDS[kind.lower()]) for column, kind in known[name].items()])
        engine.attach_arrow(name, pa.Table.from_pylist(filled, schema=fields))
    _HOLDING[engine] = {name for name in tables if name in known}
    heard = [dict(row) for row in tables.get("source", ())]
    engine.attach_arrow("source", pa.Table.from_pylist(heard, schema=SOURCE))


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


def rows_of(table: str) -> list[dict[str, Any]]:
    """The rows of a table drawn with bars: headings first, days as YYYY-MM-DD, an empty cell for nothing known."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line.strip("| -")]
    headings = lines[0]
    return [dict(zip(headings, (_value(cell) for cell in line), strict=True)) for line in lines[1:]]


def _value(cell: str) -> Any:
    if not cell:
        return None
    if cell in ("yes", "no"):
        return cell == "yes"
    return date.fromisoformat(cell) if len(cell) == len("2026-01-01") and cell[4] == cell[7] == "-" else cell


def answers(engine: Engine, code: str, table: str, tell: Callable[[dict[str, Any]], Mapping[str, Rows]]) -> None:
    """Checks each row of a drawn table: the records ``tell`` makes of it, and the clock they must give.

    Every row is a child of its own. The columns as_of, due, state, stopped, because, why, estimated and level are
    compared where the row fills them in; state 'no clock' means that there is none.
    """
    rows = rows_of(table)
    for as_of in sorted({row["as_of"] for row in rows}):
        asked = {f"r{n}": row for n, row in enumerate(rows) if row["as_of"] == as_of}
        found = {
            clock["child_id"]: clock for clock in clocks(engine, as_of, _together(asked, tell)) if clock["code"] == code
        }
        for child, row in asked.items():
            if row["state"] == "no clock":
                assert child not in found, row
                continue
            seen = {name: found[child][name] for name in _COMPARED if row.get(name) is not None}
            assert seen == {name: row[name] for name in seen}, row


_COMPARED = ("due", "state", "stopped", "because", "why", "estimated", "level", "subject_says")


def _together(
    asked: Mapping[str, dict[str, Any]], tell: Callable[[dict[str, Any]], Mapping[str, Rows]]
) -> Mapping[str, Rows]:
    told: dict[str, list[Mapping[str, Any]]] = {}
    for child, row in asked.items():
        for name, records in tell(row).items():
            about = {} if name == "source" else {"child_id": child}
            told.setdefault(name, []).extend({**about, **record} for record in records)
    return told
