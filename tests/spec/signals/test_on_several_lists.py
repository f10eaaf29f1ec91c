"""On three or more lists of two or more providers, each in the standard band, 80 weeks of waiting in all (T07)."""

SIGN = "on_several_lists"


def test_three_lists_of_two_providers_that_add_up_to_eighty_weeks(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id | provider | service | band | requested
                    | Asha     | ODS:AAA  | SLT     | STD  | 2025-01-09
                    | Asha     | ODS:AAA  | OT      | STD  | 2025-01-09
                    | Asha     | ODS:BBB  | PAED    | STD  | 2025-01-09
        """,
    )
    # three times 190 days are 570: the 560th was passed three days ago
    assert looked.named == {"Asha": "2025-07-15"}
    assert looked.says == {"Asha": "On 3 lists of 2 providers, each in the standard band; 81 weeks of waiting in all"}
    assert looked.because == {"Asha": ["health_wait:1", "health_wait:2", "health_wait:3"]}


def test_the_sum_must_reach_560_days(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id | provider | service | band | requested
                    | Enough   | ODS:AAA  | SLT     | STD  | 2024-07-18
                    | Enough   | ODS:AAA  | OT      | STD  | 2025-01-21
                    | Enough   | ODS:BBB  | PAED    | STD  | 2025-07-01
                    | Short    | ODS:AAA  | SLT     | STD  | 2024-07-18
                    | Short    | ODS:AAA  | OT      | STD  | 2025-01-22
                    | Short    | ODS:BBB  | PAED    | STD  | 2025-07-01
        """,
    )
    # 365 + 178 + 17 = 560, and one day less
    assert looked.named == {"Enough": "2025-07-18"}


def test_it_is_never_older_than_the_newest_of_the_lists(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id | provider | service | band | requested
                    | Ben      | ODS:AAA  | SLT     | STD  | 2022-01-10
                    | Ben      | ODS:AAA  | OT      | STD  | 2022-01-10
                    | Ben      | ODS:BBB  | PAED    | STD  | 2025-07-01
        """,
    )
    assert looked.named == {"Ben": "2025-07-01"}


def test_near_misses(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id    | provider | service | band | requested  | rejected
                    | OneProvider | ODS:AAA  | SLT     | STD  | 2024-01-10 |
                    | OneProvider | ODS:AAA  | OT      | STD  | 2024-01-10 |
                    | OneProvider | ODS:AAA  | PAED    | STD  | 2024-01-10 |
                    | TwoServices | ODS:AAA  | SLT     | STD  | 2024-01-10 |
                    | TwoServices | ODS:BBB  | SLT     | STD  | 2024-01-10 |
                    | TwoServices | ODS:BBB  | PAED    | STD  | 2024-01-10 |
                    | OneUrgent   | ODS:AAA  | SLT     | URG  | 2024-01-10 |
                    | OneUrgent   | ODS:AAA  | OT      | STD  | 2024-01-10 |
                    | OneUrgent   | ODS:BBB  | PAED    | STD  | 2024-01-10 |
                    | OneRefused  | ODS:AAA  | SLT     | STD  | 2024-01-10 | 2024-02-01
                    | OneRefused  | ODS:AAA  | OT      | STD  | 2024-01-10 |
                    | OneRefused  | ODS:BBB  | PAED    | STD  | 2024-01-10 |
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {}


def test_a_list_sent_twice_is_one_list_and_its_longest_wait_counts(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id | provider | service | band | requested
                    | Chloe    | ODS:AAA  | SLT     | STD  | 2025-01-09
                    | Chloe    | ODS:AAA  | SLT     | STD  | 2025-06-01
                    | Chloe    | ODS:AAA  | OT      | STD  | 2025-01-09
                    | Chloe    | ODS:BBB  | PAED    | STD  | 2025-01-09
        """,
    )
    assert looked.says["Chloe"].startswith("On 3 lists of 2 providers")
    assert looked.named == {"Chloe": "2025-07-15"}


def test_a_wait_reset_by_a_transfer_counts_from_the_first_referral(look):
    looked = look(
        SIGN,
        """
      health_wait | child_id | provider | referral_id | previous_referral_id | service | band | requested  | ended
                  | Dev      | AAA      | A1          |                      | ASD     | STD  | 2024-01-10 | 2025-06-01
                  | Dev      | BBB      | B1          | A1                   | ASD     | STD  | 2025-06-01 |
                  | Dev      | AAA      | A2          |                      | SLT     | STD  | 2025-06-01 |
                  | Dev      | AAA      | A3          |                      | OT      | STD  | 2025-06-01 |
        """,
    )
    assert sorted(looked.named) == ["Dev"]


def test_without_a_band_it_is_not_known_whether_the_wait_is_routine(look):
    looked = look(
        SIGN,
        """
        health_wait | child_id | provider | service | band | requested
                    | Ella     | ODS:AAA  | SLT     |      | 2024-01-10
                    | Ella     | ODS:AAA  | OT      | STD  | 2024-01-10
                    | Ella     | ODS:BBB  | PAED    | STD  | 2024-01-10
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Ella": "Not known: no clinician has set a priority band on some of these waits."}
