"""Finds the headings of a file, and so what it is, how its cells are parted and on which line its rows begin."""

import csv
from dataclasses import dataclass
from pathlib import Path

from goldenthread.extracts import Heading
from goldenthread.intake.recognise import Recognised, nearest, recognise
from goldenthread.intake.scan import Start, start

_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Opened:
    """A file before its rows are read. ``form`` is None where it is not recognised; ``looks_like`` then says why.

    ``heading_line`` counts from 1; ``names``: for each position, the known heading there, or None.
    """

    path: Path
    start: Start
    form: Recognised | None = None
    delimiter: str = ","
    heading_line: int = 1
    looks_like: str = ""

    @property
    def names(self) -> list[Heading | None]:
        """The known heading at each position of the file."""
        if self.form is None:
            return []
        known = {heading.name: heading for heading in self.form.layout.headings}
        at = {position: known[name] for name, position in self.form.at.items()}
        return [at.get(position) for position in range(self.form.width)]


def opened(path: Path) -> Opened:
    """Reads the first lines of a file and recognises it by them.

    Raises OSError when there is no file: a pipe is never waited for, and a link that leads nowhere is said to.
    """
    if not path.is_file():
        raise OSError("it is a link that leads to no file." if path.is_symlink() else "it is no file that can be read.")
    first = start(path)
    if first.refused:
        return Opened(path, first)
    lines = first.lines()
    for number, line in enumerate(lines, start=1):
        for delimiter in _DELIMITERS:
            if delimiter in line and (form := recognise(_cells(line, delimiter))):
                return Opened(path, first, form, delimiter, number)
    best = max(((line.count(mark), mark, line) for line in lines for mark in _DELIMITERS), default=(0, ",", ""))
    return Opened(path, first, looks_like=nearest(_cells(best[2], best[1])))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n").replace("\0", "")], delimiter=delimiter), [])
    except csv.Error:
        return []
