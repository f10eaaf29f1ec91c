"""Files of one export join by its own ids, in one call or several; ids of one export mean nothing in the next."""

from datetime import date
from pathlib import Path

import pytest
from tests.unit.intake.sending import Desk, csv, desk_at, finding, july, kinds, sessions, waits

from goldenthread import intake
from goldenthread.intake import loading

TERM = "2025_spring"
HEADER = {
    "schoolcensustableid": "1",
    "NativeId": "9001",
    "term": "SPR",
    "year": "2025",
    "lea": "999",
    "urn": "900001",
    "referencedate": "2025-Jan-16 00:00:00",
    "datetime": "2025-Jan-20 10:00:00",
}
PUPIL = {
    "pupilonrolltableid": "11",
    "NativeId": "9001",
    "pupilonrollorderseqcolumn": "1",
    "schoolcensustableid": "1",
    "upn": "",
    "surname": "Amber",
    "forename": "Ida",
    "dob": "2015-Mar-04 00:00:00",
    "sex": "F",
    "entrydate": "2020-Sep-01 00:00:00",
    "enrolstatus": "C",
    "ncyearactual": "5",
    "senprovision": "K",
}
NEED = {
    "senneedstableid": "21",
    "NativeId": "9001",
    "senneedsorderseqcolumn": "1",
    "pupilonrolltableid": "11",
    "sentyperank": "1.0",
    "sentype": "SLCN",
}
HOME = {
    "addressestableid": "31",
    "NativeId": "9001",
    "addressesorderseqcolumn": "1",
    "pupilonrolltableid": "11",
    "postcode": "ZZ1 1AA",
}


def export(**changes: dict[str, str]) -> dict[str, str]:
    """The files of one census export, by table."""
    rows = {"schoolcensus": HEADER, "pupilonroll": PUPIL, "senneeds": NEED, "addresses": HOME}
    return {table: csv([{**row, **changes.get(table, {})}]) for table, row in rows.items()}


def put(desk: Desk, files: dict[str, str], term: str = TERM) -> None:
    """Writes the files of an export, named as COLLECT names them."""
    for table, content in files.items():
        desk.put(f"census/{term}_{table}.csv", content)


def load(desk: Desk, *tables: str, term: str = TERM) -> dict[str, intake.FileReport]:
    """Loads some tables of an export that lie there; the reports by table."""
    paths = [desk.folder / "census" / f"{term}_{table}.csv" for table in tables]
    return dict(zip(tables, intake.load(desk.store, paths), strict=True))


PERSON = "select surname, postcode, setting_urn from sent_person"
NEEDS = "select n.need, n.rank, p.surname from sent_sen_need n join sent_person p using (person_key)"


def test_an_export_in_one_call_joins(desk: Desk) -> None:
    put(desk, export())
    reports = load(desk, "senneeds", "addresses", "pupilonroll", "schoolcensus")
    assert {table: (r.rows_kept, r.rows_set_aside) for table, r in reports.items()} == dict.fromkeys(reports, (1, 0))
    assert desk.rows(PERSON) == [("Amber", "ZZ1 1AA", "900001")]
    assert desk.rows(NEEDS) == [("SLCN", 1, "Amber")]
    assert desk.rows("select distinct sender, received from sent_person") == [("LA:999", desk_day())]


def desk_day() -> object:
    """The census day."""
    return july(1).replace(month=1, day=16)


def test_an_export_in_any_order_of_calls_comes_to_the_same(desk: Desk) -> None:
    put(desk, export())
    waiting = load(desk, "senneeds")["senneeds"]
    assert (waiting.rows_kept, waiting.rows_set_aside) == (0, 1)
    told = finding(waiting, "row_without_place")
    assert "'pupilonroll'" in told.sentence
    assert told.line == 2
    load(desk, "addresses")
    load(desk, "pupilonroll")
    assert desk.rows(NEEDS) == []
    load(desk, "schoolcensus")
    assert desk.rows(PERSON) == [("Amber", "ZZ1 1AA", "900001")]
    assert desk.rows(NEEDS) == [("SLCN", 1, "Amber")]
    assert desk.rows("select count(*) from set_aside") == [(0,)]


