"""Runs the same rules on Spark, for areas too many for one DuckDB.

Statements are translated from DuckDB's dialect by sqlglot; ``portable`` has refused what it would translate wrongly.
Needs the ``spark`` extra and Java 17.
"""

import logging
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp

from goldenthread.engine._engine import NOTHING, EngineError, Row, Value, quoted

_WORDS = {
    "string": "VARCHAR",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "smallint": "SMALLINT",
    "tinyint": "TINYINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamp_ntz": "TIMESTAMP",
    "double": "DOUBLE",
    "float": "FLOAT",
}
_ADDRESS = "127.0.0.1"  # Spark's own processes speak to each other on this machine only


class SparkEngine:
    """Tables are Parquet files under the spill folder, read as temporary views of one Spark session.

    See ``Engine`` for the methods. ``master`` is Spark's own word for where it runs; the first engine of a process
    decides. Closing removes the files; the Java process ends with Python's.
    """

    name = "spark"

    def __init__(self, spill: Path, memory: str = "2GB", master: str = "local[2]") -> None:
        self.folder = spill / f"spark-{uuid4().hex[:12]}"
        self.folder.mkdir(parents=True)
        self.session: Any = _session(spill, memory, master).newSession()

    def attach(self, table: str, files: Sequence[Path]) -> None:
        """Makes Parquet files readable as one table."""
        if not files:
            raise EngineError(f"Table '{table}' has no files to read.")
        self._name(table, self._read(table, *files))

    def attach_arrow(self, table: str, rows: pa.Table) -> None:
        """Writes rows in memory to the spill folder and reads them as a table."""
        path = self._place(table) / "rows.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(rows, path)
        self._name(table, self._read(table, path))

    def create(self, table: str, sql: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Runs a query once and keeps its result; the query may read the table it replaces."""
        path = self._place(table)
        try:
            self._run(sql, given, table).write.parquet(_located(path))
        except _failures() as error:
            raise EngineError(f"{table}: {_first_line(error)}\n{sql}") from error
        self._name(table, self._read(table, path))

    def create_all(self, tables: Sequence[tuple[str, str]], given: Mapping[str, Value] = NOTHING) -> None:
        """Makes several tables, one after the other: each is spread over all processors by itself."""
        for table, sql in tables:
            self.create(table, sql, given)

    def view(self, table: str, sql: str) -> None:
        """Gives a query a name."""
        self._name(table, self._run(sql, NOTHING, table))

    def rows(self, sql: str, given: Mapping[str, Value] = NOTHING) -> list[Row]:
        """The result as tuples."""
        found = self.arrow(sql, given)
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def arrow(self, sql: str, given: Mapping[str, Value] = NOTHING) -> pa.Table:
        """The result as an Arrow table."""
        try:
            found: pa.Table = self._run(sql, given, "query").toArrow()
        except _failures() as error:
            raise EngineError(f"query: {_first_line(error)}\n{sql}") from error
        return found

    def write(self, sql: str, path: Path, given: Mapping[str, Value] = NOTHING) -> int:
        """Writes the result as one Parquet file, in the statement's order."""
        found = self.arrow(sql, given)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(found, path, compression="zstd")
        return int(found.num_rows)

    def tables(self) -> list[str]:
        """The names of all tables and views."""
        return sorted(table.name for table in self.session.catalog.listTables() if table.isTemporary)

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table and their types."""
        quoted(table)
        if not self.session.catalog.tableExists(table):
            raise EngineError(f"There is no table '{table}'.")
        return {name: _WORDS.get(kind, kind.upper()) for name, kind in self.session.table(table).dtypes}

    def close(self) -> None:
        """Forgets the tables and removes their files."""
        for table in self.tables():
            self.session.catalog.dropTempView(table)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _place(self, table: str) -> Path:
        quoted(table)
        return self.folder / f"{table}-{uuid4().hex[:8]}"

    def _read(self, table: str, *files: Path) -> Any:
        try:
            return self.session.read.option("mergeSchema", len(files) > 1).parquet(*map(_located, files))
        except _failures() as error:
            raise EngineError(f"{table}: {_first_line(error)}") from error

    def _name(self, table: str, frame: Any) -> None:
        quoted(table)
        frame.createOrReplaceTempView(table)

    def _run(self, sql: str, given: Mapping[str, Value], what: str) -> Any:
        statement, named = translated(sql)
        missing = named - given.keys()
        if missing:
            raise EngineError(f"{what}: no value is given for ${sorted(missing)[0]}.\n{sql}")
        try:
            return self.session.sql(statement, {name: given[name] for name in named})
        except _failures() as error:
            raise EngineError(f"{what}: {_first_line(error)}\n{sql}") from error


def translated(sql: str) -> tuple[str, set[str]]:
    """A statement in Spark's dialect, and the names of the values it is to be run with. Values stay apart from it."""
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except sqlglot.errors.SqlglotError as error:
        raise EngineError(f"{str(error).splitlines()[0]}\n{sql}") from error
    named = {str(given.this) for given in tree.find_all(exp.Placeholder)}
    return tree.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE), named


def _session(spill: Path, memory: str, master: str) -> Any:
    try:
        from pyspark.logger import PySparkLogger
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError("Spark is not installed: install goldenthread[spark], or use --engine duckdb.") from error
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise EngineError("Java is not installed: install Java 17, or use --engine duckdb.")
    builder = SparkSession.builder.appName("goldenthread")
    for setting, value in _settings(spill, memory, master).items():
        builder = builder.config(setting, value)
    os.environ.setdefault("SPARK_LOCAL_IP", _ADDRESS)
    PySparkLogger.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)  # we say what failed, in a sentence
    try:
        return builder.getOrCreate()
    except _failures() as error:
        raise EngineError(f"Spark did not start: {_first_line(error)}") from error


def _settings(spill: Path, memory: str, master: str) -> dict[str, str]:
    spill.mkdir(parents=True, exist_ok=True)
    return {
        "spark.master": master,
        "spark.driver.memory": memory.lower().removesuffix("b"),
        "spark.driver.bindAddress": _ADDRESS,
        "spark.driver.host": _ADDRESS,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.local.dir": str(spill.resolve()),
        "spark.sql.warehouse.dir": _located(spill / "spark-warehouse"),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
        "spark.sql.legacy.parquet.nanosAsLong": "false",
    }


def _located(path: Path) -> str:
    """A path on this machine as Spark writes it: marked as a file, and nothing in it encoded."""
    return f"file://{path.resolve()}"


def _failures() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return PySparkException, Py4JError


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
