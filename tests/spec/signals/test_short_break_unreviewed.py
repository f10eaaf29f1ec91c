"""A package under s17, s17(6) or no known basis, running nine months, with no social-care review in six (T23)."""

from datetime import date

SIGN = "short_break_unreviewed"


def test_a_package_that_was_never_reviewed(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Asha     | P1         | S17         | 2024-02-05      | 2024-02-05
        """,
    )
    assert looked.named == {"Asha": "2024-11-05"}
    assert looked.says == {"Asha": "Short break since 5 February 2024; last social-care review or assessment: never"}
    assert looked.because == {"Asha": ["short_break:1"]}


def test_a_package_whose_last_review_is_more_than_six_months_old(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Old      | P1         | S17N        | 2023-02-06      | 2023-02-06
                    | Just     | P2         | S17N        | 2023-02-06      | 2023-02-06
        care_review | child_id | kind   | held
                    | Old      | SB_REV | 2024-06-10
                    | Old      | SB_REV | 2025-01-17
                    | Just     | SB_REV | 2025-01-18
        """,
    )
    assert looked.named == {"Old": "2025-07-18"}
    assert looked.says["Old"].endswith("last social-care review or assessment: 17 January 2025")
    assert looked.because == {"Old": ["short_break:1", "care_review:2"]}


def test_nine_months_are_counted_to_the_day(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Nine     | P1         | S17         | 2024-10-18      | 2024-10-18
                    | Nearly   | P2         | S17         | 2024-10-19      | 2024-10-19
                    | Changed  | P3         | S17         | 2025-04-01      | 2023-02-06
        """,
    )
    # a change of hours begins a new version, not a new package
    assert looked.named == {"Nine": "2025-07-18", "Changed": "2023-11-06"}


def test_only_breaks_that_social_care_answers_for(look):
    looked = look(
        SIGN,
        """
        short_break | child_id  | package_id | legal_basis | version_started | started
                    | Local     | P1         | LO          | 2023-02-06      | 2023-02-06
                    | Series    | P2         | S20R48      | 2023-02-06      | 2023-02-06
                    | Adult     | P3         | ASC         | 2023-02-06      | 2023-02-06
                    | Unknown   | P4         | UNK         | 2023-02-06      | 2023-02-06
                    | Blank     | P5         |             | 2023-02-06      | 2023-02-06
                    | Overnight | P6         | S17N        | 2023-02-06      | 2023-02-06
        """,
    )
    assert sorted(looked.named) == ["Blank", "Overnight", "Unknown"]


def test_the_newest_version_of_a_package_holds(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | version_ended | started    | ended
                    | Became   | P1         | S17         | 2023-02-06      | 2024-09-01    | 2023-02-06 |
                    | Became   | P1         | LO          | 2024-09-02      |               | 2023-02-06 |
                    | Open     | P2         | S17         | 2023-02-06      |               | 2023-02-06 |
                    | Open     | P2         | LO          | 2024-09-02      |               | 2023-02-06 |
                    | Ended    | P3         | S17         | 2023-02-06      |               | 2023-02-06 | 2025-06-30
                    | Ending   | P4         | S17         | 2023-02-06      |               | 2023-02-06 | 2025-07-31
        """,
    )
    assert sorted(looked.named) == ["Ending"]


def test_any_social_care_review_or_finished_assessment_counts(look):
    looked = look(
        SIGN,
        """
        short_break     | child_id  | package_id | legal_basis | version_started | started
                        | Protected | P1         | S17         | 2023-02-06      | 2023-02-06
                        | Assessed  | P2         | S17         | 2023-02-06      | 2023-02-06
                        | Begun     | P3         | S17         | 2023-02-06      | 2023-02-06
                        | Due       | P4         | S17         | 2023-02-06      | 2023-02-06
                        | Booked    | P5         | S17         | 2023-02-06      | 2023-02-06
        care_review     | child_id  | kind   | due        | held
                        | Protected | CP     | 2025-05-01 | 2025-05-01
                        | Due       | SB_REV | 2025-05-01 |
                        | Booked    | SB_REV | 2025-07-25 | 2025-07-25
        care_assessment | child_id  | started    | ended
                        | Assessed  | 2025-03-03 | 2025-05-01
                        | Begun     | 2025-05-01 |
        """,
    )
    # due is not held, and neither is a date still to come
    assert sorted(looked.named) == ["Begun", "Booked", "Due"]


def test_a_visit_is_not_a_review(look):
    looked = look(
        SIGN,
        """
        short_break       | child_id | package_id | legal_basis | version_started | started
                          | Visited  | P1         | S17         | 2023-02-06      | 2023-02-06
        short_break_event | child_id | package_id | kind | held
                          | Visited  | P1         | VIS  | 2025-06-02
        """,
    )
    assert sorted(looked.named) == ["Visited"]


def test_two_packages_are_one_sign_and_one_review_answers_for_both(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Two      | P1         | S17         | 2023-02-06      | 2023-02-06
                    | Two      | P2         | S17N        | 2024-02-05      | 2024-02-05
                    | Reviewed | P3         | S17         | 2023-02-06      | 2023-02-06
                    | Reviewed | P4         | S17N        | 2024-02-05      | 2024-02-05
        care_review | child_id | kind   | held
                    | Reviewed | SB_REV | 2025-07-17
        """,
    )
    assert looked.named == {"Two": "2023-11-06"}


def test_a_package_without_a_first_day_is_not_known(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Undated  | P1         | S17         | 2023-02-06      |
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Undated": "Not known: the short-breaks register gives no first day of this package."}


def test_a_version_that_ended_with_none_after_it_ends_no_package(look):
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | version_ended | started    | ended
                    | Lapsed   | P1         | S17         | 2023-02-06      | 2025-03-31    | 2023-02-06 |
        """,
    )
    assert sorted(looked.named) == ["Lapsed"]
    assert looked.because == {"Lapsed": ["short_break:1"]}


def test_a_review_that_the_register_only_states_is_not_known(look):
    """A date in the register is no record of a review; but neither can anybody say that there was none."""
    looked = look(
        SIGN,
        """
        short_break | child_id | package_id | legal_basis | version_started | started    | last_review
                    | Stated   | P1         | S17         | 2023-02-06      | 2023-02-06 | 2025-01-18
                    | LongAgo  | P2         | S17         | 2023-02-06      | 2023-02-06 | 2025-01-17
                    | ToCome   | P3         | S17         | 2023-02-06      | 2023-02-06 | 2025-08-01
        """,
    )
    assert sorted(looked.named) == ["LongAgo", "ToCome"]
    assert looked.not_known == {
        "Stated": "Not known: the short-breaks register states a review in the last months, and no record of it has "
        "been received."
    }


def test_the_sign_is_there_from_the_day_after_the_clock_ran_out_at_the_end_of_a_month_too(look):
    """Six months from 28 February is 28 August, and from 31 August it is the last day of February."""
    drawn = """
        short_break | child_id | package_id | legal_basis | version_started | started
                    | Asha     | P1         | S17         | 2022-02-07      | 2022-02-07
        care_review | child_id | kind   | held
                    | Asha     | SB_REV | 2025-02-28
        """
    for held, last, first in (
        ("2025-02-28", date(2025, 8, 28), date(2025, 8, 29)),
        ("2024-08-31", date(2025, 2, 28), date(2025, 3, 1)),
    ):
        assert look(SIGN, drawn.replace("2025-02-28", held), as_of=last).named == {}
        assert look(SIGN, drawn.replace("2025-02-28", held), as_of=first).named == {"Asha": first.isoformat()}
