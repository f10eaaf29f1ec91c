"""Turns a few rows into the tables the worklist is made from, and reads the worklist back.

Everything is looked at as of Monday 2 March 2026, in a store that went live on 5 January 2026. The signs used are real
ones; what they find is given, not looked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from goldenthread import priority
from goldenthread.engine import DuckDBEngine, Engine
from goldenthread.records import rule_tables, tables
from goldenthread.signals import signals

AS_OF, GO_LIVE = date(2026, 3, 2), date(2026, 1, 5)
_ARROW = {
    "VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"), "BIGINT": pa.int64(),
}  # fmt: skip
_EVENT = dict.fromkeys(("child_id", "signal", "kind", "by_worker", "by_team", "to_worker", "to_team"), "VARCHAR")
_BECAUSE = {"child_id": "VARCHAR", "signal": "VARCHAR", "since": "DATE", "record_id": "VARCHAR"}
_FACTS = {
    "because": _BECAUSE,
    "fact_concern_event": {**_EVENT, "since": "DATE", "due": "DATE", "happened": "DATE", "at": "TIMESTAMP",
                           "event_id": "BIGINT", "step_done": "BOOLEAN"},
    "fact_backlog_release": {"child_id": "VARCHAR", "team_id": "VARCHAR", "owner": "VARCHAR", "at": "TIMESTAMP",
                             "day": "DATE"},
    "fact_level": {"number": "INTEGER", "rule": "VARCHAR", "name": "VARCHAR", "from_date": "DATE"},
    "child_alias": {"old_id": "VARCHAR", "child_id": "VARCHAR"},
    "signal_register": {"signal": "VARCHAR", "status": "VARCHAR"},
}  # fmt: skip
_LISTS = ("team", "team_member", "setting", "school_term")

Rows = list[dict[str, Any]]


@dataclass
class Worklist:
    """The cards made: child → what is on the card; concerns: (child, signal) → owner and team."""

    cards: dict[str, dict[str, Any]]
    concerns: dict[tuple[str, str], dict[str, Any]]


Make = Callable[..., Worklist]


@pytest.fixture
def worklist(duckdb_engine: DuckDBEngine) -> Make:
    """``worklist(finding=[…], team=[…], …)``: makes the worklist of these rows."""

    def made(**drawn: Rows) -> Worklist:
        draw(duckdb_engine, drawn)
        priority.run(duckdb_engine, AS_OF, GO_LIVE)
        return read(duckdb_engine)

    return made


def draw(engine: Engine, drawn: dict[str, Rows]) -> None:
    """Makes every table the worklist reads; those not drawn are empty.

    A sign rests on one record, whose id is the child's, unless ``because`` is drawn.
    """
    schemas = {**rule_tables(), **{name: _list_columns(name) for name in _LISTS}, **_FACTS}
    drawn.setdefault("signal_register", [{"signal": name, "status": "live"} for name in signals()])
    drawn.setdefault("child", [{"child_id": c} for c in sorted({f["child_id"] for f in drawn["finding"]})])
    rests = [{**{c: sign.get(c) for c in _BECAUSE}, "record_id": sign["child_id"]} for sign in drawn["finding"]]
    drawn.setdefault("because", rests)
    for name, columns in schemas.items():
        rows = [{c: _cell(row.get(c)) for c in columns} for row in drawn.get(name, [])]
        engine.attach_arrow(name, pa.Table.from_pylist(rows, pa.schema([(c, _ARROW[t]) for c, t in columns.items()])))


def _list_columns(name: str) -> dict[str, str]:
    return {column: spec.type for column, spec in tables()[name].columns().items()}


def _cell(value: Any) -> Any:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    if isinstance(value, str) and len(value) == 16 and value[10] == " ":
        return datetime.fromisoformat(value)
    return value


def read(engine: Engine) -> Worklist:
    """Cards by child; a test that gives one child two owners looks at the engine itself."""
    card = {
        row["child_id"]: row for row in engine.arrow("select * from card order by child_id, team_id, owner").to_pylist()
    }
    concern = engine.arrow("select * from concern order by child_id, signal").to_pylist()
    return Worklist(card, {(row["child_id"], row["signal"]): row for row in concern})
