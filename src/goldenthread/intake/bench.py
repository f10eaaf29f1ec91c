"""The database a reader works in: it makes and replaces many small tables, so each costs one statement."""

from collections.abc import Mapping

from goldenthread.engine import DuckDBEngine, Value, quoted

_NOTHING: Mapping[str, Value] = {}


class Bench(DuckDBEngine):
    """As ``DuckDBEngine``; but a name is a table's for good, or a view's."""

    def create(self, table: str, sql: str, given: Mapping[str, Value] = _NOTHING) -> None:
        """Runs a query once and keeps its result; the query may read the table it replaces."""
        self._run(f"create or replace table {quoted(table)} as {sql}", given, table)

    def view(self, table: str, sql: str) -> None:
        """Gives a query a name."""
        self._run(f"create or replace view {quoted(table)} as {sql}", _NOTHING, table)
