"""A plan in force, fifteen days suspended this school year, and no early review since the first of them (T17)."""

SIGN = "suspended_without_review"


def test_thirty_sessions_and_no_early_review(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Asha     | N1        | SUSP | 2024-10-07 | 10
                   | Asha     | N2        | SUSP | 2025-02-03 | 10
                   | Asha     | N3        | SUSP | 2025-06-09 | 10
                   | Asha     | N4        | LNCH | 2025-06-23 | 1
        ehc_plan   | child_id | started
                   | Asha     | 2023-01-09
        """,
    )
    assert looked.named == {"Asha": "2025-06-09"}
    assert looked.says == {
        "Asha": "15½ days suspended this school year, the first on 7 October 2024; no early review held"
    }
    assert looked.because == {"Asha": ["ehc_plan:1", "suspension:1", "suspension:2", "suspension:3", "suspension:4"]}


def test_a_suspension_carried_by_the_notice_and_by_the_census_counts_once(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | source            | notice_id | kind | started    | sessions
                   | Twice    | exclusion_notices | N1        | SUSP | 2024-10-07 | 10
                   | Twice    | school_census     |           | SUSP | 2024-10-07 | 10
                   | Twice    | exclusion_notices | N2        | SUSP | 2025-02-03 | 10
                   | Both     | exclusion_notices | N3        | SUSP | 2024-10-07 | 20
                   | Both     | school_census     |           | SUSP | 2024-10-07 | 18
                   | Both     | school_census     |           | SUSP | 2025-02-03 | 10
        ehc_plan   | child_id | started
                   | Twice    | 2023-01-09
                   | Both     | 2023-01-09
        """,
    )
    # Twice has 20 sessions; for Both the notice of 20 is believed, and the census adds what no notice told
    assert looked.named == {"Both": "2025-02-03"}


def test_a_cancelled_suspension_does_not_count_though_the_census_carried_it(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions | cancelled
                   | Ben      | N1        | SUSP | 2024-10-07 | 20       | 2024-10-09
                   | Ben      |           | SUSP | 2024-10-07 | 20       |
                   | Ben      | N2        | SUSP | 2025-02-03 | 10       |
        ehc_plan   | child_id | started
                   | Ben      | 2023-01-09
        """,
    )
    assert looked.named == {}


def test_only_this_school_year_and_only_suspensions(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | LastYear | N1        | SUSP | 2024-08-31 | 20
                   | LastYear | N2        | SUSP | 2024-09-01 | 10
                   | Excluded | N3        | PERM | 2025-02-03 | 30
                   | Enough   | N4        | SUSP | 2024-09-01 | 30
                   | Short    | N5        | SUSP | 2024-09-01 | 29
        ehc_plan   | child_id | started
                   | LastYear | 2023-01-09
                   | Excluded | 2023-01-09
                   | Enough   | 2023-01-09
                   | Short    | 2023-01-09
        """,
    )
    assert looked.named == {"Enough": "2024-09-01"}


def test_an_early_review_or_a_reassessment_meeting_since_the_first_is_an_answer(look):
    looked = look(
        SIGN,
        """
        suspension | child_id  | notice_id | kind | started    | sessions
                   | Early     | N1        | SUSP | 2024-10-07 | 30
                   | Reassess  | N2        | SUSP | 2024-10-07 | 30
                   | Annual    | N3        | SUSP | 2024-10-07 | 30
                   | TooSoon   | N4        | SUSP | 2024-10-07 | 30
                   | DueOnly   | N5        | SUSP | 2024-10-07 | 30
                   | Booked    | N6        | SUSP | 2024-10-07 | 30
        ehc_plan   | child_id  | started
                   | Early     | 2023-01-09
                   | Reassess  | 2023-01-09
                   | Annual    | 2023-01-09
                   | TooSoon   | 2023-01-09
                   | DueOnly   | 2023-01-09
                   | Booked    | 2023-01-09
        ehc_review | child_id  | kind     | due        | met
                   | Early     | EARLY    |            | 2024-10-07
                   | Reassess  | REASSESS |            | 2025-03-03
                   | Annual    | ANNUAL   |            | 2025-03-03
                   | TooSoon   | EARLY    |            | 2024-10-06
                   | DueOnly   | EARLY    | 2025-03-03 |
                   | Booked    | EARLY    |            | 2025-07-21
        """,
    )
    assert sorted(looked.named) == ["Annual", "Booked", "DueOnly", "TooSoon"]


