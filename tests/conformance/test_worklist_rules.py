"""Every statement that puts the worklist in order is portable, and Spark gives the same worklist to the last row."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from goldenthread import priority
from goldenthread.engine import DuckDBEngine, Engine, Value, check_rule
from goldenthread.engine.spark_engine import SparkEngine
from goldenthread.records import rule_tables, tables
from goldenthread.signals import signals
from goldenthread.signals._signal import NEVER_A_REASON

AS_OF, GO_LIVE = date(2026, 3, 2), date(2026, 1, 5)
_ARROW = {
    "VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"), "BIGINT": pa.int64(),
}  # fmt: skip
_TEXT = ("child_id", "signal", "kind", "by_worker", "by_team", "to_worker", "to_team")
_FACTS = {
    "fact_concern_event": dict.fromkeys(_TEXT, "VARCHAR")
    | {"since": "DATE", "due": "DATE", "happened": "DATE", "at": "TIMESTAMP", "event_id": "BIGINT"}
    | {"step_done": "BOOLEAN"},
    "fact_backlog_release": {"child_id": "VARCHAR", "team_id": "VARCHAR", "owner": "VARCHAR", "at": "TIMESTAMP"}
    | {"day": "DATE"},
    "fact_level": {"number": "INTEGER", "rule": "VARCHAR", "name": "VARCHAR", "from_date": "DATE"},
    "child_alias": {"old_id": "VARCHAR", "child_id": "VARCHAR"},
    "signal_register": {"signal": "VARCHAR", "status": "VARCHAR"},
    "because": {"child_id": "VARCHAR", "signal": "VARCHAR", "since": "DATE", "record_id": "VARCHAR"},
}

_READ = (
    "finding", "child", "clock", "involvement", "health_wait", "care_plan", "short_break", "away_placement",
)  # fmt: skip


class _Checked:
    """An engine that refuses what is not portable before it runs it."""

    def __init__(self, engine: DuckDBEngine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def create(self, table: str, sql: str, given: Mapping[str, Value] | None = None) -> None:
        schema = {name: self._engine.columns(name) for name in self._engine.tables()}
        check_rule(sql, schema, table)
        self._engine.create(table, sql, given or {})


def _area(engine: Engine) -> None:
    """Forty children with signs, teams and decisions in all combinations, made by counting and not by chance."""
    names = sorted(signals())
    children = [f"C{n:02}" for n in range(40)]
    day = AS_OF - timedelta(days=400)
    findings = [
        {"child_id": c, "signal": names[(n + k) % len(names)], "since": day + timedelta(days=11 * n + k), "says": "…",
         "domain": ("health", "education", "care")[(n + k) % 3]}
        for n, c in enumerate(children) for k in range(1 + n % 3)
    ]  # fmt: skip
    kinds = ("take", "plan", "action", "close", "reopen", "cannot_wait", "note")
    events = [
        {"event_id": n, "child_id": f["child_id"], "signal": f["signal"], "since": f["since"] - timedelta(days=n % 2),
         "kind": kinds[n % len(kinds)], "step_done": kinds[n % len(kinds)] == "action" and n % 3 == 0,
         "by_worker": f"w{n % 4}", "due": AS_OF + timedelta(days=n),
         "happened": AS_OF - timedelta(days=3 * n), "at": datetime.fromisoformat("2026-01-06") + timedelta(days=n % 50)}
        for n, f in enumerate(findings) if n % 2 == 0
    ]  # fmt: skip
    drawn: dict[str, list[dict[str, Any]]] = {
        "finding": findings,
        "fact_concern_event": events,
        "fact_backlog_release": [
            {"child_id": c, "team_id": "T1", "owner": "w1", "at": datetime.fromisoformat("2026-02-02")}
            for c in children[::5]
        ],
        "signal_register": [{"signal": s, "status": "live" if n else "shadow"} for n, s in enumerate(names)],
        "child": [{"child_id": c, "school_urn": f"9000{n % 3:02}", "sen_level": "KEN"[n % 3], "plan": n % 7 == 0}
                  for n, c in enumerate(children)],
        "team": [
            {"team_id": "T1", "team": "Area", "duties": "EHC_COORDINATION;JOINT_TRIAGE;SHORT_BREAK_REVIEW"},
            {"team_id": "T2", "team": "School", "agency": "EDU", "setting_urn": "900001", "duties": "SEN_SUPPORT"},
            {"team_id": "T3", "team": "Therapy", "agency": "CH", "service": "SLT", "duties": "ASK_CLINICIAN"},
        ],
        "team_member": [
            {"team_id": f"T{1 + n % 3}", "worker_id": f"w{n}", "is_lead": n < 3, "is_deputy": n >= 3,
             "absent_from": AS_OF if n == 1 else None} for n in range(6)
        ],
        "because": [{"child_id": f["child_id"], "signal": f["signal"], "since": f["since"], "record_id": f["child_id"]}
                    for f in findings],
        "involvement": [
            {"child_id": c, "team": "T3", "started": day, "worker": "w2", "record_id": c if n % 2 else "L1:1"}
            for n, c in enumerate(children[::3])
        ],
        "health_wait": [{"child_id": c, "service": "SLT"} for c in children[::2]],
        "short_break": [{"child_id": c, "annual_nights": n % 3} for n, c in enumerate(children[::4])],
        "clock": [{"child_id": c, "category": ("ehc", "health", "care")[n % 3], "state": "overdue", "level": "must"}
                  for n, c in enumerate(children[::3])],
        "child_alias": [{"old_id": "Old", "child_id": "C01"}],
    }  # fmt: skip
    lists = {n: {c: s.type for c, s in tables()[n].columns().items()} for n in ("team", "team_member", "setting")}
    read = {name: rule_tables()[name] for name in _READ}
    for name, columns in {**read, **lists, **_FACTS}.items():
        rows = [{c: row.get(c) for c in columns} for row in drawn.get(name, [])]
        engine.attach_arrow(name, pa.Table.from_pylist(rows, pa.schema([(c, _ARROW[t]) for c, t in columns.items()])))


def _made(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    orders = {
        "card": "child_id, team_id, owner",
        "concern": "child_id, signal, since",
        "card_concern": "child_id, team_id, owner, signal, since",
    }
    return {
        name: [tuple(row.values()) for row in engine.arrow(f"select * from {name} order by {order}").to_pylist()]
        for name, order in orders.items()
    }


def test_every_statement_of_the_worklist_is_portable(duckdb_engine: DuckDBEngine) -> None:
    _area(duckdb_engine)
    priority.run(_Checked(duckdb_engine), AS_OF, GO_LIVE)  # type: ignore[arg-type]
    made = _made(duckdb_engine)
    assert made["card"]
    assert len({card[3] for card in made["card"]}) >= 4, "the children must reach several levels"


@pytest.mark.spark
def test_spark_gives_the_same_worklist(duckdb_engine: DuckDBEngine, spark_engine: SparkEngine) -> None:
    for engine in (duckdb_engine, spark_engine):
        _area(engine)
        priority.run(engine, AS_OF, GO_LIVE)
    left, right = _made(duckdb_engine), _made(spark_engine)
    key = lambda row: tuple(str(cell) for cell in row)  # noqa: E731 - one line, used twice
    for name in left:
        assert sorted(left[name], key=key) == sorted(right[name], key=key), name


def test_who_a_child_is_and_where_it_lives_changes_no_place(duckdb_engine: DuckDBEngine) -> None:
    _area(duckdb_engine)
    priority.run(duckdb_engine, AS_OF, GO_LIVE)
    plain = _made(duckdb_engine)
    known = [column for column in rule_tables()["child"] if column in NEVER_A_REASON]
    assert {"sex", "postcode", "surname"} <= set(known)
    told = ", ".join(f"'{column[0].upper()}' || substr(child_id, 2) as {column}" for column in known)
    duckdb_engine.create("child", f"select * replace ({told}) from child")
    assert duckdb_engine.rows("select count(distinct postcode) from child") == [(40,)]
    priority.run(duckdb_engine, AS_OF, GO_LIVE)
    assert _made(duckdb_engine) == plain
