"""The row of a file is kept once, and the records that follow from it alone are put together when they are read."""

import pyarrow.parquet as pq
from tests.unit.intake.sending import Desk, waits

from goldenthread.extracts import extracts
from goldenthread.intake.together import TYPED, later


def test_whom_a_file_speaks_of_is_written_down_and_what_it_says_of_them_is_not(desk: Desk) -> None:
    desk.load("waits.csv", waits({}, {"record_id": "W2"}))
    load = desk.store.load("L00001")
    assert load.tables() == ["person"]
    assert pq.read_metadata(load.folder / TYPED).num_rows == 2
    assert desk.rows("select record_id, service from sent_health_wait order by 1") == [
        ("L00001:2", "SLT"),
        ("L00001:3", "SLT"),
    ]


def test_what_joins_the_siblings_of_a_table_is_written_down() -> None:
    """So is a record that its table alone becomes, which costs no more at once than later."""
    assert {makes.record for makes in later("school_census", "pupilonroll")} == {
        "identifier",
        "enrolment",
        "involvement",
        "sen_provision",
    }
    assert later("sen2", "requests") == ()
    assert later("school_census", "senneeds") == ()


def test_nothing_is_kept_of_a_column_that_no_record_is_made_of(desk: Desk) -> None:
    desk.load("waits.csv", waits({}))
    kept = set(pq.read_schema(desk.store.load("L00001").folder / TYPED).names)
    named = " ".join(makes.sql for makes in later("community_waits", "community_waits"))
    headings = extracts()["community_waits"].tables[0].headings()
    assert kept & set(headings), "it keeps something"
    assert {name for name in kept & set(headings) if name not in named} == set()
