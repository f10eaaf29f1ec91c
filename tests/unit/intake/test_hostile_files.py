"""Every kind of damage gives a sentence naming file, line and remedy; the rows add up and nothing else is harmed."""

import zipfile
from io import BytesIO

import pytest
from tests.unit.intake.sending import WAIT, Desk, csv, finding, july, kinds, sessions, waits

from goldenthread import intake
from goldenthread.intake import FileReport, Severity

GOOD = waits({}, {}, {})
BOMB = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>"""


def workbook() -> bytes:
    """The first bytes of what Excel writes: a zip archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return packed.getvalue()


def adds_up(report: FileReport, read: int, kept: int, aside: int, held: int = 0) -> bool:
    """Whether the rows of a file went where they should."""
    counted = report.rows_read, report.rows_kept, report.rows_set_aside, report.rows_already_held
    return counted == (read, kept, aside, held)


def test_a_sound_file_is_kept_whole_and_nothing_is_said(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD)
    assert adds_up(report, 3, 3, 0)
    assert report.format == "community_waits"
    assert report.sender == "ODS:ZZ1"
    assert report.findings == ()
    assert desk.rows("select record_id, person_key from sent_person order by 1") == [
        ("L00001:2", "health|ODS:ZZ1|P1"),
        ("L00001:3", "health|ODS:ZZ1|P2"),
        ("L00001:4", "health|ODS:ZZ1|P3"),
    ]


def test_a_file_cut_off_in_the_middle_costs_its_last_row(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD[:-60])
    assert adds_up(report, 3, 2, 1)
    told = finding(report, "row_unreadable")
    assert told.line == 4
    assert told.sentence.startswith("waits.csv, line 4: The row has ")
    assert told.remedy
    assert finding(report, "cut_off").line == 4
    assert len(desk.rows("select * from sent_health_wait")) == 2


def test_a_last_row_cut_off_within_its_last_cell_is_kept_and_doubted(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD[:-2])
    assert adds_up(report, 3, 3, 0)
    assert finding(report, "cut_off").sentence.startswith("waits.csv, line 4: The last line has no line end")


def test_a_wrong_encoding_is_read_as_the_likeliest_and_named(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"surname": "Ångström"}, {}).encode("cp1252"))
    assert adds_up(report, 3, 3, 0)
    assert finding(report, "encoding").line == 3
    assert "UTF-8" in finding(report, "encoding").sentence
    assert desk.rows("select surname from sent_person where record_id = 'L00001:3'") == [("Ångström",)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(desk: Desk, encoding: str) -> None:
    report = desk.load("waits.csv", waits({}, {"surname": "Ångström"}).encode(encoding))
    assert adds_up(report, 2, 2, 0)
    assert kinds(report) == {"byte_order_mark" if encoding == "utf-8-sig" else "encoding"}
    assert desk.rows("select surname from sent_person where record_id = 'L00001:3'") == [("Ångström",)]


def test_swapped_columns_are_noticed(desk: Desk) -> None:
    swapped = {"surname": "2015-03-04", "date_of_birth": "Amber"}
    report = desk.load("waits.csv", waits(swapped, swapped, swapped, swapped))
    assert adds_up(report, 4, 4, 0)
    told = {found.column: found for found in report.findings if found.kind == "columns_swapped"}
    assert told.keys() == {"surname", "date_of_birth"}
    assert told["surname"].line == 2
    assert "swapped" in told["surname"].sentence
    assert desk.rows("select distinct surname, born from sent_person") == [(None, None)]


def test_a_thirteenth_month_is_no_date_and_the_rest_of_the_row_stays(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"received_date": "2025-13-01"}))
    assert adds_up(report, 2, 2, 0)
    told = finding(report, "cell_unreadable")
    assert (told.line, told.column) == (3, "received_date")
    assert "YYYY-MM-DD" in told.sentence
    assert desk.rows("select line, column_name, raw from set_aside") == [(3, "received_date", "2025-13-01")]
    assert desk.rows("select service, arrived from sent_health_wait where record_id = 'L00001:3'") == [("SLT", None)]
    problems = desk.rows("select problem from put_right where column_name = 'received_date'")
    assert len(problems) == 1, "unreadable, and so not listed as blank as well"


