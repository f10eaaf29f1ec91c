"""Signs about a child of whom some record says that it died: it is nobody's work, and nothing is asked about it."""

from collections.abc import Callable
from typing import Any

DRAWN = """
    child       | child_id | died
                | Aged     | {died}
                | Other    |
    health_wait | child_id | service | requested
                | Aged     | WHEEL   | 2024-01-10
                | Other    | WHEEL   | 2024-01-10
"""


def test_no_sign_names_the_child(look: Callable[..., Any]) -> None:
    assert set(look("stuck_waiting", DRAWN.format(died="")).named) == {"Aged", "Other"}
    after = look("stuck_waiting", DRAWN.format(died="2025-03-03"))
    assert set(after.named) == set(after.because) == {"Other"}


def test_nothing_is_left_not_known_about_the_child(look: Callable[..., Any]) -> None:
    drawn = """
        child       | child_id | died
                    | Aged     | {died}
        health_wait | child_id | service | requested
                    | Aged     | SLT     | 2024-01-10
    """
    assert "Aged" in look("waiting_without_sen_support", drawn.format(died="")).not_known
    assert "Aged" not in look("waiting_without_sen_support", drawn.format(died="2025-03-03")).not_known
