"""Of every row the newest version holds: late, out of order, deleted, withdrawn, erased, or asked about another day."""

import pyarrow.parquet as pq
from tests.unit.intake.sending import AS_OF, Desk, csv, finding, july, kinds, sessions, waits

from goldenthread import intake
from goldenthread.engine import DuckDBEngine
from goldenthread.intake.together import TYPED
from goldenthread.records import agency_tables

HELD = "select split_part(row_key, '|', 3), service from sent_health_wait order by 1"


def dated(day: int, *changes: dict[str, str]) -> str:
    """A waiting list of a day of July."""
    return waits(*({"extract_date": f"2025-07-{day:02d}", **change} for change in changes))


def updated(day: int, **cells: str) -> dict[str, str]:
    """A change to a row, made on a day of July."""
    return {"updated_at": f"2025-07-{day:02d}T12:00", **cells}


def test_an_older_version_that_comes_late_does_not_win(desk: Desk) -> None:
    desk.load("b.csv", dated(11, updated(10, service_code="OT")))
    report = desk.load("a.csv", dated(4, updated(3, service_code="PT")))
    assert report.rows_kept == 1
    assert desk.rows(HELD) == [("W1", "OT")]
    assert desk.rows(HELD, july(5)) == [("W1", "PT")]


def test_a_row_marked_deleted_is_gone_from_that_day_on(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}, {}))
    desk.load("b.csv", dated(11, updated(10, record_status_code="D"), {}))
    assert desk.rows(HELD) == [("W2", "SLT")]
    assert desk.rows(HELD, july(4)) == [("W1", "SLT"), ("W2", "SLT")]


def test_a_row_that_vanishes_is_reported_and_kept(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}, {}, {}, {}))
    report = desk.load("b.csv", dated(11, {}, {}, {}))
    told = finding(report, "row_vanished")
    assert told.count == 1
    assert "1 rows of the extract before it (L00001, 2025-07-04)" in told.sentence
    assert "first on line 5" in told.sentence
    assert [key for key, _ in desk.rows(HELD)] == ["W1", "W2", "W3", "W4"]


def test_a_row_missing_in_a_later_extract_that_came_first_is_reported_too(desk: Desk) -> None:
    desk.load("b.csv", dated(11, {}, {}, {}))
    old = {"updated_at": "2023-01-01T09:00"}
    report = desk.load("a.csv", dated(4, {}, {}, {}, {}, old))
    told = finding(report, "row_vanished")
    assert (told.line, told.count) == (5, 1)
    assert "not in the later one (L00001, 2025-07-11)" in told.sentence
    assert [key for key, _ in desk.rows(HELD)] == ["W1", "W2", "W3", "W4", "W5"]


EMPTY = dated(11, {}).splitlines()[0] + "\n"
NAMED = "gt_community_waits_v1_ODSZZ1_2025-07-11.csv"


def test_an_extract_without_rows_is_said_to_have_none(desk: Desk) -> None:
    report = desk.load("waits.csv", EMPTY)
    assert report.rows_read == 0
    told = finding(report, "no_rows")
    assert (told.says, str(told.severity)) == ("The file has headings and no rows.", "warning")
    assert told.remedy
    assert kinds(report) == {"no_rows"}
    assert kinds(desk.load("register.csv", sessions({}).splitlines()[0] + "\n")) == {"no_rows"}


def test_what_vanishes_in_an_extract_without_rows_is_reported_by_the_name_of_its_file(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}, {}, {}))
    desk.load("other.csv", dated(4, {"source_org": "ODS:ZZ2"}, {"source_org": "ODS:ZZ2"}))
    told = finding(desk.load(NAMED, EMPTY), "row_vanished")
    assert told.count == 3
    assert "3 rows of the extract before it (L00001, 2025-07-04) are not in this one" in told.sentence
    assert len(desk.rows(HELD)) == 5, "and are kept"


def test_an_extract_without_rows_that_came_first_is_held_against_the_older_one(desk: Desk) -> None:
    desk.load(NAMED, EMPTY)
    told = finding(desk.load("a.csv", dated(4, {}, {}, {})), "row_vanished")
    assert (told.line, told.count) == (2, 3)
    assert "not in the later one (L00001, 2025-07-11)" in told.sentence
    other = {"source_org": "ODS:ZZ2"}
    assert "row_vanished" not in kinds(desk.load("other.csv", dated(4, other, other)))
    assert "row_vanished" not in kinds(desk.load("newer.csv", dated(18, updated(17, service_code="OT"), {}, {})))


