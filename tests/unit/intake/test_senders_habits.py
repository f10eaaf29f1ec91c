"""What senders' systems and spreadsheets do to a file that is right: it is read all the same, or said to be unclear."""

import os
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.unit.intake.sending import ROW, WAIT, Desk, csv, finding, july, kinds, waits

from goldenthread import intake
from goldenthread.cli._shared import day_in_hand
from goldenthread.intake import FileReport
from goldenthread.store import Store

BORN = date(2015, 3, 4)


def counted(report: FileReport) -> tuple[int, int, int, int]:
    """Rows read, kept, set aside and held already."""
    return report.rows_read, report.rows_kept, report.rows_set_aside, report.rows_already_held


def test_a_day_is_a_day_whatever_time_stands_behind_it(desk: Desk) -> None:
    written = ("2024-05-01 00:00:00", "2024-05-01T00:00:00.000Z", "2024-05-01 00:00:00.0000000", "01/05/2024",
               "1/5/2024", "01/05/2024 00:00", "01/05/2024 09:30:00", "01-May-2024", "01-MAY-2024")  # fmt: skip
    report = desk.load("waits.csv", waits(*({"received_date": day} for day in written)))
    assert report.findings == ()
    assert desk.rows("select distinct arrived from sent_health_wait") == [(date(2024, 5, 1),)]


def test_a_day_that_would_have_to_be_guessed_is_set_aside(desk: Desk) -> None:
    written = ("01/05/24", "45413", "2024-05-01T23:30:00Z", "2024-05-01 24:00", "31/04/2024", "May 2024", "05.01.2024")
    report = desk.load("waits.csv", waits(*({"received_date": day} for day in written)))
    assert counted(report) == (7, 7, 0, 0)
    assert desk.rows("select distinct arrived from sent_health_wait") == [(None,)]
    assert [raw for (raw,) in desk.rows("select raw from set_aside order by line")] == list(written)


def test_where_the_month_stands_first_no_date_with_slashes_is_read(desk: Desk) -> None:
    sent = ("04/05/2024", "04/25/2024", "05/30/2024", "2024-06-01")
    report = desk.load("waits.csv", waits(*({"received_date": day} for day in sent)))
    assert counted(report) == (4, 4, 0, 0)
    told = finding(report, "cell_unreadable")
    assert (told.line, told.column, told.count) == (2, "received_date", 3)
    assert "the month before the day" in told.sentence
    read = desk.rows("select arrived from sent_health_wait order by record_id")
    assert read == [(None,), (None,), (None,), (date(2024, 6, 1),)]


def test_one_month_that_does_not_exist_spoils_no_other_date(desk: Desk) -> None:
    sent = ("25/04/2024", "04/25/2024", "04/05/2024")
    desk.load("waits.csv", waits(*({"received_date": day} for day in sent)))
    read = desk.rows("select arrived from sent_health_wait order by record_id")
    assert read == [(date(2024, 4, 25),), (None,), (date(2024, 5, 4),)]


MOMENTS = {
    "2025-07-01T10:00:00.123": "2025-07-01T10:00",
    "2025-07-01 10:00:05.1234567": "2025-07-01T10:00:05",
    "2025-07-01T10:00:00Z": "2025-07-01T10:00",
    "2025-07-01T10:00:00+01:00": "2025-07-01T09:00",
    "2025-07-01T00:30+0100": "2025-06-30T23:30",
    "2025-07-01T10:00:00.5-03:30": "2025-07-01T13:30",
    "2025-07-01 10:00-00:15": "2025-07-01T10:15",
    "01/07/2025 10:00": "2025-07-01T10:00",
    "01-Jul-2025": "2025-07-01T00:00",
}


def test_a_moment_orders_versions_however_exact_it_is(desk: Desk) -> None:
    report = desk.load("waits.csv", waits(*({"updated_at": written} for written in MOMENTS)))
    assert report.findings == ()
    read = desk.rows("select version from sent_health_wait order by cast(split_part(record_id, ':', 2) as integer)")
    assert [moment for (moment,) in read] == list(MOMENTS.values())


