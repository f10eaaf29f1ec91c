"""A corner of the database where linkage does its sums, gone when it is done."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goldenthread.engine import side_by_side

_SCHEMA = "linking"
_FOLDER = Path(__file__).parent / "sql"
_CHANGES = re.compile(r"^(?:create (?:or replace )?(?:table|macro)|insert into|delete from) (\w+)", re.MULTILINE)


class Workspace:
    """A second handle on the engine's database, whose new tables lie in a schema of their own.

    It reads the engine's tables by their plain names. Every statement is fetched at once: an open result would lock
    the database for the next one.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, sql: str, given: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Runs one statement and gives its rows."""
        rows: list[tuple[Any, ...]] = self.connection.execute(sql, given or None).fetchall()
        return rows

    def script(self, name: str) -> None:
        """Runs the statements of ``sql/<name>.sql`` as if in order, those that do not need each other side by side."""
        statements = [statement.query for statement in self.connection.extract_statements(_script(name))]
        side_by_side([(_changed(sql), sql) for sql in statements], lambda _, sql: self._beside(sql))

    def _beside(self, sql: str) -> None:
        """Runs a statement over a connection of its own, for another thread."""
        with _handle(self.connection) as handle:
            handle.execute(sql).fetchall()

    def columns(self, sql: str) -> list[list[Any]]:
        """The result column by column, as Python values; order explicitly."""
        return [column.to_pylist() for column in self.connection.sql(sql).to_arrow_table().columns]

    def keep(self, table: str, rows: pa.Table) -> None:
        """Copies rows in memory into a table of this corner, in place of what bore the name."""
        self.connection.register("arriving_links", rows)
        self.run(f'create or replace table "{table}" as select * from arriving_links')
        self.connection.unregister("arriving_links")


@contextmanager
def workspace(connection: duckdb.DuckDBPyConnection) -> Iterator[Workspace]:
    """A fresh corner; dropped with all that is in it when the block ends, however it ends."""
    connection.execute(f"drop schema if exists {_SCHEMA} cascade").fetchall()
    connection.execute(f"create schema {_SCHEMA}").fetchall()
    try:
        with _handle(connection) as handle:
            yield Workspace(handle)
    finally:
        connection.execute(f"drop schema if exists {_SCHEMA} cascade").fetchall()


@contextmanager
def _handle(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Another connection to the same database, whose new tables lie in the corner."""
    handle = connection.cursor()
    try:
        handle.execute(f"set search_path = '{_SCHEMA},main'").fetchall()
        yield handle
    finally:
        handle.execute("set search_path = 'main'").fetchall()
        handle.close()


def _changed(sql: str) -> str:
    """What a statement of ours makes or changes."""
    found = _CHANGES.search(sql)
    if found is None:
        raise ValueError(f"This statement of a script changes nothing: {sql}")
    return found[1]


@cache
def _script(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text()
