"""Blank and contradictory cells go to the sender's list, each once and in its own words; a right row does not."""

from datetime import date, timedelta

import pytest
from tests.unit.extracts.typed_rows import put_right

from goldenthread.extracts import extracts

DAY = date(2025, 7, 14)
Row = dict[str, object]
CHILD: Row = {
    "record_id": "R1",
    "record_status_code": "C",
    "updated_at": "2025-07-14T08:00",
    "extract_date": DAY,
    "source_org": "LA:990",
    "source_person_id": "P1",
    "surname": "Abara",
    "forename": "Amal",
    "date_of_birth": date(2012, 3, 4),
    "postcode": "ZZ1 1AA",
}


def days(ago: int) -> date:
    """A day so many days before the extract."""
    return DAY - timedelta(days=ago)


RIGHT: dict[str, Row] = {
    "school_roll": {"setting_urn": "900001", "admission_date": days(900), "sen_provision_code": "K"},
    "exclusion_notices": {
        "category_code": "SUSP",
        "start_date": days(30),
        "end_date": days(29),
        "suspended_sessions": 4,
        "decided_date": days(31),
        "la_told_date": days(31),
    },
    "ehc_cases": {
        "case_id": "C1",
        "request_received_date": days(300),
        "request_logged_date": days(300),
        "assess_decision_code": "Y",
        "assess_decided_date": days(270),
        "assess_notified_date": days(268),
        "draft_issued_date": days(190),
        "representations_due_date": days(170),
        "final_issued_date": days(165),
        "close_code": "ISSUED",
        "closed_date": days(165),
    },
    "ehc_advice": {"requested_date": days(60), "received_date": days(20), "return_code": "FULL", "due_date": days(18)},
    "ehc_reviews": {
        "due_date": days(40),
        "meeting_date": days(41),
        "decision_code": "AMEND",
        "decision_date": days(20),
        "decision_notified_date": days(19),
    },
    "community_waits": {"received_date": days(100), "priority_band_code": "STD", "first_contact_date": days(10)},
    "child_health_checks": {"check_code": "Y2", "status_code": "DONE", "held_date": days(3)},
    "short_break_packages": {
        "package_start_date": days(500),
        "version_start_date": days(500),
        "legal_basis_code": "S17",
    },
    "short_break_events": {"held_date": days(5)},
    "away_placements": {
        "placement_start_date": days(200),
        "legal_basis_code": "S42",
        "host_la_org": "LA:991",
        "setting_urn": "900777",
        "looked_after_flag": False,
    },
    "away_events": {"due_date": days(4), "held_date": days(5), "education_status_code": "FT"},
}

