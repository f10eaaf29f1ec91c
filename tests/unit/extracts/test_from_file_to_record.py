"""From a small file of each layout, written by hand from the format's description, to exactly the records it means."""

import pytest
from tests.unit.extracts.reading import FILES, Sent

from goldenthread.extracts import extracts

AMAL, BEN, CLEO, DEV = "school|URN:900001|P1", "school|URN:900001|P4", "school|URN:900001|P2", "school|URN:900001|P3"


def test_every_file_is_recognised_and_read_whole(sent: Sent) -> None:
    assert len(sent.reports) == len(list(FILES.rglob("*.csv")))
    for report in sent.reports:
        assert report.format is not None, report.path
        assert (report.rows_set_aside, report.rows_already_held) == (0, 0), report.path
        assert {finding.kind for finding in report.findings} <= {"not_needed"}, report.findings


def test_every_extract_has_a_file(sent: Sent) -> None:
    assert {report.format for report in sent.reports} == set(extracts())


def test_right_files_leave_nothing_to_put_right(sent: Sent) -> None:
    assert sent.engine.rows("select problem from put_right") == []


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("2024_autumn_pupilonroll.csv", "autumn 2024"),
        ("2024_autumn_pupilnolongeronroll.csv", "autumn 2023"),
        ("2025_spring_pupilonroll.csv", "spring 2025"),
        ("Blade-Export_05-03-2025_activeplans.csv", "1.3"),
        ("Blade-Export_05-03-2025_placementdetail.csv", "1.2"),
    ],
)
def test_the_version_is_told_by_the_headings(sent: Sent, path: str, version: str) -> None:
    assert [report.version for report in sent.reports if report.path.endswith(path)] == [version]


def test_school_roll(sent: Sent) -> None:
    assert sent.rows("enrolment", "person_key, setting_urn, year_group, started, ended, as_at", "school_roll") == [
        (AMAL, "900001", "3", "2021-09-06", None, "2025-07-14"),
        (CLEO, "900001", "6", "2018-09-03", None, "2025-07-14"),
        (DEV, "900001", "9", "2022-09-05", None, "2025-07-14"),
        (BEN, "900001", "1", "2023-09-04", "2025-06-30", "2025-07-14"),
    ]
    assert sent.rows("sen_provision", "person_key, level, as_at", "school_roll") == [
        (AMAL, "N", "2025-07-14"),
        (CLEO, "K", "2025-07-14"),
        (DEV, "E", "2025-07-14"),
        (BEN, "K", "2025-06-30"),  # what a school says of a leaver was true when the child left
    ]
    assert sent.rows("sen_need", "person_key, need, rank", "school_roll") == [
        (CLEO, "SLCN", 1),
        (DEV, "SEMH", 1),
        (BEN, "ASD", 1),
    ]
    assert sent.rows("person", "person_key, surname, upn, nhs_number, postcode", "school_roll")[0] == (
        (AMAL, "Abara", "L999100120001", None, "ZZ1 1AA")
    )


def test_the_register_is_summed_to_weeks_of_the_pupils_of_the_roll(sent: Sent) -> None:
    columns = "person_key, setting_urn, period, started, code, sessions"
    assert sent.rows("attendance", columns, "attendance_sessions") == [
        (AMAL, "900001", "WEEK", "2025-06-30", "/", 1),
        (AMAL, "900001", "WEEK", "2025-06-30", "L", 1),
        (AMAL, "900001", "WEEK", "2025-06-30", "\\", 2),
        (AMAL, "900001", "WEEK", "2025-07-07", "I", 2),
        (DEV, "900001", "WEEK", "2025-06-30", "E", 2),
    ]
    keys = sent.engine.rows("select distinct person_key from sent_attendance where source = 'attendance_sessions'")
    assert set(keys) <= set(sent.engine.rows("select person_key from sent_person where source = 'school_roll'"))


def test_exclusion_notices(sent: Sent) -> None:
    columns = "person_key, notice_id, kind, started, ended, sessions, reasons, cancelled, early_review_considered"
    assert sent.rows("suspension", columns, "exclusion_notices") == [
        (DEV, "N-1", "SUSP", "2024-11-04", "2024-11-15", 20, "PA;DB", None, False),
        (DEV, "N-2", "SUSP", "2025-03-10", "2025-03-14", 10, "PA", None, None),
        (DEV, "N-3", "LNCH", "2025-06-02", "2025-06-03", 2, "BU", "2025-06-05", None),
    ]


def test_ehc_cases_and_reviews(sent: Sent) -> None:
    columns = "case_id, requested, requested_by, decision, decided, final_issued, exception, close_code"
    assert sent.rows("ehc_request", columns, "ehc_cases") == [
        ("CASE-1", "2022-01-10", "SCHOOL", "Y", "2022-02-14", "2022-06-06", False, "ISSUED"),
        ("CASE-2", "2025-03-03", "PAR", "Y", "2025-04-14", None, None, None),
    ]
    assert sent.rows("ehc_plan", "case_id, started, ended", "ehc_cases") == [("CASE-1", "2022-06-06", None)]
    columns = "review_id, kind, due, met, decision, decided, not_held"
    assert sent.rows("ehc_review", columns, "ehc_reviews") == [
        ("RV-1", "ANNUAL", "2024-06-06", "2024-05-20", "MAINTAIN", "2024-06-12", None),  # the letter, not the decision
        ("RV-2", "ANNUAL", "2025-06-12", None, None, None, "NEVER"),
    ]


