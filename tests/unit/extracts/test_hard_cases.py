"""The rows that tempt a reader to guess: twins with one number, older codes, moves between schools, adoption."""

from datetime import date

from tests.unit.extracts.typed_rows import Rows, made

from goldenthread.extracts import extracts

CENSUS, SEN2, SSD = (extracts()[name] for name in ("school_census", "sen2", "ssd"))
Row = dict[str, object]


def census_of(year: int, term: str, day: date, urn: str, *pupils: Row, off: tuple[Row, ...] = ()) -> Rows:
    """One school's census; the pupils' rows are numbered by their place."""
    header = {
        "schoolcensustableid": "C", "nativeid": urn, "lea": "990", "urn": urn, "term": term, "year": year,
        "referencedate": day,
    }  # fmt: skip
    shared = {"schoolcensustableid": "C", "nativeid": urn, "surname": "Abara", "dob": date(2012, 3, 4), "upn_ok": True}
    return {
        "schoolcensus": [header],
        "pupilonroll": [{"pupilonrolltableid": str(i), **shared, **pupil} for i, pupil in enumerate(pupils)],
        "pupilnolongeronroll": [
            {"pupilnolongeronrolltableid": str(i), **shared, **pupil} for i, pupil in enumerate(off)
        ],
    }


def keys(rows: Rows, record: str = "person") -> list[object]:
    """Whom the rows of a census are about, by line."""
    return [row["person_key"] for row in made(CENSUS, rows, record)]


JANUARY = date(2025, 1, 16)


def test_twins_given_one_pupil_number_by_mistake_stay_two() -> None:
    twins = ({"upn": "B801200005001", "forename": "Ada"}, {"upn": "B801200005001", "forename": "Ben"})
    assert len(set(keys(census_of(2025, "SPR", JANUARY, "900001", *twins)))) == 2


def test_a_pupil_without_a_number_keeps_one_id_in_one_school_only() -> None:
    pupil = {"upn": None, "forename": "Ada"}
    autumn = keys(census_of(2024, "AUT", date(2024, 10, 3), "900001", pupil))
    spring = keys(census_of(2025, "SPR", JANUARY, "900001", pupil))
    elsewhere = keys(census_of(2025, "SPR", JANUARY, "900002", pupil))
    assert autumn == spring
    assert autumn != elsewhere


def test_spelling_a_forename_with_a_hyphen_or_in_capitals_changes_nothing() -> None:
    one, other = ({"upn": "B801200005001", "forename": name} for name in ("Anna-May", "ANNA MAY"))
    assert keys(census_of(2025, "SPR", JANUARY, "900001", one)) == keys(
        census_of(2025, "SPR", JANUARY, "900001", other)
    )


def test_a_later_census_at_another_school_ends_the_first_schools_involvement() -> None:
    pupil = {"upn": "B801200005001", "forename": "Ada", "enrolstatus": "C", "entrydate": date(2020, 9, 1)}
    (before,) = made(CENSUS, census_of(2024, "AUT", date(2024, 10, 3), "900001", pupil), "involvement")
    (after,) = made(CENSUS, census_of(2025, "SPR", JANUARY, "900002", pupil), "involvement")
    assert before["row_key"] == after["row_key"]
    assert str(before["version"]) < str(after["version"])
    (first,) = made(CENSUS, census_of(2024, "AUT", date(2024, 10, 3), "900001", pupil), "enrolment")
    (second,) = made(CENSUS, census_of(2025, "SPR", JANUARY, "900002", pupil), "enrolment")
    assert first["row_key"] != second["row_key"], "where the child has been is kept"


def test_two_schools_of_a_dually_registered_child_both_stay_involved() -> None:
    pupil = {"upn": "B801200005001", "forename": "Ada"}
    (main,) = made(CENSUS, census_of(2025, "SPR", JANUARY, "900001", {**pupil, "enrolstatus": "M"}), "involvement")
    (other,) = made(CENSUS, census_of(2025, "SPR", JANUARY, "900002", {**pupil, "enrolstatus": "S"}), "involvement")
    assert main["row_key"] != other["row_key"]


def test_a_leaver_closes_the_involvement_that_the_roll_opened() -> None:
    pupil = {"upn": "B801200005001", "forename": "Ada", "enrolstatus": "C"}
    left = {"upn": "B801200005001", "forename": "Ada", "leavingdate": date(2024, 12, 13)}
    (before,) = made(CENSUS, census_of(2024, "AUT", date(2024, 10, 3), "900001", pupil), "involvement")
    (after,) = made(CENSUS, census_of(2025, "SPR", JANUARY, "900001", off=(left,)), "involvement")
    assert before["row_key"] == after["row_key"]
    assert after["ended"] == date(2024, 12, 13)


