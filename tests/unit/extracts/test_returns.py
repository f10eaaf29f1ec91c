"""The statutory returns, each of several files joined by ids of one export, to exactly the records they mean."""

from tests.unit.extracts.reading import Sent

CENSUS = "school_census"
FORENAMES = "(select min(forename) from sent_person p where p.person_key = r.person_key)"


def named(sent: Sent, record: str, columns: str, source: str) -> list[tuple[object, ...]]:
    """The rows of a record with the forename of whom they are about in front: worked-out ids are not for reading."""
    return sent.rows(f"{record} r", f"{FORENAMES} as forename, {columns}", source)


def test_census_pupils_keep_one_id_from_autumn_to_spring(sent: Sent) -> None:
    found = sent.engine.rows(
        f"select forename, count(distinct person_key), count(*) from sent_person where source = '{CENSUS}'"
        " group by forename order by 1"
    )
    assert found == [("Amal", 1, 2), ("Cleo", 1, 2), ("Gus", 1, 2)]


def test_census_person(sent: Sent) -> None:
    columns = (
        "received, forename, surname, middle_names, preferred_surname, sex, upn, former_upn, postcode, setting_urn"
    )
    assert sent.rows("person", columns, CENSUS) == [
        ("2024-10-03", "Amal", "Abara", "Ruth", None, "F", "L999100120001", None, "ZZ1 1AA", "900001"),
        ("2024-10-03", "Cleo", "Carr", None, "Carr-Low", "F", "P999100120003", "U999100115009", None, "900001"),
        ("2024-10-03", "Gus", "Gale", None, None, "M", "W999100120007", None, "ZZ3 1GG", "900001"),
        ("2025-01-16", "Amal", "Abara", "Ruth", None, "F", "L999100120001", None, "ZZ1 1AA", "900001"),
        ("2025-01-16", "Cleo", "Carr", None, "Carr-Low", "F", "P999100120003", "U999100115009", None, "900001"),
        ("2025-01-16", "Gus", "Gale", None, None, "M", "W999100120007", None, None, "900001"),
    ]


def test_census_enrolments_are_as_the_newest_census_has_them(sent: Sent) -> None:
    assert named(sent, "enrolment", "setting_urn, enrolment_code, year_group, started, ended, as_at", CENSUS) == [
        ("Amal", "900001", "C", "3", "2021-09-06", None, "2025-01-16"),
        ("Cleo", "900001", "C", "6", "2018-09-03", None, "2025-01-16"),
        ("Gus", "900001", None, None, "2019-09-02", "2024-12-13", "2025-01-16"),
    ]
    assert named(sent, "involvement", "agency, ended", CENSUS) == [
        ("Amal", "EDU", None),
        ("Cleo", "EDU", None),
        ("Gus", "EDU", "2024-12-13"),
    ]


def test_census_sen_provision_and_needs_are_a_history(sent: Sent) -> None:
    assert named(sent, "sen_provision", "level, as_at", CENSUS) == [
        ("Amal", "N", "2024-10-03"),
        ("Amal", "N", "2025-01-16"),
        ("Cleo", "K", "2024-10-03"),
        ("Cleo", "K", "2025-01-16"),
    ]
    assert named(sent, "sen_need", "need, rank, as_at", CENSUS) == [
        ("Cleo", "SEMH", 2, "2025-01-16"),
        ("Cleo", "SLCN", 1, "2025-01-16"),
    ]


def test_census_attendance_is_dated_by_the_term_it_covers(sent: Sent) -> None:
    assert named(sent, "attendance", "period, started, code, sessions", CENSUS) == [
        ("Amal", "TERM", "2024-04-01", "/", 131),  # the autumn census carries the summer term before it
        ("Amal", "TERM", "2024-04-01", "I", 4),
        ("Amal", "TERM", "2024-09-01", "/", 131),  # the spring census carries the autumn term
        ("Amal", "TERM", "2024-09-01", "I", 4),
        ("Cleo", "TERM", "2024-04-01", "C2", 12),
        ("Cleo", "TERM", "2024-06-01", "C2", 9),
        ("Cleo", "TERM", "2024-09-01", "C2", 12),
    ]


def test_a_suspension_that_two_censuses_carry_is_one(sent: Sent) -> None:
    assert named(sent, "suspension", "kind, started, sessions, reasons", CENSUS) == [
        ("Cleo", "SUSP", "2024-06-10", 4, "DB;PP")
    ]


def test_census_identifiers(sent: Sent) -> None:
    found = set(named(sent, "identifier", "kind, value, valid", CENSUS))
    assert ("Cleo", "FORMER_UPN", "U999100115009", True) in found
    assert ("Gus", "UPN", "W999100120007", True) in found


