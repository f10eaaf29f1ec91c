"""What is published of a child's death: each record that says so, and what other senders tell of later days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from goldenthread.chronology.published import TABLES
from goldenthread.engine import DuckDBEngine
from goldenthread.records import agency_tables
from goldenthread.records.joined import Child, Death

AS_OF = date(2026, 11, 20)
DIED = date(2026, 3, 3)
ARROW = {"VARCHAR": pa.string(), "DATE": pa.date32(), "INTEGER": pa.int32(), "BOOLEAN": pa.bool_()}
LINE = dict.fromkeys(
    ("child_id", "person_key", "record_id", "line_id", "agency", "category", "kind", "source", "says"), "VARCHAR"
)
Publish = Callable[..., tuple[list[Any], list[Any]]]


@pytest.fixture
def published(duckdb_engine: DuckDBEngine) -> Publish:
    """Which rows are published of the death of child C1, and what stands on the lists of what to put right."""

    def make(
        line: list[dict[str, Any]], attendance: list[dict[str, Any]], *also: dict[str, Any]
    ) -> tuple[list[Any], list[Any]]:
        said = {
            "child_id": "C1",
            "person_key": "csc|1",
            "record_id": "L1:2",
            "record": "person",
            "agency": "CSC",
            "source": "ssd",
            "sender": "LA:999",
            "received": date(2026, 3, 5),
            "died": DIED,
            "by_day": DIED,
        }
        senders = {"csc|1": "LA:999", "edu|1": "URN:900001", "ch|1": "ODS:RZZ01"}
        schools = {name: column.type for name, column in agency_tables()["attendance"].columns().items()}
        drawn: dict[str, tuple[dict[str, str], list[dict[str, Any]]]] = {
            "death": ({name: column.type for name, column in Death.columns().items()},
                      [said, *(said | other for other in also)]),
            "child": (
                {name: column.type for name, column in Child.columns().items()}, [{"child_id": "C1", "died": DIED}]
            ),
            "listed_child": ({"child_id": "VARCHAR"}, [{"child_id": "C1"}]),
            "line": ({**LINE, "happened": "DATE", "received": "DATE"}, line),
            "attendance": ({"child_id": "VARCHAR", **schools}, attendance),
            "sent_person": (
                {"person_key": "VARCHAR", "sender": "VARCHAR"},
                [{"person_key": key, "sender": sender} for key, sender in senders.items()],
            ),
            "put_right": (dict.fromkeys(("sender", "source", "person_key", "record_id", "column_name", "problem",
                                         "remedy"), "VARCHAR"), []),
            "link": (
                dict.fromkeys(("child_id", "person_key"), "VARCHAR"),
                [{"child_id": "C1", "person_key": key} for key in senders],
            ),
        }  # fmt: skip
        for name, (columns, rows) in drawn.items():
            schema = pa.schema([(column, ARROW[kind]) for column, kind in columns.items()])
            duckdb_engine.attach_arrow(name, pa.Table.from_pylist(rows, schema))
        for name in ("death", "put_right"):
            duckdb_engine.create(f"publish_{name}", TABLES[name], {"as_of": AS_OF})
        told = "select agency, sender, by_day, disagrees from publish_death order by agency desc, by_day"
        return duckdb_engine.rows(told), duckdb_engine.rows("select sender, problem from publish_put_right order by 1")

    return make


def line(kind: str, happened: date, key: str = "ch|1", **more: Any) -> dict[str, Any]:
    return {"child_id": "C1", "person_key": key, "record_id": "L2:2", "line_id": f"L2:2:{kind}", "agency": "CH",
            "category": "health", "kind": kind, "source": "community_waits", "says": kind, "happened": happened,
            **more}  # fmt: skip


def week(started: date, code: str) -> dict[str, Any]:
    return {"child_id": "C1", "person_key": "edu|1", "record_id": "L3:2", "source": "attendance_sessions",
            "period": "WEEK", "started": started, "code": code, "sessions": 10}  # fmt: skip


SAID = ("CSC", "LA:999", DIED, None)
LATER = "It tells of a later day than that by which, another sender says, the child had died."


def test_records_that_agree_leave_nobody_anything_to_put_right(published: Publish) -> None:
    before, written = line("help", date(2026, 3, 2)), line("closed", date(2026, 4, 1))
    absent = week(date(2026, 3, 9), "N")
    assert published([before, written], [week(date(2026, 2, 23), "/"), absent]) == ([SAID], [])


def test_somebody_who_met_the_child_later_disagrees_and_both_have_it_on_their_list(published: Publish) -> None:
    rows, lists = published(
        [line("help", date(2026, 4, 1)), line("help", date(2026, 5, 6))], [week(date(2026, 3, 9), "/")]
    )
    assert rows == [
        ("EDU", "URN:900001", date(2026, 3, 9), "At school in the week that began on that day"),
        SAID,
        ("CH", "ODS:RZZ01", date(2026, 5, 6), "help"),
    ]
    assert lists == [
        ("LA:999", "It says that the child has died; another sender tells of a later day."),
        ("ODS:RZZ01", LATER),
        ("URN:900001", LATER),
    ]


def test_a_record_of_the_death_that_nobody_contradicts_is_on_no_list(published: Publish) -> None:
    later = {
        "person_key": "ch|1",
        "record_id": "L4:2",
        "agency": "CH",
        "sender": "ODS:RZZ01",
        "by_day": date(2026, 6, 1),
    }
    _, lists = published([], [week(date(2026, 3, 9), "/")], later)
    assert [sender for sender, _ in lists] == ["LA:999", "URN:900001"]


def test_who_says_that_the_child_died_does_not_contradict_itself(published: Publish) -> None:
    assert published([line("visit", date(2026, 4, 1), "csc|1")], []) == ([SAID], [])


def test_what_is_dated_after_today_contradicts_nobody(published: Publish) -> None:
    assert published([line("help", date(2026, 12, 1))], []) == ([SAID], [])
