"""Signs about a child of whom some record says that it died: it is nobody's work, and nothing is asked about it."""

from collections.abc import Callable
from typing import Any


def test_no_sign_names_the_child(look: Callable[..., Any]) -> None:
    drawn = """
        child       | child_id | died
                    | Ended    | 2025-03-03
                    | Living   |
        health_wait | child_id | service | requested
                    | Ended    | WHEEL   | 2024-01-10
                    | Living   | WHEEL   | 2024-01-10
    """
    assert set(look("stuck_waiting", drawn.replace("2025-03-03", "")).named) == {"Ended", "Living"}
    after = look("stuck_waiting", drawn)
    assert set(after.named) == set(after.because) == {"Living"}


def test_nothing_is_left_not_known_about_the_child(look: Callable[..., Any]) -> None:
    drawn = """
        child       | child_id | died
                    | Passed   | 2025-03-03
        health_wait | child_id | service | requested
                    | Passed   | SLT     | 2024-01-10
    """
    assert "Passed" in look("waiting_without_sen_support", drawn.replace("2025-03-03", "")).not_known
    assert "Passed" not in look("waiting_without_sen_support", drawn).not_known
