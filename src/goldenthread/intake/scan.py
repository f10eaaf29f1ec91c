"""Looks at a file's bytes before anything reads it: is it text at all, in which encoding, and is it safe to hand over?

Nothing is opened, unpacked or interpreted here, so no archive can swell and no document can call for another.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
LONGEST_LINE = 1 << 20  # bytes; a row of any layout is far shorter
_START = 4096

_NOT_TEXT = (
    (b"PK\x03\x04", "a workbook or a zip archive", "Open it, save each sheet as CSV (UTF-8), and send that."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Open it, save the sheet as CSV (UTF-8), and send that."),
    (b"%PDF", "a PDF document", "Send the extract itself as CSV (UTF-8)."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and send the CSV inside."),
    (b"BZh", "a compressed file", "Unpack it and send the CSV inside."),
    (b"7z\xbc\xaf", "a compressed archive", "Unpack it and send the CSV inside."),
    (b"Rar!", "a compressed archive", "Unpack it and send the CSV inside."),
    (b"PAR1", "a Parquet file", "Send the extract itself as CSV (UTF-8)."),
)
_PADDED = re.compile(rb"[,;|][ \t]|[ \t][,;|\r\n]|\"[ \t]|[ \t]\"|\xc2\xa0|\xa0")
_FORMULA = re.compile(rb"[,\n]\"?[=+@][A-Za-z(\d\"]")


@dataclass(frozen=True)
class Scan:
    """What the bytes of a file show. ``line_ends`` counts line feeds; ``refused`` says why it cannot be a CSV."""

    size: int
    encoding: str = "utf-8"
    bom: bool = False
    first_bad_line: int | None = None  # the first line that is not UTF-8
    line_ends: int = 0
    ends_cleanly: bool = True
    nul_bytes: bool = False
    quotes: bool = False
    odd_line_ends: bool = False
    padded: bool = False
    formulas: bool = False
    long_line: bool = False
    refused: tuple[str, str] | None = None  # (what it is, remedy)

    @property
    def plain(self) -> bool:
        """Whether lines and rows are surely the same thing, so that the fast reader's row count gives line numbers."""
        return not (self.nul_bytes or self.odd_line_ends or self.long_line or self.bom) and self.encoding == "utf-8"


def scan(path: Path) -> Scan:
    """Reads a file once, in pieces of a mebibyte."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_START)
    refused = _what_else(start)
    if size == 0:
        return Scan(0, refused=("empty", "Ask the sender to make the extract again."))
    return Scan(size, refused=refused) if refused else _read_through(path, size, start)


def _what_else(start: bytes) -> tuple[str, str] | None:
    for magic, what, remedy in _NOT_TEXT:
        if start.startswith(magic):
            return what, remedy
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:5].lower() in (b"<?xml", b"<!doc") or text[:1] == b"<":
        danger = b"<!ENTITY" in start.upper() or b"<!DOCTYPE" in start.upper()
        what = "an XML or HTML document" + (" that declares entities; it was not opened" if danger else "")
        return what, "Send the CSV form of the extract."
    return None


def _encoding(start: bytes) -> tuple[str, bool]:
    for bom, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if start.startswith(bom):
            return name, True
    return "utf-8", False


class _Counter:
    """Adds up what each piece of a file shows."""

    def __init__(self) -> None:
        self.line_ends = self.returns = self.pairs = self.since_line_end = 0
        self.nul = self.quotes = self.padded = self.formulas = self.long_line = False
        self.first_bad_line: int | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._last = b""

    def add(self, chunk: bytes, final: bool) -> None:
        """Takes in one piece."""
        if self.first_bad_line is None:
            self._decode(chunk, final)
        joined = self._last + chunk
        self.padded = self.padded or bool(_PADDED.search(joined))
        self.formulas = self.formulas or bool(_FORMULA.search(joined))
        self.nul = self.nul or b"\0" in chunk
        self.quotes = self.quotes or b'"' in chunk
        self.returns += chunk.count(b"\r")
        self.pairs += joined.count(b"\r\n")
        self._measure(chunk)
        self.line_ends += chunk.count(b"\n")
        self._last = chunk[-1:]

    def _decode(self, chunk: bytes, final: bool) -> None:
        if chunk.isascii() and self._decoder.getstate()[0] == b"":
            return
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            self.first_bad_line = self.line_ends + chunk[: max(0, error.start)].count(b"\n") + 1

    def _measure(self, chunk: bytes) -> None:
        first = chunk.find(b"\n")
        if first == -1:
            self.since_line_end += len(chunk)
        else:
            self.long_line = self.long_line or self.since_line_end + first > LONGEST_LINE
            self.since_line_end = len(chunk) - chunk.rfind(b"\n") - 1
        self.long_line = self.long_line or self.since_line_end > LONGEST_LINE


def _read_through(path: Path, size: int, start: bytes) -> Scan:
    encoding, bom = _encoding(start)
    if encoding == "utf-16":
        return Scan(size, encoding, bom)
    seen, read = _Counter(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            read += len(chunk)
            seen.add(chunk, final=read >= size)
    return Scan(
        size,
        encoding="utf-8" if seen.first_bad_line is None else "cp1252",
        bom=bom,
        first_bad_line=seen.first_bad_line,
        line_ends=seen.line_ends,
        ends_cleanly=seen._last == b"\n",
        nul_bytes=seen.nul,
        quotes=seen.quotes,
        odd_line_ends=seen.returns not in (0, seen.line_ends) or seen.pairs != seen.returns,
        padded=seen.padded,
        formulas=seen.formulas,
        long_line=seen.long_line,
    )


def as_utf8(path: Path, encoding: str, target: Path) -> Path:
    """A copy in UTF-8 without a byte-order mark; bytes that mean nothing in ``encoding`` become U+FFFD."""
    reading = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open("r", encoding=reading, errors="replace", newline="") as source:
        with target.open("w", encoding="utf-8", newline="") as copy:
            while text := source.read(CHUNK):
                copy.write(text)
    return target