def test_the_later_moment_wins_whatever_zones_they_are_written_in(desk: Desk) -> None:
    row = {"record_id": "W1", "source_person_id": "P1"}
    desk.load("a.csv", waits(row | {"updated_at": "2025-07-01T10:30+01:00", "service_code": "OT"}))
    desk.load("b.csv", waits(row | {"updated_at": "2025-07-01T10:00Z", "service_code": "SLT"}))
    assert desk.rows("select service, version from sent_health_wait") == [("SLT", "2025-07-01T10:00")]


def test_a_word_for_nothing_is_a_blank(desk: Desk) -> None:
    words = ("NULL", "null", "N/A", "#N/A", "None", "-", "--", "Unknown", "not known", "NaN")
    cells = ("nhs_number", "la_child_id", "first_contact_date", "priority_band_code", "dna_count",
             "address_restricted_flag", "team_id", "updated_at")  # fmt: skip
    names = [
        {"former_surname": word} if word.upper() not in ("NONE", "NAN") and word != "null" else {} for word in words
    ]
    report = desk.load("w.csv", waits(*(dict.fromkeys(cells, w) | n for w, n in zip(words, names, strict=True))))
    assert counted(report) == (10, 10, 0, 0)
    assert kinds(report) == {"word_for_blank"}
    assert finding(report, "word_for_blank").count == 10 * len(cells) + 7
    assert desk.rows("select * from sent_identifier") == []
    assert desk.rows("select distinct former_surname from sent_person") == [(None,)]
    assert desk.rows("select distinct team, band, first_contact, missed from sent_health_wait") == [(None,) * 4]


def test_a_code_or_a_name_that_is_such_a_word_stays(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({"support_code": "NONE", "surname": "Null", "forename": "None"}))
    assert report.findings == ()
    assert desk.rows("select support from sent_health_wait") == [("NONE",)]
    assert desk.rows("select surname, forename from sent_person") == [("Null", "None")]


def test_a_number_is_read_as_spreadsheets_write_it(desk: Desk) -> None:
    written = ("9990001014", "999 000 1014", "999-000-1014", "9990001014.0", "'9990001014")
    desk.load("waits.csv", waits(*({"nhs_number": number} for number in written)))
    assert desk.rows("select nhs_number, count(*) from sent_person group by 1") == [("9990001014", 5)]


def test_a_number_that_lost_digits_is_nobodys(desk: Desk) -> None:
    desk.load("waits.csv", waits(*({"nhs_number": number} for number in ("9.99E+09", "99900010", "=9990001014"))))
    assert desk.rows("select distinct nhs_number from sent_person") == [(None,)]
    assert not any(valid for (valid,) in desk.rows("select valid from sent_identifier"))


def test_an_organisation_is_the_same_in_any_case_and_spacing(desk: Desk) -> None:
    desk.load("waits.csv", waits({"source_org": "ods: zz1 ", "provider_org": "Ods:zz1"}))
    assert desk.rows("select sender, provider, person_key from sent_health_wait") == [
        ("ODS:ZZ1", "ODS:ZZ1", "health|ODS:ZZ1|P1")
    ]


def test_yes_and_no_are_read_in_every_spelling(desk: Desk) -> None:
    yes, no = ("Yes", "1", "TRUE", "y", "1.0"), ("no", "0", "false", "n", "0.0")
    desk.load("waits.csv", waits(*({"address_restricted_flag": flag} for flag in (*yes, *no))))
    read = desk.rows("select address_restricted from sent_person order by cast(split_part(record_id, ':', 2) as int)")
    assert read == [(True,)] * 5 + [(False,)] * 5