def test_an_unknown_code_is_kept_as_sent_and_reported(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"service_code": "XYZ"}, {"service_code": "XYZ"}))
    assert adds_up(report, 3, 3, 0)
    told = finding(report, "code_unknown")
    assert (told.line, told.column, told.count) == (3, "service_code", 2)
    assert "'XYZ'" in told.sentence
    assert desk.rows("select count(*) from sent_health_wait where service = 'XYZ'") == [(2,)]


def test_a_file_sent_twice_is_held_already(desk: Desk) -> None:
    desk.load("waits.csv", GOOD)
    report = desk.load("again under another name.csv", GOOD)
    assert adds_up(report, 3, 0, 0, held=3)
    assert report.load_id is None
    assert "L00001" in finding(report, "held").sentence
    assert [load.load_id for load in desk.store.loads()] == ["L00001"]


def test_a_newer_version_of_a_file_keeps_only_what_changed(desk: Desk) -> None:
    desk.load("waits.csv", GOOD)
    later = {"extract_date": "2025-07-25", "updated_at": "2025-07-24T09:00", "closed_date": "2025-07-23"}
    report = desk.load("later.csv", waits({}, later, {}).replace("2025-07-18", "2025-07-25"))
    assert adds_up(report, 3, 1, 0, held=2)
    told = finding(report, "newer_version")
    assert told.sentence.startswith("later.csv, line 3: 2 of the 3 rows are held already, word for word, from L00001")
    newer = desk.rows("select record_id, ended from sent_health_wait order by 1", as_of=july(25))
    assert [record_id for record_id, _ in newer] == ["L00001:2", "L00001:4", "L00002:3"]
    assert newer[2][1] == july(23)
    before = desk.rows("select record_id, ended from sent_health_wait order by 1")
    assert before == [("L00001:2", None), ("L00001:3", None), ("L00001:4", None)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BOMB.encode(), "declares entities; it was not opened"),
        (workbook(), "a workbook"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"", "empty"),
        (b"\x1f\x8b\x08\x00", "a compressed file"),
    ],
)
def test_what_is_not_csv_is_not_opened(desk: Desk, content: bytes, says: str) -> None:
    report = desk.load("list.csv", content)
    assert adds_up(report, 0, 0, 0)
    assert report.format is None
    told = finding(report, "not_csv")
    assert told.severity is Severity.ERROR
    assert says in told.sentence
    assert told.sentence.startswith("list.csv, line 1: ")
    assert told.remedy


def test_an_unknown_layout_says_what_it_looks_like(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD.replace("service_code", "speciality"))
    assert report.format is None
    assert "looks most like community_waits" in finding(report, "not_recognised").sentence
    assert "service_code" in finding(report, "not_recognised").sentence


def test_a_broken_file_harms_no_other(desk: Desk) -> None:
    desk.put("a.csv", GOOD)
    desk.put("b.csv", workbook())
    desk.put("c.csv", b"\xff\xfe\x00\x00\x00")
    desk.put("d.csv", GOOD.replace(",W", "\0W").replace("W1", "V1"))
    desk.put("e.csv", sessions({}, {"session_code": "PM"}))
    reports = intake.load(desk.store, [desk.folder])
    assert [report.rows_kept for report in reports] == [3, 0, 0, reports[3].rows_kept, 2]
    for report in reports:
        assert report.rows_read == report.rows_kept + report.rows_set_aside + report.rows_already_held


def test_a_missing_key_sets_the_row_aside_whole(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"source_person_id": ""}))
    assert adds_up(report, 2, 1, 1)
    told = finding(report, "key_missing")
    assert (told.line, told.column) == (3, "source_person_id")
    raw = desk.rows("select raw from set_aside where line = 3")
    assert raw[0][0].startswith("W2,,C,")


def test_a_ragged_row_costs_only_itself(desk: Desk) -> None:
    lines = GOOD.splitlines()
    lines[2] += ",one too many"
    report = desk.load("waits.csv", "\n".join(lines) + "\n")
    assert adds_up(report, 3, 2, 1)
    assert finding(report, "row_unreadable").line == 3


