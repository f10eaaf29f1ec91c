"""My work: who needs me today, and why."""

from collections.abc import Callable
from typing import Any

from goldenthread.access import Role


def test_it_shows_a_card_for_each_child_with_the_reason_for_its_place(sign_in: Callable[[Role], Any]) -> None:
    page = sign_in(Role.TRIAGE_LEAD).get("/work")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Asha M." in text
    assert "On 3 lists" in text