def test_codes_may_be_parted_by_commas(desk: Desk) -> None:
    notice = {"record_id": "X1", "source_person_id": "P1", **ROW, "notice_id": "N1", "setting_urn": "900001",
              "category_code": "SUSP", "start_date": "2025-03-10", "reason_codes": "PP, db"}  # fmt: skip
    report = desk.load("notices.csv", csv([notice]))
    assert report.findings == ()
    assert desk.rows("select reasons from sent_suspension") == [("PP;DB",)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_bytes(desk: Desk, encoding: str) -> None:
    report = desk.load("waits.csv", waits({}, {"surname": "Ångström"}).encode(encoding))
    assert counted(report) == (2, 2, 0, 0)
    assert kinds(report) == {"encoding"}
    assert desk.rows("select surname from sent_person where record_id = 'L00001:3'") == [("Ångström",)]


def test_delimiters_at_the_end_of_the_rows_alone(desk: Desk) -> None:
    head, *rows = waits({}, {}, {"forename": "Bo, Ann"}).replace('"', "").splitlines()
    report = desk.load("waits.csv", "\n".join([head, *(row + ",," for row in rows)]) + "\n")
    assert counted(report) == (3, 2, 1, 0), "the row with a comma in a name has one cell more"
    assert finding(report, "row_unreadable").line == 4
    assert desk.rows("select distinct forename, service from sent_person join sent_health_wait using (person_key)") == [
        ("Ida", "SLT")
    ]


def test_delimiters_at_the_end_of_the_headings_alone(desk: Desk) -> None:
    head, *rows = waits({}, {}).splitlines()
    report = desk.load("waits.csv", "\n".join([head + ",,", *rows]) + "\n")
    assert counted(report) == (2, 2, 0, 0)


def test_cells_beyond_the_headings_are_not_dropped_in_silence(desk: Desk) -> None:
    head, *rows = waits({}, {}).splitlines()
    report = desk.load("waits.csv", "\n".join([head, *(row + ",,more" for row in rows)]) + "\n")
    assert counted(report) == (2, 0, 2, 0)
    assert finding(report, "row_unreadable").count == 2


def test_lines_of_delimiters_alone_are_no_fault_of_the_sender(desk: Desk) -> None:
    text = waits({}, {})
    empty = "," * text.splitlines()[0].count(",") + "\n"
    report = desk.load("waits.csv", text + empty * 3)
    assert counted(report) == (5, 2, 3, 0)
    assert kinds(report) == {"row_blank"}
    assert (finding(report, "row_blank").line, str(finding(report, "row_blank").severity)) == (4, "note")


def test_a_line_of_totals_is_nobody(desk: Desk) -> None:
    head = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,la_code,extract_date"
    feet = "".join(f"{label},1,,,,\n" for label in ("Total", "Grand Total", "Total rows:", "Rows:", "End of file"))
    report = desk.load("2025-07-18/ssd_contacts.csv", f"{head}\nK1,L1,2025-07-01,2A,990,2025-07-18\n{feet}")
    assert counted(report) == (6, 1, 5, 0)
    assert (finding(report, "row_of_totals").line, finding(report, "row_of_totals").remedy[:12]) == (3, "Leave totals")
    assert desk.rows("select contact_id, happened from sent_care_contact") == [("K1", july(1))]


def test_a_stray_quotation_mark_swallows_no_row(desk: Desk) -> None:
    """One mark within a cell is a letter; one that opens a cell costs its row, and the rows up to the next are kept."""
    names = ('Am"ber', '"Amber', "Birch", "Carr", 'Dunn"', 'El"m')
    text = waits(*({"surname": f"<{n}>"} for n in range(len(names))))
    for n, name in enumerate(names):
        text = text.replace(f"<{n}>", name)
    report = desk.load("waits.csv", text)
    assert counted(report) == (6, 5, 1, 0)
    assert finding(report, "row_unreadable").line == 3
    read = desk.rows("select surname from sent_person order by record_id")
    assert [surname for (surname,) in read] == ['Am"ber', "Birch", "Carr", 'Dunn"', 'El"m']


@pytest.mark.parametrize("column", ["surname", "forename"])
def test_a_cell_over_two_lines_is_one_row_wherever_it_stands(desk: Desk, column: str) -> None:
    row = {column: "Ida\nMay"} | {name: cell for name, cell in WAIT.items() if name != column}
    report = desk.load("waits.csv", csv([row | {"record_id": "W1", "source_person_id": "P1"}]))
    assert counted(report) == (1, 1, 0, 0)
    assert desk.rows(f"select {column} from sent_person") == [("Ida\nMay",)]


def test_older_codes_and_words_for_sex_are_the_same_in_every_template(desk: Desk) -> None:
    report = desk.load("waits.csv", waits(*({"sex": sex} for sex in ("M", "1", "Male", "f", "2", "FEMALE", "Unknown"))))
    assert report.findings == ()
    assert [sex for (sex,) in desk.rows("select sex from sent_person order by record_id")] == list("MMMFFFU")


def test_an_organisation_without_a_scheme_is_said_to_be_one(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({"provider_org": "RK9"}, {"provider_org": "RK9"}))
    told = finding(report, "code_unknown")
    assert (told.line, told.column, told.count) == (2, "provider_org", 2)
    assert "no scheme and code such as ODS:RK9" in told.sentence


def test_one_id_for_several_records_is_said_with_how_many_give_way(desk: Desk) -> None:
    report = desk.load("waits.csv", waits(*({"record_id": "W", "referral_id": f"R{n}"} for n in range(5))))
    assert counted(report) == (5, 5, 0, 0)
    assert finding(report, "row_contradicts").count == 4
    assert "4 rows of the file give way" in finding(report, "row_contradicts").sentence


def test_headings_in_the_middle_are_no_child(desk: Desk) -> None:
    head, *rows = waits({}, {}, {}).splitlines()
    report = desk.load("waits.csv", "\n".join([head, rows[0], head, *rows[1:]]) + "\n")
    assert counted(report) == (4, 3, 1, 0)
    assert kinds(report) == {"headings_again"}
    assert finding(report, "headings_again").line == 3
    assert len(desk.rows("select * from sent_person")) == 3


def test_a_cell_longer_than_any_is_set_aside_and_does_not_reach_an_index(desk: Desk) -> None:
    long = {"forename": "Ida" * 100, "referral_id": "R" * 3000, "service_code": "S" * 5000}
    report = desk.load("waits.csv", waits(long | {"team_name": "T" * 900}, {}))
    assert counted(report) == (2, 2, 0, 0)
    assert {found.column for found in report.findings if found.kind == "cell_unreadable"} == long.keys()
    assert "longer than" in finding(report, "cell_unreadable").sentence
    assert desk.rows("select forename from sent_person order by record_id") == [(None,), ("Ida",)]
    assert max(len(raw) for (raw,) in desk.rows("select raw from set_aside")) == 2000


def test_what_is_no_file_is_said_and_never_waited_for(desk: Desk) -> None:
    desk.put("a.csv", waits({}))
    desk.put("folder.csv/b.csv", waits({"source_org": "ODS:ZZ2"}))
    (desk.folder / "c.csv").symlink_to("nowhere.csv")
    (desk.folder / "d.csv").symlink_to("a.csv")
    (desk.folder / "e").symlink_to(".")
    os.mkfifo(desk.folder / "f.csv")
    reports = intake.load(desk.store, [desk.folder])
    told = {Path(report.path).name: (counted(report), kinds(report)) for report in reports}
    nothing = ((0, 0, 0, 0), {"not_read"})
    assert told == {
        "a.csv": ((1, 1, 0, 0), set()),
        "b.csv": ((1, 1, 0, 0), set()),
        "c.csv": nothing,
        "d.csv": ((1, 0, 0, 1), {"held"}),
        "e": nothing,
        "f.csv": nothing,
    }


def test_archives_and_other_documents_get_the_remedy_that_fits(desk: Desk) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("waits.csv", waits({}))
    remedies = [
        finding(desk.load(f"{n}.csv", content), "not_csv").remedy
        for n, content in enumerate((packed.getvalue(), b'[{"record_id": 1}]', b"-----BEGIN PGP MESSAGE-----\n"))
    ]
    assert remedies == [
        "Unpack it and send the CSV files inside.",
        "Send the CSV form of the extract.",
        "Decrypt it and send the CSV inside.",
    ]


def test_returns_saved_again_by_a_spreadsheet_are_read(desk: Desk) -> None:
    header = "sen2tableid,NativeId,sen2orderseqcolumn,collection,year,referencedate,lea,datetime"
    desk.put("Export_sen2.csv", f"{header}\n1,990,1,SEN2,2025,16/01/2025 00:00,990,20/01/2025 09:30\n")
    person = "persontableid,NativeId,personorderseqcolumn,sen2tableid,surname,forename,personbirthdate,sex,upnunknown"
    desk.put("Export_person.csv", f"{person}\n7,990,1,1,Amber,Ida,04/03/2015,F,UN1\n")
    reports = intake.load(desk.store, [desk.folder])
    assert [counted(report) for report in reports] == [(1, 1, 0, 0), (1, 1, 0, 0)]
    assert desk.rows("select born, received from sent_person") == [(BORN, date(2025, 1, 16))]


def test_one_date_still_to_come_does_not_carry_the_area_with_it(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "own", simulated=False)
    (tmp_path / "a.csv").write_text(waits({}))
    (tmp_path / "b.csv").write_text(waits({"source_org": "ODS:ZZ2", "extract_date": "2026-07-18"}))
    intake.load(store, [tmp_path / "a.csv", tmp_path / "b.csv"])
    assert day_in_hand(store, None, today=july(20)) == july(18)
    assert day_in_hand(store, None, today=date(2026, 7, 18)) is None, "then the newest extract date is the day"
    assert day_in_hand(store, july(19), today=july(20)) == july(19)


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("ssd_department.csv", "dept_team_id,dept_team_name"),
        ("2025_spring_classes.csv", "classestableid,nativeid,classesorderseqcolumn,sourceid,schooltableid"),
    ],
)
def test_a_table_of_which_nothing_is_needed_may_be_empty(desk: Desk, name: str, headings: str) -> None:
    report = desk.load(name, headings + "\n")
    assert report.format is not None
    assert counted(report) == (0, 0, 0, 0)


