"""Draws up one row per child: who it is, its school, its SEN support, whether it died, whether it may be listed."""

from datetime import date
from pathlib import Path

from goldenthread.engine import DuckDBEngine

_SQL = Path(__file__).parent / "sql"


def children(engine: DuckDBEngine, as_of: date) -> None:
    """Makes ``death`` and ``child`` (records.Child) from ``identity``, ``setting`` and the tables joined by child_id.

    A school's own roll goes before the census, and a census counts only while it is that school's newest. A child is
    listed here for what agencies recorded: SEN support, a plan or a request for one, a wait, a care involvement, a
    short break, living away, a health check whose time has come and that is neither done nor declined, or a record of
    its death, so that whoever looks for it learns of that. A sign lists a child later.
    """
    for table in ("death", "child"):
        engine.create(table, (_SQL / f"{table}.sql").read_text(encoding="utf-8"), {"as_of": as_of})
