"""Tells which rows of a file are new, which are changed, and which the store holds already, word for word."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from goldenthread.engine import DuckDBEngine, quoted
from goldenthread.engine._engine import literal
from goldenthread.store import Load

INDEX = "rows.parquet"  # in the folder of every load: one line for each row of its file that was not set aside
_COLUMNS = "k ubigint, hash ubigint, version varchar, number integer, line bigint"


@dataclass(frozen=True)
class Compared:
    """What comparing found. ``touches``: earlier loads with a row of the same key; ``leans_on``: those that hold rows
    of this file already; ``repeats``: the file says different things about one row."""

    held: int
    repeated: int
    repeats: bool
    touches: tuple[str, ...]
    leans_on: tuple[str, ...]


class Held:
    """The rows the store holds of each kind of file, by key; read once, then kept up to date as files are loaded."""

    def __init__(self, engine: DuckDBEngine, loads: Iterable[Load]) -> None:
        self._engine = engine
        self._loads: dict[str, list[Load]] = {}
        self._tables: dict[str, str] = {}
        for load in loads:
            self._loads.setdefault(_kind(load.source, load.more.get("table")), []).append(load)

    def compare(self, source: str, table: str, restated: bool) -> Compared:
        """Makes table ``index_<table>`` of the rows in ``read_<table>`` that are not set aside.

        ``same_load`` and ``same_line`` name the row that says the same already; null where the row is news. In an
        extract that is ``restated`` an unchanged row is news all the same.
        """
        known = self._known(source, table)
        index = f"index_{table}"
        self._engine.create(index, _INDEX.format(table=table))
        rows, keys = self._engine.rows(f"select count(*), count(distinct row_key) from {index}")[0]
        repeated = self._mark_repeated(index) if keys < rows else 0
        repeats = bool(
            keys < rows
            and self._engine.rows(
                f"select 1 from {index} where same_line is null group by row_key having count(*) > 1 limit 1"
            )
        )
        touches = self._touched(known, index)
        if touches and not restated:
            self._mark_held(known, index)
        leans = self._engine.rows(f"select distinct same_load from {index} where same_load > 0 order by 1")
        held = int(self._engine.rows(f"select count(*) from {index} where same_line is not null")[0][0])
        return Compared(held, repeated, repeats, tuple(touches), tuple(_named(number) for (number,) in leans))

    def add(self, source: str, table: str, load_id: str) -> None:
        """Takes in the rows of ``index_<table>`` once their load is whole."""
        self._engine.connection.execute(
            f"""insert into {quoted(self._known(source, table))}
                select hash(row_key), row_hash, version, $number, line from index_{table} where same_line is null""",
            {"number": _number(load_id)},
        ).fetchall()

    def _known(self, source: str, table: str) -> str:
        kind = _kind(source, table)
        if kind not in self._tables:
            name = self._tables[kind] = f"known_{len(self._tables)}"
            self._engine.connection.execute(f"create table {name} ({_COLUMNS})").fetchall()
            for load in self._loads.get(kind, []):
                self._read(name, load)
        return self._tables[kind]

    def _read(self, name: str, load: Load) -> None:
        path = index_of(load)
        if path.exists():
            self._engine.connection.execute(
                f"""insert into {name} select hash(row_key), row_hash, version, $number, line
                    from read_parquet({literal(path)}) where same_line is null""",
                {"number": _number(load.load_id)},
            ).fetchall()

    def _mark_repeated(self, index: str) -> int:
        """A row that stands in its file twice, word for word, is held the second time."""
        self._engine.create(
            index,
            f"""select * exclude (earliest) replace (
                    case when line > earliest then 0 end as same_load,
                    case when line > earliest then earliest end as same_line)
                from (select *, min(line) over (partition by row_key, row_hash) as earliest from {index})
                order by line""",
        )
        return int(self._engine.rows(f"select count(*) from {index} where same_line is not null")[0][0])

    def _touched(self, known: str, index: str) -> list[str]:
        found = self._engine.rows(
            f"select distinct number from {known} where k in (select hash(row_key) from {index}) order by number"
        )
        return [_named(number) for (number,) in found]

    def _mark_held(self, known: str, index: str) -> None:
        """A row is held when the newest version held says the same, or when this very version is held."""
        self._engine.create(
            index,
            f"""with newest as (
                    select k, arg_max({{'hash': hash, 'number': number, 'line': line}}, (version, number, line)) as row
                    from {known} where k in (select hash(row_key) from {index}) group by k
                ), same as (
                    select k, hash, version, max((number, line)) as at from {known} group by all
                )
                select i.* replace (
                    coalesce(i.same_load, case when n.row.hash = i.row_hash then n.row.number else s.at[1] end)
                        as same_load,
                    coalesce(i.same_line, case when n.row.hash = i.row_hash then n.row.line else s.at[2] end)
                        as same_line)
                from {index} i
                left join newest n on n.k = hash(i.row_key)
                left join same s on s.k = hash(i.row_key) and s.hash = i.row_hash and s.version = i.version
                order by i.line""",
        )


def index_of(load: Load) -> Path:
    """The index of a load's rows; it may not exist."""
    return load.folder / INDEX


def _kind(source: str | None, table: str | None) -> str:
    return f"{source}/{table}"


def _number(load_id: str) -> int:
    return int(load_id[1:])


def _named(number: int) -> str:
    return f"L{number:05d}"


_INDEX = """
    select gt_line as line, gt_key as row_key, gt_version as version, gt_received as received, gt_deleted as deleted,
        gt_scope as scope, gt_hash as row_hash, cast(null as integer) as same_load, cast(null as bigint) as same_line
    from read_{table}
    where gt_line not in (select line from aside_{table} where whole)
    order by gt_line
"""
