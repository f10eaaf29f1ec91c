"""Looks at a file's bytes before anything reads it: is it text at all, in which encoding, and is it safe to hand over?

Nothing is opened, unpacked or interpreted here, so no archive can swell and no document can call for another. The bytes
are counted while the file is copied into the store, so that a gigabyte is gone through once.
"""

import codecs
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

CHUNK = 1 << 19  # bytes; what is counted then stays in the processor's cache
LONGEST_LINE = 1 << 20  # bytes; a row of any layout is far shorter
MOST_LINES = 50  # lines with bytes that are no UTF-8 that are named one by one
LOST = "\ufffd"  # stands for a letter that nobody can tell any more
BESIDE = b" \t\r\n,;|\"'"  # what may stand beside a cell
IS_BESIDE = np.isin(np.arange(256), list(BESIDE))
Marks = np.ndarray[tuple[int], np.dtype[np.uint8]]  # a piece of a file, byte by byte
_ESCAPED = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as Python keeps it within text
_LETTER = re.compile("[^\x00-\x7f\udc80-\udcff]")  # a letter of several bytes
_IN_WINDOWS = "windows-1252 where it is no utf-8"
_IN_FORMULAS = (b"=", b"@", b"|", b"!", b"(")  # one of these is in whatever a spreadsheet would run
_START = 1 << 16
_TAIL = 4096

