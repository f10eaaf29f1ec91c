"""No sign is a permanent label: what is about a stretch of time passes with it, though nobody does anything."""

from datetime import date

import pytest

SUSPENSIONS = """
    suspension | child_id | notice_id | kind | started    | sessions
               | Asha     | N1        | SUSP | 2025-05-06 | 20
               | Asha     | N2        | SUSP | 2025-06-09 | 20
    ehc_plan   | child_id | started
               | Asha     | 2023-01-09
"""
CONTACTS = """
    care_contact | child_id | contact_id | happened
                 | Asha     | K1         | 2024-02-05
                 | Asha     | K2         | 2024-09-16
                 | Asha     | K3         | 2025-03-10
    ehc_plan     | child_id | started
                 | Asha     | 2023-01-09
"""
SENT_BACK = """
    health_wait | child_id | provider | service | requested  | rejected   | rejected_code
                | Asha     | ODS:AAA  | CAMHS   | 2024-09-02 | 2024-10-07 | CRITERIA
                | Asha     | ODS:BBB  | ASD     | 2025-01-06 | 2025-02-10 | REDIRECT
"""


@pytest.mark.parametrize(
    ("sign", "drawn", "still", "gone"),
    [
        ("suspended_without_review", SUSPENSIONS, date(2025, 8, 31), date(2025, 9, 1)),
        ("second_suspension", SUSPENSIONS, date(2025, 8, 31), date(2025, 9, 1)),
        ("repeated_contacts", CONTACTS, date(2025, 8, 5), date(2025, 8, 6)),
        ("bounced", SENT_BACK, date(2026, 4, 7), date(2026, 4, 8)),
    ],
)
def test_a_sign_about_a_stretch_of_time_passes_with_it(sign, drawn, still, gone, look):
    assert list(look(sign, drawn, still).named) == ["Asha"]
    assert look(sign, drawn, gone).named == {}