WRONG: list[tuple[str, Row, str]] = [
    ("school_roll", {"date_of_birth": None}, "The birth date is blank."),
    ("school_roll", {"date_of_birth": date(2025, 7, 15), "admission_date": None}, "The birth date is after the day"),
    ("school_roll", {"upn": "A801200005001", "upn_ok": False}, "The unique pupil number fails"),
    ("school_roll", {"nhs_number": "1", "nhs_number_ok": False}, "The NHS number fails"),
    ("school_roll", {"postcode": None}, "There is no usable identifier"),
    ("school_roll", {"admission_date": None}, "The admission date is blank."),
    ("school_roll", {"sen_provision_code": None}, "The SEN provision is blank."),
    ("school_roll", {"leaving_date": days(901)}, "The pupil left before being admitted."),
    ("exclusion_notices", {"end_date": days(31)}, "The suspension ends before it starts."),
    ("exclusion_notices", {"suspended_sessions": 5}, "More sessions are lost than there are"),
    ("exclusion_notices", {"suspended_sessions": None}, "The number of sessions lost is blank."),
    ("ehc_cases", {"request_logged_date": days(290)}, "The request was logged on a later day"),
    ("ehc_cases", {"assess_decided_date": days(301), "assess_notified_date": None}, "It was decided whether to assess"),
    ("ehc_cases", {"assess_notified_date": days(271)}, "The family was told of the decision to assess before"),
    ("ehc_cases", {"draft_issued_date": days(160), "representations_due_date": None}, "The final plan is dated before"),
    ("ehc_cases", {"representations_due_date": days(176)}, "The family is given fewer than 15 days"),
    ("ehc_cases", {"assess_decided_date": None, "assess_notified_date": None}, "The date of the decision to assess is"),
    ("ehc_cases", {"close_code": None}, "The reason the case was closed is blank."),
    ("ehc_cases", {"final_issued_date": None}, "The date of the final plan is blank."),
    ("ehc_advice", {"received_date": days(61)}, "The advice was received before it was asked for."),
    ("ehc_advice", {"received_date": None}, "The date the advice was received is blank."),
    ("ehc_advice", {"reached_adviser_date": days(61)}, "The adviser was reached before being asked."),
    ("ehc_reviews", {"decision_notified_date": days(21)}, "The decision letter is dated before the decision."),
    ("ehc_reviews", {"decision_notified_date": None}, "The date of the decision letter is blank."),
    ("ehc_reviews", {"meeting_date": days(-1), "decision_code": None, "decision_date": None,
                     "decision_notified_date": None}, "The meeting is after the day of the extract."),
    ("community_waits", {"received_date": days(9)}, "The first contact is before the referral"),
    ("community_waits", {"priority_band_code": None}, "No priority band has been set"),
    ("community_waits", {"closed_date": days(101)}, "The referral was closed before it was received."),
    ("child_health_checks", {"held_date": None}, "The date the check was done is blank."),
    ("child_health_checks", {"held_date": days(-1)}, "The date the check was done is after"),
    ("child_health_checks", {"source_person_id": None, "date_of_birth": None}, "The check names no child."),
    ("short_break_packages", {"next_review_due_date": days(1)}, "The next review due is in the past."),
    ("short_break_packages", {"package_end_date": days(501)}, "The package ends before it starts."),
    ("short_break_events", {"held_date": None}, "Neither the due date nor the date held is given."),
    ("away_placements", {"setting_urn": None}, "Neither the postcode nor the URN of the placement"),
    ("away_placements", {"looked_after_flag": None}, "The looked-after flag is blank."),
    ("away_placements", {"next_visit_due_date": days(1)}, "The next visit due is in the past."),
    ("away_events", {"education_status_code": "NONE"}, "The child is without education, and since when is blank."),
    ("away_events", {"held_date": days(-1)}, "The date held is after the day of the extract."),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_right_row_is_on_nobodys_list(name: str) -> None:
    assert put_right(extracts()[name], {name: [{**CHILD, **RIGHT[name]}]}) == []


@pytest.mark.parametrize(("name", "changed", "problem"), WRONG, ids=lambda value: str(value)[:50])
def test_a_wrong_cell_is_said_once(name: str, changed: Row, problem: str) -> None:
    found = put_right(extracts()[name], {name: [{**CHILD, **RIGHT[name], **changed}]})
    assert [says for _, says in found if says.startswith(problem)] != []
    others = {says for _, says in found if not says.startswith(problem)}
    also = {"The admission date is blank."} if changed.get("admission_date", DAY) is None else set()
    assert others <= also, "and nothing else is complained of"


def test_a_row_with_a_number_needs_no_postcode() -> None:
    row = {**CHILD, **RIGHT["school_roll"], "postcode": None, "upn": "B801200005001", "upn_ok": True}
    assert put_right(extracts()["school_roll"], {"school_roll": [row]}) == []


def test_a_leaver_needs_no_sen_provision_and_an_antenatal_contact_no_child() -> None:
    leaver = {**CHILD, **RIGHT["school_roll"], "sen_provision_code": None, "leaving_date": days(2)}
    assert put_right(extracts()["school_roll"], {"school_roll": [leaver]}) == []
    unborn = {**CHILD, "source_person_id": None, "date_of_birth": None, "check_code": "AN", "status_code": "BOOKED"}
    assert put_right(extracts()["child_health_checks"], {"child_health_checks": [unborn]}) == []


def test_the_census_asks_for_a_type_of_need_only_where_needs_were_sent() -> None:
    header = {"schoolcensustableid": "C", "lea": "990", "urn": "900001", "term": "SPR", "year": 2025,
              "referencedate": date(2025, 1, 16), "nativeid": "N"}  # fmt: skip
    pupil = {"pupilonrolltableid": "P", "schoolcensustableid": "C", "upn": "B801200005001", "upn_ok": True,
             "forename": "Amal", "surname": "Abara", "dob": date(2012, 3, 4), "senprovision": "K"}  # fmt: skip
    need = {"senneedstableid": "N", "pupilonrolltableid": "other", "sentype": "SLCN", "sentyperank": 1}
    census = extracts()["school_census"]
    missing = [("senprovision", "The pupil has SEN support or a plan, and no type of need is recorded.")]
    assert put_right(census, {"schoolcensus": [header], "pupilonroll": [pupil]}) == []
    assert put_right(census, {"schoolcensus": [header], "pupilonroll": [pupil], "senneeds": [need]}) == missing


def test_sen2_tells_the_letter_from_the_meeting_and_a_plan_from_none() -> None:
    sen2 = extracts()["sen2"]
    active = {"activeplanstableid": "A", "reviewmeeting": date(2024, 6, 1), "lastreview": date(2024, 5, 1)}
    assert put_right(sen2, {"activeplans": [active]}) == [
        ("lastreview", "The decision letter is dated before the review meeting.")
    ]
    assessment = {"assessmenttableid": "A", "assessmentoutcome": "Y", "assessmentoutcomedate": date(2024, 5, 1)}
    assert put_right(sen2, {"assessment": [assessment]}) == [
        ("assessmentoutcome", "A plan was to be issued, and none is recorded.")
    ]
    person = {"persontableid": "P", "personbirthdate": date(2010, 1, 1)}
    assert [column for column, _ in put_right(sen2, {"person": [person]})] == ["upn"]
    assert put_right(sen2, {"person": [{**person, "upnunknown": "UN2"}]}) == []
