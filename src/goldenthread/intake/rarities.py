"""Looks over a file's bytes for what most files have nowhere, so that most cells are read without precautions.

What is looked for is looked for coarsely: it may be reported where it is not, never the other way round.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from goldenthread.intake.scan import BESIDE, CHUNK, IS_BESIDE, LONGEST_LINE, Blanks, Marks, Scan

# words that systems write where they know nothing, and how the first word of a line of totals begins
FOR_BLANK = ("NULL", "(NULL)", "N/A", "#N/A", "NONE", "NAN", "UNKNOWN", "NOT KNOWN", "-", "--")
FOOT_BEGINS = ("tot", "gra", "sub", "row", "rec", "end")
_OVERLAP = 64  # bytes of a piece that are looked at again with the next; longer than anything looked for


@dataclass(frozen=True)
class Rarities:
    """What may be in a file; by default anything.

    ``longest_line`` in bytes: no cell is longer. ``blank_words``: a cell with a word for a blank, such as NULL;
    ``no_rows``: a line that is no row, such as a total; ``slashes``, ``point_noughts`` ('.0') and ``apostrophes``:
    those marks, anywhere; ``lost_letters``: marks that stand for a letter that nobody can tell any more.
    """

    longest_line: int = LONGEST_LINE
    blank_words: bool = True
    no_rows: bool = True
    slashes: bool = True
    point_noughts: bool = True
    apostrophes: bool = True
    lost_letters: bool = True


ANYTHING = Rarities()


def rarities(path: Path, scan: Scan, first: str, delimiter: str) -> Rarities:
    """What may be in a sound file of UTF-8. ``first``: the heading its lines begin with, empty if that is not read."""
    odd = scan.blanks is Blanks.ANY
    found = Rarities(scan.longest_line, odd, odd or not first, False, False, False, scan.lost_letters)
    begins = _beginnings(first, delimiter)
    for piece in _pieces(path):
        marks = np.frombuffer(piece, np.uint8)
        found = replace(
            found,
            blank_words=found.blank_words or _word_for_blank(piece, marks),
            no_rows=found.no_rows or _begins_with(begins, piece, marks),
            slashes=found.slashes or b"/" in piece,
            point_noughts=found.point_noughts or b".0" in piece,
            apostrophes=found.apostrophes or b"'" in piece,
        )
    return found


def _pieces(path: Path) -> Iterator[bytes]:
    """The file from its second line on, in capitals, a little of each piece again with the next."""
    with path.open("rb") as file:
        file.readline()
        kept = b"\n"
        while chunk := file.read(CHUNK):
            piece = kept + chunk.upper()
            yield piece
            kept = piece[-_OVERLAP:]


def _beginnings(first: str, delimiter: str) -> list[bytes]:
    """How a line that is no row may begin: with nothing, with the heading again, or with the words of a total."""
    words = [first.upper(), *(word.upper() for word in FOOT_BEGINS)]
    return [begins.encode() for begins in (delimiter, " ", '"', *words)]


def _begins_with(beginnings: list[bytes], piece: bytes, marks: Marks) -> bool:
    """Whether a line of a piece begins in one of these ways; few files have a line with even the first byte right."""
    starts = np.flatnonzero(marks == ord("\n")) + 1
    there = set(np.unique(marks[starts[starts < len(marks)]]).tolist())
    return any(begins[0] in there and b"\n" + begins in piece for begins in beginnings)


def _word_for_blank(piece: bytes, marks: Marks) -> bool:
    if _dash_for_blank(marks):
        return True
    return any(
        match.start() == 0 or piece[match.start() - 1] in BESIDE
        for sign, word, pattern in _WORDS
        if sign in piece and word in piece
        for match in pattern.finditer(piece)
    )


def _dash_for_blank(marks: Marks) -> bool:
    """Whether a cell may hold one dash or two and nothing else; dates have so many that they are looked at together."""
    dashes = np.flatnonzero(marks == ord("-"))
    before = IS_BESIDE[marks[dashes - 1]] | (dashes == 0)
    alone = IS_BESIDE[marks[(dashes + 1) % len(marks)]] | (dashes + 1 == len(marks))
    two = (marks[(dashes + 1) % len(marks)] == ord("-")) & IS_BESIDE[marks[(dashes + 2) % len(marks)]]
    return bool(np.any(before & (alone | two | (dashes + 2 >= len(marks)))))


_SIGNS = {"N/A": b"/", "#N/A": b"#", "(NULL)": b"("}  # rarer than the letters beside them
_WORDS = [
    (
        _SIGNS.get(word, b""),
        word.encode(),
        re.compile(re.escape(word.encode()) + b"(?:$|[%b])" % re.escape(BESIDE)),
    )
    for word in FOR_BLANK
    if word.strip("-")
]
