"""An export that a spreadsheet saved again, with 879.0 for 879, says of the same council and school what it said."""

import csv
from pathlib import Path

import pytest
from tests.unit.extracts.reading import FILES
from tests.unit.intake.sending import Desk, finding

from goldenthread import intake
from goldenthread.extracts import extracts

RETURNS = {"census": "school_census/2025_spring", "sen2": "sen2/2025"}
TOLD = (
    "select sender, person_key, row_key, surname, setting_urn from sent_person order by all",
    "select sender, person_key, row_key, code, sessions from sent_attendance order by all",
    "select sender, person_key, row_key, need, rank from sent_sen_need order by all",
    "select sender, person_key, row_key, setting_urn, setting_ukprn from sent_ehc_placement order by all",
    "select sender, person_key, row_key from sent_ehc_request order by all",
)


def put(desk: Desk, of: str, folder: str, noughts: str) -> Path:
    """A return in a folder of its own, every whole number of it with ``noughts`` behind it."""
    for file in sorted((FILES / RETURNS[of]).iterdir()):
        rows = list(csv.reader(file.read_text().splitlines()))
        rows[1:] = [[cell + noughts if cell.isdecimal() else cell for cell in row] for row in rows[1:]]
        desk.put(f"{folder}/{file.name}", "\n".join(",".join(row) for row in rows) + "\n")
    return desk.folder / folder


@pytest.mark.parametrize("of", sorted(RETURNS))
@pytest.mark.parametrize("order", [("", ".0"), (".0", "")])
def test_the_plain_export_and_the_spreadsheets_are_one(desk: Desk, of: str, order: tuple[str, str]) -> None:
    reports = intake.load(desk.store, [put(desk, of, "first", order[0])])
    first = [desk.rows(sql) for sql in TOLD]
    assert {row[0] for row in first[0]} == {"LA:990"}
    assert sum(report.rows_kept for report in reports) > 0
    again = intake.load(desk.store, [put(desk, of, "second", order[1])])
    if not extracts()[reports[0].format or ""].restated:
        assert sum(report.rows_kept for report in again if report.sender) == 0, "held already, where anything is needed"
    assert [desk.rows(sql) for sql in TOLD] == first


def test_a_ukprn_has_eight_digits(desk: Desk) -> None:
    folder = put(desk, "sen2", "sen2", "")
    (file,) = folder.glob("*_placementdetail.csv")
    head = file.read_text().splitlines()[0]
    cells = ("10012345", "10012345.0", "1001234", "1.0012E+07")
    rows = [f"7{n},990,1,9,60,,{cell},,,{n},2022-Sep-05 00:00:00,,,,0,0" for n, cell in enumerate(cells, 1)]
    file.write_text("\n".join([head, *rows]) + "\n")
    report = next(one for one in intake.load(desk.store, [folder]) if one.path == str(file))
    told = finding(report, "cell_unreadable")
    assert (told.line, told.column, told.count) == (4, "ukprn", 2)
    assert "eight digits" in told.sentence
    found = desk.rows("select setting_ukprn from sent_ehc_placement where source = 'sen2' order by record_id")
    assert [ukprn for (ukprn,) in found if ukprn] == ["10012345", "10012345"]
    assert desk.rows("select raw from set_aside order by line") == [("1001234",), ("1.0012E+07",)]
