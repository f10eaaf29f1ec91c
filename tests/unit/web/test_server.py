"""Before the workers begin, nothing of this process that reaches the database is left for them to share."""

from typing import Any

import pytest


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
