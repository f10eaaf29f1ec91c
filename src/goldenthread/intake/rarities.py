"""Looks over a file's bytes for what most files have nowhere, so that most cells are read without precautions.

What is looked for is looked for coarsely: it may be reported where it is not, never the other way round.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.intake.scan import CHUNK, LONGEST_LINE, Blanks, Scan

# words that systems write where they know nothing, and how the first word of a line of totals begins
FOR_BLANK = ("NULL", "(NULL)", "N/A", "#N/A", "NONE", "NAN", "UNKNOWN", "NOT KNOWN", "-", "--")
FOOT_BEGINS = ("tot", "gra", "sub", "row", "rec", "end")
_OVERLAP = 64  # bytes of a piece that are looked at again with the next; longer than anything looked for
_BESIDE = b" \t\r\n,;|\"'"  # what may stand beside a cell


@dataclass(frozen=True)
class Rarities:
    """What may be in a file; by default anything.

    ``longest_line`` in bytes: no cell is longer. ``blank_words``: a cell with a word for a blank, such as NULL;
    ``no_rows``: a line that is no row, such as a total; ``slashes``, ``point_noughts`` ('.0') and ``apostrophes``:
    those marks, anywhere.
    """

    longest_line: int = LONGEST_LINE
    blank_words: bool = True
    no_rows: bool = True
    slashes: bool = True
    point_noughts: bool = True
    apostrophes: bool = True


ANYTHING = Rarities()


def rarities(path: Path, scan: Scan, first: str, delimiter: str) -> Rarities:
    """What may be in a sound file of UTF-8. ``first``: the heading its lines begin with, empty if that is not read."""
    found = Rarities(scan.longest_line, False, not first or scan.blanks is Blanks.ANY, False, False, False)
    begins = _beginnings(first, delimiter)
    for piece in _pieces(path):
        found = replace(
            found,
            blank_words=found.blank_words or scan.blanks is Blanks.ANY or _word_for_blank(piece),
            no_rows=found.no_rows or any(mark in piece for mark in begins),
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
    return [f"\n{begins}".encode() for begins in (delimiter, " ", '"', *words)]


def _word_for_blank(piece: bytes) -> bool:
    return any(
        match.start() == 0 or piece[match.start() - 1] in _BESIDE
        for word, pattern in _WORDS
        if word in piece
        for match in pattern.finditer(piece)
    )


_WORDS = [
    (word, re.compile(re.escape(word) + b"(?:$|[%b])" % re.escape(_BESIDE)))
    for word in (word.encode() for word in FOR_BLANK)
]
