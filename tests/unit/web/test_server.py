"""A worker shares no connection with the others, and has everything loaded before anybody comes."""

from collections.abc import Callable
from typing import Any

import pytest

from goldenthread.access import Role


@pytest.mark.usefixtures("site")
def test_no_connection_is_left_for_the_workers_to_share() -> None:
    from django.db import connections

    from goldenthread.web.server import let_go

    here: Any = connections["default"]
    with here.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
    pool = here.pool
    assert not pool.closed
    let_go()
    assert pool.closed, "a worker that begins as a copy of this process would answer over the same connections"
    with connections["default"].cursor() as cursor:  # and whoever asks next gets one of their own
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_a_workers_first_visitors_wait_for_no_template(site: str, sign_in: Callable[[Role], Any]) -> None:
    from django.template import engines

    from goldenthread.web import wsgi

    wsgi.load_everything()
    templates: Any = engines.all()[0]
    loaded = len(templates.env.cache)
    client = sign_in(Role.THERAPIST)
    for path in ("/accounts/login/", "/work", "/search?q=as", "/children/c-asha", "/children/c-asha/about"):
        assert client.get(path).status_code in (200, 302)
    assert len(templates.env.cache) == loaded
