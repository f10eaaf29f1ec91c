"""Whose record a record is, and under whose name the person of a provider stands."""

from datetime import date

import pyarrow as pa
import pytest

from goldenthread.chronology import published
from goldenthread.chronology._holder import holder
from goldenthread.engine import DuckDBEngine


@pytest.mark.parametrize(
    ("record", "row", "held_by"),
    [
        ("health_wait", "'community_waits' as source, 'CAMHS' as service", "CAMHS"),
        ("health_wait", "'community_waits' as source, 'ND' as service", "CH"),
        ("health_check", "'child_health_checks' as source", "CH"),
        ("early_help", "'ssd' as source", "EH"),
        ("care_plan", "'ssd' as source", "CSC"),
        ("short_break", "'short_break_packages' as source, 'CWD' as lead_agency", "CWD"),
        ("short_break", "'short_break_packages' as source, 'CH' as lead_agency", "CSC"),
        ("away_placement", "'away_placements' as source, 'LASEN' as lead_agency", "CSC"),
        ("ehc_advice", "'ehc_advice' as source", "LASEN"),
        ("sen_provision", "'school_roll' as source", "EDU"),
        ("sen_provision", "'of no feed' as source", None),
    ],
)
def test_a_record_is_held_by_its_service_or_by_the_agency_whose_feed_it_came_with(
    duckdb_engine: DuckDBEngine, record: str, row: str, held_by: str | None
) -> None:
    assert duckdb_engine.rows(f"select {holder(record)} from (select {row}) r") == [(held_by,)]


def test_who_is_with_camhs_too_is_named_under_no_other_service(duckdb_engine: DuckDBEngine) -> None:
    """The newer row is of another service: it says who the child is, and not whose record it is."""
    person = {"person_key": "p1", "source": "community_waits", "sender": "ODS:Z", "surname": "Hale", "born": None,
              "sex": "F", "sealed": False}  # fmt: skip
    sent = [
        {**person, "agency": "CAMHS", "record_id": "L1:2", "received": date(2025, 1, 1), "forename": "Anne"},
        {**person, "agency": "CH", "record_id": "L1:3", "received": date(2025, 6, 1), "forename": "Ann"},
    ]
    duckdb_engine.attach_arrow("sent_person", pa.Table.from_pylist(sent))
    link = {"child_id": "c1", "person_key": "p1", "how": "D1", "says": "same NHS number"}
    duckdb_engine.attach_arrow("link", pa.Table.from_pylist([link]))
    duckdb_engine.attach_arrow("listed_child", pa.table({"child_id": ["c1"]}))
    told = duckdb_engine.rows(f"select agency, record_id, forename, since from ({published.TABLES['link_line']})")
    assert told == [("CAMHS", "L1:2", "Ann", date(2025, 1, 1))]
