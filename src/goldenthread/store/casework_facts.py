"""Hands a refresh what people decided, as tables it may read and never writes.

A run keeps the same tables beside its own, so that anyone can see which decisions it knew of.
"""

from typing import Any

import psycopg
import pyarrow as pa
from psycopg import sql

from goldenthread.store._files import StoreError

# the casework tables a refresh reads; each becomes fact_<table> with all its columns
TABLES = (
    "concern_event", "signal_status", "level", "backlog_release", "restriction", "share_decision",
)  # fmt: skip
_TYPES = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "timestamp with time zone": pa.timestamp("us"),
    "ARRAY": pa.list_(pa.string()),
}

# an event as recorded, but under the child a person placed it with after a split
_MOVED = """
    select {columns} from (
        select e.*, coalesce(m.child_id, e.child_id) as placed
        from casework.concern_event e left join casework.moved m using (event_id)
    ) told order by event_id
"""
# the newest decision about each pair, without those that were undone
_DECIDED = """
    select left_key, right_key, decision, at, by_worker, why from (
        select distinct on (least(left_key, right_key), greatest(left_key, right_key)) *
        from casework.link_decision
        order by least(left_key, right_key), greatest(left_key, right_key), decision_id desc
    ) newest
    where decision <> 'undone'
    order by left_key, right_key
"""
_DECISION = pa.schema(
    [
        ("left_key", pa.string()),
        ("right_key", pa.string()),
        ("decision", pa.string()),
        ("decided_at", pa.timestamp("us")),
        ("decided_by", pa.string()),
        ("why", pa.string()),
    ]
)


def facts(url: str) -> dict[str, pa.Table]:
    """The casework tables a refresh reads, as one moment shows them, by name: ``fact_<table>`` and ``link_decision``.

    Moments are UTC without a zone. Events stand under the child a person placed them with; who became whom is not
    followed here, since the refresh knows newer aliases than the tables do. Raises StoreError when they cannot be read.
    """
    try:
        with psycopg.connect(url) as connection:
            connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            connection.execute("set local timezone to 'UTC'")
            told = {f"fact_{table}": _table(connection, table) for table in TABLES}
            told["link_decision"] = _arrow(connection.execute(_DECIDED).fetchall(), _DECISION)
    except psycopg.Error as error:
        raise StoreError(f"What people decided cannot be read from the database: {str(error).strip()}") from error
    return told


def _table(connection: psycopg.Connection[Any], table: str) -> pa.Table:
    found = connection.execute(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'casework' and table_name = %s order by ordinal_position",
        (table,),
    ).fetchall()
    schema = pa.schema([(name, _TYPES.get(kind, pa.string())) for name, kind in found])
    listed = sql.SQL(", ").join(sql.Identifier(name) for name in schema.names)
    if table == "concern_event":
        columns = [sql.Identifier("placed" if name == "child_id" else name) for name in schema.names]
        query = sql.SQL(_MOVED).format(columns=sql.SQL(", ").join(columns))
    else:
        query = sql.SQL("select {} from {} order by 1").format(listed, sql.Identifier("casework", table))
    return _arrow(connection.execute(query).fetchall(), schema)


def _arrow(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema.names)
    return pa.table(
        [pa.array(map(_plain, column), kind) for column, kind in zip(columns, schema.types, strict=True)], schema
    )


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=None) if getattr(value, "tzinfo", None) else value
