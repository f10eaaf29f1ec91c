"""Reads the rows of a recognised file as text, each with the line it stands on, fast where the file is sound.

The fast reader is trusted only when its count of rows and of cells equals what the bytes show; in every other case the
file is gone through line by line, and a damaged row costs that row and no more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import EngineError, quoted
from goldenthread.extracts import Heading, Kind
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import is_footer, stands_for_blank, string, tidy
from goldenthread.intake.opening import Opened
from goldenthread.intake.rarities import ANYTHING, Rarities, rarities
from goldenthread.intake.scan import LONGEST_LINE, Blanks, Scan, as_utf8, counted
from goldenthread.intake.tokenise import Rejected, Row, agreed_width, rows

_BATCH = 50_000
_NO_ROW = {
    "row_blank": ("The line has delimiters and nothing else.", "Nothing needs to be done."),
    "headings_again": (
        "The line is the headings again, so it is no row.",
        "Write the headings once, at the top.",
    ),
    "row_of_totals": (
        "The line begins with the words of a total, so it is no row.",
        "Leave totals out.",
    ),
}


@dataclass(frozen=True)
class Lines:
    """How many rows a file has, and those of them that could not be split into cells."""

    rows_read: int
    rejected: tuple[Rejected, ...] = ()
    words: tuple[str, int, int] | None = None  # column and line of the first word that stood for a blank; how many
    may_have: Rarities = ANYTHING


def wanted(file: Opened) -> list[str]:
    """The headings of a file that are read, in the file's order; those held back are not."""
    return [heading.name for heading in file.names if heading and not heading.held_back]


def take_in(engine: Bench, file: Opened, scan: Scan, spill: Path) -> Lines:
    """Makes table ``raw`` of a received file: ``line``, then the tidy text of every heading that is read.

    A word that stands for a blank, such as NULL, is a blank there.
    """
    lines = _take_in(engine, file, scan, spill)
    words = _blank_words(engine, file) if lines.may_have.blank_words else None
    no_rows = _no_rows(engine, file) if lines.may_have.no_rows else []
    return replace(lines, rejected=(*lines.rejected, *no_rows), words=words)


def _take_in(engine: Bench, file: Opened, scan: Scan, spill: Path) -> Lines:
    if sound(file, scan) and (found := _fast(engine, file, scan, file.path)):
        return found
    with mended(file, scan, spill) as (copy, again):
        if sound(file, again) and (found := _fast(engine, file, again, copy)):
            return found
        return _slow(engine, file, copy)


def _blank_words(engine: Bench, file: Opened) -> tuple[str, int, int] | None:
    """Makes blank what stands for it: the column and line of the first such cell, and how many there are."""
    read = {quoted(heading.name): heading for heading in file.names if heading and not heading.held_back}
    if not read:
        return None
    filled = engine.rows(f"select {', '.join(f'count({column})' for column in read)} from raw")[0]
    when = {
        column: stands_for_blank(heading, column)
        for (column, heading), count in zip(read.items(), filled, strict=True)
        if count
    }
    if not when:
        return None
    any_such = engine.rows(f"select {', '.join(f'bool_or({sql})' for sql in when.values())} from raw")[0]
    suspected = [column for column, found in zip(when, any_such, strict=True) if found]
    if not suspected:
        return None
    counts = engine.rows(f"select {', '.join(f'count(*) filter (where {when[c]})' for c in suspected)} from raw")[0]
    there = dict(zip(suspected, counts, strict=True))
    line, first = min(
        (int(engine.rows(f"select min(line) from raw where {when[column]}")[0][0]), column) for column in there
    )
    blanked = ", ".join(f"case when {when[column]} then null else {column} end as {column}" for column in there)
    engine.create("raw", f"select * replace ({blanked}) from raw")
    return first.strip('"'), line, sum(there.values())


def _no_rows(engine: Bench, file: Opened) -> list[Rejected]:
    """Takes the lines that are no rows out of ``raw``: headings again, totals, and delimiters with nothing between."""
    read = [heading for heading in file.names if heading and not heading.held_back]
    if not read:
        return []
    cells = ", ".join(quoted(heading.name) for heading in read)
    text = " || ',' || ".join(f"coalesce({quoted(heading.name)}, '')" for heading in read)
    found = engine.rows(
        f"""select line, kind, {text} from (
                select *,
                    case when coalesce({cells}) is null then 'row_blank' else {kind_of_no_row(read[0])} end as kind
                from raw
            ) where kind is not null order by line"""
    )
    if found:
        engine.connection.execute("delete from raw where line in (select unnest($1))", [[row[0] for row in found]])
    return [Rejected(line, *_NO_ROW[kind], text, kind) for line, kind, text in found]