def test_an_old_row_may_go_without_a_word(desk: Desk) -> None:
    old = {"updated_at": "2023-01-01T09:00"}
    desk.load("a.csv", dated(4, {}, {}, {}, old))
    assert "row_vanished" not in kinds(desk.load("b.csv", dated(11, {}, {}, {})))


def test_a_blanked_postcode_leaves_no_older_address_in_force(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}))
    desk.load("b.csv", dated(11, updated(10, postcode="")))
    assert desk.rows("select postcode from sent_address") == []
    assert desk.rows("select postcode from sent_person") == [(None,)]


def test_withdrawing_a_correction_brings_back_what_was_before(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}))
    desk.load("b.csv", dated(11, updated(10, service_code="OT")))
    desk.store.withdraw("L00002", "A. Person", "sent by mistake")
    assert desk.rows(HELD) == [("W1", "SLT")]
    assert [state for (state,) in desk.rows("select state from load order by load_id")] == ["held", "withdrawn"]


def test_what_another_file_said_as_well_outlives_a_withdrawn_one(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}, {}))
    assert desk.load("b.csv", dated(11, {}, {})).rows_already_held == 2
    desk.load("c.csv", dated(12, updated(12, service_code="OT"), {}))
    desk.store.withdraw("L00001", "A. Person", "another area's file")
    held = desk.rows("select split_part(row_key, '|', 3), service, record_id from sent_health_wait order by 1")
    assert held == [("W1", "OT", "L00003:2"), ("W2", "SLT", "L00003:3")]


def test_erasing_removes_the_rows_and_the_file(desk: Desk) -> None:
    report = desk.load("a.csv", dated(4, {}))
    desk.store.erase("L00001", "A. Person", "a subject's right")
    assert desk.rows(HELD) == []
    assert not (desk.store.path / "received" / report.sha256).exists()
    again = desk.load("a.csv", dated(4, {}))
    assert (again.rows_read, again.load_id) == (0, None)
    assert "erased" in finding(again, "no_longer_wanted").sentence
    assert not (desk.store.path / "received" / report.sha256).exists()


def test_rows_of_a_later_day_do_not_hold_yet(desk: Desk) -> None:
    desk.load("a.csv", waits({"extract_date": "2025-07-04"}, {"extract_date": "2025-07-11"}))
    assert [key for key, _ in desk.rows(HELD, july(4))] == ["W1"]
    assert [key for key, _ in desk.rows(HELD, july(11))] == ["W1", "W2"]
    assert desk.rows(HELD, july(3)) == []


def test_a_later_extract_seen_from_an_earlier_day_lends_nothing(desk: Desk) -> None:
    """The row came first in an extract of a later day; the earlier extract said it too, and holds on its own."""
    desk.load("late.csv", dated(11, {}))
    assert desk.load("early.csv", dated(4, {})).rows_already_held == 1
    assert desk.rows("select record_id from sent_health_wait", july(4)) == [("L00002:2",)]
    assert desk.rows("select record_id from sent_health_wait", july(11)) == [("L00001:2",)]


def test_a_restated_extract_says_it_all_again(desk: Desk) -> None:
    def roll(day: int, **cells: str) -> str:
        row = {
            "record_id": "E1",
            "record_status_code": "C",
            "updated_at": "2025-01-06T09:00",
            "extract_date": f"2025-07-{day:02d}",
            "source_org": "URN:900001",
            "source_person_id": "P1",
            "surname": "Amber",
            "forename": "Ida",
            "date_of_birth": "2015-03-04",
            "sex": "F",
            "postcode": "ZZ1 1AA",
            "setting_urn": "900001",
            "enrolment_code": "C",
            "sen_provision_code": "N",
            "admission_date": "2020-09-01",
        }
        return csv([{**row, **cells}])

    desk.load("a.csv", roll(4))
    assert desk.load("b.csv", roll(11)).rows_kept == 1
    assert desk.rows("select level, as_at from sent_sen_provision") == [("N", july(11))]


