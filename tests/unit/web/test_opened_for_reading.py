"""A record opened without a relationship is opened for reading: nothing in it is changed from there."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
HAL = "/children/c-hal"
CONCERN = f"{HAL}/concerns/stuck_waiting/2025-10-16"
KEY = "ch|ODS:RZZ01|p0007"  # the health record of Hal
SAYS = "You opened this record without a relationship: you may read it, and change nothing in it."
ACTS = [
    (f"{HAL}/not-this-child?record={KEY}", {"act": "part", "person_key": KEY, "reason": "Another child's"}),
    (f"{HAL}/words", {"act": "words", "text": "I like school", "how": "said"}),
    (f"{HAL}/letter", {"act": "sent", "sent-day": "19", "sent-month": "11", "sent-year": "2026"}),
    (CONCERN, {"act": "note", "seen": "0", "text": "A note"}),
    (CONCERN, {"act": "urgent", "seen": "0", "why": "It cannot wait"}),
    (CONCERN, {"act": "objection", "seen": "0", "who": "The mother", "why": "No"}),
]


@pytest.fixture
def opened(fresh: str, sign_in: SignIn) -> Any:
    """A social worker who opened the record of a child that no team of theirs is open to."""
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason) "
            "values ('c-hal', 'w-sam', 'Sam Okafor', 4, 'Found alone in town')"
        )
    return sign_in(Role.SOCIAL_WORKER)


@pytest.mark.parametrize(("path", "sent"), ACTS, ids=[sent["act"] for _, sent in ACTS])
def test_whoever_opened_it_without_a_relationship_changes_nothing(
    opened: Any, fresh: str, path: str, sent: dict[str, str]
) -> None:
    answer = opened.post(path, sent)
    assert answer.status_code == 403
    assert SAYS in answer.content.decode()
    with psycopg.connect(fresh) as connection:
        for table in ("link_decision", "concern_event", "childs_words", "letter_sent"):
            assert connection.execute(f"select count(*) from casework.{table}".encode()).fetchall() == [(0,)]


def test_its_pages_say_so_and_offer_no_way_to_change_it(opened: Any) -> None:
    for tab in ("", "/concerns", "/about", "/letter"):
        page = opened.get(f"{HAL}{tab}").content.decode()
        assert SAYS in page, tab
        assert "not-this-child" not in page and "/words" not in page, tab
    concern = opened.get(CONCERN).content.decode()
    assert SAYS in concern and 'name="seen"' not in concern
    for form in ("words", f"not-this-child?record={KEY}"):
        assert opened.get(f"{HAL}/{form}").status_code == 403


def test_who_has_the_child_as_well_acts_as_ever(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason) "
            "values ('c-hal', 'w-tess', 'Tess Whitlock', 4, 'Not needed')"
        )
    client = sign_in(Role.THERAPIST)
    assert client.post(f"{HAL}/words", {"act": "words", "text": "I like school", "how": "said"}).status_code == 302
