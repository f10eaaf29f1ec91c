"""One record has one holder, wherever pages read of it: what is shared of one agency opens nothing of another's."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from goldenthread import intake, pipeline
from goldenthread.store import Store

pytestmark = [pytest.mark.area, pytest.mark.slow]

# advice that the council asked for is the council's record; who is involved by it is whoever was asked
_TOLD_BY_ANOTHER = "ehc_advice"
_EVERY = f"""
    select 'chronology' as told_in, record_id, agency from chronology
    union select 'clock', record_id, agency from clock where record_id is not null
    union select 'because', record_id, agency from because
    union select 'link_line', record_id, agency from link_line
    union select 'death', record_id, agency from death
    union select 'involvement', record_id, agency from involvement where source <> '{_TOLD_BY_ANOTHER}'
"""


@pytest.fixture
def published(small_area: Path, store: Store, postgres_url: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published tables of a made-up area."""
    intake.load(store, [small_area / "extracts"])
    run = store.run(pipeline.refresh(store, postgres_url, say=lambda text: None).run_id)
    with duckdb.connect() as connection:
        for table in ("chronology", "clock", "because", "link_line", "death", "involvement"):
            connection.execute(f"create view {table} as select * from '{run.table(f'publish_{table}')}'")
        yield connection


def test_one_record_has_one_agency_in_every_published_table(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute(
        f"select record_id, list(told_in || ' ' || coalesce(agency, '')) from ({_EVERY}) "
        "group by record_id having count(distinct coalesce(agency, '')) > 1"
    ).fetchall()
    assert rows == []
    told = published.execute(f"select told_in, count(distinct agency) from ({_EVERY}) group by 1").fetchall()
    assert {table for table, agencies in told if agencies > 1} >= {"chronology", "clock", "link_line", "involvement"}
    assert published.execute("select count(*) from clock where agency = 'CAMHS'").fetchall() > [(0,)]


def test_a_person_who_is_with_camhs_stands_under_no_other_service(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute(
        "select distinct l.agency from link_line l where exists (select 1 from chronology c "
        "where c.child_id = l.child_id and c.person_key = l.person_key and c.agency = 'CAMHS')"
    ).fetchall()
    assert rows == [("CAMHS",)]
