"""Runs the product's rules: the same SQL on one machine (DuckDB) or on many (Spark), and refuses what differs.

engine = open_engine("duckdb", spill=store.spill)
engine.attach("short_break", files)
engine.create("finding", sql, {"as_of": date(2026, 3, 31)})
engine.rows("select child_id from finding order by child_id")
"""

from pathlib import Path

from goldenthread.engine._engine import Engine, EngineError, Row, Value, quoted
from goldenthread.engine._side_by_side import side_by_side
from goldenthread.engine.duckdb_engine import DuckDBEngine
from goldenthread.engine.portable import RuleError, check_rule

__all__ = [
    "DuckDBEngine", "Engine", "EngineError", "Row", "RuleError", "Value", "check_rule", "open_engine", "quoted",
    "side_by_side",
]  # fmt: skip


def open_engine(kind: str, spill: Path, memory: str = "2GB") -> Engine:
    """An engine of the given kind, 'duckdb' or 'spark', that writes what does not fit ``memory`` to ``spill``.

    Raises EngineError for any other kind, or when Spark or Java is not installed.
    """
    if kind == "duckdb":
        return DuckDBEngine(spill, memory)
    if kind == "spark":
        from goldenthread.engine.spark_engine import SparkEngine

        return SparkEngine(spill, memory)
    raise EngineError(f"There is no engine called '{kind}'. Choose duckdb or spark.")
