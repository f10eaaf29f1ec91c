"""Letters of any encoding come out right, or are told of, or are set aside: none is changed without a word."""

import pytest
from tests.unit.intake.sending import Desk, finding, kinds, sessions, waits

from goldenthread.intake import scan
from goldenthread.intake.scan import counted

NAMES = ("Zoë", "Müller", "Łukasz", "Nguyễn")
GOOD = waits(*({"surname": name, "team_name": "Åse"} for name in NAMES))
READ = "select surname from sent_person order by cast(split_part(record_id, ':', 2) as integer)"


def surnames(desk: Desk) -> list[str | None]:
    """What is held, line by line."""
    return [surname for (surname,) in desk.rows(READ)]


def test_one_line_of_another_encoding_leaves_every_other_letter_right(desk: Desk) -> None:
    report = desk.load("waits.csv", GOOD.encode().replace("Müller".encode(), b"M\xfcller"))
    assert surnames(desk) == list(NAMES)
    told = finding(report, "encoding")
    assert (told.line, told.count, str(told.severity)) == (3, 1, "warning")
    assert "This line holds bytes that are no UTF-8" in told.sentence
    assert kinds(report) == {"encoding"}
    assert desk.rows("select distinct team from sent_health_wait") == [("Åse",)], "within the same line too"


def test_every_line_whose_accents_may_be_wrong_is_told_of(desk: Desk) -> None:
    text = waits({"surname": "Zoë"}, *({"surname": "<bad>"} for _ in range(60)))
    told = finding(desk.load("waits.csv", text.encode().replace(b"<bad>", b"M\xfcller")), "encoding")
    assert (told.line, told.count) == (3, 60)
    assert "This line and 59 more (4, 5, 6, " in told.says
    assert ", 52 and 10 more) hold" in told.says
    assert set(surnames(desk)) == {"Zoë", "Müller"}


def test_a_file_without_a_letter_of_utf_8_is_windows_1252(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"surname": "Müller"}, {"surname": "D’Arcy"}).encode("cp1252"))
    assert surnames(desk) == ["Amber", "Müller", "D’Arcy"]
    told = finding(report, "encoding")
    assert (told.line, told.count) == (3, 2)
    assert "the file was read as Windows-1252" in told.sentence


@pytest.mark.parametrize("rest", ["Nguy", "Nguyễ"])
def test_a_file_that_ends_beside_a_letter_or_within_it_was_cut_off(desk: Desk, rest: str) -> None:
    whole = GOOD.encode()
    at = whole.rindex(rest.encode()) + len(rest.encode())
    report = desk.load("waits.csv", whole[: at - 1])
    assert kinds(report) == {"cut_off", "row_unreadable"}
    assert surnames(desk) == list(NAMES[:3])


def test_a_last_cell_cut_within_a_letter_is_set_aside(desk: Desk) -> None:
    lines = [line + (",unit" if n == 0 else ",Zoë") for n, line in enumerate(GOOD.splitlines())]
    text = "\n".join(lines).replace(",team_name", ",x").replace(",unit", ",team_name")
    report = desk.load("waits.csv", text.encode()[:-1])
    assert (report.rows_read, report.rows_kept) == (4, 4)
    assert {"cut_off", "cell_unreadable"} <= kinds(report)
    assert "encoding" not in kinds(report)
    assert surnames(desk) == list(NAMES)
    assert desk.rows("select line, column_name, reason, raw from set_aside") == [
        (5, "team_name", "The cell has lost a letter: its bytes mean nothing.", "Zo\ufffd")
    ]


def test_bytes_without_meaning_cost_their_cell_and_are_told_of_on_their_line(desk: Desk) -> None:
    text = waits({}, {"surname": "<x>", "postcode": "ZZ1 2AA"}, {"surname": "Müller"})
    report = desk.load("waits.csv", text.encode("cp1252").replace(b"<x>", b"\x81\xd3"))
    assert surnames(desk) == ["Amber", None, "Müller"]
    told = finding(report, "cell_unreadable")
    assert (told.line, told.column) == (3, "surname")
    assert "has lost a letter" in told.sentence
    assert "CSV UTF-8" in told.remedy
    assert desk.rows("select postcode from sent_person where surname is null") == [("ZZ1 2AA",)]


def test_a_letter_that_its_sender_lost_is_nobodys_name(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({}, {"surname": "M\ufffdller"}))
    assert surnames(desk) == ["Amber", None]
    assert finding(report, "cell_unreadable").line == 3
    assert desk.rows("select raw from set_aside") == [("M\ufffdller",)]


def test_a_register_is_read_alike(desk: Desk) -> None:
    pupils = sessions({"source_person_id": "Zoë"}, {"source_person_id": "<bad>"}, {"source_person_id": "<lost>"})
    text = pupils.encode().replace(b"<bad>", b"M\xfcller").replace(b"<lost>", b"a\x81")
    report = desk.load("register.csv", text)
    assert (report.rows_kept, report.rows_set_aside) == (2, 1)
    assert finding(report, "encoding").line == 3
    assert finding(report, "key_missing").line == 4
    people = desk.rows("select person_key from sent_attendance order by 1")
    assert people == [("school|URN:900001|Müller",), ("school|URN:900001|Zoë",)]


@pytest.mark.parametrize("bad", [b"\xfc", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf5"])
def test_a_bad_byte_is_found_wherever_a_piece_of_the_file_ends(
    desk: Desk, bad: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.put("waits.csv", GOOD.encode().replace("Müller".encode(), b"M" + bad + b"ller"))
    whole = counted(path, ",", "utf-8")
    assert (whole.encoding, whole.bad_lines, whole.bad, whole.plain) == ("utf-8", (3,), 1, False)
    for size in range(1, 40):
        monkeypatch.setattr(scan, "CHUNK", size)
        pieces = counted(path, ",", "utf-8")
        assert (pieces.bad_lines, pieces.bad, pieces.encoding, pieces.cut_letter) == ((3,), 1, "utf-8", False)