def test_each_adviser_is_asked_by_itself(sent: Sent) -> None:
    columns = "advice_id, adviser, team, requested, reached, answered, return_code"
    assert sent.rows("ehc_advice", columns, "ehc_advice") == [
        ("AD-1", "EP", "T-EP", "2025-04-15", "2025-04-16", None, None),
        ("AD-2", "SLT", "T-SLT", "2025-04-15", None, "2025-05-20", "FULL"),
        ("AD-3", "PAR", None, "2025-04-15", None, "2025-05-01", "FULL"),
    ]
    assert sent.rows("involvement", "agency, team, started, ended", "ehc_advice") == [
        ("CH", "T-SLT", "2025-04-15", "2025-05-20"),
        ("EP", "T-EP", "2025-04-15", None),
    ]  # a parent's advice opens no team


def test_waits(sent: Sent) -> None:
    columns = "referral_id, provider, service, requested, arrived, rejected, ended, clock_stopped"
    assert sent.rows("health_wait", columns, "community_waits") == [
        ("W1", "ODS:ZZ1", "SLT", "2024-05-01", "2024-09-02", None, None, None),  # the first referral starts the clock
        ("W2", "ODS:ZZ1", "SLT", "2024-12-01", "2024-12-01", None, None, None),
        ("W3", "ODS:ZZ1", "OT", "2024-12-01", "2024-12-01", None, None, None),
        ("W4", "ODS:ZZ1", "SLT", "2025-01-06", "2025-01-06", None, "2025-05-01", "2025-03-01"),
        ("W5", "ODS:ZZ2", "PAED", "2025-01-10", "2025-01-10", None, None, None),
        ("W6", "ODS:ZZ2", "CAMHS", "2025-06-01", "2025-06-01", "2025-06-09", None, None),
    ]
    teams = sent.rows("involvement", "team", "community_waits")
    assert ("T-CAMHS",) not in teams, "a rejected referral opens no team"
    assert len(teams) == 5


def test_child_health_checks_name_no_child_before_birth(sent: Sent) -> None:
    assert sent.rows("health_check", "check_id, check_code, status, due, held", "child_health_checks") == [
        ("HC1", "Y2", "DNA", "2021-05-20", None),
        ("HC2", "NB", "DONE", "2018-12-04", "2018-12-03"),
    ]
    assert {key for (key,) in sent.rows("person", "person_key", "child_health_checks")} == {"child_health|ODS:ZZ1|H2"}


def test_short_breaks(sent: Sent) -> None:
    columns = "package_id, started, ended, legal_basis, provision, weekly_minutes, last_review, team"
    assert sent.rows("short_break", columns, "short_break_packages") == [
        ("PK-1", "2024-06-03", None, "S17", "DAY", 240, None, "T-CWD")
    ]
    assert sent.rows("short_break_event", "event_id, kind, due, held, lead_agency", "short_break_events") == [
        ("SE1", "VIS", None, "2025-03-03", "CWD"),
        ("SE2", "REV", None, "2025-04-07", "CH"),
        ("SE3", "REV", "2024-12-03", "2024-09-02", "CWD"),
    ]
    assert sent.rows("care_review", "review_id, kind, held", "short_break_events") == [
        ("SE3", "SB_REV", "2024-09-02")
    ], "a visit is no review, and a health service's review is no social-care review"


def test_children_living_away(sent: Sent) -> None:
    columns = "placement_id, started, legal_basis, looked_after, setting_code, host_la, home_la, education_started"
    assert sent.rows("away_placement", columns, "away_placements") == [
        ("PL-1", "2025-01-06", "S85", False, "RSS", "LA:991", "LA:990", None)
    ]
    columns = "event_id, kind, due, held, education_status, education_since, child_seen_alone"
    assert sent.rows("away_event", columns, "away_events") == [
        ("AE1", "V85", "2025-04-01", "2025-03-28", "NONE", "2025-03-03", True),
        ("AE2", "V85", "2025-07-01", "2025-06-27", "NONE", "2025-03-03", False),
    ]


def test_lists_of_the_area(sent: Sent) -> None:
    assert sent.rows("team", "team_id, agency, service, setting_urn, duties, weekly_budget", "teams") == [
        ("T-SCH-1", "EDU", None, "900001", "SEN_SUPPORT", 5),
        ("T-SLT", "CH", "SLT", None, "ASK_CLINICIAN;EHC_ADVICE", 10),
    ]
    assert sent.rows("team_member", "worker_id, is_lead, is_deputy, absent_from, absent_to", "team_members") == [
        ("W-SLT-1", True, False, "2025-07-10", "2025-07-25"),
        ("W-SLT-2", False, True, None, None),
    ]
    assert sent.rows("setting", "setting_urn, phase, locality, host_la", "settings") == [
        ("900001", "PRIMARY", "NORTH", "LA:990")
    ]
    assert sent.rows("school_term", "setting_urn, term, started, ended, closed", "school_terms") == [
        ("900001", "SUMMER", "2025-06-02", "2025-07-22", "2025-06-20;2025-06-23"),
        (None, "SUMMER", "2025-04-22", "2025-05-23", "2025-05-05"),
    ]
    assert sent.engine.rows("select count(*) from sent_team where person_key is not null") == [(0,)]