def test_sen2_requests_plans_and_placements(sent: Sent) -> None:
    columns = "requested, decision, decided, issue_decision, issue_decided, final_issued, exception"
    assert named(sent, "ehc_request", columns, "sen2") == [
        ("Dev", "2022-01-10", "Y", "2022-02-14", "Y", "2022-04-28", "2022-06-06", False),
        ("Yara", "2024-05-07", "N", "2024-06-17", None, None, None, None),
    ]
    assert named(sent, "ehc_plan", "started, ended, cease_reason", "sen2") == [("Dev", "2022-06-06", None, None)]
    assert named(sent, "ehc_placement", "setting_urn, rank, started, residential", "sen2") == [
        ("Dev", "900001", 1, "2022-09-05", False),
        ("Dev", "900001", 1, None, False),
    ]
    assert named(sent, "involvement", "agency, started, ended", "sen2") == [
        ("Dev", "LASEN", "2022-01-10", None),
        ("Yara", "LASEN", "2024-05-07", "2024-06-17"),  # a refused request closes the team's involvement
    ]


def test_sen2_keeps_the_meeting_and_the_letter_apart(sent: Sent) -> None:
    assert named(sent, "ehc_review", "kind, met, decided, decision", "sen2") == [
        ("Dev", "ANNUAL", "2024-05-20", "2024-06-12", None)  # its letters for the decision are not verified
    ]


def test_sen2_person_and_needs(sent: Sent) -> None:
    assert sent.rows("person", "forename, born, upn, uln, postcode", "sen2") == [
        ("Dev", "2011-06-30", "D999100120004", None, "ZZ2 1DD"),
        ("Yara", "2005-08-08", None, "1000000027", "ZZ2 7YY"),
    ]
    assert named(sent, "sen_need", "need, rank", "sen2") == [("Dev", "SEMH", 1), ("Dev", "SLCN", 2)]


def test_ssd_person_takes_numbers_and_home_from_the_other_tables(sent: Sent) -> None:
    columns = "person_key, forename, born, expected, upn, nhs_number, la_child_id, postcode, address_restricted, sealed"
    assert sent.rows("person", columns, "ssd") == [
        (
            "care|LA:990|L300",
            "Cleo",
            "2014-01-15",
            None,
            "P999100120003",
            "9990001030",
            "L300",
            "ZZ1 3CC",
            False,
            False,
        ),
        ("care|LA:990|L600", "Finn", "2010-02-02", None, "G999100120006", None, "L600", "ZZ2 3FF", True, False),
        ("care|LA:990|L700", "Unborn", None, "2025-10-01", None, None, "L700", None, None, False),
    ]


def test_ssd_takes_no_number_of_justice_or_benefits(sent: Sent) -> None:
    assert {kind for (kind,) in sent.rows("identifier", "kind", "ssd")} == {"UPN", "NHS", "LA_CHILD_ID"}
    assert sent.engine.rows("select count(*) from sent_identifier where value = 'Y-1'") == [(0,)]


def test_ssd_addresses(sent: Sent) -> None:
    assert sent.rows("address", "kind, postcode, started, ended, restricted", "ssd") == [
        ("HOME", "ZZ1 3CC", "2022-04-01", None, False),
        ("HOME", "ZZ2 3FF", "2015-01-06", None, True),
        ("HOME", "ZZ7 7OL", "2019-01-01", "2022-03-31", False),
        ("PLACEMENT", "ZZ9 9ZZ", "2025-01-06", None, False),
    ]


def test_ssd_contacts_help_referrals_and_assessments(sent: Sent) -> None:
    assert sent.rows("care_contact", "contact_id, happened, contact_source", "ssd") == [
        ("K1", "2024-04-02", "2A"),
        ("K2", "2024-11-12", "1A"),
        ("K3", "2025-05-06", "2A"),
    ]
    assert sent.rows("early_help", "episode_id, started, ended, organisation", "ssd") == [
        ("EH1", "2021-02-01", "2021-08-31", "T-EH")
    ]
    assert sent.rows("care_referral", "referral_id, started, ended, primary_need, no_further_action", "ssd") == [
        ("RF1", "2024-10-28", None, "N2", False)
    ]
    assert sent.rows("care_assessment", "assessment_id, referral_id, started, ended", "ssd") == [
        ("AS1", "RF1", "2024-10-30", "2024-12-20")
    ]


def test_ssd_plans_and_reviews(sent: Sent) -> None:
    assert sent.rows("care_plan", "kind, plan_id, person_key, started, ended", "ssd") == [
        ("CIN", "CP1", "care|LA:990|L600", "2024-12-20", None),
        ("CLA", "CLA1", "care|LA:990|L600", "2023-01-09", "2023-06-01"),  # two episodes, one time in care
        ("CP", "PP1", "care|LA:990|L300", "2019-05-01", "2020-05-01"),
    ]
    assert sent.rows("care_review", "kind, review_id, person_key, due, held", "ssd") == [
        ("CLA", "CR1", "care|LA:990|L600", "2023-02-06", "2023-02-06"),
        ("CLA", "CR2", "care|LA:990|L600", "2023-05-05", None),  # cancelled, so not held
        ("CP", "PR1", "care|LA:990|L300", "2019-08-01", "2019-07-29"),
    ]


def test_ssd_involvements(sent: Sent) -> None:
    assert sent.rows("involvement", "agency, team, worker, started, ended", "ssd") == [
        ("CSC", "T-CSC", "W-CSC-2", "2024-11-04", None),
        ("EH", "T-EH", "W-EH-1", "2021-02-01", "2021-08-31"),
    ]
