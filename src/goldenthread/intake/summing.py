"""Sums half-day sessions to weeks as numbers: a register has millions of cells, and few different words in them.

Each different word is read once, and its place in the list of words stands for it from then on. What is held in memory
at a time is one block of the file, whatever the size of the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from goldenthread.intake.bench import Bench
from goldenthread.intake.opening import Opened

KEYS = ("source_org", "extract_date", "source_person_id", "setting_urn", "attendance_code")
CELLS = (*KEYS, "attendance_date", "session_code")
_WHO = ("source_org", "setting_urn", "source_person_id", "started")
_GROUPED = (*_WHO, "extract_date", "attendance_code")
_WORDS_OF = {"started": "attendance_date"}
_NO_WEEKS = """
    select cast(null as varchar) as source_org, cast(null as date) as extract_date,
        cast(null as varchar) as source_person_id, cast(null as varchar) as setting_urn,
        cast(null as varchar) as attendance_code, cast(null as date) as started, cast(null as bigint) as sessions,
        cast(null as integer) as marks, cast(null as bigint) as line
    where false"""
_TOGETHER = f"""
    select {", ".join(KEYS)}, started, cast(sum(sessions) as bigint) as sessions, bit_or(marks) as marks,
        min(line) as line
    from weeks group by all"""
_PIECE = 1 << 20  # bytes of a file read at a time: what is done with them stays near the processor
_ROWS = 1_000_000  # sessions in a block; most registers are one
_MOST = 1 << 62  # a key of that size would not fit into 64 bits

Numbers = np.ndarray[tuple[int], np.dtype[np.integer[Any]]]


@dataclass(frozen=True)
class Block:
    """Some sessions: by column, the places of its words and the words; and on which line each session stands."""

    cells: dict[str, pa.DictionaryArray]
    lines: Numbers


def of_file(file: Opened) -> Iterator[Block]:
    """The blocks of a sound file. Raises pyarrow.ArrowInvalid where a line is no UTF-8 or has other cells than most."""
    names = [heading.name if heading else f"unknown {place}" for place, heading in enumerate(file.names)]
    text = dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string()))
    with csv.open_csv(
        file.path,
        read_options=csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False, block_size=_PIECE),
        parse_options=csv.ParseOptions(delimiter=file.delimiter),
        convert_options=csv.ConvertOptions(
            column_types=text, include_columns=CELLS, null_values=[""], strings_can_be_null=True
        ),
    ) as reader:
        first = 2
        for pieces in _blocks(reader):
            cells = pa.Table.from_batches(pieces).unify_dictionaries().combine_chunks()
            yield Block(_coded(cells), np.arange(first, first + cells.num_rows))
            first += cells.num_rows


def _blocks(pieces: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Pieces of a file put together to blocks."""
    block: list[pa.RecordBatch] = []
    for piece in pieces:
        block.append(piece)
        if sum(part.num_rows for part in block) >= _ROWS:
            yield block
            block = []
    if block:
        yield block


def of_rows(engine: Bench, table: str) -> Iterator[Block]:
    """The same for rows that stand in a table, each with its ``line``."""
    with engine.beside() as other:  # while a block is in hand the bench goes on with other statements
        reader = other.connection.sql(f"select line, {', '.join(CELLS)} from {table}").to_arrow_reader(_ROWS)
        for batch in reader:
            cells = pa.Table.from_batches([batch])
            yield Block(_coded(cells.select(CELLS)), cells["line"].to_numpy())


def _coded(cells: pa.Table) -> dict[str, pa.DictionaryArray]:
    columns = {name: cells[name] for name in CELLS}
    coded = {
        name: column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        for name, column in columns.items()
    }
    return {name: column.combine_chunks() for name, column in coded.items()}


@dataclass(frozen=True)
class _Column:
    """One column of sessions as read: the place of each session's value among ``values``, -1 where it has none.

    ``whole``: none of them is -1.
    """

    places: Numbers
    values: pa.Array
    whole: bool

    def only(self, rows: Numbers) -> "_Column":
        """The same for some of the sessions, which have a value."""
        return _Column(self.places[rows], self.values, True)


