"""A page asks the database the same number of questions however many children there are."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

MOST = 10  # questions a page, besides the session, the settings of the transaction and the log
BESIDES = ("django_session", "set_config", "audit.", "savepoint", "begin", "commit", "accounts_user")
PAGES = [
    (Role.THERAPIST, "/work"),
    (Role.THERAPIST, "/work?whose=team&page=2"),
    (Role.SENCO, "/work"),
    (Role.DCO, "/work"),
    (Role.THERAPIST, "/team"),
    (Role.THERAPIST, "/search?q=crowd"),
    (Role.LEADER, "/overview"),
    (Role.ANALYST, "/intake"),
    (Role.ANALYST, "/intake/loads/L00001"),
    (Role.INFORMATION_GOVERNANCE, "/log"),
    *((role, f"/children/c-asha{tab}") for role in (Role.THERAPIST, Role.SENCO)
      for tab in ("", "/concerns", "/due", "/timeline", "/people", "/about")),
]  # fmt: skip


def asked(client: Any, path: str) -> list[str]:
    """The questions one page asks, without those that every request asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    told = [" ".join(one["sql"].lower().split()) for one in captured.captured_queries]
    return [sql for sql in told if not any(word in sql for word in BESIDES)]


def test_questions_do_not_grow_with_the_area(
    sign_in: Callable[[Role], Any], fresh: str, crowd: Callable[[str, int, int], None]
) -> None:
    small = {(role, path): len(asked(sign_in(role), path)) for role, path in PAGES}
    crowd(fresh, 1500, 20)
    large = {(role, path): len(asked(sign_in(role), path)) for role, path in PAGES}
    assert max(large.values()) <= MOST, large
    assert small == large


@pytest.mark.parametrize("events", [0, 40])
def test_the_crowd_is_listed_whole(
    sign_in: Callable[[Role], Any], fresh: str, crowd: Callable[[str, int, int], None], events: int
) -> None:
    crowd(fresh, 1500, events)
    with psycopg.connect(fresh) as connection:
        mine = connection.execute(
            "select count(distinct child_id) from published.card where owner = 'w-tess' and state = 'work'"
        ).fetchall()[0][0]
    assert f"Mine ({mine:,})" in sign_in(Role.THERAPIST).get("/work").content.decode()
