"""Runs the rules on one machine with DuckDB, within a memory limit, spilling to a folder of the store."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from pathlib import Path

import duckdb
import pyarrow as pa

from goldenthread.engine._engine import NOTHING, EngineError, Row, Value, literal, quoted
from goldenthread.engine._side_by_side import side_by_side

# nothing is fetched from the network, and a misspelt table is never found among Python's variables
_ALONE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


def _is_of_another_kind(error: EngineError) -> bool:
    """Whether a view bears the name that a table is to have, or the other way round; asking first costs more."""
    return isinstance(error.__cause__, duckdb.CatalogException) and "trying to replace with type" in str(error)


class DuckDBEngine:
    """An in-memory DuckDB database; Parquet is attached, never copied. See ``Engine`` for the methods."""

    name = "duckdb"

    def __init__(self, spill: Path, memory: str = "2GB") -> None:
        spill.mkdir(parents=True, exist_ok=True)
        self.connection: duckdb.DuckDBPyConnection = duckdb.connect(
            ":memory:", config={"memory_limit": memory, "temp_directory": str(spill), **_ALONE}
        )

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Makes Parquet files readable as one table."""
        if not files:
            raise EngineError(f"Table '{table}' has no files to read.")
        listed = ", ".join(literal(file) for file in files)
        self.view(table, f"select * from read_parquet([{listed}], union_by_name = true, hive_partitioning = false)")

    def attach_arrow(self, table: str, rows: pa.Table) -> None:
        """Copies rows in memory into a table."""
        self.connection.register("arriving", rows)
        try:
            self.create(table, "select * from arriving")
        finally:
            self.connection.unregister("arriving")

    def create(self, table: str, sql: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Runs a query once and keeps its result; the query may read the table it replaces."""
        try:
            self._run(f"create or replace table {quoted(table)} as {sql}", given, table)
        except EngineError as error:
            if not _is_of_another_kind(error):
                raise
            new = quoted(f"new_{table}")  # the query may read the view whose place it takes
            self._run(f"create or replace table {new} as {sql}", given, table)
            self._run(f"drop view {quoted(table)}", NOTHING, table)
            self._run(f"alter table {new} rename to {quoted(table)}", NOTHING, table)

    def create_all(self, tables: Sequence[tuple[str, str]], given: Mapping[str, Value] = NOTHING) -> None:
        """Makes several tables as if one after the other, those that do not need each other side by side."""

        def create(table: str, sql: str) -> None:
            with self.beside() as engine:
                engine.create(table, sql, given)

        side_by_side(tables, create)

    @contextmanager
    def beside(self) -> Iterator["DuckDBEngine"]:
        """The same database over a connection of its own, for another thread; closed, or it would keep the database."""
        other = copy(self)
        other.connection = self.connection.cursor()
        try:
            yield other
        finally:
            other.close()

    def view(self, table: str, sql: str) -> None:
        """Gives a query a name."""
        try:
            self._run(f"create or replace view {quoted(table)} as {sql}", NOTHING, table)
        except EngineError as error:
            if not _is_of_another_kind(error):
                raise
            self._run(f"drop table {quoted(table)}", NOTHING, table)
            self._run(f"create view {quoted(table)} as {sql}", NOTHING, table)

    def rows(self, sql: str, given: Mapping[str, Value] = NOTHING) -> list[Row]:
        """The result as tuples."""
        return self._run(sql, given, "query")

    def arrow(self, sql: str, given: Mapping[str, Value] = NOTHING) -> pa.Table:
        """The result as an Arrow table."""
        try:
            return self.connection.sql(sql, params=self._used(sql, given)).to_arrow_table()
        except duckdb.Error as error:
            raise EngineError(f"query: {error}\n{sql}") from error

    def write(self, sql: str, path: Path, given: Mapping[str, Value] = NOTHING) -> int:
        """Writes the result as one Parquet file, in the statement's order."""
        path.parent.mkdir(parents=True, exist_ok=True)
        copied = self._run(f"copy ({sql}) to {literal(path)} (format parquet, compression zstd)", given, path.name)
        return int(copied[0][0])

    def write_all(self, files: Sequence[tuple[str, Path]]) -> list[int]:
        """Writes several results side by side, each as one Parquet file; how many rows each has."""

        def write(file: tuple[str, Path]) -> int:
            with self.beside() as engine:
                return engine.write(*file)

        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            return list(pool.map(write, files))

    def tables(self) -> list[str]:
        """The names of all tables and views."""
        return [name for (name,) in self.rows("select table_name from information_schema.tables order by table_name")]

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and their types."""
        return {row[0]: row[1] for row in self.rows(f"describe {quoted(table)}")}

    def close(self) -> None:
        """Closes the database; what it held in memory is gone."""
        self.connection.close()

    def _run(self, sql: str, given: Mapping[str, Value], what: str) -> list[Row]:
        try:
            found: list[Row] = self.connection.execute(sql, self._used(sql, given)).fetchall()
        except duckdb.Error as error:
            raise EngineError(f"{what}: {error}\n{sql}") from error
        return found

    def _used(self, sql: str, given: Mapping[str, Value]) -> dict[str, Value]:
        """DuckDB refuses values that a statement does not use, so only those it names are handed over."""
        if not given:
            return {}
        names = {name for statement in self.connection.extract_statements(sql) for name in statement.named_parameters}
        return {name: value for name, value in given.items() if name in names}
