"""Each record that a concern rests on is told once, by the line that is true of it."""

from datetime import date

import pyarrow as pa

from goldenthread.chronology import care, published
from goldenthread.engine import DuckDBEngine
from goldenthread.records import tables

DAY, AS_OF = date(2024, 2, 12), date(2025, 7, 18)
KINDS = {"short_break_event": "REV", "away_event": "VISIT"}
MEANS = {"short_break_event": "review", "away_event": "visit"}
ARROW = {"VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_()}


def told(engine: DuckDBEngine, record: str, held: date | None) -> str:
    """What the reason row says of one event that was due on DAY and held on ``held``."""
    schema = pa.schema(
        [(name, ARROW[column.type]) for name, column in tables()[record].columns().items()]
        + [("child_id", pa.string())]
    )
    row = dict.fromkeys(schema.names) | {
        "child_id": "c1", "record_id": "L1:2", "person_key": "p1", "kind": KINDS[record], "due": DAY, "held": held,
        "source": record, "received": AS_OF,
    }  # fmt: skip
    because = {
        "child_id": "c1",
        "signal": "any",
        "since": DAY,
        "record_id": "L1:2",
        "happened": DAY,
        "category": "care",
    }
    engine.attach_arrow(record, pa.Table.from_pylist([row], schema=schema))
    engine.attach_arrow("because", pa.Table.from_pylist([because]))
    engine.attach_arrow("reason_record", pa.table({"record_id": ["L1:2"]}))
    person = {"record_id": ["L1:2"], "child_id": ["c1"], "person_key": ["p1"], "agency": ["CSC"]}
    engine.attach_arrow("reason_person", pa.table(person))
    code = {"list": [record], "code": [KINDS[record]], "means": [MEANS[record]]}
    engine.attach_arrow("code", pa.table(code))
    lines = [line for line in care.LINES if line.record == record]
    given = {"as_of": AS_OF}
    engine.create("reason_line", " union all ".join(line.of_records("reason_record") for line in lines), given)
    engine.create("told", published.TABLES["because"], given)
    [(says,)] = engine.rows("select says from told")
    return str(says)


def test_a_review_held_on_the_day_it_was_due_is_not_told_as_missed(duckdb_engine: DuckDBEngine) -> None:
    assert told(duckdb_engine, "short_break_event", DAY) == "Short break: review"
    assert told(duckdb_engine, "away_event", DAY) == "Living away: visit"


def test_one_that_was_not_held_is_told_as_missed(duckdb_engine: DuckDBEngine) -> None:
    assert told(duckdb_engine, "short_break_event", None) == "Short break: review due and not held"
    assert told(duckdb_engine, "away_event", None) == "Living away: visit due and not held"


def test_only_a_looked_after_review_is_told_as_one(duckdb_engine: DuckDBEngine) -> None:
    """A review of a short break is a social-care review too; the child is not looked after for that."""
    [line] = [line for line in care.LINES if line.record == "care_review"]
    row = "select 'c1' as child_id, 'L1:2' as record_id, 'p1' as person_key, 'x' as source, $day as received"
    row += ", $day as held, kind from (values ('CLA'), ('CP'), ('CWD')) as of(kind)"
    duckdb_engine.create("care_review", row, {"day": DAY})
    duckdb_engine.create("short_break_event", "select '' as record_id, '' as lead_agency")
    duckdb_engine.create("wanted", "select 'L1:2' as record_id")
    told = duckdb_engine.rows(f"select says, fits from ({line.of_records('wanted')}) order by 1")
    assert told == [
        ("Child protection review held", True), ("Looked-after review held", True), ("Social-care review held", False),
    ]  # fmt: skip
