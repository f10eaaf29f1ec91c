"""The database and the check work out the same hash of an entry, whatever is written in it."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.store import Store, audit

words = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=30)
maybe = st.one_of(st.none(), words)
entries = st.builds(
    audit.Entry, worker_id=words, worker_name=words, action=words, role=maybe, child_id=maybe,
    categories=st.lists(words, max_size=3).map(tuple), purpose=maybe, via=maybe, page=maybe, says=maybe,
    source_address=maybe, query=maybe, export_hash=maybe, reason=maybe,
    children=st.lists(words, max_size=3).map(tuple),
)  # fmt: skip


@pytest.fixture
def connection(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url) as opened:
        yield opened


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(entries, min_size=1, max_size=4), zone=st.sampled_from(["UTC", "Europe/London", "Asia/Kolkata"])
)
def test_the_check_agrees_with_the_database(
    connection: psycopg.Connection, postgres_url: str, store: Store, written: list[audit.Entry], zone: str
) -> None:
    connection.execute("select set_config('timezone', %s, false), set_config('datestyle', 'German', false)", (zone,))
    before = audit.verify(postgres_url, store).entries
    for entry in written:
        audit.append(connection, entry)
    connection.commit()
    audit.keep_head(connection, store)
    connection.commit()
    report = audit.verify(postgres_url, store)
    assert report.whole, report.says
    assert report.entries == before + len(written)
