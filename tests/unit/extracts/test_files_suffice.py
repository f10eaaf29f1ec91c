"""The files an area sends suffice for every planted condition: from tiny files to the child each sign names."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.unit.extracts.reading import AS_OF, Sent

from goldenthread import calendars, linkage, signals
from goldenthread.engine import DuckDBEngine
from goldenthread.records import agency_tables

NOT_ABOUT_CHILDREN = {"team", "team_member", "setting", "school_term"}
NO_DECISIONS = """
    select cast(null as varchar) as left_key, cast(null as varchar) as right_key, cast(null as varchar) as decision,
        cast(null as timestamp) as decided_at, cast(null as varchar) as decided_by
    where false
"""

# condition: the sign that finds it, the child it must name, since when, and the records (with their files) beneath it
FOUND = {
    "T03": (
        "waiting_without_sen_support",
        "Amal",
        {("health_wait", "community_waits"), ("sen_provision", "school_roll")},
    ),
    "T07": ("on_several_lists", "Ben", {("health_wait", "community_waits")}),
    "T10": ("repeated_contacts", "Cleo", {("care_contact", "ssd"), ("sen_provision", "school_roll")}),
    "T17": ("suspended_without_review", "Dev", {("suspension", "exclusion_notices"), ("ehc_plan", "ehc_cases")}),
    "T23": ("short_break_unreviewed", "Ella", {("short_break", "short_break_packages")}),
    "T26": ("away_without_education", "Finn", {("away_placement", "away_placements"), ("away_event", "away_events")}),
}


@pytest.fixture(scope="module")
def worked_out(sent: Sent) -> Iterator[DuckDBEngine]:
    """The children of the files and the signs found for them."""
    engine = sent.engine
    engine.create("link_decision", NO_DECISIONS)
    linkage.link(engine, sent.store.ledger, AS_OF)
    for name in agency_tables():
        joined = f"select l.child_id, s.* from sent_{name} s join link l on l.person_key = s.person_key"
        engine.create(name, f"select * from sent_{name}" if name in NOT_ABOUT_CHILDREN else joined)
    linkage.children(engine, AS_OF)
    calendars.make(engine, date(2018, 1, 1), date(2027, 12, 31))
    signals.run(engine, AS_OF, signals.LIVE)
    yield engine


def test_seven_sources_of_six_children_become_one_child_each(worked_out: DuckDBEngine) -> None:
    names = ("Amal", "Ben", "Cleo", "Dev", "Ella", "Finn")
    found = worked_out.rows("select forename, count(*) from child group by forename order by forename")
    assert [(name, count) for name, count in found if name in names] == [(name, 1) for name in names]


@pytest.mark.parametrize("condition", sorted(FOUND))
def test_the_condition_is_found_in_the_child_it_was_written_for(worked_out: DuckDBEngine, condition: str) -> None:
    sign, forename, _ = FOUND[condition]
    found = worked_out.rows(
        "select c.forename from finding f join child c on c.child_id = f.child_id"
        f" where f.signal = '{sign}' order by c.forename"
    )
    assert found == [(forename,)]


@pytest.mark.parametrize("condition", sorted(FOUND))
def test_every_statement_leads_back_to_the_file_it_was_read_from(worked_out: DuckDBEngine, condition: str) -> None:
    sign, _, expected = FOUND[condition]
    named = worked_out.rows(f"select distinct record, record_id from because where signal = '{sign}'")
    sources = {
        (record, worked_out.rows(f"select source from {record} where record_id = '{record_id}'")[0][0])
        for record, record_id in named
    }
    assert expected <= sources
