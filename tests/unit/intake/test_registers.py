"""A register of half-day sessions becomes weeks, session by session: corrected, repeated, damaged, withdrawn."""

from pathlib import Path
from unittest.mock import patch

import pytest
from tests.unit.intake.sending import SESSION, Desk, desk_at, finding, july, kinds, sessions

from goldenthread.intake import scan
from goldenthread.intake.scan import counted

WEEKS = "select code, sum(sessions) from sent_attendance group by 1 order by 1"
DAYS = ("2025-07-14", "2025-07-15", "2025-07-16", "2025-07-17", "2025-07-18")


def week(day: int = 18, codes: str = "////////// "[:10], pupil: str = "P1") -> str:
    """A pupil's week from 14 July, ten marks long, as extracted on a day of July."""
    halves = [(date, half) for date in DAYS for half in ("AM", "PM")]
    return sessions(
        *(
            {
                "attendance_date": date,
                "session_code": half,
                "attendance_code": code,
                "source_person_id": pupil,
                "extract_date": f"2025-07-{day:02d}",
            }
            for (date, half), code in zip(halves, codes, strict=True)
            if code != " "
        )
    )


def test_sessions_are_summed_to_the_monday_of_their_week(desk: Desk) -> None:
    report = desk.load("register.csv", week(codes="/\\/\\II/\\N\\"))
    assert (report.rows_read, report.rows_kept) == (10, 10)
    rows = desk.rows("select record_id, person_key, period, started, code, sessions from sent_attendance order by code")
    assert rows == [
        ("L00001:2", "school|URN:900001|P1", "WEEK", july(14), "/", 3),
        ("L00001:6", "school|URN:900001|P1", "WEEK", july(14), "I", 2),
        ("L00001:10", "school|URN:900001|P1", "WEEK", july(14), "N", 1),
        ("L00001:3", "school|URN:900001|P1", "WEEK", july(14), "\\", 4),
    ]


def test_the_record_leads_to_the_line_it_stands_on(desk: Desk) -> None:
    """With enough rows for several readers at once, every week still begins on its own line."""
    pupils = [f"P{n:05d}" for n in range(30_000)]
    desk.load("register.csv", sessions(*({"source_person_id": pupil} for pupil in pupils)))
    wrong = desk.rows(
        """select count(*) from sent_attendance
           where cast(right(person_key, 5) as integer) + 2 <> cast(split_part(record_id, ':', 2) as integer)"""
    )
    assert wrong == [(0,)]


def test_a_correction_takes_away_just_that_session(desk: Desk) -> None:
    desk.load("a.csv", week(16, "NN////    "))
    report = desk.load("b.csv", week(18, " I    ////"))
    assert (report.rows_kept, report.rows_already_held) == (5, 0)
    assert desk.rows(WEEKS) == [("/", 8), ("I", 1), ("N", 1)]
    assert desk.rows(WEEKS, july(17)) == [("/", 4), ("N", 2)]
    desk.store.withdraw("L00002", "A. Person", "wrong school")
    assert desk.rows(WEEKS) == [("/", 4), ("N", 2)]


def test_the_latest_extract_wins_whatever_came_first(desk: Desk) -> None:
    desk.load("b.csv", week(18, "II        "))
    desk.load("a.csv", week(16, "NN//      "))
    assert desk.rows(WEEKS) == [("/", 2), ("I", 2)]


def test_sessions_sent_again_are_held_already(desk: Desk) -> None:
    desk.load("a.csv", week(16, "NN////    "))
    report = desk.load("b.csv", week(18, "NN////////"))
    assert (report.rows_kept, report.rows_already_held) == (4, 6)
    assert desk.rows(WEEKS) == [("/", 8), ("N", 2)]


def test_withdrawing_the_first_leaves_what_the_second_said(desk: Desk) -> None:
    desk.load("a.csv", week(16, "NN////    "))
    desk.load("b.csv", week(18, "NN////////"))
    desk.store.withdraw("L00001", "A. Person", "sent by mistake")
    assert desk.rows(WEEKS) == [("/", 8), ("N", 2)]


def test_days_in_files_of_their_own_add_up(desk: Desk) -> None:
    desk.load("a.csv", week(14, "//        "))
    desk.load("b.csv", week(15, "  //      "))
    assert desk.rows(WEEKS) == [("/", 4)]


