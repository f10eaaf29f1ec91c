"""Three contacts in eighteen months, no assessment since the first, and SEN support or a plan (T10)."""

SIGN = "repeated_contacts"


def test_three_contacts_and_nobody_has_begun_an_assessment(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened
                      | Asha     | 2024-03-04
                      | Asha     | 2024-11-12
                      | Asha     | 2025-05-06
        sen_provision | child_id | level | as_at
                      | Asha     | K     | 2025-05-15
        """,
    )
    assert looked.named == {"Asha": "2025-05-06"}
    assert looked.says == {
        "Asha": "3 contacts between 4 March 2024 and 6 May 2025, and no assessment begun since the first"
    }
    assert looked.because == {"Asha": ["care_contact:1", "care_contact:2", "care_contact:3", "sen_provision:1"]}


def test_contacts_of_one_day_are_one_contact_whoever_wrote_them_down(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened   | sender
                      | Ben      | 2025-01-06 | LA:941
                      | Ben      | 2025-01-06 | LA:942
                      | Ben      | 2025-05-06 | LA:941
        sen_provision | child_id | level | as_at
                      | Ben      | K     | 2025-05-15
        """,
    )
    assert looked.named == {}


def test_eighteen_months_are_counted_to_the_day(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened
                      | Inside   | 2024-01-18
                      | Inside   | 2024-11-12
                      | Inside   | 2025-05-06
                      | Outside  | 2024-01-17
                      | Outside  | 2024-11-12
                      | Outside  | 2025-05-06
        sen_provision | child_id | level | as_at
                      | Inside   | K     | 2025-05-15
                      | Outside  | K     | 2025-05-15
        """,
    )
    assert sorted(looked.named) == ["Inside"]


def test_an_assessment_since_the_first_contact_is_an_answer(look):
    looked = look(
        SIGN,
        """
        care_contact    | child_id | happened
                        | Before   | 2024-03-04
                        | Before   | 2024-11-12
                        | Before   | 2025-05-06
                        | SameDay  | 2024-03-04
                        | SameDay  | 2024-11-12
                        | SameDay  | 2025-05-06
                        | Since    | 2024-03-04
                        | Since    | 2024-11-12
                        | Since    | 2025-05-06
        care_assessment | child_id | started
                        | Before   | 2024-03-03
                        | SameDay  | 2024-03-04
                        | Since    | 2025-06-01
        sen_provision   | child_id | level | as_at
                        | Before   | K     | 2025-05-15
                        | SameDay  | K     | 2025-05-15
                        | Since    | K     | 2025-05-15
        """,
    )
    assert sorted(looked.named) == ["Before"]


def test_it_is_for_children_with_sen_support_or_a_plan_in_force(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened
                      | Support  | 2024-03-04
                      | Support  | 2024-11-12
                      | Support  | 2025-05-06
                      | Plan     | 2024-03-04
                      | Plan     | 2024-11-12
                      | Plan     | 2025-05-06
                      | Ceased   | 2024-03-04
                      | Ceased   | 2024-11-12
                      | Ceased   | 2025-05-06
                      | Neither  | 2024-03-04
                      | Neither  | 2024-11-12
                      | Neither  | 2025-05-06
        sen_provision | child_id | level | as_at
                      | Support  | K     | 2025-05-15
                      | Ceased   | N     | 2025-05-15
                      | Neither  | N     | 2025-05-15
        ehc_plan      | child_id | source    | started    | ended
                      | Plan     | sen2      | 2022-09-01 |
                      | Ceased   | ehc_cases | 2022-09-01 |
                      | Ceased   | sen2      | 2022-09-02 | 2024-08-31
        """,
    )
    assert sorted(looked.named) == ["Plan", "Support"]


def test_it_stays_the_same_sign_while_requests_go_on(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened
                      | Femi     | 2023-10-02
                      | Femi     | 2024-02-05
                      | Femi     | 2024-11-12
                      | Femi     | 2025-05-06
        sen_provision | child_id | level | as_at
                      | Femi     | K     | 2025-05-15
        """,
    )
    # the contact of October 2023 has passed out of the eighteen months; the third in a row was still that of November
    assert looked.named == {"Femi": "2024-11-12"}


def test_with_no_school_record_and_no_plan_it_is_not_known(look):
    looked = look(
        SIGN,
        """
        care_contact  | child_id | happened
                      | Gwen     | 2024-03-04
                      | Gwen     | 2024-11-12
                      | Gwen     | 2025-05-06
        """,
    )
    assert looked.named == {}
    assert looked.not_known == {"Gwen": "Not known: no school has said whether this child has SEN support."}
