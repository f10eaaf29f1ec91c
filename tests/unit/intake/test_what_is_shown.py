"""What pages may show of what was set aside: what is wrong with a cell, and never whose row it is."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.intake.sending import Desk, finding, sessions, waits


def shown(desk: Desk) -> list[tuple[str | None, str | None]]:
    """Each cell or row set aside, by its column, with what may be shown of it."""
    return desk.rows("select column_name, shown from set_aside order by line, column_name")


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("received_date", "2025-13-01", "2025-13-01"),
        ("received_date", "the first", "aaa aaaaa"),
        ("received_date", "9434765919", "9999999999"),  # an NHS number in the wrong column
        ("accepted_date", "PL4 8AA", "aa9 9aa"),
        ("dna_count", "some", "aaaa"),
        ("interpreter_flag", "Smith-Jones", "aaaaa-aaaaa"),
        ("received_date", "=HYPERLINK(1)", "=aaaaaaaaa(9)"),
        ("date_of_birth", "2017-13-02", None),
        ("address_restricted_flag", "PL4 8AA", None),
    ],
)
def test_of_a_cell_its_form_is_shown_and_nothing_of_who_it_is_about(
    desk: Desk, column: str, cell: str, told: str | None
) -> None:
    desk.load("waits.csv", waits({column: cell}, {}))
    assert (column, told) in shown(desk)
    assert cell in {raw for (raw,) in desk.rows("select raw from set_aside")}, "the store keeps it"


@pytest.mark.parametrize(("flag", "told"), [("", "2025-13-01"), ("N", "2025-13-01"), ("Y", None), ("perhaps", None)])
def test_of_a_child_whose_address_is_or_may_be_protected_nothing_is_shown(
    desk: Desk, flag: str, told: str | None
) -> None:
    desk.load("waits.csv", waits({"address_restricted_flag": flag, "received_date": "2025-13-01"}, {}))
    assert dict(shown(desk))["received_date"] == told


def test_of_a_whole_row_nothing_is_shown(desk: Desk) -> None:
    desk.load("waits.csv", waits({}, {"source_person_id": ""}) + "W9,Smith,Ann\n")
    assert desk.rows("select count(*) from set_aside where raw like '%Smith%'") == [(1,)]
    assert {told for _, told in shown(desk)} == {None}
    assert len(shown(desk)) == 2


def test_a_mark_of_a_register_is_shown(desk: Desk) -> None:
    desk.load("register.csv", sessions({}, {"attendance_code": "N"}))
    assert desk.rows("select column_name, shown = raw from set_aside") == [("attendance_code", True)]


def test_a_code_that_no_list_has_is_told_where_it_can_be_nobodys_name(desk: Desk) -> None:
    for cells, told in ((["XQ"], "XQ"), (["Smithson"], "aaaaaaaa"), (["LOCAL_CODE"] * 3, "LOCAL_CODE")):
        report = desk.load(f"{told}.csv", waits(*({"record_id": f"{told}{n}", "waiting_for_code": code}
                                                  for n, code in enumerate(cells))))  # fmt: skip
        assert f"holds '{told}'" in finding(report, "code_unknown").says


def test_of_files_read_by_an_older_version_nothing_is_shown(desk: Desk) -> None:
    desk.load("waits.csv", waits({"received_date": "2025-13-01"}, {}))
    [load] = desk.store.loads()
    path = Path(load.set_aside)
    pq.write_table(pq.read_table(path).drop_columns(["shown"]), path)
    assert shown(desk) == [("received_date", None)]
