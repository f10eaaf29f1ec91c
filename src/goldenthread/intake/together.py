"""Keeps the rows of a file as they were read, and puts most of the records they become together only when read.

A pupil on a school's roll becomes six records that say one thing each. Written down one by one, each would carry the
same sender, keys and dates again; so the row is written once, and its records follow from it whenever they are wanted.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from goldenthread.engine import quoted
from goldenthread.engine._engine import literal
from goldenthread.extracts import Makes, Table, extracts
from goldenthread.intake.cells import string
from goldenthread.intake.deliveries import named
from goldenthread.intake.typed import absent_columns, given
from goldenthread.store import Load

TYPED = "typed.parquet"  # in the folder of a load; absent where its records were all written down
_OWN = ("gt_line", "gt_sender", "gt_received", "gt_person", "gt_key", "gt_version", "gt_deleted")
_SEVERAL = 2  # one record alone is written down as quickly as the row
_AT_ONCE = "person"  # whom a file speaks of is written down: whoever looks for a person need not know every layout


@cache
def later(source: str, table: str) -> tuple[Makes, ...]:
    """What is put together when it is read: what a kind of file becomes by itself, if that is several records."""
    extract = extracts()[source]
    own = [makes for makes in extract.records if makes.of == table and makes.record != _AT_ONCE]
    alone = tuple(makes for makes in own if not named(extract, makes.sql, besides=table))
    return alone if len(alone) >= _SEVERAL else ()


def as_kept(source: str, table: str, load_id: str, columns: Iterable[str], rows: str) -> str:
    """The SQL of what is kept of typed ``rows``: of their ``columns`` those that a record is made of."""
    words = set(re.findall(r"\w+", " ".join(makes.sql for makes in later(source, table))))
    kept = [name for name in columns if name in words and name not in _OWN]
    chosen = ", ".join(map(quoted, (*_OWN, *kept)))
    return f"select {string(load_id)} as load_id, {chosen} from {rows}"


def put_together(source: str, record: str, loads: Sequence[Load]) -> list[str]:
    """The SQL of a record from the rows that these loads of one feed keep: a query for each kind of file there."""
    extract = extracts()[source]
    found = []
    for table in extract.tables:
        made = [makes for makes in later(source, table.name) if makes.record == record]
        files = [load.folder / TYPED for load in loads if load.more["table"] == table.name] if made else []
        if files:
            own = ", ".join(("load_id", *_OWN[1:]))
            rows = f"select * exclude ({own}), {given(extract, 'load_id')} as given from ({_kept(table, files)})"
            found += [f"with {quoted(table.name)} as ({rows}) {makes.sql}" for makes in made]
    return found


def _kept(table: Table, files: Sequence[Path]) -> str:
    """The rows of several files; what an older reader did not keep of them is not known."""
    listed = ", ".join(map(literal, files))
    return f"select * from read_parquet([{listed}], union_by_name = true) union all by name {absent_columns(table)}"