def test_put_right_is_about_rows_that_hold(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {"received_date": ""}))
    wanted = "select record_id, problem from put_right where column_name = 'received_date'"
    assert desk.rows(wanted) == [("L00001:2", "The date the referral was received is blank.")]
    desk.load("b.csv", dated(11, updated(10)))
    assert desk.rows(wanted) == []


def test_every_table_is_there_in_an_empty_store(desk: Desk) -> None:
    engine = DuckDBEngine(desk.store.spill)
    intake.current(engine, desk.store, AS_OF)
    for table, record in agency_tables().items():
        assert engine.columns(f"sent_{table}") == {name: column.type for name, column in record.columns().items()}
        assert engine.rows(f"select count(*) from sent_{table}") == [(0,)]
    engine.close()


def test_an_empty_store_knows_nothing_and_says_so(desk: Desk) -> None:
    assert desk.rows("select distinct state from feed") == [("never",)]
    assert desk.rows("select distinct state from source") == [("never",)]
    assert desk.rows("select count(*) from load") == [(0,)]
    assert desk.rows("select count(*) from set_aside") == [(0,)]
    assert desk.rows("select count(*) from put_right") == [(0,)]


def test_a_feed_is_late_when_it_is_older_than_it_may_be(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}))
    state = "select state, newest from feed where record = 'health_wait'"
    assert desk.rows(state, july(11)) == [("fresh", july(4))]
    assert desk.rows(state, july(12)) == [("late", july(4))]
    because = desk.rows("select because from source where source = 'community_waits'", july(12))[0][0]
    assert because == "Community waiting list: the newest is of 4 July 2025, and it is due every 7 days."


def test_a_mended_reader_reads_again_and_keeps_what_leant(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {}, {}))
    desk.load("b.csv", dated(11, {}, updated(10, service_code="OT")))
    before = desk.rows(HELD)
    reports = intake.reread(desk.store, every=True)
    assert [report.rows_read for report in reports] == [2, 2]
    assert desk.rows(HELD) == before
    states = desk.rows("select load_id, state from load order by 1")
    assert states == [("L00001", "replaced"), ("L00002", "replaced"), ("L00003", "held"), ("L00004", "held")]
    assert intake.reread(desk.store) == []
    assert desk.load("a again.csv", dated(4, {}, {})).rows_already_held == 2


def test_the_date_in_a_file_name_stands_in_for_a_missing_one(desk: Desk) -> None:
    report = desk.load("gt_community_waits_v1_ZZ1_2025-07-11.csv", waits({"extract_date": ""}))
    assert report.extract_date == july(11)
    nameless = desk.load("waits.csv", waits({"extract_date": "", "forename": "Bo"}))
    assert (nameless.rows_kept, nameless.rows_set_aside) == (0, 1)
    assert finding(nameless, "row_without_place").line == 2


def test_a_record_that_an_older_reader_wrote_down_still_holds(desk: Desk) -> None:
    """A reader before wrote every record down, with the columns it knew."""
    desk.load("a.csv", waits({}))
    load = desk.store.load("L00001")
    held = desk.rows("select * exclude (missed) from sent_health_wait")
    engine = DuckDBEngine(desk.store.spill)
    intake.current(engine, desk.store, AS_OF)
    engine.write("select * exclude (missed) from sent_health_wait", load.records("health_wait"))
    engine.close()
    (load.folder / TYPED).unlink()
    assert held and desk.rows("select * exclude (missed) from sent_health_wait") == held
    assert desk.rows("select missed from sent_health_wait") == [(None,)]


def test_what_an_older_reader_did_not_write_is_not_known(desk: Desk) -> None:
    desk.load("a.csv", dated(4, {"missed_contact_count": "2"}))
    desk.load("b.csv", dated(11, {"record_id": "W9", "service_code": "OT", "missed_contact_count": "3"}))
    told = "select service, missed from sent_health_wait order by 1"
    before = desk.rows(told)
    for load_id, left in (("L00001", [before[0], ("SLT", None)]), ("L00002", [("OT", None), ("SLT", None)])):
        file = desk.store.load(load_id).folder / TYPED
        pq.write_table(pq.read_table(file).drop_columns(["dna_count"]), file)
        assert desk.rows(told) == left
