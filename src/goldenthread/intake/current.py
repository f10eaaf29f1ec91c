"""Says what holds on one day: for every row the agencies sent, its newest version, and how fresh each feed is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import DuckDBEngine, quoted
from goldenthread.engine._engine import literal
from goldenthread.extracts import Extract, extracts
from goldenthread.intake.freshness import tell
from goldenthread.intake.held import index_of
from goldenthread.intake.reading import says_all
from goldenthread.intake.standing import standing
from goldenthread.records import agency_tables
from goldenthread.store import Load, Store


def current(engine: DuckDBEngine, store: Store, as_of: date) -> None:
    """Makes the tables every refresh begins with, from the loads that count on ``as_of``.

    ``sent_<table>`` for every agency table: all Record.columns(), for each row the newest version received by then and
    not deleted by its sender; perhaps with no rows. ``put_right``, ``source``, ``feed``, ``load``, ``set_aside``.
    """
    everything = store.loads(include_withdrawn=True)
    loads = [load for load in standing(everything) if load.source in extracts() and _begun(load, as_of)]
    holding = Holding(engine, loads, as_of)
    for table in agency_tables():
        engine.view(f"sent_{table}", holding.sent(table))
    engine.view("put_right", holding.put_right())
    tell(engine, loads, as_of)
    engine.attach_arrow("load", _loads(everything))
    engine.view("set_aside", _set_aside(everything))


_LOAD = pa.schema(
    [(name, pa.string()) for name in ("load_id", "path", "source", "version", "sender")]
    + [("extract_date", pa.date32())]
    + [(name, pa.int64()) for name in ("rows_read", "rows_kept", "rows_set_aside", "rows_already_held")]
    + [(name, pa.string()) for name in ("findings", "state")]
    + [("loaded_at", pa.timestamp("us"))]
)


def _loads(loads: list[Load]) -> pa.Table:
    """Every load there ever was, with the columns of the published table."""
    rows = [
        {name: getattr(load, name) for name in _LOAD.names}
        | {
            "findings": json.dumps(load.findings, ensure_ascii=False),
            "loaded_at": datetime.fromisoformat(load.loaded_at).replace(tzinfo=None),
        }
        for load in loads
    ]
    return pa.Table.from_pylist(rows, schema=_LOAD)


def _set_aside(loads: list[Load]) -> str:
    """The SQL of every row and cell set aside that is kept, with its load."""
    parts = [
        f"select '{load.load_id}' as load_id, line, column_name, reason, remedy, raw from {_parquet([load.set_aside])}"
        for load in loads
        if load.set_aside.exists()
    ]
    nothing = ", ".join(f"cast(null as varchar) as {name}" for name in ("column_name", "reason", "remedy", "raw"))
    return " union all ".join(parts) or f"select '' as load_id, 0 as line, {nothing} where false"


def _begun(load: Load, as_of: date) -> bool:
    oldest = load.more.get("oldest_date")
    return oldest is not None and date.fromisoformat(oldest) <= as_of


@dataclass(frozen=True)
class _Part:
    """Loads whose rows are read alike: ``clean`` ones as they are, others only where a row's newest version is theirs."""

    loads: tuple[Load, ...]
    clean: bool


class Holding:
    """Which rows hold on one day. Loads that share no row with another are read as they are, without comparing."""

    def __init__(self, engine: DuckDBEngine, loads: Sequence[Load], as_of: date) -> None:
        self._engine = engine
        self._as_of = as_of
        self._parts: dict[str, list[_Part]] = {}
        by_source: dict[str, list[Load]] = {}
        for load in loads:
            by_source.setdefault(load.source or "", []).append(load)
        engine.create("newest_row", "select cast(null as varchar) as record_id where false")
        for source, of in by_source.items():
            self._parts[source] = self._parted(extracts()[source], of)

    def _parted(self, extract: Extract, loads: list[Load]) -> list[_Part]:
        standing_ids = {load.load_id for load in loads}
        mixed: set[str] = set()
        for load in loads:
            touches = standing_ids & set(load.more.get("touches", ()))
            if touches or load.more.get("repeats"):
                mixed |= touches | {load.load_id}
            newest = load.extract_date
            if newest is None or newest > self._as_of:
                mixed.add(load.load_id)  # some of its rows are of a later day
        clean = tuple(load for load in loads if load.load_id not in mixed)
        compared = tuple(load for load in loads if load.load_id in mixed)
        if compared:
            self._compare(extract, compared)
        return [part for part in (_Part(clean, True), _Part(compared, False)) if part.loads]

    def _compare(self, extract: Extract, loads: tuple[Load, ...]) -> None:
        """Adds to ``newest_row`` the record id of the newest version of every row of these loads."""
        rows = " union all ".join(_rows(load, says_all(extract)) for load in loads if index_of(load).exists())
        replaced = "where placed = 1" if extract.is_complete else ""
        self._engine.connection.execute(
            f"""insert into newest_row
                select record_id from (
                    select *, row_number() over (
                        partition by row_key order by version desc, received desc, number desc, line desc) as place
                    from (
                        select *, dense_rank() over (partition by table_name, scope order by said desc) as placed
                        from ({rows}) where received <= $as_of
                    ) {replaced}
                ) where place = 1 and not deleted""",
            {"as_of": self._as_of},
        ).fetchall()

    def sent(self, table: str) -> str:
        """The SQL of the rows of one record table that hold."""
        columns = agency_tables()[table].columns()
        chosen = ", ".join(quoted(name) for name in columns)
        parts = [sql for of in self._parts.values() for part in of if (sql := self._part(part, table, chosen))]
        nothing = ", ".join(f"cast(null as {column.type}) as {quoted(name)}" for name, column in columns.items())
        return " union all ".join(parts) or f"select {nothing} where false"

    def _part(self, part: _Part, table: str, chosen: str) -> str:
        files = [load.records(table) for load in part.loads if load.records(table).exists()]
        if not files:
            return ""
        held = "not deleted" if part.clean else "record_id in (select record_id from newest_row)"
        return f"select {chosen} from {_parquet(files)} where {held}"

    def put_right(self) -> str:
        """The SQL of what senders must still put right: only of rows that hold."""
        parts = []
        for source, of in self._parts.items():
            for part in of:
                files = [file for load in part.loads if (file := load.folder / "put_right.parquet").exists()]
                held = "" if part.clean else " where record_id in (select record_id from newest_row)"
                parts.append(
                    f"select sender, '{source}' as source, person_key, record_id, column_name, problem, remedy"
                    f" from {_parquet(files)}{held}"
                )
        return " union all ".join(parts) or _NOTHING_TO_PUT_RIGHT


_NOTHING_TO_PUT_RIGHT = (
    "select "
    + ", ".join(
        f"cast(null as varchar) as {name}"
        for name in ("sender", "source", "person_key", "record_id", "column_name", "problem", "remedy")
    )
    + " where false"
)


def _rows(load: Load, says_all: bool) -> str:
    """The rows of one load; one that was held already stands for the row that says the same."""
    number = int(load.load_id[1:])
    same = "" if says_all else " when same_load > 0 then printf('L%05d:%d', same_load, same_line)"
    return f"""
        select row_key, version, received, deleted, scope, line, {number} as number, '{load.more["table"]}' as table_name,
            (date '{load.extract_date}', {number}) as said,
            case when same_load = 0 then null{same} else '{load.load_id}:' || line end as record_id
        from read_parquet({literal(index_of(load))})"""


def _parquet(files: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(literal(file) for file in files)}])"