def test_a_table_sent_again_by_itself_is_not_joined_by_ids_of_another_export(desk: Desk) -> None:
    """Id 11 may be another child in the new export, so the old export's needs must not fall to it."""
    put(desk, export())
    load(desk, "schoolcensus", "pupilonroll", "senneeds", "addresses")
    put(desk, {"pupilonroll": csv([{**PUPIL, "surname": "Beech", "forename": "Tom", "dob": "2014-Jan-02 00:00:00"}])})
    report = load(desk, "pupilonroll")["pupilonroll"]
    assert report.rows_set_aside == 1
    assert "'schoolcensus'" in finding(report, "row_without_place").sentence
    assert desk.rows(NEEDS) == [("SLCN", 1, "Amber")]


def test_a_corrected_export_replaces_the_whole_of_the_one_before(desk: Desk) -> None:
    put(desk, export())
    load(desk, "schoolcensus", "pupilonroll", "senneeds", "addresses")
    again = {"datetime": "2025-Feb-01 10:00:00"}
    put(desk, export(schoolcensus=again, pupilonroll={"surname": "Beech", "pupilonrolltableid": "77"}), "resubmitted")
    put(desk, {"senneeds": csv([{**NEED, "pupilonrolltableid": "77", "sentype": "ASD"}])}, "resubmitted")
    load(desk, "schoolcensus", "pupilonroll", "senneeds", term="resubmitted")
    assert [(name,) for name, _, _ in desk.rows(PERSON)] == [("Beech",)]
    assert desk.rows(NEEDS) == [("ASD", 1, "Beech")]


def test_two_exports_in_two_folders_do_not_mix(desk: Desk) -> None:
    for school, name in (("9001", "Amber"), ("9002", "Beech")):
        files = export(
            schoolcensus={"NativeId": school, "urn": f"90{school}"},
            pupilonroll={"NativeId": school, "surname": name},
            senneeds={"NativeId": school, "sentype": "ASD" if name == "Beech" else "SLCN"},
        )
        for table, content in files.items():
            desk.put(f"{school}/{TERM}_{table}.csv", content)
    intake.load(desk.store, [desk.folder])
    assert sorted(desk.rows(NEEDS)) == [("ASD", 1, "Beech"), ("SLCN", 1, "Amber")]


def test_a_table_nobody_needs_is_counted_and_makes_nothing(desk: Desk) -> None:
    desk.put(
        f"census/{TERM}_fsmperiod.csv",
        csv(
            [
                {
                    "fsmperiodtableid": "1",
                    "NativeId": "9001",
                    "fsmperiodorderseqcolumn": "1",
                    "sourceid": "1",
                    "pupilonrolltableid": "11",
                    "fsmstartdate": "x",
                }
            ]
        ),
    )
    report = load(desk, "fsmperiod")["fsmperiod"]
    assert (report.format, report.rows_read, report.rows_kept) == ("school_census", 1, 1)
    assert kinds(report) == {"not_needed"}


def test_a_withdrawn_table_is_not_joined(desk: Desk) -> None:
    put(desk, export())
    load(desk, "schoolcensus", "pupilonroll")
    desk.store.withdraw("L00002", "A. Person", "another area's")
    report = load(desk, "senneeds")["senneeds"]
    assert report.rows_set_aside == 1
    assert desk.rows(NEEDS) == []


def test_an_export_cut_off_takes_nobody_away(desk: Desk) -> None:
    """A complete export replaces the one before; one that breaks off in the middle does not."""
    two = csv([PUPIL, {**PUPIL, "pupilonrolltableid": "12", "surname": "Beech", "forename": "Tom"}])
    put(desk, {"schoolcensus": csv([HEADER]), "pupilonroll": two})
    load(desk, "schoolcensus", "pupilonroll")
    later = csv([{**HEADER, "datetime": "2025-Feb-01 10:00:00"}])
    put(desk, {"schoolcensus": later, "pupilonroll": two[: two.index("Beech")]}, "again")
    report = load(desk, "schoolcensus", "pupilonroll", term="again")["pupilonroll"]
    assert (report.rows_kept + report.rows_already_held, report.rows_set_aside) == (1, 1)
    assert "cut_off" in kinds(report)
    assert sorted(name for name, _, _ in desk.rows(PERSON)) == ["Amber", "Beech"]


