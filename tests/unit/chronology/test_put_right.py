"""What senders must put right, besides what intake found in their files."""

from typing import Any

import pyarrow as pa

from goldenthread.chronology.published import TABLES
from goldenthread.engine import DuckDBEngine

_COLUMNS = {
    "put_right": "sender source person_key record_id column_name problem remedy",
    "link": "child_id person_key",
    "listed_child": "child_id",
    "publish_death": "sender source child_id record_id by_day disagrees",
    "sent_attendance": "sender source person_key record_id",
}


def put_right(engine: DuckDBEngine, **rows: list[tuple[str, ...]]) -> list[tuple[Any, ...]]:
    """The published list, from the rows of some of the tables it is made of."""
    for name, columns in _COLUMNS.items():
        schema = pa.schema([(column, pa.date32() if column == "by_day" else pa.string()) for column in columns.split()])
        drawn = [dict(zip(columns.split(), row, strict=True)) for row in rows.get(name, [])]
        engine.attach_arrow(name, pa.Table.from_pylist(drawn, schema))
    columns = "sender, source, child_id, record_id, column_name, problem, remedy"
    return engine.rows(f"select {columns} from ({TABLES['put_right']}) order by all")


def sessions(school: str, *pupils: str) -> list[tuple[str, ...]]:
    """Two weeks of each pupil's."""
    return [
        (f"URN:{school}", "attendance_sessions", f"school|URN:{school}|{pupil}", f"L00001:{line}")
        for line, pupil in enumerate([*pupils, *pupils], start=2)
    ]


def test_a_register_whose_pupils_are_on_no_roll_is_told_of(duckdb_engine: DuckDBEngine) -> None:
    found = put_right(
        duckdb_engine,
        link=[("C1", "school|URN:900001|P1"), ("C2", "school|URN:900002|P2")],
        sent_attendance=[*sessions("900001", "P1", "P2", "P3"), *sessions("900002", "P1"), *sessions("900003", "P2")],
    )
    assert [(row[0], row[3], row[4], row[5]) for row in found] == [
        ("URN:900001", "L00001:3", "source_person_id", "2 pupils of this register are on no roll that was sent."),
        ("URN:900002", "L00001:2", "source_person_id", "1 pupil of this register is on no roll that was sent."),
        ("URN:900003", "L00001:2", "source_person_id", "1 pupil of this register is on no roll that was sent."),
    ]
    assert {row[2] for row in found} == {None}
    assert all(row[6].startswith("Send the school's roll") for row in found)


def test_a_register_whose_pupils_are_all_on_the_roll_leaves_nothing(duckdb_engine: DuckDBEngine) -> None:
    pupils = [("C1", "school|URN:900001|P1")]
    assert put_right(duckdb_engine, link=pupils, sent_attendance=sessions("900001", "P1")) == []
