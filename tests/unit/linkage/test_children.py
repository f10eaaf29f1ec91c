"""One row per child: its school, its SEN support, its plan, what is restricted, and whether it may be listed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from tests.unit.linkage.crowd import AS_OF, table

from goldenthread.engine import DuckDBEngine
from goldenthread.linkage import children
from goldenthread.records import agency_tables
from goldenthread.records.joined import Child, Death

Rows = list[dict[str, Any]]
Make = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    """An engine in which no agency has said anything."""
    made = DuckDBEngine(tmp_path_factory.mktemp("children"))
    for name in agency_tables():
        say(made, name, [])
    yield made
    made.close()


def say(made: DuckDBEngine, name: str, rows: Rows) -> None:
    """These rows of one agency table, all about the child 'C1'."""
    made.attach_arrow("said", table(agency_tables()[name], rows))
    made.create(name, "select 'C1' as child_id, * from said")


@pytest.fixture
def child(nothing: DuckDBEngine) -> Iterator[Callable[..., dict[str, Any]]]:
    """Gives the row of the one child when the agencies' tables hold the rows given."""
    told: set[str] = set()

    def made(restricted: bool = False, **tables: Rows) -> dict[str, Any]:
        for name, rows in tables.items():
            say(nothing, name, rows)
            told.add(name)
        nothing.create("identity", _IDENTITY, {"restricted": restricted})
        children(nothing, AS_OF)
        columns = list(nothing.columns("child").items())
        assert columns == [(name, column.type) for name, column in Child.columns().items()]
        (row,) = nothing.rows("select * from child")
        return dict(zip(Child.columns(), row, strict=True))

    yield made
    for name in told:
        say(nothing, name, [])


_IDENTITY = """
    select 'C1' as child_id, 'Hall' as surname, 'Zoe' as forename, date '2015-03-14' as born, 'F' as sex,
        'ZZ1 1AA' as postcode, cast($restricted as boolean) as restricted, 3 as sources, 1 as by_name_only
"""


def enrolled(urn: str, as_at: date, source: str = "school_census", **more: Any) -> dict[str, Any]:
    given = {"source": source, "setting_urn": urn, "as_at": as_at, "year_group": "5", "enrolment_code": "C"}
    return {**given, "started": date(2021, 9, 1), "setting_name": f"School {urn}", **more}


def test_a_child_of_whom_nobody_says_more_is_not_listed(child: Make) -> None:
    row = child()
    assert row["listed"] is False
    assert row["plan"] is False
    assert row["school_urn"] is row["sen_level"] is None


def test_the_roll_goes_before_the_census(child: Make) -> None:
    census = enrolled("900001", date(2025, 7, 1))
    roll = enrolled("900002", date(2025, 6, 20), "school_roll", year_group="6")
    row = child(enrolment=[census, roll], setting=[{"setting_urn": "900002", "setting_name": "Hillview"}])
    assert (row["school_urn"], row["school_name"], row["year_group"]) == ("900002", "Hillview", "6")


def test_the_newest_census_of_two_schools_holds(child: Make) -> None:
    rows = [enrolled("900001", date(2024, 10, 3)), enrolled("900002", date(2025, 5, 15))]
    assert child(enrolment=rows)["school_urn"] == "900002"


def test_a_school_that_was_left_is_none(child: Make) -> None:
    left = enrolled("900001", date(2025, 7, 1), "school_roll", ended=date(2025, 4, 1))
    assert child(enrolment=[enrolled("900001", date(2025, 1, 16)), left])["school_urn"] is None


def test_the_newest_sen_level_of_any_school(child: Make) -> None:
    rows = [{"level": "K", "as_at": date(2024, 10, 3)}, {"level": "N", "as_at": date(2025, 5, 15)}]
    row = child(sen_provision=rows)
    assert (row["sen_level"], row["sen_as_at"], row["listed"]) == ("N", date(2025, 5, 15), False)


@pytest.mark.parametrize(("ended", "plan"), [(None, True), (date(2025, 7, 31), True), (date(2025, 7, 1), False)])
def test_a_plan_in_force(child: Make, ended: date | None, plan: bool) -> None:
    row = child(ehc_plan=[{"started": date(2023, 1, 1), "ended": ended}])
    assert row["plan"] is row["listed"] is plan


def test_a_plan_of_which_one_source_knows_the_start_and_another_the_end(child: Make) -> None:
    case = {"source": "ehc_cases", "started": date(2022, 5, 2)}
    ceased = {"source": "sen2", "started": date(2022, 5, 2), "ended": date(2024, 9, 30)}
    assert child(ehc_plan=[case, ceased])["plan"] is False
    assert child(ehc_plan=[{**case, "started": date(2024, 11, 4)}, ceased])["plan"] is True, "a later plan"