_ZIP = b"PK\x03\x04"
_NOT_TEXT = (
    (_ZIP, "a zip archive", "Unpack it and send the CSV files inside."),
    (b"-----BEGIN PGP", "encrypted", "Decrypt it and send the CSV inside."),
    (b"[{", "a JSON document", "Send the CSV form of the extract."),
    (b'{"', "a JSON document", "Send the CSV form of the extract."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Open it, save the sheet as CSV (UTF-8), and send that."),
    (b"%PDF", "a PDF document", "Send the extract itself as CSV (UTF-8)."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and send the CSV inside."),
    (b"BZh", "a compressed file", "Unpack it and send the CSV inside."),
    (b"7z\xbc\xaf", "a compressed archive", "Unpack it and send the CSV inside."),
    (b"Rar!", "a compressed archive", "Unpack it and send the CSV inside."),
    (b"PAR1", "a Parquet file", "Send the extract itself as CSV (UTF-8)."),
)
_WORKBOOK = ("a workbook", "Open it, save each sheet as CSV (UTF-8), and send that.")
_IN_WORKBOOKS = (b"[Content_Types].xml", b"xl/", b"opendocument")


class Blanks(Enum):
    """The marks a file has that may stand around a cell and mean nothing."""

    NONE = "none"
    SPACES = "spaces"
    ANY = "any"  # tabs, no-break spaces or byte-order marks as well


@dataclass(frozen=True)
class Start:
    """The first bytes of a file. ``refused`` says why it cannot be a CSV: what it is, and the remedy."""

    head: bytes
    encoding: str
    bom: bool
    refused: tuple[str, str] | None

    def lines(self, most: int = 10) -> list[str]:
        """The first lines as text, each with its line end, however they are written."""
        text = self.head.decode(self.encoding if self.encoding != "utf-8" else "utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)[:most]


@dataclass(frozen=True)
class Scan:
    """What all the bytes of a file show.

    ``lines``: lines, blank ones at the end left out. ``delimiters``: those outside quotation marks, so that a row with
    one cell too many shows in the sum even where the fast reader would let it pass. ``bad_lines``: the first of those
    with bytes that are no UTF-8, ``bad``: how many there are in all; a file that ends within a letter has none for it.
    """

    size: int
    encoding: str
    lines: int
    delimiters: int
    bad_lines: tuple[int, ...]
    bad: int
    lost_letters: bool  # there may be letters that nobody can tell any more
    ends_cleanly: bool
    line_end: str  # '\n', '\r\n', or '' where they are mixed or something else
    nul_bytes: bool
    cut_letter: bool  # the file ends within a letter of several bytes
    longest_line: int  # bytes
    formulas: bool  # there may be spreadsheet formulas
    blanks: Blanks
    stray_quotes: bool  # a quotation mark stands within a cell

    @property
    def long_line(self) -> bool:
        """Whether a line is longer than that of any layout."""
        return self.longest_line > LONGEST_LINE

    @property
    def plain(self) -> bool:
        """Whether the fast reader may try: one encoding, one kind of line end, nothing damaged."""
        damaged = self.bad or self.cut_letter or self.nul_bytes or self.long_line
        return self.encoding == "utf-8" and bool(self.line_end) and not damaged


def start(path: Path) -> Start:
    """Reads the first 64 KiB and says what kind of file they begin."""
    with path.open("rb") as file:
        head = file.read(_START)
    for bom, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(bom):
            return Start(head, name, bom=True, refused=_what_else(head))
    return Start(head, _without_mark(head), bom=False, refused=_what_else(head))


def _without_mark(head: bytes) -> str:
    """The encoding of text without a byte-order mark: every second byte of UTF-16 is nought where letters are plain."""
    most = len(head) * 2 // 5
    if head[1::2].count(0) > most and not head[0::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > most and not head[1::2].count(0) else "utf-8"


def _what_else(head: bytes) -> tuple[str, str] | None:
    if not head.strip():
        return "empty", "Ask the sender to make the extract again."
    for magic, what, remedy in _NOT_TEXT:
        if head.startswith(magic):
            in_workbook = magic == _ZIP and any(mark in head for mark in _IN_WORKBOOKS)
            return _WORKBOOK if in_workbook else (what, remedy)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text[:1] == b"<":
        danger = b"<!ENTITY" in text.upper() or b"<!DOCTYPE" in text.upper()
        what = "an XML or HTML document" + (" that declares entities; it was not opened" if danger else "")
        return what, "Send the CSV form of the extract."
    return None


class Counter:
    """Adds up what each piece of a file shows; give it every piece in order, then ask for the ``scan``."""

    def __init__(self, delimiter: str, encoding: str) -> None:
        self._delimiter = ord(delimiter)
        self._encoding = encoding
        self._outside = np.isin(np.arange(256), [self._delimiter, *b'\r\n"'])  # what a quoted cell stands between
        self._stray = self._closed = False  # the last piece ended with a quotation mark that closes a cell
        self._size = self._line_ends = self._delimiters = self._returns = self._pairs = 0
        self._since_line_end = self._longest_line = 0
        self._quoted = self._nul = self._formulas = self._spaces = self._odd_blanks = False
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._letters = self._lost = False  # letters of several bytes; those that stand for a lost one
        self._bad_lines: list[int] = []
        self._bad = self._last_bad = 0
        self._tail = b""

    def add(self, chunk: bytes) -> None:
        """Takes in one piece."""
        if self._encoding == "utf-8" and not (chunk.isascii() and not self._decoder.getstate()[0]):
            self._decode(chunk)
        marks = np.frombuffer(chunk, np.uint8)
        line_ends = np.flatnonzero(marks == 10)
        self._nul = self._nul or b"\0" in chunk
        self._formulas = self._formulas or any(mark in chunk for mark in _IN_FORMULAS)
        self._spaces = self._spaces or (b" " in chunk and _outer_space(marks))
        self._odd_blanks = self._odd_blanks or b"\t" in chunk
        if not chunk.isascii():
            self._odd_blanks = self._odd_blanks or any(mark in chunk for mark in (b"\xa0", b"\xbb\xbf"))
        self._count_delimiters(chunk, marks)
        self._count_returns(chunk)
        self._measure(len(chunk), line_ends)
        self._line_ends += len(line_ends)
        self._size += len(chunk)
        self._tail = (self._tail + chunk)[-_TAIL:]

    def scan(self) -> Scan:
        """What the whole file shows."""
        cut_letter = self._encoding == "utf-8" and bool(self._decoder.getstate()[0])
        blank = self._tail[len(self._tail.rstrip(b"\r\n")) :].count(b"\n")
        encoding = "cp1252" if self._bad and not self._letters else self._encoding
        return Scan(
            self._size,
            encoding,
            lines=self._line_ends - blank + 1,
            delimiters=self._delimiters,
            bad_lines=tuple(self._bad_lines),
            bad=self._bad,
            lost_letters=self._lost or bool(self._bad) or cut_letter or self._encoding != "utf-8",
            cut_letter=cut_letter,
            ends_cleanly=self._tail.endswith((b"\n", b"\r", b"\n\0")),
            line_end=self._line_end(),
            nul_bytes=self._nul,
            longest_line=self._longest_line,
            formulas=self._formulas or self._encoding != "utf-8",
            stray_quotes=self._stray,
            blanks=Blanks.ANY if self._odd_blanks else Blanks.SPACES if self._spaces else Blanks.NONE,
        )

    def _line_end(self) -> str:
        if self._returns == 0:
            return "\n"
        return "\r\n" if self._returns == self._pairs == self._line_ends else ""

    def _decode(self, chunk: bytes) -> None:
        """Looks at a piece with letters of several bytes; a sound one is decoded once, and nothing more."""
        before = self._decoder.getstate()
        try:
            text = self._decoder.decode(chunk)
            self._letters = self._letters or not text.isascii()
        except UnicodeDecodeError:
            self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
            self._decoder.setstate(before)
            text = self._decoder.decode(chunk)
        if self._decoder.errors != "strict":
            self._letters = self._letters or bool(_LETTER.search(text))
            self._note_bad_lines(text)
        self._lost = self._lost or LOST in text

    def _note_bad_lines(self, text: str) -> None:
        line, since = self._line_ends + 1, 0
        for found in _ESCAPED.finditer(text):
            line += text.count("\n", since, found.start())
            since = found.start()
            if line != self._last_bad:
                self._last_bad = line
                self._bad += 1
                self._bad_lines += [line] if self._bad <= MOST_LINES else []

    def _count_delimiters(self, chunk: bytes, marks: Marks) -> None:
        """A delimiter counts when an even number of quotation marks stands before it."""
        found = marks == self._delimiter
        self._stray = self._stray or (self._closed and not bool(self._outside[marks[0]]))
        self._closed = False
        if not self._quoted and b'"' not in chunk:
            self._delimiters += int(np.count_nonzero(found))
            return
        quotes = np.flatnonzero(marks == ord('"'))
        before = np.searchsorted(quotes, np.flatnonzero(found)) + int(self._quoted)
        self._delimiters += int(np.count_nonzero(before % 2 == 0))
        self._note_strays(marks, quotes)
        self._quoted = (len(quotes) + int(self._quoted)) % 2 == 1

    def _note_strays(self, marks: Marks, quotes: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> None:
        """Looks for a mark that opens a cell beside a letter before it, or closes one beside a letter after it."""
        opens = (np.arange(len(quotes)) + int(self._quoted)) % 2 == 0
        line_end = ord("\n")
        around = np.concatenate(([self._tail[-1] if self._tail else line_end], marks, [line_end])).astype(np.uint8)
        if not self._size and marks[:3].tobytes() == codecs.BOM_UTF8:
            around[3] = line_end  # what stands before the first cell
        beside = around[np.where(opens, quotes, quotes + 2)]
        self._stray = self._stray or not bool(np.all(self._outside[beside]))
        self._closed = bool(len(quotes)) and int(quotes[-1]) == len(marks) - 1 and not bool(opens[-1])

    def _count_returns(self, chunk: bytes) -> None:
        if b"\r" in chunk or self._tail.endswith(b"\r"):
            self._returns += chunk.count(b"\r")
            self._pairs += (self._tail[-1:] + chunk).count(b"\r\n")

    def _measure(self, size: int, line_ends: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> None:
        if len(line_ends):
            inner = int(np.diff(line_ends).max(initial=0))
            self._longest_line = max(self._longest_line, self._since_line_end + int(line_ends[0]), inner)
            self._since_line_end = size - int(line_ends[-1]) - 1
        else:
            self._since_line_end += size
        self._longest_line = max(self._longest_line, self._since_line_end)


def _outer_space(marks: Marks) -> bool:
    """Whether a space stands beside something that may end a cell, or at an end of a piece, where it may do so."""
    spaces = np.flatnonzero(marks == ord(" "))
    inner = spaces[(spaces > 0) & (spaces < len(marks) - 1)]
    beside = IS_BESIDE[marks[inner - 1]] | IS_BESIDE[marks[inner + 1]]
    return len(inner) < len(spaces) or bool(np.any(beside))


def counted(path: Path, delimiter: str, encoding: str) -> Scan:
    """What all the bytes of a file show."""
    counter = Counter(delimiter, encoding)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            counter.add(chunk)
    return counter.scan()


def as_utf8(path: Path, encoding: str, target: Path) -> Path:
    """A copy in UTF-8, without a byte-order mark and with plain line ends; meaningless bytes become ``LOST``.

    Of a file that is UTF-8 elsewhere, only the bytes that are not are read as Windows-1252; its other letters are right
    as they are.
    """
    reading, errors = ("utf-8-sig", _IN_WINDOWS) if encoding == "utf-8" else (encoding, "replace")
    with (
        path.open("r", encoding=reading, errors=errors, newline=None) as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        while text := source.read(CHUNK):
            copy.write(text)
    return target


def _in_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are no UTF-8 as Windows-1252; those with which a file ends are the start of a lost letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return LOST, error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_IN_WINDOWS, _in_windows)
