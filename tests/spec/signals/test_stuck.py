"""The three ways of being stuck: a year on a list, waiting on another agency, and sent back again and again."""


def test_a_year_on_a_list_and_not_yet_seen(look):
    looked = look(
        "stuck_waiting",
        """
        health_wait | child_id | service | requested  | first_contact
                    | Aged     | WHEEL   | 2024-01-10 |
                    | Year     | OT      | 2024-07-19 |
                    | Nearly   | OT      | 2024-07-20 |
                    | Seen     | OT      | 2024-01-10 | 2024-12-02
        """,
    )
    assert looked.named == {"Aged": "2025-01-08", "Year": "2025-07-18"}
    assert looked.says["Aged"] == "Referred to wheelchair service on 10 January 2024 and not seen yet: 79 weeks"
    assert looked.because == {"Aged": ["health_wait:1"], "Year": ["health_wait:2"]}


def test_the_sign_rests_on_the_wait_it_tells_of_and_on_no_other_services_wait(look):
    """Whoever holds the older referral is asked about it, and is not told of what the child waits for elsewhere."""
    looked = look(
        "stuck_waiting",
        """
        health_wait | child_id | service | requested
                    | Asha     | SLT     | 2024-01-10
                    | Asha     | CAMHS   | 2024-03-04
        """,
    )
    assert looked.because == {"Asha": ["health_wait:1"]}


def test_a_transfer_does_not_hide_the_age_of_a_wait(look):
    looked = look(
        "stuck_waiting",
        """
        health_wait | child_id | referral_id | previous_referral_id | service | requested  | ended      | ended_code
                    | Ben      | A1          |                      | ASD     | 2024-01-10 | 2025-03-01 | TRANSFER
                    | Ben      | B1          | A1                   | ASD     | 2025-03-01 |            |
        """,
    )
    assert looked.named == {"Ben": "2025-01-08"}


def test_an_assessment_waiting_on_advice_asked_for_twelve_weeks_ago(look):
    looked = look(
        "stuck_elsewhere",
        """
        ehc_request | child_id | case_id | requested
                    | Chloe    | C1      | 2025-03-03
        ehc_advice  | child_id | case_id | adviser | requested  | reached    | answered
                    | Chloe    | C1      | EP      | 2025-04-07 | 2025-04-14 |
                    | Chloe    | C1      | SLT     | 2025-04-07 |            |
                    | Chloe    | C1      | CSC     | 2025-04-07 |            | 2025-05-12
        """,
    )
    assert looked.named == {"Chloe": "2025-06-30"}
    assert looked.says["Chloe"] == (
        "Advice asked for on 7 April 2025 has not come (speech and language therapist): 14 weeks; 2 owed"
    )
    assert looked.because == {"Chloe": ["ehc_request:1", "ehc_advice:2", "ehc_advice:1"]}


def test_advice_that_is_not_owed(look):
    looked = look(
        "stuck_elsewhere",
        """
        ehc_request | child_id | case_id | requested  | decision | final_issued | closed
                    | Twelve   | C1      | 2025-03-03 | Y        |              |
                    | Nearly   | C2      | 2025-03-03 | Y        |              |
                    | Excepted | C3      | 2025-03-03 | Y        |              |
                    | None     | C4      | 2025-03-03 | Y        |              |
                    | Issued   | C5      | 2025-03-03 | Y        | 2025-07-01   |
                    | Closed   | C6      | 2025-03-03 | Y        |              | 2025-06-02
                    | Refused  | C7      | 2025-03-03 | N        |              |
                    | Review   | C8      | 2025-03-03 | Y        |              |
                    | Planned  | C9      | 2025-03-03 | Y        |              |
                    | Earlier  | C10     | 2025-03-03 | Y        |              |
        ehc_advice  | child_id | case_id | review_id | adviser | requested  | return_code | exception_code
                    | Twelve   | C1      |           | EP      | 2025-04-25 |             |
                    | Nearly   | C2      |           | EP      | 2025-04-26 |             |
                    | Excepted | C3      |           | EP      | 2025-04-07 |             | X2
                    | None     | C4      |           | EP      | 2025-04-07 | NONEED      |
                    | Issued   | C5      |           | EP      | 2025-04-07 |             |
                    | Closed   | C6      |           | EP      | 2025-04-07 |             |
                    | Refused  | C7      |           | EP      | 2025-04-07 |             |
                    | Review   | C8      | R1        | EP      | 2025-04-07 |             |
                    | Planned  | C9      |           | EP      | 2025-04-07 |             |
                    | Earlier  | C10     |           | EP      | 2025-04-07 |             |
        ehc_plan    | child_id | started
                    | Planned  | 2025-07-01
                    | Earlier  | 2021-07-01
        """,
    )
    # the yearly return tells of Planned's plan; Earlier is assessed again, and her old plan ends no wait for advice
    assert sorted(looked.named) == ["Earlier", "Twelve"]


def test_sent_back_by_two_providers_neither_of_whom_sees_it_alone(look):
    looked = look(
        "bounced",
        """
        health_wait | child_id | provider | service | requested  | rejected   | rejected_code
                    | Dev      | ODS:AAA  | CAMHS   | 2024-09-02 | 2024-10-07 | CRITERIA
                    | Dev      | ODS:BBB  | ASD     | 2025-01-06 | 2025-02-10 | REDIRECT
        """,
    )
    assert looked.named == {"Dev": "2025-02-10"}
    assert looked.says["Dev"] == (
        "Referred and sent back 2 times since 7 October 2024, and not seen by any service since"
    )
    assert looked.because == {"Dev": ["health_wait:1", "health_wait:2"]}


def test_one_rejection_that_two_providers_wrote_down_is_one(look):
    looked = look(
        "bounced",
        """
        health_wait | child_id | provider | service | requested  | rejected   | rejected_code
                    | Dev      | ODS:AAA  | CAMHS   | 2024-09-02 | 2024-10-07 | CRITERIA
                    | Dev      | ODS:BBB  | CAMHS   | 2024-09-02 | 2024-10-07 | REDIRECT
        """,
    )
    assert looked.named == {}


def test_what_is_not_bouncing(look):
    looked = look(
        "bounced",
        """
        health_wait | child_id  | provider | rejected   | rejected_code | ended      | ended_code | first_contact
                    | Once      | A        | 2024-10-07 | CRITERIA      |            |            |
                    | Duplicate | A        | 2024-10-07 | CRITERIA      |            |            |
                    | Duplicate | A        | 2024-10-14 | DUPLICATE     |            |            |
                    | SentTwice | A        | 2024-10-07 | CRITERIA      |            |            |
                    | SentTwice | A        | 2024-10-07 | CRITERIA      |            |            |
                    | LongAgo   | A        | 2023-10-09 | CRITERIA      |            |            |
                    | LongAgo   | B        | 2025-02-10 | REDIRECT      |            |            |
                    | Seen      | A        | 2024-10-07 | CRITERIA      |            |            |
                    | Seen      | B        | 2025-02-10 | REDIRECT      |            |            |
                    | Seen      | C        |            |               |            |            | 2025-05-06
                    | Treated   | A        |            |               | 2025-01-06 | TREATED    | 2024-11-04
                    | Closed    | A        | 2024-10-07 | CRITERIA      |            |            |
                    | Closed    | B        |            |               | 2025-02-10 | REJECTED   |
        """,
    )
    assert sorted(looked.named) == ["Closed"]