def kind_of_no_row(first: Heading) -> str:
    """What a line is that is no row, by the tidy text of its first cell, as SQL; null where it is one."""
    column = quoted(first.name)
    foot = is_footer(column) if first.kind in (Kind.TEXT, Kind.ORG, Kind.SURROGATE) else "false"
    again = f"lower({column}) = {string(first.name)}"
    return f"case when {again} then 'headings_again' when {foot} then 'row_of_totals' end"


def sound(file: Opened, scan: Scan) -> bool:
    """Whether every line is one row of the right number of cells, as far as the bytes show."""
    width = file.form.width if file.form else 0
    return scan.plain and file.heading_line == 1 and width > 1 and scan.delimiters == (width - 1) * scan.lines


def fast(file: Opened, scan: Scan, path: Path) -> str:
    """The SQL that reads a sound file: ``line``, and the tidy text of every heading that is read."""
    names = [heading.name if heading else f"unknown {place}" for place, heading in enumerate(file.names)]
    columns = ", ".join(f"{string(name)}: 'VARCHAR'" for name in names)
    line_end = "'\\r\\n'" if scan.line_end == "\r\n" else "'\\n'"
    return (
        f"select row_number() over () + 1 as line, {_tidied(file, scan.blanks)}"
        f" from read_csv({string(str(path))}, columns = {{{columns}}}, header = false, skip = 1,"
        f" delim = {string(file.delimiter)}, quote = '\"', escape = '\"', auto_detect = false, strict_mode = true,"
        f" null_padding = false, max_line_size = {2 * LONGEST_LINE}, new_line = {line_end})"
    )


def _tidied(file: Opened, blanks: Blanks) -> str:
    return ", ".join(f"{tidy(quoted(name), blanks)} as {quoted(name)}" for name in wanted(file))


def _fast(engine: Bench, file: Opened, scan: Scan, path: Path) -> Lines | None:
    try:
        count = engine.filled("raw", fast(file, scan, path))
    except EngineError:
        return None
    if count != scan.lines - 1:
        return None
    first = file.names[0]
    begins_with = first.name if first and not first.held_back else ""
    return Lines(count, may_have=rarities(path, scan, begins_with, file.delimiter))


@contextmanager
def mended(file: Opened, scan: Scan, spill: Path) -> Iterator[tuple[Path, Scan]]:
    """A copy of a file in UTF-8 with plain line ends, and what its bytes show, while the block runs."""
    copy = spill / "mended.csv"
    try:
        as_utf8(file.path, scan.encoding, copy)
        yield copy, counted(copy, file.delimiter, "utf-8")
    finally:
        copy.unlink(missing_ok=True)


def _slow(engine: Bench, file: Opened, path: Path) -> Lines:
    """The same table, line by line in Python: about 300,000 rows a second."""
    names, form = wanted(file), file.form
    if form is None:
        return Lines(0)
    columns = ", ".join(f"{quoted(name)} varchar" for name in names)
    engine.connection.execute(f"create or replace table raw (line bigint, {columns})").fetchall()
    rejected: list[Rejected] = []
    kept = 0
    first = file.heading_line + 1
    found = rows(path, file.delimiter, agreed_width(path, file.delimiter, form.named, form.width, first), first)
    for batch in _batches(found, rejected):
        kept += len(batch)
        cells = {name: pa.array([row.cells[form.at[name]] for row in batch], pa.string()) for name in names}
        lines = pa.array([row.line for row in batch], pa.int64())
        engine.connection.register("arriving", pa.table({"line": lines, **cells}))
        engine.connection.execute(f"insert into raw select line, {_tidied(file, Blanks.ANY)} from arriving").fetchall()
        engine.connection.unregister("arriving")
    return Lines(kept + len(rejected), tuple(rejected))


def _batches(found: Iterator[Row | Rejected], rejected: list[Rejected]) -> Iterator[list[Row]]:
    """Good rows by the batch; the others are added to ``rejected`` as they come."""

    def good() -> Iterator[Row]:
        for row in found:
            if isinstance(row, Row):
                yield row
            else:
                rejected.append(row)

    source = good()
    while batch := list(islice(source, _BATCH)):
        yield batch
