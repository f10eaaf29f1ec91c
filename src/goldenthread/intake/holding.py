"""Finds which rows hold on one day; loads that share no row with another are read as they are, without comparing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import DuckDBEngine, quoted
from goldenthread.engine._engine import literal
from goldenthread.extracts import Extract, extracts
from goldenthread.intake.cells import string
from goldenthread.intake.held import index_of
from goldenthread.intake.making import PUT_RIGHT
from goldenthread.intake.marks import CONTESTED, contested, in_force, weeks_of
from goldenthread.intake.reading import says_all
from goldenthread.intake.together import TYPED, put_together
from goldenthread.intake.weeks import records_of
from goldenthread.records import agency_tables
from goldenthread.store import Load

_NEWEST_OF_ITS_KEY = """
    with sent as materialized (select * from ({rows}) where received <= date '{day}'), newest as (
        select row_key, arg_max(record_id, (version, received, split_part(record_id, ':', 1),
            cast(split_part(record_id, ':', 2) as bigint))) as record_id
        from sent group by row_key
    )
    select s.* from sent s join newest n on n.record_id = s.record_id and n.row_key is not distinct from s.row_key"""
_PUT_RIGHT = ("sender", "source", "person_key", "record_id", "column_name", "problem", "remedy")


@dataclass(frozen=True)
class _Part:
    """Loads of one feed that are read alike: ``clean`` ones whole, of the others only rows whose version is newest."""

    loads: tuple[Load, ...]
    clean: bool


@dataclass(frozen=True)
class Sent:
    """The SQL of the rows of a record table that hold, and the tables it reads, which must be made before it runs."""

    sql: str
    newest: tuple[tuple[str, str], ...]


class Holding:
    """The rows that hold on ``as_of``, out of the loads that count."""

    def __init__(self, engine: DuckDBEngine, loads: Sequence[Load], as_of: date) -> None:
        self._engine = engine
        self._as_of = as_of
        self._tables = {load.load_id: frozenset(load.tables()) for load in loads}
        self._typed = {load.load_id for load in loads if (load.folder / TYPED).exists()}
        self._parts: dict[str, list[_Part]] = {}
        self._weeks: dict[str, str] = {}
        engine.create("newest_row", "select cast(null as varchar) as record_id where false")
        for name, extract in extracts().items():
            own = [load for load in loads if load.source == name]
            if own and extract.by_week:
                self._weeks[extract.records[0].record] = self._by_week(extract, own)
            elif own:
                self._parts[name] = self._parted(extract, own)

    def _parted(self, extract: Extract, loads: list[Load]) -> list[_Part]:
        standing, mixed = {load.load_id for load in loads}, set[str]()
        for load in loads:
            touches = standing & set(load.more.get("touches", ()))
            if touches or load.more.get("repeats"):
                mixed |= touches | {load.load_id}
            if load.extract_date is None or load.extract_date > self._as_of:
                mixed.add(load.load_id)  # some of its rows are of a later day
        if any(load.more.get("read_anew") for load in loads):
            mixed = standing  # nobody compared those rows with the ones that came after them
        spoken = _spoken(loads) if extract.is_complete else []
        mixed |= _shared(spoken)
        clean = tuple(load for load in loads if load.load_id not in mixed)
        compared = tuple(load for load in loads if load.load_id in mixed)
        if compared:
            self._compare(extract, compared, [one for one in spoken if not one["cut_off"]])
        return [part for part in (_Part(clean, True), _Part(compared, False)) if part.loads]

    def _compare(self, extract: Extract, loads: tuple[Load, ...], spoken: list[dict[str, object]]) -> None:
        """Adds to ``newest_row`` the record id of the newest version of every row of these loads.

        ``spoken``: in an extract whose exports replace each other, which load speaks for which scope of which table;
        what was sent before the newest of them is gone.
        """
        rows = " union all ".join(_rows(load, says_all(extract)) for load in loads if index_of(load).exists())
        self._engine.attach_arrow("spoken_for", pa.Table.from_pylist(spoken, schema=_SPOKEN))
        self._engine.connection.execute(
            f"""insert into newest_row
                select record_id from (
                    select *, row_number() over (
                        partition by row_key order by version desc, received desc, number desc, line desc) as place
                    from ({rows}) as sent
                    left join (
                        select table_name, coalesce(scope, '') as scope, arg_max(number, (day, number)) as since_number,
                            max((day, number)) as since
                        from spoken_for where day <= $as_of group by all
                    ) as whole on whole.table_name = sent.table_name and whole.scope = coalesce(sent.scope, '')
                    where received <= $as_of and (since is null or (said, number) >= since)
                ) where place = 1 and not deleted""",
            {"as_of": self._as_of},
        ).fetchall()

    def _by_week(self, extract: Extract, loads: list[Load]) -> str:
        """A week of a school in which two files speak of the same session is put together from both, mark by mark."""
        unclear = contested(self._engine, loads)
        later = [load for load in loads if load.extract_date is None or load.extract_date > self._as_of]
        clean = [load for load in loads if load not in unclear and load not in later]
        mixed = [load for load in loads if load not in clean]
        parts = [weeks_of(clean)] if clean else []
        if mixed:
            known = f"extract_date <= date '{self._as_of}'"
            self._engine.create("week_in_force", in_force(weeks_of(mixed, f"{known} and {CONTESTED}")))
            parts += ["select * from week_in_force", weeks_of(mixed, f"{known} and not {CONTESTED}")]
        return records_of(extract, " union all by name ".join(parts))

    def sent(self, table: str) -> "Sent":
        """The rows of one record table that hold."""
        columns = {name: column.type for name, column in agency_tables()[table].columns().items()}
        chosen = ", ".join(f"cast({quoted(name)} as {kind}) as {quoted(name)}" for name, kind in columns.items())
        newest: list[tuple[str, str]] = []
        found = [self._of_source(source, table, chosen, newest) for source in self._parts]
        if table in self._weeks:
            found.append(f"select {chosen} from ({self._weeks[table]})")
        return Sent(" union all ".join(sql for sql in found if sql) or _no_rows(table), tuple(newest))

    def _of_source(self, source: str, table: str, chosen: str, newest: list[tuple[str, str]]) -> str:
        """The SQL for one feed; where rows of several loads are one record, ``newest`` gets the table of the newest."""
        parts = [self._part(source, part, table, chosen) for part in self._parts[source]]
        joined = " union all ".join(sql for sql in parts if sql)
        loads = [load for part in self._parts[source] for load in part.loads]
        if not joined or not any(table in load.more.get("own_keys", ()) for load in loads):
            return joined
        name = f"newest_{table}_of_{source}"
        newest.append((name, _NEWEST_OF_ITS_KEY.format(rows=joined, day=self._as_of)))
        return f"select * from {quoted(name)}"

    def _part(self, source: str, part: _Part, table: str, chosen: str) -> str:
        files = [load.records(table) for load in part.loads if table in self._tables[load.load_id]]
        rows = (
            [f"select * from read_parquet([{', '.join(map(literal, files))}], union_by_name = true)"] if files else []
        )
        rows += put_together(source, table, [load for load in part.loads if load.load_id in self._typed])
        deleted = " and not deleted" if part.clean else ""
        known = _no_rows(table)  # an older reader wrote fewer columns
        return " union all ".join(
            f"select {chosen} from ({sql} union all by name {known}) where {_holds(part)}{deleted}" for sql in rows
        )

    def put_right(self) -> str:
        """The SQL of what senders must still put right: only of rows that hold."""
        parts = []
        for source, of in self._parts.items():
            for part in of:
                files = [path for load in part.loads if (path := load.folder / PUT_RIGHT).exists()]
                if files:
                    parts.append(
                        f"select sender, {string(source)} as source, person_key, record_id, column_name, problem,"
                        f" remedy from {parquet(files)} where {_holds(part)}"
                    )
        nothing = ", ".join(f"cast(null as varchar) as {name}" for name in _PUT_RIGHT)
        return " union all ".join(parts) or f"select {nothing} where false"


def _no_rows(table: str) -> str:
    columns = ", ".join(
        f"cast(null as {column.type}) as {quoted(name)}" for name, column in agency_tables()[table].columns().items()
    )
    return f"select {columns} where false"


def _holds(part: _Part) -> str:
    return "true" if part.clean else "record_id in (select record_id from newest_row)"


def parquet(files: Sequence[Path]) -> str:
    """The SQL that reads Parquet files as one table."""
    return f"read_parquet([{', '.join(literal(file) for file in files)}])"


def _rows(load: Load, whole: bool) -> str:
    """The rows of one load; one that was held already stands for the row that says the same."""
    same = "" if whole else " when same_load > 0 then printf('L%05d:%d', same_load, same_line)"
    return f"""
        select row_key, version, received, deleted, scope, line, {_place(load)} as number,
            {string(load.more["table"])} as table_name, date '{load.extract_date}' as said,
            case when same_load = 0 then null{same} else {string(load.load_id + ":")} || line end as record_id
        from {parquet([index_of(load)])}"""


_SPOKEN = pa.schema(
    [
        ("table_name", pa.string()),
        ("scope", pa.string()),
        ("day", pa.date32()),
        ("number", pa.int32()),
        ("load_id", pa.string()),
        ("cut_off", pa.bool_()),
    ]
)


def _spoken(loads: list[Load]) -> list[dict[str, object]]:
    """Which load speaks for which scope of which table: a file of a delivery speaks for all that the delivery covers.

    So a table that has no row for a school says that the school has none, as long as the file came.
    """
    covered: dict[tuple[str, int], set[str | None]] = {}
    for load in loads:
        covered.setdefault(_export(load), set()).update(load.more.get("scopes", ()))
    return [
        {
            "table_name": load.more["table"],
            "scope": scope,
            "day": load.extract_date,
            "number": _place(load),
            "load_id": load.load_id,
            "cut_off": bool(load.more.get("cut_off")),
        }
        for load in loads
        for scope in covered[_export(load)]
    ]


def _export(load: Load) -> tuple[str, int]:
    return load.more.get("delivery") or load.load_id, int(load.more.get("generation", 1))


def _shared(spoken: list[dict[str, object]]) -> set[str]:
    """The loads that speak for something for which another load speaks too."""
    by_scope: dict[tuple[object, object], list[str]] = {}
    for one in spoken:
        by_scope.setdefault((one["table_name"], one["scope"]), []).append(str(one["load_id"]))
    return {load_id for loads in by_scope.values() if len(loads) > 1 for load_id in loads}


def _place(load: Load) -> int:
    """Where a load stands among all; one that was read anew stands where its file first stood."""
    return int(load.more.get("place") or load.load_id[1:])