AMERICAN = {"date_of_birth": "03/14/2015"}


def test_a_file_with_the_month_first_in_one_column_is_not_guessed_at_in_another(desk: Desk) -> None:
    rows = [AMERICAN | {"received_date": day, "updated_at": "07/01/2025 10:00"} for day in ("04/05/2024", "2024-06-01")]
    report = desk.load("waits.csv", waits(*rows))
    assert counted(report) == (2, 2, 0, 0)
    told = {one.column: one for one in report.findings if one.kind == "cell_unreadable"}
    assert {column: one.count for column, one in told.items()} == {
        "date_of_birth": 2, "received_date": 1, "updated_at": 2
    }  # fmt: skip
    assert all("the month before the day" in one.sentence for one in told.values())
    assert desk.rows("select arrived from sent_health_wait order by record_id") == [(None,), (date(2024, 6, 1),)]


def test_a_column_that_shows_its_day_first_is_read_beside_one_with_the_month_first(desk: Desk) -> None:
    days = ("25/04/2024", "04/05/2024")
    report = desk.load("waits.csv", waits(*(AMERICAN | {"received_date": day} for day in days)))
    assert {one.column for one in report.findings} == {"date_of_birth"}
    read = desk.rows("select arrived from sent_health_wait order by record_id")
    assert read == [(date(2024, 4, 25),), (date(2024, 5, 4),)]
