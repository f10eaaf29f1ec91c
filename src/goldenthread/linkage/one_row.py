"""Draws up one row per child: who it is, its school, its SEN support, and whether it may be listed."""

from datetime import date
from pathlib import Path

from goldenthread.engine import DuckDBEngine

_SQL = Path(__file__).parent / "sql" / "child.sql"


def children(engine: DuckDBEngine, as_of: date) -> None:
    """Makes ``child`` (records.Child) from ``identity``, ``setting`` and the agencies' tables joined by child_id.

    A school's own roll goes before the census, and a census counts only while it is that school's newest. A child is
    listed here for what agencies recorded: SEN support, a plan or a request for one, a wait, a care involvement, a
    short break, living away, or a health check whose time has come and that is neither done nor declined. A sign lists
    a child later.
    """
    engine.create("child", _SQL.read_text(encoding="utf-8"), {"as_of": as_of})
