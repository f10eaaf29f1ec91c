"""The database a reader works in: it makes and replaces many small tables, so each costs one statement."""

import os
from collections.abc import Mapping
from pathlib import Path

from goldenthread.engine import DuckDBEngine, Value, quoted
from goldenthread.engine._engine import literal

_NOTHING: Mapping[str, Value] = {}


class Bench(DuckDBEngine):
    """As ``DuckDBEngine``; but a name is a table's for good, or a view's. ``readers``: how many share the machine."""

    def __init__(self, spill: Path, megabytes: int, readers: int = 1) -> None:
        super().__init__(spill, f"{megabytes // readers}MB")
        self._well = True
        threads = max(1, (os.cpu_count() or 1) // readers)
        self._run(f"set threads = {threads}", _NOTHING, "threads")

    def create(self, table: str, sql: str, given: Mapping[str, Value] = _NOTHING) -> None:
        """Runs a query once and keeps its result; the query may read the table it replaces."""
        self.filled(table, sql, given)

    def filled(self, table: str, sql: str, given: Mapping[str, Value] = _NOTHING) -> int:
        """As ``create``; how many rows the table has."""
        return int(self._run(f"create or replace table {quoted(table)} as {sql}", given, table)[0][0])

    def view(self, table: str, sql: str) -> None:
        """Gives a query a name."""
        self._run(f"create or replace view {quoted(table)} as {sql}", _NOTHING, table)

    def write(self, sql: str, path: Path, given: Mapping[str, Value] = _NOTHING) -> int:
        """Writes the result as one Parquet file, packed as fast as may be."""
        how = "format parquet, compression zstd, compression_level 1"
        return int(self._run(f"copy ({sql}) to {literal(path)} ({how})", given, path.name)[0][0])

    def plan(self, well: bool) -> None:
        """Whether statements are planned with care: over few rows it takes longer than carrying them out."""
        if well != self._well:
            self._well = well
            self._run(f"pragma {'enable' if well else 'disable'}_optimizer", _NOTHING, "plan")
