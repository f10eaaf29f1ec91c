"""Takes one person's rows out of the files that agencies sent, as a request to erase that was upheld asks.

A received file is copied without those rows, the copy is read in its place, and whoever asked then erases the file and
all that was read from it. The lines stay empty, so that every other row keeps the line it was sent on.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TextIO

import pyarrow as pa

from goldenthread.intake.arriving import Arrived, again
from goldenthread.intake.bench import Bench
from goldenthread.intake.deliveries import typing_order
from goldenthread.intake.holding import parquet
from goldenthread.intake.lines import take_in
from goldenthread.intake.loading import Progress, quiet
from goldenthread.intake.reading import dated, is_needed
from goldenthread.intake.standing import standing
from goldenthread.intake.taking import Taking, export_of
from goldenthread.intake.typed import lay_out, type_in, type_nothing
from goldenthread.store import Load, Received, Store

_MEMORY = 2000  # megabytes
_END = 1 << 62  # the line after the last of any file
Ranges = tuple[tuple[int, int], ...]  # of lines, from 1 up, each without its end
_IN_IDS, _IN_NUMBERS = r"\s?", r"[\s-]*"  # what may stand between the letters; a date has dashes, and is no id
_NUMBERS = ("nhs_number", "upn", "former_upn", "uln")  # long enough to stand for one person wherever they stand


@dataclass(frozen=True)
class Subject:
    """Whose rows are meant: what each source calls the person, and the person's numbers.

    ``others``: what sources call those who have one of the numbers as well, and are somebody else.
    """

    keys: frozenset[str]
    numbers: frozenset[str]
    others: frozenset[str] = frozenset()

    def ids(self, system: str) -> frozenset[str]:
        """What the senders of one system call the person."""
        return frozenset(key.split("|", 2)[2] for key in self.keys if key.startswith(f"{system}|"))


@dataclass(frozen=True)
class Mention:
    """One file that speaks of the person, and the rows that do."""

    load: Load
    ranges: Ranges

    @property
    def rows(self) -> int:
        """How many rows that is."""
        return len(self.ranges)


def subject(store: Store, keys: Iterable[str], elsewhere: Iterable[str] = ()) -> Subject:
    """The person behind these keys, with the numbers that any file in the store gives for them.

    ``elsewhere``: the keys of everybody who is known to be another child.
    """
    wanted = frozenset(keys)
    files = [file for load in store.loads(include_withdrawn=True) if (file := load.records("person")).exists()]
    if not (files and wanted):
        return Subject(wanted, frozenset())
    engine = Bench(store.spill, _MEMORY)
    try:
        for name, people in (("wanted", wanted), ("elsewhere", frozenset(elsewhere) - wanted)):
            engine.attach_arrow(name, pa.table({"person_key": pa.array(sorted(people), pa.string())}))
        numbered = f"select person_key, unnest([{', '.join(_NUMBERS)}]) as number from {parquet(files)}"
        engine.create("theirs", f"select distinct number from ({numbered}) semi join wanted using (person_key)")
        others = engine.rows(
            f"""select distinct person_key from ({numbered}) semi join elsewhere using (person_key)
                semi join theirs using (number)"""
        )
        numbers = engine.rows("select number from theirs where number is not null")
    finally:
        engine.close()
    return Subject(wanted, frozenset(number for (number,) in numbers), frozenset(key for (key,) in others))


def sent_again(store: Store) -> list[str]:
    """What sources call the people who were erased before and whom some file in the store speaks of again."""
    files = [file for load in store.loads(include_withdrawn=True) if (file := load.records("person")).exists()]
    if not (files and store.ledger.left_out()):
        return []
    engine = Bench(store.spill, _MEMORY)
    try:
        engine.attach_arrow("erased_person", pa.table({"digest": sorted(store.ledger.left_out())}))
        found = engine.connection.execute(
            f"""select distinct person_key from {parquet(files)}
                where sha256($salt || person_key) in (select digest from erased_person) order by 1""",
            {"salt": store.ledger.salt},
        ).fetchall()
    finally:
        engine.close()
    return [key for (key,) in found]


def mentions(store: Store, who: Subject, progress: Progress = quiet) -> list[Mention]:
    """Every file in the store that speaks of the person, whether it counts or not, in the order they were loaded.

    A row is theirs when its sender's id for the person is one of the keys, or when one of the numbers stands in it and
    it is not of one of the others; of rows of which nobody can tell whose they are, when the id itself does. Of a
    delivery, tables that are only counted are theirs as a whole.
    """
    groups = _by_export(store.loads(include_withdrawn=True))
    engine = Bench(store.spill, _MEMORY)
    found: list[Mention] = []
    try:
        for name, keys in (("whose", who.keys), ("another", who.others)):
            engine.attach_arrow(name, pa.table({"person_key": pa.array(sorted(keys), pa.string())}))
        for done, group in enumerate(groups):
            progress(done, len(groups), group[0].path)
            found += _of_group(store, engine, who, group)
    finally:
        engine.close()
    return sorted(found, key=lambda one: one.load.load_id)


def _by_export(loads: Iterable[Load]) -> list[list[Load]]:
    """The loads not erased, by delivery; its first readings make one group, its second readings another."""
    groups: dict[tuple[tuple[str, str], int], list[Load]] = {}
    readings = Counter[tuple[tuple[str, str], str]]()
    for load in loads:
        if load.state != "erased":
            export, table = export_of(load), load.more.get("table", "")
            groups.setdefault((export, readings[export, table]), []).append(load)
            readings[export, table] += 1
    return list(groups.values())


def _of_group(store: Store, engine: Bench, who: Subject, group: list[Load]) -> list[Mention]:
    """The mentions in one delivery, whose tables are typed in the order in which they look at each other."""
    arrived = {load.load_id: again(store, load) for load in group}
    tables = {one.form.table.name: one for one in arrived.values() if one.file.form}
    extract = next((one.form.extract for one in tables.values()), None)
    ranges = {load_id: _unread_rows(one, who) for load_id, one in arrived.items() if one.file.form is None}
    for name in typing_order(extract.name) if extract else ():
        if name in tables:
            ranges[tables[name].replaces] = _rows_of(store, engine, tables[name], who)
        elif extract and is_needed(extract.table(name)):
            type_nothing(engine, extract, extract.table(name))
    if any(ranges.values()):
        ranges |= {one.replaces: _every_row(one) for one in tables.values() if not is_needed(one.form.table)}
    return [Mention(load, found) for load in group if (found := ranges[load.load_id])]


def _rows_of(store: Store, engine: Bench, arrived: Arrived, who: Subject) -> Ranges:
    """The person's rows of a recognised file, whose table is left laid out for those that look at it."""
    form = arrived.form
    if not is_needed(form.table):
        return _unread_rows(arrived, who)
    rejected = [row.line for row in take_in(engine, arrived.file, arrived.scan, store.spill).rejected]
    type_in(engine, form, arrived.scan.formulas, store.simulated, dated(arrived.received.name))
    read = f"read_{form.table.name}"
    lay_out(engine, form.extract, form.table, read)
    own = _column(engine, f"select gt_line from {read} semi join whose on person_key = gt_person")
    numbered = _lines_with(arrived, who.numbers, _IN_NUMBERS)
    named = _lines_with(arrived, who.ids(form.extract.system), _IN_IDS)
    if not (own or numbered or named):
        return ()
    starts = sorted([*_column(engine, "select line from raw"), *rejected])
    others = {*_column(engine, f"select gt_line from {read} semi join another on person_key = gt_person")}
    nameless = {*_column(engine, f"select gt_line from {read} where gt_person is null"), *rejected}
    own += (start for start, _ in _ranges(starts, numbered) if start not in others)
    own += (start for start, _ in _ranges(starts, named) if start in nameless)
    return _ranges(starts, own)