@pytest.mark.parametrize(
    ("change", "kind", "column"),
    [
        ({"attendance_date": "2025-13-01"}, "key_missing", "attendance_date"),
        ({"session_code": "EVE"}, "session_unknown", "session_code"),
        ({"attendance_code": ""}, "key_missing", "attendance_code"),
        ({"source_person_id": ""}, "key_missing", "source_person_id"),
        ({"setting_urn": "9"}, "key_missing", "setting_urn"),
        ({"extract_date": "yesterday"}, "key_missing", "extract_date"),
    ],
)
def test_a_session_without_a_place_is_set_aside(desk: Desk, change: dict[str, str], kind: str, column: str) -> None:
    report = desk.load("register.csv", sessions({}, change, {"session_code": "PM"}))
    assert (report.rows_read, report.rows_kept, report.rows_set_aside) == (3, 2, 1)
    told = finding(report, kind)
    assert (told.line, told.column) == (3, column)
    assert desk.rows(WEEKS) == [("/", 2)]


def test_a_session_that_stands_twice_counts_once(desk: Desk) -> None:
    report = desk.load("register.csv", sessions({}, {}, {"session_code": "PM"}))
    assert (report.rows_read, report.rows_kept, report.rows_already_held) == (3, 2, 1)
    assert desk.rows(WEEKS) == [("/", 2)]


def test_a_session_with_two_codes_takes_the_later_and_sets_the_other_aside(desk: Desk) -> None:
    report = desk.load("register.csv", sessions({"attendance_code": "N"}, {}, {"session_code": "PM"}))
    assert (report.rows_read, report.rows_kept, report.rows_set_aside) == (3, 2, 1)
    assert finding(report, "session_twice").line == 2
    assert desk.rows(WEEKS) == [("/", 2)]
    assert desk.rows("select line, raw from set_aside") == [(2, "N")]


def test_a_damaged_register_is_read_line_by_line(desk: Desk) -> None:
    text = sessions({}, {"session_code": "PM"}, {"attendance_date": "2025-07-15"})
    report = desk.load("register.csv", text.replace("PM,/", "PM") + "\n\n")
    assert (report.rows_read, report.rows_kept, report.rows_set_aside) == (3, 2, 1)
    assert finding(report, "row_unreadable").line == 3
    assert desk.rows(WEEKS) == [("/", 2)]


def test_days_with_the_month_first_are_read_as_no_other_day(desk: Desk) -> None:
    days = ("07/08/2025", "07/14/2025", "07/15/2025", "2025-07-16")
    report = desk.load("register.csv", sessions(*({"attendance_date": day} for day in days)))
    assert (report.rows_read, report.rows_kept, report.rows_set_aside) == (4, 1, 3)
    assert "the month before the day" in finding(report, "cell_unreadable").sentence
    assert desk.rows("select started, sessions from sent_attendance") == [(july(14), 1)]


def test_an_extract_date_with_the_month_first_is_read_as_no_other_day(desk: Desk) -> None:
    days = ("07/08/2025", "07/18/2025", "07/17/2025")
    rows = ({"attendance_date": "2025-07-14", "extract_date": day, "source_person_id": day[3:5]} for day in days)
    report = desk.load("register.csv", sessions(*rows))
    assert (report.rows_read, report.rows_kept, report.rows_set_aside) == (3, 0, 3)


@pytest.mark.parametrize("damage", ["", "\n\nP9\n"])
def test_pupils_without_an_id_are_not_one_pupil_called_null(desk: Desk, damage: str) -> None:
    """However the register is read, fast or line by line."""
    pupils = ("P1", "NULL", "Unknown")
    report = desk.load("register.csv", sessions(*({"source_person_id": pupil} for pupil in pupils)) + damage)
    assert (report.rows_kept, finding(report, "key_missing").count) == (1, 2)
    assert "word_for_blank" in kinds(report)
    assert desk.rows("select person_key from sent_attendance") == [("school|URN:900001|P1",)]


def test_an_unknown_mark_is_kept_and_reported(desk: Desk) -> None:
    report = desk.load("register.csv", sessions({}, {"session_code": "PM", "attendance_code": "QQ"}))
    assert finding(report, "code_unknown").line == 3
    assert desk.rows(WEEKS) == [("/", 1), ("QQ", 1)]


def test_a_register_sent_twice_is_held(desk: Desk) -> None:
    desk.load("a.csv", week())
    report = desk.load("b.csv", week())
    assert kinds(report) == {"held"}
    assert report.rows_already_held == 10


