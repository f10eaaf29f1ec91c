"""One row per child: its school, its SEN support, its plan, what is restricted, and whether it may be listed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.unit.linkage.crowd import AS_OF, table

from goldenthread.engine import DuckDBEngine
from goldenthread.linkage import children
from goldenthread.records import agency_tables
from goldenthread.records.joined import Child

Rows = list[dict[str, Any]]


def child(folder: Path, restricted: bool = False, **tables: Rows) -> dict[str, Any]:
    """The row of the one child 'C1' when the agencies' tables hold these rows about it."""
    made = DuckDBEngine(folder / "spill")
    for name, record in agency_tables().items():
        made.attach_arrow(f"rows_{name}", table(record, tables.get(name, [])))
        made.create(name, f"select 'C1' as child_id, * from rows_{name}")
    made.create(
        "identity",
        "select 'C1' as child_id, 'Hall' as surname, 'Zoe' as forename, date '2015-03-14' as born, 'F' as sex,"
        f" 'ZZ1 1AA' as postcode, {restricted} as restricted, 3 as sources, 1 as by_name_only",
    )
    children(made, AS_OF)
    columns = list(made.columns("child").items())
    assert columns == [(name, column.type) for name, column in Child.columns().items()]
    (row,) = made.rows("select * from child")
    return dict(zip(Child.columns(), row, strict=True))


def enrolled(urn: str, as_at: date, source: str = "school_census", **more: Any) -> dict[str, Any]:
    given = {"source": source, "setting_urn": urn, "as_at": as_at, "year_group": "5", "enrolment_code": "C"}
    return {**given, "started": date(2021, 9, 1), "setting_name": f"School {urn}", **more}


def test_a_child_of_whom_nobody_says_more_is_not_listed(tmp_path: Path) -> None:
    row = child(tmp_path)
    assert row["listed"] is False
    assert row["plan"] is False
    assert row["school_urn"] is row["sen_level"] is None


def test_the_roll_goes_before_the_census(tmp_path: Path) -> None:
    census = enrolled("900001", date(2025, 7, 1))
    roll = enrolled("900002", date(2025, 6, 20), "school_roll", year_group="6")
    row = child(tmp_path, enrolment=[census, roll], setting=[{"setting_urn": "900002", "setting_name": "Hillview"}])
    assert (row["school_urn"], row["school_name"], row["year_group"]) == ("900002", "Hillview", "6")


def test_the_newest_census_of_two_schools_holds(tmp_path: Path) -> None:
    rows = [enrolled("900001", date(2024, 10, 3)), enrolled("900002", date(2025, 5, 15))]
    assert child(tmp_path, enrolment=rows)["school_urn"] == "900002"


def test_a_school_that_was_left_is_none(tmp_path: Path) -> None:
    left = enrolled("900001", date(2025, 7, 1), "school_roll", ended=date(2025, 4, 1))
    assert child(tmp_path, enrolment=[enrolled("900001", date(2025, 1, 16)), left])["school_urn"] is None


def test_the_newest_sen_level_of_any_school(tmp_path: Path) -> None:
    rows = [{"level": "K", "as_at": date(2024, 10, 3)}, {"level": "N", "as_at": date(2025, 5, 15)}]
    row = child(tmp_path, sen_provision=rows)
    assert (row["sen_level"], row["sen_as_at"], row["listed"]) == ("N", date(2025, 5, 15), False)


@pytest.mark.parametrize(("ended", "plan"), [(None, True), (date(2025, 7, 31), True), (date(2025, 7, 1), False)])
def test_a_plan_in_force(tmp_path: Path, ended: date | None, plan: bool) -> None:
    row = child(tmp_path, ehc_plan=[{"started": date(2023, 1, 1), "ended": ended}])
    assert row["plan"] is row["listed"] is plan


def test_a_restricted_address_is_not_shown(tmp_path: Path) -> None:
    assert child(tmp_path, restricted=True)["postcode"] is None


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
def test_only_what_agencies_recorded_lists_a_child(
    tmp_path: Path, name: str, row: dict[str, Any], listed: bool
) -> None:
    assert child(tmp_path, **{name: [row]})["listed"] is listed
