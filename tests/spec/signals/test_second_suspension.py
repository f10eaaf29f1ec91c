"""The second suspension in one term of a child with a plan, and no early review since."""

SIGN = "second_suspension"


def test_the_second_in_a_term(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Asha     | N1        | SUSP | 2025-05-06 | 2
                   | Asha     | N2        | SUSP | 2025-06-09 | 4
                   | Asha     | N3        | SUSP | 2025-06-23 | 4
        ehc_plan   | child_id | started
                   | Asha     | 2023-01-09
        """,
    )
    assert looked.named == {"Asha": "2025-06-09"}
    assert looked.says == {
        "Asha": "Suspended 3 times in one term, the second time on 9 June 2025; no early review held since"
    }


def test_two_terms_are_two_terms(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Spring   | N1        | SUSP | 2025-03-24 | 2
                   | Spring   | N2        | SUSP | 2025-04-28 | 2
                   | HalfTerm | N3        | SUSP | 2025-05-19 | 2
                   | HalfTerm | N4        | SUSP | 2025-06-09 | 2
        ehc_plan   | child_id | started
                   | Spring   | 2023-01-09
                   | HalfTerm | 2023-01-09
        """,
    )
    assert looked.named == {"HalfTerm": "2025-06-09"}


def test_the_schools_own_terms_are_believed(look):
    looked = look(
        SIGN,
        """
        school_term | setting_urn | term   | started    | ended
                    | 900001      | AUTUMN | 2024-09-03 | 2024-12-20
                    | 900001      | SPRING | 2025-01-06 | 2025-04-25
                    | 900001      | SUMMER | 2025-05-06 | 2025-07-22
        suspension  | child_id | notice_id | setting_urn | kind | started    | sessions
                    | Own      | N1        | 900001      | SUSP | 2025-03-24 | 2
                    | Own      | N2        | 900001      | SUSP | 2025-04-24 | 2
                    | Usual    | N3        | 900002      | SUSP | 2025-03-24 | 2
                    | Usual    | N4        | 900002      | SUSP | 2025-04-24 | 2
        ehc_plan    | child_id | started
                    | Own      | 2023-01-09
                    | Usual    | 2023-01-09
        """,
    )
    assert sorted(looked.named) == ["Own"]


def test_a_day_outside_every_term_that_was_told_belongs_to_the_nearest(look):
    """Nobody sent term dates, and the usual pattern is a guess: a school that suspends was open on the day."""
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | First    | N1        | SUSP | 2024-09-02 | 2
                   | First    | N2        | SUSP | 2024-10-07 | 2
                   | Last     | N3        | SUSP | 2024-11-11 | 2
                   | Last     | N4        | SUSP | 2024-12-23 | 2
                   | Apart    | N5        | SUSP | 2024-12-23 | 2
                   | Apart    | N6        | SUSP | 2025-02-03 | 2
        ehc_plan   | child_id | started
                   | First    | 2023-01-09
                   | Last     | 2023-01-09
                   | Apart    | 2023-01-09
        """,
    )
    assert looked.named == {"First": "2024-10-07", "Last": "2024-12-23"}


def test_an_early_review_since_the_second_is_an_answer(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Reviewed | N1        | SUSP | 2025-05-06 | 2
                   | Reviewed | N2        | SUSP | 2025-06-09 | 4
                   | Earlier  | N3        | SUSP | 2025-05-06 | 2
                   | Earlier  | N4        | SUSP | 2025-06-09 | 4
        ehc_plan   | child_id | started
                   | Reviewed | 2023-01-09
                   | Earlier  | 2023-01-09
        ehc_review | child_id | kind  | met
                   | Reviewed | EARLY | 2025-06-16
                   | Earlier  | EARLY | 2025-05-12
        """,
    )
    assert sorted(looked.named) == ["Earlier"]


def test_a_notice_and_its_census_row_are_one_suspension(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Ben      | N1        | SUSP | 2025-05-06 | 2
                   | Ben      |           | SUSP | 2025-05-06 | 2
        ehc_plan   | child_id | started
                   | Ben      | 2023-01-09
        """,
    )
    assert looked.named == {}


def test_it_is_for_children_with_a_plan(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Chloe    | N1        | SUSP | 2025-05-06 | 2
                   | Chloe    | N2        | SUSP | 2025-06-09 | 2
        """,
    )
    assert looked.named == {}