def test_a_row_with_one_blank_cell_too_many_is_not_shifted(desk: Desk) -> None:
    """A name with a comma and no quotes: the fast reader would drop the blank cell at the end and shift the rest."""
    text = csv([{"record_id": f"W{n}", "source_person_id": f"P{n}", **WAIT, "gp_org": ""} for n in (1, 2)])
    lines = text.splitlines()
    lines[1] = lines[1].replace("Amber", "Amber, Ida", 1)
    report = desk.load("waits.csv", "\n".join(lines) + "\n")
    assert adds_up(report, 2, 1, 1)
    assert finding(report, "row_unreadable").line == 2


def test_an_open_quotation_mark_does_not_swallow_the_rows_after_it(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {}, {}, {}).replace("P2,C", '"P2,C'))
    assert adds_up(report, 4, 3, 1)
    assert finding(report, "row_unreadable").line == 3


def test_cells_with_commas_quotes_and_line_breaks_are_read(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({"team_name": 'the "north",\nand south'}, {}))
    assert adds_up(report, 2, 2, 0)
    teams = desk.rows("select team, record_id from sent_health_wait order by 2")
    assert teams == [('the "north",\nand south', "L00001:2"), (None, "L00001:4")]


def test_nul_bytes_cost_the_row_they_are_in(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD.replace("P2", "P\0002"))
    assert adds_up(report, 3, 2, 1)
    assert "NUL" in finding(report, "row_unreadable").sentence


def test_a_formula_is_set_aside_and_never_run(desk: Desk) -> None:
    formula = '=HYPERLINK("https://example.org","x")'
    report = desk.load("waits.csv", waits({"surname": formula}, {"team_name": "@SUM(1)"}, {"team_name": "-"}))
    assert adds_up(report, 3, 3, 0)
    assert {found.column for found in report.findings} == {"surname", "team_name"}
    assert desk.rows("select surname from sent_person where record_id = 'L00001:2'") == [(None,)]
    aside = desk.rows("select line, raw from set_aside order by line")
    assert aside == [(2, formula), (3, "@SUM(1)")]


def test_windows_line_ends_semicolons_and_padding_are_read(desk: Desk) -> None:
    text = waits({"forename": "  Ida "}, {}).replace(",", ";").replace("\n", "\r\n")
    report = desk.load("waits.csv", text)
    assert adds_up(report, 2, 2, 0)
    assert report.findings == ()
    assert desk.rows("select distinct forename from sent_person") == [("Ida",)]


def test_headings_in_any_order_and_case_with_strangers(desk: Desk) -> None:
    rows = [{"Hair Colour": "brown", "RECORD_ID": "W1", "source_person_id": "P1", **WAIT}]
    report = desk.load("waits.csv", csv(rows))
    assert adds_up(report, 1, 1, 0)
    assert "'Hair Colour'" in finding(report, "heading_unknown").sentence
    assert finding(report, "heading_unknown").line == 1


def test_a_row_that_stands_twice_in_a_file_counts_once(desk: Desk) -> None:
    same = {"record_id": "W1", "source_person_id": "P1"}
    report = desk.load("waits.csv", waits(same, same, {}))
    assert adds_up(report, 3, 2, 0, held=1)
    assert finding(report, "row_repeated").count == 1
    assert len(desk.rows("select * from sent_health_wait")) == 2


def test_two_versions_of_a_row_in_a_file_leave_the_newer(desk: Desk) -> None:
    same = {"record_id": "W1", "source_person_id": "P1"}
    report = desk.load("waits.csv", waits({**same, "updated_at": "2025-07-02T09:00", "service_code": "OT"}, same))
    assert adds_up(report, 2, 2, 0)
    assert "row_contradicts" in kinds(report)
    assert desk.rows("select service from sent_health_wait") == [("OT",)]


def test_a_line_longer_than_any_row_is_set_aside(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"team_name": "x" * (1 << 20)}, {}))
    assert adds_up(report, 3, 2, 1)
    assert finding(report, "row_unreadable").line == 3


def test_a_file_that_is_gone_is_a_report_and_no_crash(desk: Desk) -> None:
    desk.put("a.csv", GOOD)
    reports = intake.load(desk.store, [desk.folder / "missing.csv", desk.folder / "a.csv"])
    assert [report.rows_kept for report in reports] == [0, 3]
    assert "not_read" in kinds(reports[0])
