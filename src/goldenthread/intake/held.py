"""Tells which rows of a file are new, which are changed, and which the store holds already, word for word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.engine._engine import literal
from goldenthread.extracts import Extract, Table
from goldenthread.intake.bench import Bench
from goldenthread.store import Load

_SNAPSHOT_MONTHS = 24  # an extract repeats what is open or changed in so long; older rows may go without a word
INDEX = "rows.parquet"  # in the folder of every load: one line for each row of its file that was not set aside
_MARKS = re.compile("[^A-Z0-9]")
_COLUMNS = "k ubigint, hash ubigint, version varchar, number integer, line bigint"


@dataclass(frozen=True)
class Vanished:
    """Rows of an earlier extract that are not in a later one: how many, and the line of the first of them there.

    The load named is that of the other extract; ``here``: the rows stand in this file, and the other is the later one.
    """

    load_id: str
    day: date
    count: int
    line: int | None
    here: bool = False


@dataclass(frozen=True)
class Twice:
    """Rows that stand in one file more than once: how many, and the line of the first."""

    count: int = 0
    line: int | None = None


@dataclass(frozen=True)
class Compared:
    """What comparing found.

    ``touches``: earlier loads with a row of the same key; ``leans_on``: those that hold rows of this file already;
    ``repeated``: rows that stand in the file again; ``contradicts``: rows that give way to another of their key;
    ``news``: the first line that says something new; ``vanished``: what is not in the later one of two extracts.
    """

    rows: int
    held: int
    repeated: Twice
    contradicts: Twice
    touches: tuple[str, ...]
    leans_on: tuple[str, ...]
    news: int | None = None
    vanished: tuple[Vanished, ...] = ()


class Held:
    """The rows the store holds of each kind of file, by key; read once, then kept up to date as files are loaded."""

    def __init__(self, engine: Bench, loads: Iterable[Load]) -> None:
        self._engine = engine
        self._loads: dict[str, list[Load]] = {}
        self._tables: dict[str, str] = {}
        for load in loads:
            self._loads.setdefault(_kind(load.source, load.more.get("table")), []).append(load)
        self._unread = {kind: list(own) for kind, own in self._loads.items()}

    def compare(self, extract: Extract, of: Table) -> Compared:
        """Makes table ``index_<table>`` of the rows in ``read_<table>`` that are not set aside.

        ``same_load`` and ``same_line`` name the row that says the same already; null where the row is news. In an
        extract that is ``restated`` an unchanged row is news all the same.
        """
        known, index = self._known(extract.name, of.name), f"index_{of.name}"
        self._engine.create(index, _INDEX.format(table=of.name))
        rows, keys, first = self._engine.rows(f"select count(*), count(distinct row_key), min(line) from {index}")[0]
        repeated = self._mark_repeated(index) if keys < rows else Twice()
        contradicts = self._contradictions(index) if keys < rows else Twice()
        touches = self._touched(known, index) if self._loads.get(_kind(extract.name, of.name)) else []
        vanished = tuple(self._vanished(extract, of, touches)) if rows else ()
        if not touches and not repeated.count:
            return Compared(rows, 0, repeated, contradicts, (), (), first, vanished)
        if touches and not extract.restated:
            self._mark_held(known, index)
        found = self._engine.rows(f"select same_load, count(same_line), min(line) from {index} group by 1 order by 1")
        leans_on = tuple(_named(number) for number, _, _ in found if number)
        held = sum(count for _, count, _ in found)
        news = min((line for number, _, line in found if number is None), default=None)
        return Compared(rows, held, repeated, contradicts, tuple(touches), leans_on, news, vanished)

    def _vanished(self, extract: Extract, of: Table, touches: list[str]) -> Iterator[Vanished]:
        """What of the newest earlier extract is missing here, and what of this one in the first of the later ones.

        Only where the two are plainly of the same rows, or the later one has none.
        """
        kind = _kind(extract.name, of.name)
        others = [load for load in self._loads.get(kind, ()) if load.load_id in touches or "says_nothing" in load.more]
        if not others or not _may_vanish(extract, of):
            return
        index = f"index_{of.name}"
        day, sender, rows = self._engine.rows(f"select max(received), mode(sender), count(*) from {index}")[0]
        before = [load for load in others if load.extract_date and day and load.extract_date < day]
        if before:
            load = max(before, key=lambda load: (load.extract_date, load.load_id))
            gone, line, there = self._gone(_rows_of(load), index, day)
            if there * 2 >= load.rows_read and load.extract_date:
                yield Vanished(load.load_id, load.extract_date, gone, line)
        after = [(said, load) for load in others if (said := _said(load, sender)) and day and said > day]
        if after:
            said, load = min(after, key=lambda one: (one[0], one[1].load_id))
            gone, line, there = self._gone(index, _rows_of(load), said)
            if there * 2 >= rows or not load.rows_read:
                yield Vanished(load.load_id, said, gone, line, here=True)

    def emptied(self, extract: Extract, of: Table, sender: str, day: date) -> tuple[Vanished, ...]:
        """What is missing in an extract without rows, whose file's name says of whom and of what day it is."""
        if not _may_vanish(extract, of):
            return ()
        before = [
            load
            for load in self._loads.get(_kind(extract.name, of.name), ())
            if load.extract_date and load.extract_date < day and as_in_a_name(load.sender or "") == sender
        ]
        if not before:
            return ()
        load = max(before, key=lambda load: (load.extract_date, load.load_id))
        gone, line, _ = self._gone(_rows_of(load), f"index_{of.name}", day)
        return (Vanished(load.load_id, load.extract_date or day, gone, line),)

    def _gone(self, earlier: str, later: str, day: date) -> tuple[int, int | None, int]:
        """How many rows of an extract are not in a later one of ``day`` and should be, the first, and how many are."""
        gone, line, there = self._engine.rows(
            f"""select count(*) filter (where not here and recent), min(line) filter (where not here and recent),
                    count(*) filter (where here)
                from (
                    select line, row_key in (select row_key from {later}) as here,
                        coalesce(try_cast(left(split_part(version, '|', -1), 10) as date), received)
                            >= cast($day - interval {_SNAPSHOT_MONTHS} month as date) as recent
                    from {earlier} where not deleted
                )""",
            {"day": day},
        )[0]
        return gone, line, there

    def add(self, load: Load) -> None:
        """Takes note of a load that is now whole; its rows are read when another of its kind comes."""
        kind = _kind(load.source, load.more["table"])
        self._loads.setdefault(kind, []).append(load)
        self._unread.setdefault(kind, []).append(load)

    def forget(self, load_ids: set[str]) -> None:
        """Leaves out the rows of these loads."""
        for listed in (self._loads, self._unread):
            for kind, loads in listed.items():
                listed[kind] = [load for load in loads if load.load_id not in load_ids]
        numbers = ", ".join(str(_number(load_id)) for load_id in sorted(load_ids))
        for name in self._tables.values():
            self._engine.connection.execute(f"delete from {name} where number in ({numbers})").fetchall()

    def _known(self, source: str, table: str) -> str:
        kind = _kind(source, table)
        if kind not in self._tables:
            self._tables[kind] = f"known_{len(self._tables)}"
            self._engine.connection.execute(f"create table {self._tables[kind]} ({_COLUMNS})").fetchall()
        for load in self._unread.pop(kind, ()):
            self._read(self._tables[kind], load)
        return self._tables[kind]

    def _read(self, name: str, load: Load) -> None:
        path = index_of(load)
        if path.exists():
            self._engine.connection.execute(
                f"""insert into {name} select hash(row_key), row_hash, version, $number, line
                    from read_parquet({literal(path)}) where same_line is null""",
                {"number": _number(load.load_id)},
            ).fetchall()

    def _mark_repeated(self, index: str) -> Twice:
        """A row that stands in its file twice, word for word, is held the second time."""
        self._engine.create(
            index,
            f"""select * exclude (earliest) replace (
                    case when line > earliest then 0 end as same_load,
                    case when line > earliest then earliest end as same_line)
                from (select *, min(line) over (partition by row_key, row_hash) as earliest from {index})""",
        )
        return Twice(*self._engine.rows(f"select count(*), min(line) from {index} where same_line is not null")[0])

    def _contradictions(self, index: str) -> Twice:
        """Rows of one key that say different things: all are kept, and how many of them give way to the newest."""
        several = f"select row_key from {index} where same_line is null group by row_key having count(*) > 1"
        return Twice(
            *self._engine.rows(
                f"""select count(*) - count(distinct row_key), min(line) from {index}
                    where same_line is null and row_key in ({several})"""
            )[0]
        )

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
                left join same s on s.k = hash(i.row_key) and s.hash = i.row_hash and s.version = i.version""",
        )


def _may_vanish(extract: Extract, of: Table) -> bool:
    """Only a layout in which a sender can mark a row as deleted is held to it."""
    return of.deleted != "false" and not extract.is_complete


def _said(load: Load, sender: str) -> date | None:
    """The day an extract was true; of one without rows, as its file's name says, if it is of this sender."""
    if (nothing := load.more.get("says_nothing")) is None:
        return load.extract_date
    return date.fromisoformat(nothing["day"]) if nothing["sender"] == as_in_a_name(sender) else None


def as_in_a_name(sender: str) -> str:
    """A sender as it stands in the names of files, whatever parts scheme and code there: LA879 for LA:879."""
    return _MARKS.sub("", sender.upper())


def _rows_of(load: Load) -> str:
    return f"read_parquet({literal(index_of(load))})"


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
    select gt_line as line, gt_sender as sender, gt_key as row_key, gt_version as version, gt_received as received,
        gt_deleted as deleted, gt_scope as scope, gt_hash as row_hash, cast(null as integer) as same_load,
        cast(null as bigint) as same_line
    from read_{table}
    where gt_line not in (select line from aside_{table} where whole)
"""