def test_older_codes_are_read_as_the_codes_they_are_counted_with() -> None:
    rows = dict(census_of(2021, "SPR", date(2021, 1, 21), "900001", {"upn": "B801200005001", "forename": "Ada",
                                                                    "senprovision": "S", "sex": "2"}))  # fmt: skip
    rows["termlyexclusionsonroll"] = [
        {"termlyexclusionsonrolltableid": "E", "pupilonrolltableid": "0", "startdate": date(2020, 6, 1),
         "category": "FIXD", "sessions": 4, "reason1": "OT"}
    ]  # fmt: skip
    assert [row["level"] for row in made(CENSUS, rows, "sen_provision")] == ["E"]
    assert [row["sex"] for row in made(CENSUS, rows, "person")] == ["F"]
    assert [(row["kind"], row["reasons"]) for row in made(CENSUS, rows, "suspension")] == [("SUSP", "OT")]


def test_an_unknown_code_is_kept_as_it_was_sent() -> None:
    pupil = {"upn": "B801200005001", "forename": "Ada", "senprovision": "Q"}
    assert [
        row["level"] for row in made(CENSUS, census_of(2025, "SPR", JANUARY, "900001", pupil), "sen_provision")
    ] == ["Q"]


def test_a_pupil_number_that_fails_its_check_is_an_identifier_in_doubt_and_not_the_childs() -> None:
    pupil = {"upn": "A801200005001", "upn_ok": False, "forename": "Ada"}
    rows = census_of(2025, "SPR", JANUARY, "900001", pupil)
    assert [row["upn"] for row in made(CENSUS, rows, "person")] == [None]
    assert [(row["value"], row["valid"]) for row in made(CENSUS, rows, "identifier")] == [("A801200005001", False)]


def sen2_of(day: date, *, plan: Row | None = None, review: Row | None = None) -> Rows:
    """One person's request in one year's return."""
    rows: dict[str, list[Row]] = {
        "sen2": [{"sen2tableid": "1", "lea": "990", "year": day.year, "referencedate": day}],
        "person": [{"persontableid": "2", "sen2tableid": "1", "forename": "Ada", "surname": "Abara",
                    "personbirthdate": date(2012, 3, 4), "upn": "B801200005001", "upn_ok": True}],
        "requests": [{"requeststableid": "3", "persontableid": "2", "receiveddate": date(2023, 2, 1),
                      "requestoutcome": "Y", "requestoutcomedate": date(2023, 3, 10)}],
        "assessment": [{"assessmenttableid": "4", "requeststableid": "3", "assessmentoutcome": "Y" if plan else "A"}],
        "namedplan": [{"namedplantableid": "5", "assessmenttableid": "4", **plan}] if plan is not None else [],
        "activeplans": [{"activeplanstableid": "6", "requeststableid": "3", **review}] if review is not None else [],
    }  # fmt: skip
    return rows


def test_next_years_return_mends_this_years_request_and_keeps_both_reviews() -> None:
    issued = {"startdate": date(2023, 6, 1)}
    pending = sen2_of(date(2023, 1, 19), review={"reviewmeeting": date(2022, 11, 1)})
    decided = sen2_of(date(2024, 1, 18), plan=issued, review={"reviewmeeting": date(2023, 11, 1)})
    (before,), (after,) = (made(SEN2, rows, "ehc_request") for rows in (pending, decided))
    assert before["row_key"] == after["row_key"]
    assert (before["final_issued"], after["final_issued"]) == (None, date(2023, 6, 1))
    assert made(SEN2, pending, "ehc_review")[0]["row_key"] != made(SEN2, decided, "ehc_review")[0]["row_key"]
    assert SEN2.restated, "a request that reads the same must still be made again, for its plan has changed"


def test_a_ceased_plan_closes_the_involvement() -> None:
    ceased = {"startdate": date(2023, 6, 1), "ceasedate": date(2024, 9, 1), "ceasereason": "2"}
    rows = sen2_of(date(2025, 1, 16), plan=ceased)
    assert [row["ended"] for row in made(SEN2, rows, "involvement")] == [date(2024, 9, 1)]
    assert [(row["ended"], row["cease_reason"]) for row in made(SEN2, rows, "ehc_plan")] == [(date(2024, 9, 1), "2")]


def test_an_active_plan_that_no_row_names_is_a_plan_whose_start_is_not_known() -> None:
    columns = ("started", "ended", "moved_from")

    def plans(plan: Row | None, active: Row | None) -> list[tuple[object, ...]]:
        rows = made(SEN2, sen2_of(date(2026, 1, 15), plan=plan, review=active), "ehc_plan")
        return [tuple(row[name] for name in columns) for row in rows]

    issued = {"startdate": date(2023, 6, 1)}
    assert plans(None, {"transferla": "879"}) == [(None, None, "879")], "moved in from another council"
    assert plans(None, {}) == [(None, None, None)]
    assert plans({}, None) == [(None, None, None)], "the day it was made was left blank"
    assert plans({}, {}) == [(None, None, None)], "one plan, and not two"
    assert plans(issued, {"transferla": "879"}) == [(date(2023, 6, 1), None, "879")]
    assert plans(None, None) == []