def _column(engine: Bench, sql: str) -> list[int]:
    return [line for (line,) in engine.rows(sql)]


def _unread_rows(arrived: Arrived, who: Subject) -> Ranges:
    """The lines of a file that is not read on which one of the person's numbers stands."""
    return tuple((line, line + 1) for line in _lines_with(arrived, who.numbers, _IN_NUMBERS))


def _every_row(arrived: Arrived) -> Ranges:
    return ((arrived.file.heading_line + 1, arrived.scan.lines + 1),)


def _ranges(starts: Sequence[int], lines: Iterable[int]) -> Ranges:
    """The rows that these lines are in, each from its first line to the first line of the next row."""
    places = {bisect_right(starts, line) for line in lines} - {0}
    ends = [*starts[1:], _END]
    return tuple((starts[place - 1], ends[place - 1]) for place in sorted(places))


def _lines_with(arrived: Arrived, marks: Set[str], between: str) -> list[int]:
    """The lines of a file on which one of these stands by itself, with ``between`` its letters, in either case."""
    if not marks:
        return []
    spaced = (between.join(map(re.escape, mark)) for mark in sorted(marks))
    stands = re.compile(rf"(?<![A-Z0-9])(?:{'|'.join(spaced)})(?![A-Z0-9])", re.IGNORECASE)
    with _text(arrived) as lines:
        return [number for number, line in enumerate(lines, start=1) if stands.search(line)]


def _text(arrived: Arrived) -> TextIO:
    """A received file as text, line by line with the line ends it has; bytes without meaning stay as they are."""
    return arrived.received.path.open("r", encoding=arrived.scan.encoding, errors="surrogateescape", newline="")


def leave_out(store: Store, found: Sequence[Mention], progress: Progress = quiet) -> list[str]:
    """Reads each of these files without the rows found, and says which loads may now be erased: by their ids.

    A load that does not count is only named. One whose file could not be read again without the person is not named.
    Those that say which numbers are the person's come last, so that an erasure cut off half-way finds the others again.
    Hold ``store.changing``.
    """
    counting = {load.load_id for load in standing(store.loads(include_withdrawn=True))}
    copies = {one.load.load_id: _without(store, one) for one in found if one.load.load_id in counting}
    engine = Bench(store.spill, _MEMORY)
    try:
        taking = Taking(store, engine, store.spill, store.next_load_id(), 0)
        taking.again([one.load for one in found if one.load.load_id in counting], progress, copies)
    finally:
        engine.close()
    everything = store.loads(include_withdrawn=True)
    still = {load.load_id for load in standing(everything)}
    named = {one.load.sha256 for one in found}
    go = [load for load in everything if load.sha256 in named and _may_go(load, still)]
    return [load.load_id for load in sorted(go, key=lambda load: load.records("person").exists())]


def _may_go(load: Load, standing_now: Set[str]) -> bool:
    return load.state != "erased" and load.load_id not in standing_now


def _without(store: Store, one: Mention) -> Received:
    """A copy of a file with the rows found left empty, kept in the store under the name of the file."""
    copy = store.spill / "left-out.csv"
    arrived = again(store, one.load)
    ranges = iter([*one.ranges, (_END, _END)])
    first, end = next(ranges)
    try:
        with (
            _text(arrived) as lines,
            copy.open("w", encoding=arrived.scan.encoding, errors="surrogateescape", newline="") as target,
        ):
            for number, line in enumerate(lines, start=1):
                if number >= end:
                    first, end = next(ranges)
                target.write(line if number < first else line[len(line.rstrip("\r\n")) :])
        return store.receive(copy, one.load.path)
    finally:
        copy.unlink(missing_ok=True)
