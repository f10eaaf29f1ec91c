"""Reads a damaged CSV file line by line, so that one bad line costs one row and no more.

Used only where the fast reader cannot tell rows from lines: broken quotes, ragged rows, NUL bytes, blank lines.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldenthread.intake.scan import LONGEST_LINE

_MOST_LINES_IN_A_CELL = 50
_RAW_KEPT = 2000  # characters of a row set aside that are kept as evidence


@dataclass(frozen=True)
class Row:
    """A row that could be read: the line it starts on, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read: the line it starts on, why, what to do, its text, and the kind of finding."""

    line: int
    reason: str
    remedy: str
    raw: str
    kind: str = "row_unreadable"


_AGAIN = "Ask the sender for the file again."


def rows(path: Path, delimiter: str, width: int | None, first: int) -> Iterator[Row | Rejected]:
    """Every row of a UTF-8 file from line ``first`` on, blank lines left out; ``width``: how many cells a row has.

    Where no width is given, a row may have any.
    """
    lines = _lines(path)
    for number, line in lines:
        if number >= first and line.strip():
            yield from _row(number, line, lines, delimiter, width)


def agreed_width(path: Path, delimiter: str, named: int, width: int, first: int) -> int:
    """How many cells a row of a file has: as many as its headings (``width``), unless no row has so many.

    Spreadsheets write more delimiters, or fewer, in the headings than in the rows. Then it is the commonest width of
    the rows, if all ``named`` headings have their cells and nothing stands in those beyond.
    """
    found = Counter[int]()
    beyond = set[int]()
    for row in rows(path, delimiter, None, first):
        if isinstance(row, Row):
            if len(row.cells) == width:
                return width
            found[len(row.cells)] += 1
            if any(cell.strip() for cell in row.cells[named:]):
                beyond.add(len(row.cells))
    commonest = max(found, key=lambda cells: (found[cells], cells), default=width)
    return width if commonest < named or commonest in beyond else commonest


class _Lines:
    """Numbered lines that can be put back."""

    def __init__(self, path: Path) -> None:
        self._lines = _physical(path)
        self._back: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.pop() if self._back else next(self._lines)

    def put_back(self, taken: list[tuple[int, str]]) -> None:
        """Returns lines taken too many, in the order they were taken."""
        self._back.extend(reversed(taken))


def _lines(path: Path) -> _Lines:
    return _Lines(path)


def _physical(path: Path) -> Iterator[tuple[int, str]]:
    number, too_long = 0, False
    with path.open("r", encoding="utf-8", errors="replace", newline=None) as file:
        while piece := file.readline(LONGEST_LINE):
            ended = piece.endswith("\n")
            if not too_long:
                number += 1
                yield number, piece if ended or len(piece) < LONGEST_LINE else piece[:LONGEST_LINE] + "…"
            too_long = not ended


def _row(number: int, line: str, lines: _Lines, delimiter: str, width: int | None) -> Iterator[Row | Rejected]:
    if len(line) >= LONGEST_LINE:
        yield Rejected(number, "The line is longer than a row can be.", _AGAIN, line[:_RAW_KEPT])
        return
    text = line
    taken: list[tuple[int, str]] = []
    if line.count('"') % 2 and (cells := _alone(line, delimiter, width)):
        yield Row(number, cells)  # a mark within a cell, such as that for inches
        return
    while text.count('"') % 2 and len(taken) < _MOST_LINES_IN_A_CELL and (more := next(lines, None)):
        taken.append(more)
        text += more[1]
    row = _cells(number, text, delimiter, width)
    # a line with too few cells is the start of one that goes on, whatever the lines after it look like
    full = width is not None and line.count(delimiter) >= width - 1
    swallowed = full and any(_alone(other, delimiter, width) for _, other in taken)
    if text.count('"') % 2 or swallowed or (taken and isinstance(row, Rejected)):
        lines.put_back(taken)
        row = Rejected(number, "A quotation mark is opened and never closed.", _AGAIN, line[:_RAW_KEPT].rstrip("\n"))
    yield row


def _alone(line: str, delimiter: str, width: int | None) -> list[str]:
    """The cells of a line that is a whole row by itself; none where it is not."""
    try:
        cells = next(csv.reader([line.rstrip("\n")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    return cells if width is None or len(cells) == width else []


def _cells(number: int, text: str, delimiter: str, width: int | None) -> Row | Rejected:
    raw = text[:_RAW_KEPT].rstrip("\n")
    if "\0" in text:
        return Rejected(number, "The row holds NUL bytes: it is damaged.", _AGAIN, raw.replace("\0", "\ufffd"))
    try:
        parsed = list(csv.reader([text.rstrip("\n")], delimiter=delimiter, strict=True))
    except csv.Error:
        try:  # cells with line breaks inside quotes
            parsed = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
        except csv.Error as error:
            return Rejected(number, f"The row cannot be split into cells ({error}).", _AGAIN, raw)
    cells = parsed[0] if len(parsed) == 1 else []
    if width is not None and len(cells) != width:
        says = f"The row has {len(cells)} cells and the headings are {width}."
        return Rejected(number, says, "Check for a comma without quotes, or a row cut short.", raw)
    return Row(number, cells)