def test_without_a_plan_in_force_it_is_another_matter(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | NoPlan   | N1        | SUSP | 2024-10-07 | 30
                   | Ceased   | N2        | SUSP | 2024-10-07 | 30
                   | Renewed  | N3        | SUSP | 2024-10-07 | 30
        ehc_plan   | child_id | source    | started    | ended
                   | Ceased   | ehc_cases | 2022-09-01 |
                   | Ceased   | sen2      | 2022-09-01 | 2024-07-31
                   | Renewed  | sen2      | 2018-09-01 | 2021-07-31
                   | Renewed  | ehc_cases | 2023-09-01 |
        """,
    )
    # a source that never closes plans does not outweigh one that says the plan has ended
    assert sorted(looked.named) == ["Renewed"]


def test_a_plan_that_only_an_older_yearly_return_lists_is_no_longer_in_force(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Gone     | N1        | SUSP | 2024-10-07 | 30
                   | Listed   | N2        | SUSP | 2024-10-07 | 30
                   | Cases    | N3        | SUSP | 2024-10-07 | 30
        ehc_plan   | child_id | source    | sender | received   | started
                   | Gone     | sen2      | LA:941 | 2024-01-18 | 2022-09-01
                   | Listed   | sen2      | LA:941 | 2025-01-16 | 2022-09-01
                   | Cases    | sen2      | LA:941 | 2024-01-18 | 2022-09-01
                   | Cases    | ehc_cases | LA:941 | 2022-09-09 | 2022-09-01
        """,
    )
    assert sorted(looked.named) == ["Cases", "Listed"]


def test_a_plan_that_the_return_knows_only_as_in_force_is_one(look):
    """Its start is not known: it moved in, or was made long ago. An older plan's end is not its end."""
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | MovedIn  | N1        | SUSP | 2024-10-07 | 30
                   | Second   | N2        | SUSP | 2024-10-07 | 30
                   | Ended    | N3        | SUSP | 2024-10-07 | 30
        ehc_plan   | child_id | source    | sender | received   | started    | ended
                   | MovedIn  | sen2      | LA:941 | 2025-01-16 |            |
                   | Second   | sen2      | LA:941 | 2025-01-16 | 2016-05-02 | 2021-07-31
                   | Second   | sen2      | LA:941 | 2025-01-16 |            |
                   | Ended    | sen2      | LA:941 | 2025-01-16 | 2016-05-02 | 2025-03-31
                   | Ended    | sen2      | LA:941 | 2025-01-16 |            |
        """,
    )
    assert sorted(looked.named) == ["MovedIn", "Second"]
    assert sorted(looked.because["MovedIn"]) == ["ehc_plan:1", "suspension:1"]


def test_a_suspension_sent_without_its_sessions_leaves_it_not_known(look):
    looked = look(
        SIGN,
        """
        suspension | child_id | notice_id | kind | started    | sessions
                   | Unsaid   | N1        | SUSP | 2024-10-07 |
                   | Unsaid   | N2        | SUSP | 2025-02-03 | 20
                   | Census   | N3        | SUSP | 2024-10-07 |
                   | Census   |           | SUSP | 2024-10-07 | 30
        ehc_plan   | child_id | started
                   | Unsaid   | 2023-01-09
                   | Census   | 2023-01-09
        """,
    )
    assert sorted(looked.named) == ["Census"]
    assert looked.not_known == {
        "Unsaid": "Not known: a suspension of this school year was sent without its number of sessions."
    }
