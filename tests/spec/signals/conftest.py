"""Turns small tables drawn in a test into the tables a sign reads.

A table is its name, then its headings, then its rows, in columns parted by bars; an empty cell is not known:

    health_wait | child_id | service | requested
                | Asha     | SLT     | 2024-01-10

What a test does not draw is there and empty. Each child has a ``child`` row, and every feed is fresh, unless drawn.
Everything is looked at as of Friday 18 July 2025, unless a test names another day.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from goldenthread import calendars
from goldenthread.engine import DuckDBEngine, Engine
from goldenthread.extracts import extracts
from goldenthread.records import agency_tables, rule_tables
from goldenthread.signals import SHADOW, signals
from goldenthread.signals._run import look as look_for

AS_OF = date(2025, 7, 18)
Rows = list[dict[str, str | None]]

_SCHEMA = {
    **{name: columns for name, columns in rule_tables().items() if name not in ("finding", "because", "unanswered")},
    "feed": {"record": "VARCHAR", "state": "VARCHAR", "newest": "DATE", "because": "VARCHAR"},
    "source": {"source": "VARCHAR", "sender": "VARCHAR", "state": "VARCHAR", "because": "VARCHAR"},
}
_READ: dict[str, Callable[[str], Any]] = {
    "DATE": date.fromisoformat,
    "INTEGER": int,
    "BOOLEAN": lambda cell: {"yes": True, "no": False}[cell],
}
_ARROW = {"VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_()}


@dataclass
class Looked:
    """What one sign made of the tables drawn: the children it names, and those it cannot answer about."""

    named: dict[str, str] = field(default_factory=dict)  # child → since
    says: dict[str, str] = field(default_factory=dict)  # child → the sentence
    because: dict[str, list[str]] = field(default_factory=dict)  # child → record ids, in the order they happened
    not_known: dict[str, str] = field(default_factory=dict)  # child, or 'everyone' → why


Look = Callable[..., Looked]


@pytest.fixture(scope="package")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """An area where nothing has happened."""
    engine = DuckDBEngine(tmp_path_factory.mktemp("spill"))
    draw(engine, {})
    yield engine
    engine.close()


@pytest.fixture
def look(area: DuckDBEngine) -> Iterator[Look]:
    """``look(sign, tables)``: draws the tables and looks for the sign; the drawing is wiped out after the test.

    A test that is about time passing names the day, ``as_of``.
    """
    drawn: dict[str, Rows] = {}

    def looked(sign: str, drawing: str, as_of: date = AS_OF) -> Looked:
        drawn.update(parsed(drawing))
        draw(area, drawn, only=True)
        look_for(area, as_of, {sign: signals()[sign]}, SHADOW)
        return _read(area)

    yield looked
    draw(area, {name: [] for name in drawn}, only=True)


@pytest.fixture
def everything_drawn(duckdb_engine: DuckDBEngine) -> DuckDBEngine:
    """One area that holds every drawing of this folder, the children of each kept apart."""
    together: dict[str, Rows] = {}
    for number, drawing in enumerate(_drawings()):
        tables = parsed(drawing, f"{number:03}")
        if not tables.keys() & {"feed", "source"}:
            for name, rows in tables.items():
                together.setdefault(name, []).extend(rows)
    draw(duckdb_engine, together)
    return duckdb_engine


def _drawings() -> list[str]:
    """The drawings of children in the tests of this folder, in order."""
    trees = [ast.parse(path.read_text()) for path in sorted(Path(__file__).parent.glob("test_*.py"))]
    texts = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and "| child_id" in text]


def parsed(drawn: str, prefix: str = "") -> dict[str, Rows]:
    """The rows of each table drawn; ``prefix`` goes before every child's name, to keep several drawings apart."""
    tables: dict[str, Rows] = {}
    name, headings = "", []
    for line in filter(str.strip, drawn.splitlines()):
        first, *cells = (cell.strip() for cell in line.split("|"))
        if first:
            name, headings = first, cells
            tables[name] = []
        else:
            row = {heading: cell or None for heading, cell in zip(headings, cells, strict=True)}
            if row.get("child_id"):
                row["child_id"] = f"{prefix}{row['child_id']}"
            tables[name].append(row)
    return tables


def draw(engine: Engine, drawn: dict[str, Rows], only: bool = False) -> None:
    """Makes every table a sign reads, or ``only`` those drawn; feeds drawn as empty are fresh again."""
    fresh = {"feed": _fresh_tables(), "source": _fresh_senders()}
    tables = {**drawn, **{name: drawn.get(name) or rows for name, rows in fresh.items()}, "child": _children(drawn)}
    for name, columns in _SCHEMA.items():
        if name in drawn or name == "child" or not only:
            filled = [_row(name, line, row, columns) for line, row in enumerate(tables.get(name, []), start=1)]
            schema = pa.schema([(column, _ARROW[kind]) for column, kind in columns.items()])
            engine.attach_arrow(name, pa.Table.from_pylist(filled, schema))
    if "school_term" in drawn or not only:
        calendars.make(engine, date(2024, 9, 1), date(2025, 8, 31))


def _row(name: str, line: int, drawn: dict[str, str | None], columns: dict[str, str]) -> dict[str, Any]:
    unknown = drawn.keys() - columns.keys()
    assert not unknown, f"{name} has no column {unknown}"
    received = {"record_id": f"{name}:{line}", "received": "2025-07-18", "version": "2025-07-18", "deleted": "no"}
    cells = {**{k: v for k, v in received.items() if k in columns}, **drawn}
    return {name: cell and _READ.get(columns[name], str)(cell) for name, cell in cells.items()}


def _children(drawn: dict[str, Rows]) -> Rows:
    told = {row["child_id"]: row for row in drawn.get("child", [])}
    named = {row["child_id"] for rows in drawn.values() for row in rows if row.get("child_id")}
    return [told.get(child, {"child_id": child}) for child in sorted(filter(None, named))]


def _fresh_tables() -> Rows:
    return [{"record": name, "state": "fresh"} for name in agency_tables()]


def _fresh_senders() -> Rows:
    return [{"source": name, "sender": "LA:941", "state": "fresh"} for name in extracts()]


def _read(engine: Engine) -> Looked:
    looked = Looked()
    for child, since, says in engine.rows("select child_id, since, says from finding order by 1"):
        assert child not in looked.named, "a sign names a child once"
        looked.named[child], looked.says[child] = since.isoformat(), says
    for child, record in engine.rows("select child_id, record_id from because order by child_id, happened, record_id"):
        looked.because.setdefault(child, []).append(record)
    for child, why in engine.rows("select child_id, because from unanswered order by 1, 2"):
        looked.not_known[child or "everyone"] = why
    return looked
