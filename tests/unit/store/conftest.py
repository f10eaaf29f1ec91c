"""Makes runs to publish: a Parquet file for each published table, with the rows a test gives and no others."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.store import Run, Store, publish

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
AS_OF = date(2026, 11, 20)
_TYPES = {
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us"),
    "ARRAY": pa.list_(pa.string()),
}
# what a column that may not be null holds when a test does not care
_ANYTHING = {"integer": 0, "bigint": 0, "boolean": False, "date": AS_OF, "ARRAY": [], "jsonb": "[]"}


@pytest.fixture
def make_run(postgres_url: str, store: Store) -> Callable[[Tables], Run]:
    """Writes a run of these tables; what a row leaves out is null, or nothing in particular where it may not be."""

    def make(tables: Tables) -> Run:
        with psycopg.connect(postgres_url) as connection:
            columns = connection.execute(
                "select table_name, column_name, data_type, is_nullable = 'NO' from information_schema.columns "
                "where table_schema = 'published' order by table_name, ordinal_position"
            ).fetchall()
        with store.new_run() as run:
            for table in (*publish.BY_CHILD, *publish.WHOLE):
                own = [(name, kind, needed) for of, name, kind, needed in columns if of == table]
                pq.write_table(_table(own, tables.get(table, ())), run.table(f"publish_{table}"))
            run.describe({"as_of": AS_OF})
        return store.run(run.run_id)

    return make


def _table(columns: Sequence[tuple[str, str, bool]], rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    arrays = {
        name: pa.array(
            [row.get(name, _ANYTHING.get(kind, "x") if needed else None) for row in rows],
            _TYPES.get(kind, pa.string()),
        )
        for name, kind, needed in columns
    }
    return pa.table(arrays)


@pytest.fixture
def put_in_force(postgres_url: str, store: Store) -> Callable[[Run], publish.Published]:
    """Publishes a run."""
    return lambda run: publish.publish(postgres_url, run, AS_OF, "duckdb", {"child": 1}, store.store_id)
