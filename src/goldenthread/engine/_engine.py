"""What every engine can do, so that a rule does not know which one runs it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Value = str | int | bool | Decimal | date | None
Row = tuple[Any, ...]

NOTHING: Mapping[str, Value] = {}

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class EngineError(Exception):
    """A statement could not be run; the message names the table or the statement, and why."""


class Engine(Protocol):
    """Holds tables by name and runs SQL of the portable subset (DuckDB's dialect, ``$name`` parameters) over them.

    A name made again replaces what bore it before. ``given`` may hold more values than a statement uses.
    Every method raises EngineError when the statement fails. Rows come in no order but that of ``order by``.
    """

    name: str

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Makes Parquet files readable as one table, columns matched by name."""

    def attach_arrow(self, table: str, rows: pa.Table) -> None:
        """Makes rows in memory readable as a table."""

    def create(self, table: str, sql: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Runs a query once and keeps its result as a table."""

    def create_all(self, tables: Sequence[tuple[str, str]], given: Mapping[str, Value] = NOTHING) -> None:
        """Makes several tables, each from its query, as if one after the other; side by side where that is quicker."""

    def view(self, table: str, sql: str) -> None:
        """Gives a query without parameters a name; it runs when it is read."""

    def rows(self, sql: str, given: Mapping[str, Value] = NOTHING) -> list[Row]:
        """The result as Python tuples; order explicitly."""

    def arrow(self, sql: str, given: Mapping[str, Value] = NOTHING) -> pa.Table:
        """The result as an Arrow table; order explicitly."""

    def write(self, sql: str, path: Path, given: Mapping[str, Value] = NOTHING) -> int:
        """Writes the result as one Parquet file, in the statement's order; the number of rows written."""

    def tables(self) -> list[str]:
        """The names of all tables and views, in alphabetical order."""

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and their types in DuckDB's words, in order."""

    def close(self) -> None:
        """Lets go of memory and of the spill folder."""


def quoted(name: str) -> str:
    """A table or column name, quoted for SQL. Raises EngineError when it is not a plain name."""
    if not _NAME.fullmatch(name):
        raise EngineError(f"'{name}' is not a plain table or column name.")
    return f'"{name}"'


def literal(path: Path) -> str:
    """A path as an SQL string, for the places where an engine takes no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
