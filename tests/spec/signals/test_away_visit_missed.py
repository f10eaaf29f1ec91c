"""A child living away was due a visit that nobody made."""

SIGN = "away_visit_missed"


def test_a_visit_that_was_due_and_not_held(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | started
                       | Asha     | P1           | RSS          | 2025-01-13
        away_event     | child_id | placement_id | kind | due        | held       | not_held
                       | Asha     | P1           | V85  | 2025-04-07 | 2025-04-07 |
                       | Asha     | P1           | V85  | 2025-06-02 |            | NEVER
        """,
    )
    assert looked.named == {"Asha": "2025-06-03"}
    assert looked.says == {"Asha": "A visit was due on 2 June 2025 and was not held; last visit: 7 April 2025"}
    assert looked.because == {"Asha": ["away_placement:1", "away_event:2"]}


def test_a_visit_since_makes_it_good_and_a_call_does_not(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | started
                       | Visited  | P1           | FOST         | 2025-01-13
                       | Called   | P2           | FOST         | 2025-01-13
        away_event     | child_id | placement_id | kind | due        | held       | not_held
                       | Visited  | P1           | V28  | 2025-06-02 |            | WORKER
                       | Visited  | P1           | V28  | 2025-06-16 | 2025-06-16 |
                       | Called   | P2           | V28  | 2025-06-02 |            | WORKER
                       | Called   | P2           | CALL | 2025-06-16 | 2025-06-16 |
        """,
    )
    assert sorted(looked.named) == ["Called"]


def test_what_is_due_today_or_later_is_not_missed_and_a_place_left_is_not_visited(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | started    | ended
                       | Today    | P1           | CH           | 2025-01-13 |
                       | Later    | P2           | CH           | 2025-01-13 |
                       | Left     | P3           | CH           | 2025-01-13 | 2025-07-01
        away_event     | child_id | placement_id | kind | due        | held
                       | Today    | P1           | V28  | 2025-07-18 |
                       | Later    | P2           | V28  | 2025-08-01 |
                       | Left     | P3           | V28  | 2025-06-02 |
        """,
    )
    assert looked.named == {}


def test_where_no_visit_was_ever_recorded_it_is_not_known(look):
    looked = look(
        SIGN,
        """
        away_placement | child_id | placement_id | setting_code | started
                       | Silent   | P1           | RSS          | 2025-01-13
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Silent": "Not known: no visit to this child has been recorded, due or held."}