@pytest.mark.parametrize("damage", ["", "\n\nP9\n"])
def test_a_register_with_the_month_first_in_one_column_is_not_guessed_at_in_the_other(desk: Desk, damage: str) -> None:
    """However the register is read; a row whose other date is written with dashes has its place."""
    days = ("07/14/2025", "2025-07-15", "2025-07-16")
    extracts = ("07/08/2025", "07/08/2025", "2025-07-18")
    rows = [{"attendance_date": day, "extract_date": said} for day, said in zip(days, extracts, strict=True)]
    report = desk.load("register.csv", sessions(*rows) + damage)
    told = {one.column: one for one in report.findings if one.kind == "cell_unreadable"}
    assert {column: one.count for column, one in told.items()} == {"attendance_date": 1, "extract_date": 2}
    assert all("the month before the day" in one.sentence for one in told.values())
    assert report.rows_kept == 1
    assert desk.rows("select started, received from sent_attendance") == [(july(14), july(18))]


def test_a_month_that_does_not_exist_makes_no_other_date_of_a_register_unclear(desk: Desk) -> None:
    days = ("07/14/2025", "14/07/2025", "15/07/2025")
    report = desk.load("register.csv", sessions(*({"attendance_date": d, "extract_date": "18/07/2025"} for d in days)))
    told = [one for one in report.findings if one.kind == "cell_unreadable"]
    assert [(one.column, one.line) for one in told] == [("attendance_date", 2)]
    assert "is not a date that exists" in told[0].sentence


NOTHING = dict.fromkeys(SESSION, "")


@pytest.mark.parametrize("damage", ["", "P9\n"])
@pytest.mark.parametrize(
    ("row", "kind", "says"),
    [
        (NOTHING | {"source_org": "Total", "attendance_code": "3"}, "row_of_totals", "The line begins with the words"),
        (SESSION | {"source_org": "Subtotal"}, "row_of_totals", "The line begins with the words of a total"),
        (NOTHING, "row_blank", "The line has delimiters and nothing else."),
        (NOTHING | {"source_org": " "}, "row_blank", "The line has delimiters and nothing else."),
        ({name: name for name in SESSION}, "headings_again", "The line is the headings again, so it is no row."),
    ],
)
def test_a_line_that_is_no_session_is_said_to_be_none_in_one_sentence(
    desk: Desk, row: dict[str, str], kind: str, says: str, damage: str
) -> None:
    """However the register is read, fast or line by line."""
    report = desk.load("register.csv", sessions({}, {"session_code": "PM"}, row) + damage)
    told = [one for one in report.findings if one.kind != "row_unreadable"]
    assert [(one.kind, one.line) for one in told] == [(kind, 4)]
    assert told[0].says.startswith(says)
    assert (report.rows_kept, report.rows_set_aside) == (2, 1 + bool(damage))


@pytest.mark.parametrize("cell", ['"P1"z', 'P1"z"'])
def test_a_quotation_mark_beside_a_letter_is_read_with_care(desk: Desk, tmp_path: Path, cell: str) -> None:
    """What the fast reader would make of it: P1z."""
    text = sessions({"session_code": "PM"}, {"source_person_id": "<cell>"}).replace("<cell>", cell)
    (tmp_path / "other").mkdir()
    other = desk_at(tmp_path / "other")
    report, damaged = desk.load("register.csv", text), other.load("register.csv", text + "P9\n")
    assert (damaged.rows_kept, damaged.rows_set_aside) == (report.rows_kept, report.rows_set_aside + 1)
    people = "select distinct person_key from sent_attendance order by 1"
    assert desk.rows(people) == other.rows(people)
    assert ("school|URN:900001|P1z",) not in desk.rows(people)


def test_a_register_in_quotation_marks_throughout_is_read_fast(desk: Desk) -> None:
    rows = [cell.replace(",", '","') for cell in week().splitlines()]
    path = desk.put("register.csv", "\ufeff" + "".join(f'"{row}"\r\n' for row in rows))
    for size in (*range(4, 60), 1 << 19):
        with patch.object(scan, "CHUNK", size):
            assert not counted(path, ",", "utf-8").stray_quotes
    with patch("goldenthread.intake.weeks.take_in", side_effect=AssertionError("it was read line by line")):
        assert desk.load("register.csv", path.read_bytes()).rows_kept == 10
    path.write_bytes(path.read_bytes().replace(b'"P1",', b'"P1"z,', 1))
    for size in (*range(4, 60), 1 << 19):
        with patch.object(scan, "CHUNK", size):
            assert counted(path, ",", "utf-8").stray_quotes
