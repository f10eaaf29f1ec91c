"""A corner of the database where linkage does its sums, gone when it is done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

_SCHEMA = "linking"
_FOLDER = Path(__file__).parent / "sql"


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
        """Runs the statements of ``sql/<name>.sql`` in order."""
        for statement in self.connection.extract_statements(_script(name)):
            self.connection.execute(statement).fetchall()

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
    handle = connection.cursor()
    try:
        handle.execute(f"drop schema if exists {_SCHEMA} cascade").fetchall()
        handle.execute(f"create schema {_SCHEMA}").fetchall()
        handle.execute(f"set search_path = '{_SCHEMA},main'").fetchall()
        yield Workspace(handle)
    finally:
        handle.execute("set search_path = 'main'").fetchall()
        handle.execute(f"drop schema if exists {_SCHEMA} cascade").fetchall()
        handle.close()


@cache
def _script(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text()