def test_next_years_return_restates_the_plan_of_this_years() -> None:
    before, after = (
        made(SEN2, sen2_of(day, review={"transferla": moved}), "ehc_plan")
        for day, moved in ((date(2025, 1, 16), "879"), (date(2026, 1, 15), None))
    )
    assert before[0]["row_key"] == after[0]["row_key"]
    assert after[0]["moved_from"] is None, "it moved in more than a year ago"


def person(who: str = "L1", **cells: object) -> Row:
    """A child of the care system."""
    return {
        "pers_person_id": who,
        "pers_dob": date(2012, 3, 4),
        "la_code": "990",
        "extract_date": date(2025, 7, 14),
        **cells,
    }


def test_an_adopted_childs_old_record_is_sealed() -> None:
    by_episode = {"clae_cla_episode_id": "E", "clae_person_id": "L1", "clae_cla_episode_ceased_reason": "E12"}
    by_order = {"perm_table_id": "P", "perm_person_id": "L2", "perm_permanence_order_type": "Adoption",
                "perm_permanence_order_date": date(2024, 1, 5)}  # fmt: skip
    guardian = {**by_order, "perm_table_id": "Q", "perm_person_id": "L3", "perm_permanence_order_type": "SGO"}
    rows: Rows = {
        "ssd_person": [person("L1"), person("L2"), person("L3")],
        "ssd_cla_episodes": [by_episode],
        "ssd_permanence": [by_order, guardian],
    }
    sealed = {row["la_child_id"]: row["sealed"] for row in made(SSD, rows, "person")}
    assert sealed == {"L1": True, "L2": True, "L3": False}


def number(kind: str, value: str, until: date | None = None, who: str = "L1", row: str = "1") -> Row:
    """A linked identifier."""
    return {"link_table_id": row, "link_person_id": who, "link_identifier_type": kind, "link_identifier_value": value,
            "link_valid_to_date": until, "la_code": "990", "extract_date": date(2025, 7, 14)}  # fmt: skip


def test_two_current_nhs_numbers_are_neither_the_childs() -> None:
    two = [number("NHS Number", "9434765919"), number("nhs number", "943 476 5870", row="2")]
    rows: Rows = {"ssd_person": [person()], "ssd_linked_identifiers": two}
    assert [row["nhs_number"] for row in made(SSD, rows, "person")] == [None]
    assert {row["value"] for row in made(SSD, rows, "identifier")} >= {"9434765919", "9434765870"}


def test_a_number_that_has_ended_is_history() -> None:
    rows: Rows = {
        "ssd_person": [person()],
        "ssd_linked_identifiers": [
            number("NHS Number", "9434765919", until=date(2020, 1, 1)),
            number("NHS Number", "4010232137", row="2"),
        ],
    }
    assert [row["nhs_number"] for row in made(SSD, rows, "person")] == ["4010232137"]


def test_two_councils_numbers_cannot_meet() -> None:
    rows: Rows = {"ssd_person": [person(), person(la_code="991")]}
    for column in ("person_key", "row_key"):
        assert len({row[column] for row in made(SSD, rows, "person")}) == 2


def test_a_referrals_team_stands_in_only_where_no_involvements_were_sent() -> None:
    referral = {"cine_referral_id": "R", "cine_person_id": "L1", "cine_referral_team": "T", "la_code": "990",
                "extract_date": date(2025, 7, 14)}  # fmt: skip
    involved = {"invo_involvements_id": "I", "invo_person_id": "L1", "invo_professional_team": "U", "la_code": "990",
                "extract_date": date(2025, 7, 14)}  # fmt: skip
    assert [row["team"] for row in made(SSD, {"ssd_cin_episodes": [referral]}, "involvement")] == ["T"]
    both: Rows = {"ssd_cin_episodes": [referral], "ssd_involvements": [involved]}
    assert [row["team"] for row in made(SSD, both, "involvement")] == ["U"]


def test_a_rows_withdrawal_is_honoured_and_its_key_is_the_senders() -> None:
    roll = extracts()["school_roll"]
    row = {"record_id": "R1", "source_org": "URN:900001", "record_status_code": "D", "extract_date": date(2025, 7, 14),
           "source_person_id": "P1", "setting_urn": "900001", "updated_at": "2025-07-14T08:00"}  # fmt: skip
    other = {**row, "source_org": "URN:900002", "record_status_code": "C"}
    found = made(roll, {"school_roll": [row, other]}, "enrolment")
    assert [line["deleted"] for line in found] == [True, False]
    assert len({line["row_key"] for line in found}) == len({line["person_key"] for line in found}) == 2
