"""Known to a health service for a year, and no SEN support at school (T03)."""

from datetime import date

SIGN = "waiting_without_sen_support"


def test_a_year_on_a_list_and_the_school_recorded_no_need(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Asha     | SLT     | 2024-01-10
        sen_provision | child_id | level | as_at
                      | Asha     | N     | 2025-05-15
        child         | child_id | school_urn
                      | Asha     | 900001
        """,
    )
    assert looked.named == {"Asha": "2025-01-10"}
    assert looked.says == {
        "Asha": "Waiting for speech and language therapy since 10 January 2024; "
        "on 15 May 2025 the school recorded no special educational need"
    }
    assert looked.because == {"Asha": ["health_wait:1", "sen_provision:1"]}


def test_twelve_months_are_counted_to_the_day(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Today    | SLT     | 2024-07-18
                      | Tomorrow | SLT     | 2024-07-19
        sen_provision | child_id | level | as_at
                      | Today    | N     | 2025-05-15
                      | Tomorrow | N     | 2025-05-15
        child         | child_id | school_urn
                      | Today    | 900001
                      | Tomorrow | 900001
        """,
    )
    assert looked.named == {"Today": "2025-07-18"}


def test_only_services_that_speak_of_a_need_count(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Therapy  | PT      | 2024-01-10
                      | Doctor   | PAED    | 2024-01-10
                      | Minds    | CAMHS   | 2024-01-10
                      | Hearing  | AUD     | 2024-01-10
                      | Nurse    | SN      | 2024-01-10
        sen_provision | child_id | level | as_at
                      | Therapy  | N     | 2025-05-15
                      | Doctor   | N     | 2025-05-15
                      | Minds    | N     | 2025-05-15
                      | Hearing  | N     | 2025-05-15
                      | Nurse    | N     | 2025-05-15
        child         | child_id | school_urn
                      | Therapy  | 900001
                      | Doctor   | 900001
                      | Minds    | 900001
                      | Hearing  | 900001
                      | Nurse    | 900001
        """,
    )
    assert sorted(looked.named) == ["Doctor", "Minds", "Therapy"]


def test_only_open_referrals_count(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested  | ended      | rejected   | clock_stopped
                      | Closed   | SLT     | 2024-01-10 | 2025-02-01 |            |
                      | Refused  | SLT     | 2024-01-10 |            | 2024-02-01 |
                      | Stopped  | SLT     | 2024-01-10 |            |            | 2025-06-01
                      | Closing  | SLT     | 2024-01-10 | 2025-07-25 |            |
        sen_provision | child_id | level | as_at
                      | Closed   | N     | 2025-05-15
                      | Refused  | N     | 2025-05-15
                      | Stopped  | N     | 2025-05-15
                      | Closing  | N     | 2025-05-15
        child         | child_id | school_urn
                      | Closed   | 900001
                      | Refused  | 900001
                      | Stopped  | 900001
                      | Closing  | 900001
        """,
    )
    assert sorted(looked.named) == ["Closing"]  # closed next week is open today


def test_a_transfer_does_not_reset_the_wait(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | referral_id | previous_referral_id | service | requested  | arrived    | ended
                      | Kept     | B1          |                      | ASD     | 2024-01-10 | 2025-03-01 |
                      | Chained  | A2          |                      | ASD     | 2024-02-10 | 2024-02-10 | 2025-03-01
                      | Chained  | B2          | A2                   | ASD     | 2025-03-01 | 2025-03-01 |
                      | New      | B3          |                      | ASD     | 2025-03-01 | 2025-03-01 |
        sen_provision | child_id | level | as_at
                      | Kept     | N     | 2025-05-15
                      | Chained  | N     | 2025-05-15
                      | New      | N     | 2025-05-15
        child         | child_id | school_urn
                      | Kept     | 900001
                      | Chained  | 900001
                      | New      | 900001
        """,
    )
    assert looked.named == {"Kept": "2025-01-10", "Chained": "2025-02-10"}


def test_the_newest_word_of_any_school_holds_in_a_census_or_on_a_roll(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Dropped  | OT      | 2024-01-10
                      | Added    | OT      | 2024-01-10
                      | TwoSay   | OT      | 2024-01-10
                      | HasPlan  | OT      | 2024-01-10
        sen_provision | child_id | source        | level | as_at
                      | Dropped  | school_census | K     | 2025-05-15
                      | Dropped  | school_roll   | N     | 2025-07-11
                      | Added    | school_census | N     | 2025-05-15
                      | Added    | school_roll   | K     | 2025-07-11
                      | TwoSay   | school_roll   | N     | 2025-07-11
                      | TwoSay   | school_roll   | K     | 2025-07-11
                      | HasPlan  | school_census | E     | 2025-05-15
        child         | child_id | school_urn
                      | Dropped  | 900001
                      | Added    | 900001
                      | TwoSay   | 900001
                      | HasPlan  | 900001
        """,
    )
    assert sorted(looked.named) == ["Dropped"]


def test_a_child_who_left_school_is_not_asked_about(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Left     | SLT     | 2024-01-10
        sen_provision | child_id | level | as_at
                      | Left     | N     | 2025-05-15
        child         | child_id | school_urn
                      | Left     |
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {}


def test_with_no_school_record_at_all_it_is_not_known(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Toddler  | SLT     | 2024-01-10
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Toddler": "Not known: no school has said whether this child has SEN support."}


def test_a_referral_before_birth_is_the_senders_to_put_right(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Unborn   | SLT     | 1900-01-01
        sen_provision | child_id | level | as_at
                      | Unborn   | N     | 2025-05-15
        child         | child_id | school_urn | born
                      | Unborn   | 900001     | 2016-03-01
        """,
    )
    assert looked.named == {}


def test_two_long_waits_are_one_sign_since_the_older(look):
    looked = look(
        SIGN,
        """
        health_wait   | child_id | service | requested
                      | Femi     | PAED    | 2024-06-01
                      | Femi     | SLT     | 2024-01-10
        sen_provision | child_id | level | as_at
                      | Femi     | N     | 2025-05-15
        child         | child_id | school_urn
                      | Femi     | 900001
        """,
    )
    assert looked.named == {"Femi": "2025-01-10"}


def test_a_year_from_the_leap_day_is_over_on_the_last_day_of_february(look):
    drawn = """
        health_wait   | child_id | service | requested
                      | Asha     | SLT     | 2024-02-29
        sen_provision | child_id | level | as_at
                      | Asha     | N     | 2025-01-16
        child         | child_id | school_urn
                      | Asha     | 900001
        """
    assert look(SIGN, drawn, as_of=date(2025, 2, 27)).named == {}
    assert look(SIGN, drawn, as_of=date(2025, 2, 28)).named == {"Asha": "2025-02-28"}