def test_a_complete_export_without_a_pupil_takes_the_pupil_away(desk: Desk) -> None:
    two = csv([PUPIL, {**PUPIL, "pupilonrolltableid": "12", "surname": "Beech", "forename": "Tom"}])
    put(desk, {"schoolcensus": csv([HEADER]), "pupilonroll": two})
    load(desk, "schoolcensus", "pupilonroll")
    later = csv([{**HEADER, "datetime": "2025-Feb-01 10:00:00"}])
    put(desk, {"schoolcensus": later, "pupilonroll": csv([PUPIL])}, "again")
    load(desk, "schoolcensus", "pupilonroll", term="again")
    assert [name for name, _, _ in desk.rows(PERSON)] == ["Amber"]


def test_an_export_read_anew_comes_to_the_same(desk: Desk) -> None:
    put(desk, export())
    load(desk, "schoolcensus", "pupilonroll", "senneeds", "addresses")
    before = desk.rows(PERSON), desk.rows(NEEDS)
    reports = intake.reread(desk.store, every=True)
    assert [report.rows_kept for report in reports] == [1, 1, 1, 1]
    assert (desk.rows(PERSON), desk.rows(NEEDS)) == before


def test_two_readers_come_to_the_same_as_one(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Down to the ids of the loads, whichever reader is quicker."""

    def fill(at: Desk) -> None:
        put(at, export())
        at.put("a.csv", waits({}, {}))
        at.put("b.csv", sessions({}, {"session_code": "PM"}))
        at.put("c.csv", "no,extract,at,all\n")

    (tmp_path / "other").mkdir()
    other = desk_at(tmp_path / "other")
    fill(desk)
    fill(other)
    one = intake.load(desk.store, [desk.folder])
    monkeypatch.setattr(loading, "_WORTH_SHARING", 0)
    two = intake.load(other.store, [other.folder])
    assert [(r.load_id, r.format, r.rows_kept) for r in one] == [(r.load_id, r.format, r.rows_kept) for r in two]
    for question in (PERSON, NEEDS, "select record_id, code, sessions from sent_attendance"):
        assert desk.rows(f"{question} order by all") == other.rows(f"{question} order by all")


PERSON_OF_CARE = csv(
    [{"pers_person_id": "P1", "pers_forename": "Ada", "pers_surname": "Hall", "pers_dob": "2015-03-14"}]
)


@pytest.mark.parametrize("name", ["2025-07-14/ssd_person.csv", "ssd_person_14-07-2025.csv"])
def test_a_file_without_a_date_takes_that_of_its_name_or_folder(desk: Desk, name: str) -> None:
    assert desk.load(name, PERSON_OF_CARE).rows_kept == 1
    assert desk.rows("select sender, received from sent_person") == [("LA:unsaid", date(2025, 7, 14))]


def test_what_a_row_says_of_its_day_goes_before_its_files_name(desk: Desk) -> None:
    said = PERSON_OF_CARE.replace("pers_dob", "pers_dob,la_code,extract_date").replace("03-14", "03-14,990,2025-07-11")
    desk.load("2025-07-14/ssd_person.csv", said)
    assert desk.rows("select sender, received from sent_person") == [("LA:990", date(2025, 7, 11))]


def test_a_file_of_no_day_is_set_aside_whole(desk: Desk) -> None:
    report = desk.load("ssd_person.csv", PERSON_OF_CARE)
    assert (report.rows_kept, report.rows_set_aside) == (0, 1)
    assert "with its date in the name of the file" in finding(report, "row_without_place").remedy