def test_a_plan_of_unknown_start_is_in_force(child: Make) -> None:
    listed = {"source": "sen2", "sender": "LA:999", "received": date(2025, 1, 16), "started": None}
    old = {**listed, "started": date(2016, 5, 2), "ended": date(2021, 7, 31)}
    row = child(ehc_plan=[listed, old])
    assert row["plan"] is row["listed"] is True
    assert child(ehc_plan=[{**listed, "ended": date(2025, 3, 1)}])["plan"] is False
    assert child(ehc_plan=[listed, {**old, "ended": date(2025, 3, 1)}])["plan"] is False, "it ended since"
    newer = {**old, "received": date(2025, 6, 1)}
    assert child(ehc_plan=[listed, newer])["plan"] is False, "the newest return lists it no more"


def test_a_restricted_address_is_not_shown(child: Make) -> None:
    assert child(restricted=True)["postcode"] is None


SINCE, LONG_AGO = date(2025, 1, 6), date(2022, 1, 6)


@pytest.mark.parametrize(
    ("name", "row", "listed"),
    [
        ("sen_provision", {"level": "K", "as_at": SINCE}, True),
        ("ehc_request", {"requested": SINCE}, True),
        ("ehc_request", {"requested": LONG_AGO, "closed": SINCE}, False),
        ("health_wait", {"requested": SINCE}, True),
        ("health_wait", {"requested": SINCE, "rejected": SINCE}, False),
        ("early_help", {"started": SINCE}, True),
        ("care_referral", {"started": SINCE}, True),
        ("care_referral", {"started": SINCE, "no_further_action": True}, False),
        ("care_plan", {"started": LONG_AGO, "ended": SINCE}, False),
        ("care_contact", {"happened": SINCE}, False),
        ("short_break", {"started": SINCE}, True),
        ("away_placement", {"started": SINCE}, True),
        ("health_check", {"status": "DUE", "window_start": SINCE}, True),
        ("health_check", {"status": "DONE", "window_start": SINCE, "held": SINCE}, False),
        ("health_check", {"status": "DUE", "window_start": date(2026, 1, 1)}, False),
        ("attendance", {"started": SINCE, "code": "L", "sessions": 10}, False),
    ],
)
def test_only_what_agencies_recorded_lists_a_child(child: Make, name: str, row: dict[str, Any], listed: bool) -> None:
    assert child(**{name: [row]})["listed"] is listed


DIED = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("name", "row", "died"),
    [
        ("person", {"died": DIED, "agency": "CSC"}, DIED),
        ("person", {"agency": "CSC"}, None),
        ("person", {"died": date(2025, 12, 1), "agency": "CSC"}, None),  # a day to come says nothing of the child
        ("ehc_request", {"requested": SINCE, "closed": DIED, "close_code": "DIED"}, DIED),
        ("ehc_request", {"requested": SINCE, "closed": DIED, "close_code": "MOVED"}, None),
        ("ehc_plan", {"started": LONG_AGO, "ended": DIED, "cease_reason": "8"}, DIED),
        ("care_referral", {"started": SINCE, "ended": DIED, "end_reason": "RC2"}, DIED),
        ("short_break", {"started": LONG_AGO, "ended": DIED, "end_code": "DIED"}, DIED),
        ("health_wait", {"requested": SINCE, "ended": DIED, "ended_code": "DIED"}, DIED),
        ("health_wait", {"requested": SINCE, "ended": DIED, "ended_code": "MOVED"}, None),
    ],
)
def test_any_record_that_says_so_says_that_the_child_died(
    child: Make, name: str, row: dict[str, Any], died: date | None
) -> None:
    assert child(**{name: [row]})["died"] == died


def test_a_case_closed_because_the_child_died_says_so_even_without_its_day(child: Make) -> None:
    row = {"requested": SINCE, "ended": None, "ended_code": "DIED", "received": date(2025, 3, 5)}
    assert child(health_wait=[row])["died"] == date(2025, 3, 5)


def test_the_first_day_that_is_said_holds_and_every_record_is_kept(child: Make, nothing: DuckDBEngine) -> None:
    later = {"requested": SINCE, "closed": date(2025, 4, 1), "close_code": "DIED"}
    row = child(person=[{"died": DIED, "agency": "CSC"}], ehc_request=[later])
    assert (row["died"], row["listed"]) == (DIED, True)
    assert nothing.rows("select agency, died, closed, by_day from death order by agency") == [
        ("CSC", DIED, None, DIED),
        ("LASEN", None, date(2025, 4, 1), date(2025, 4, 1)),
    ]
    columns = list(nothing.columns("death").items())
    assert columns == [(name, column.type) for name, column in Death.columns().items()]