class Sums:
    """Adds block after block to table ``weeks``: the sessions that have a day, a half and everything that names them.

    ``readings``: by column, the SQL that reads its words; ``tidied``: the SQL of their tidy text. ``odd_word``: the SQL
    of whether a word may be one by which a row is no session, or nobody's, such as Total or NULL; so may be the want of
    a word in the ``first`` column. ``unlisted``: by column, the SQL of whether what was read stands in no list.
    """

    def __init__(
        self,
        engine: Bench,
        readings: Mapping[str, str],
        tidied: Mapping[str, str],
        odd_word: str,
        first: str,
        unlisted: Mapping[str, str],
    ) -> None:
        self._engine = engine
        blank = f"{first} is not null and ({tidied[first]}) is null"
        self._sql = _reading(readings, {**tidied, "blank_first": blank}, f"{odd_word} or blank_first", unlisted)
        self._first = first
        self._blocks = self.rows = self.good = 0
        self.odd_words = self.twice = False  # ``twice``: some session may stand there twice
        self.listed = set(unlisted)
        engine.create("weeks", _NO_WEEKS)

    def add(self, blocks: Iterable[Block]) -> None:
        """Sums blocks: of ``rows`` sessions, ``good`` ones went into weeks."""
        for block in blocks:
            self.rows += len(block.lines)
            self._add(block)
        if self._blocks > 1:
            self._engine.create("weeks", _TOGETHER)
            self.twice = True

    def _add(self, block: Block) -> None:
        typed = self._typed(block.cells)
        self.odd_words = self.odd_words or _any(typed["odd_word"]) or block.cells[self._first].null_count > 0
        self.listed -= {name for name in self.listed if _any(typed[f"unlisted_{name}"])}
        named = {name: _column(block.cells[_WORDS_OF.get(name, name)], typed[name]) for name in _GROUPED}
        slots, lines = _column(block.cells["attendance_date"], typed["first_slot"]), block.lines
        half = _column(block.cells["session_code"], typed["half"])
        columns = [*named.values(), slots, half]
        if incomplete := [column.places >= 0 for column in columns if not column.whole]:
            rows = np.flatnonzero(np.logical_and.reduce(incomplete))
            named = {name: column.only(rows) for name, column in named.items()}
            slots, half, lines = slots.only(rows), half.only(rows), lines[rows]
        self.good += len(lines)
        if len(lines):
            marks = (1 << slots.values.to_numpy())[slots.places] << half.values.to_numpy()[half.places]
            weeks, twice = _weeks(named, marks, lines)
            self.twice = self.twice or twice
            self._insert(weeks)

    def _typed(self, cells: Mapping[str, pa.DictionaryArray]) -> pa.Table:
        """What the words say, each column's words below each other."""
        longest = max(len(cell.dictionary) for cell in cells.values())
        words = {name: _padded(cell.dictionary, longest) for name, cell in cells.items()}
        with _lent(self._engine, pa.table(words)):
            return self._engine.arrow(self._sql).combine_chunks()

    def _insert(self, weeks: pa.Table) -> None:
        self._blocks += 1
        with _lent(self._engine, weeks):
            self._engine.connection.execute("insert into weeks by name select * from arriving").fetchall()


@contextmanager
def _lent(engine: Bench, rows: pa.Table) -> Iterator[None]:
    """Lets statements read rows in memory as table ``arriving`` while the block runs."""
    engine.connection.register("arriving", rows)
    try:
        yield
    finally:
        engine.connection.unregister("arriving")


def _any(values: pa.ChunkedArray) -> bool:
    return bool(pc.any(values).as_py())


def _reading(readings: Mapping[str, str], tidied: Mapping[str, str], odd_word: str, unlisted: Mapping[str, str]) -> str:
    """The SQL that reads words; a code is in capitals from the first."""
    text = ", ".join(f"{sql} as {name}" for name, sql in tidied.items())
    keys = ", ".join(f"{readings[name]} as {name}" for name in KEYS)
    looks = "".join(f", {sql} as unlisted_{name}" for name, sql in unlisted.items())
    return f"""
        select *{looks} from (
            select {keys}, cast(date_trunc('week', day) as date) as started,
                cast(isodow(day) - 1 as integer) * 2 as first_slot,
                cast(case half when 'AM' then 0 when 'PM' then 1 end as integer) as half, {odd_word} as odd_word
            from (
                select * replace (upper(attendance_code) as attendance_code), {readings["attendance_date"]} as day,
                    {readings["session_code"]} as half
                from (select {text} from arriving)
            )
        )"""


def _padded(words: pa.Array, length: int) -> pa.Array:
    return pa.concat_arrays([words, pa.nulls(length - len(words), words.type)]) if len(words) < length else words


def _column(cell: pa.DictionaryArray, value: pa.ChunkedArray) -> _Column:
    """Each session's value of a column; two words that say the same have one value."""
    words, nowhere = len(cell.dictionary), cell.null_count > 0
    read = value.slice(0, words).combine_chunks().dictionary_encode()
    which = cell.indices.fill_null(words).to_numpy() if nowhere else cell.indices.to_numpy()
    if len(read.dictionary) == words and not nowhere:  # each word is a value of its own, and in the same order
        return _Column(which, read.dictionary, True)
    places = np.append(read.indices.fill_null(-1).to_numpy(), np.int32(-1))
    return _Column(places[which], read.dictionary, not (nowhere or read.null_count))


def _weeks(named: Mapping[str, _Column], marks: Numbers, lines: Numbers) -> tuple[pa.Table, bool]:
    """One row for all sessions named alike: how many they are, their marks together, and the line of the first.

    And whether a pupil has more sessions in some week of a school than different marks: one stands there twice.
    """
    key = _key([named[name] for name in _GROUPED])
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    places = {name: column.places[order[first]] for name, column in named.items()}
    sessions, marked = np.diff(first, append=len(key)), np.bitwise_or.reduceat(marks[order], first)
    pupil = np.flatnonzero(np.any([np.diff(places[name], prepend=-1) for name in _WHO], axis=0))
    different = np.bitwise_count(np.bitwise_or.reduceat(marked, pupil))
    twice = bool(np.any(np.add.reduceat(sessions, pupil) > different))
    columns = {name: pa.DictionaryArray.from_arrays(places[name], named[name].values) for name in named}
    told = {"sessions": sessions, "marks": marked.astype(np.int32), "line": lines[order[first]]}
    return pa.table(columns | told), twice


def _key(columns: Sequence[_Column]) -> Numbers:
    """One number for each session, the same for those that are alike in every column."""
    key, size = np.zeros(len(columns[0].places), np.int64), 1
    for column in columns:
        if size * len(column.values) > _MOST:
            different, key = np.unique(key, return_inverse=True)
            size = len(different)
        if len(column.values) > 1:
            key *= len(column.values)
            key += column.places
            size *= len(column.values)
    return key
