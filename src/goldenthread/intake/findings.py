"""What intake has to say about a file: each finding is one plain sentence naming the file, the line and the remedy."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import Any


class Severity(StrEnum):
    """How much a finding matters: ERROR (something was not read), WARNING (look at it), NOTE (good to know)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One finding. ``kind`` is for machines and ``sentence`` for people; ``count``: how many rows or cells."""

    kind: str
    severity: Severity
    says: str
    remedy: str
    file: str = ""
    line: int | None = None
    column: str | None = None
    count: int = 1

    @property
    def sentence(self) -> str:
        """The whole of it in plain words."""
        where = PurePath(self.file).name + (f", line {self.line}" if self.line is not None else "")
        return f"{where}: {self.says} {self.remedy}".strip()

    def as_facts(self) -> dict[str, Any]:
        """Plain values, with the sentence, for JSON and the published table."""
        return {**asdict(self), "sentence": self.sentence}


class AccountingError(Exception):
    """Rows read are not rows kept, set aside and already held: a fault of the reader; nothing of the file is kept."""


@dataclass(frozen=True)
class FileReport:
    """What became of one file. rows_read = rows_kept + rows_set_aside + rows_already_held, always.

    ``format`` is the extract's name, None where the file was not recognised; ``load_id`` is None where no load was
    made.
    """

    path: str
    sha256: str
    format: str | None = None
    table: str | None = None
    version: str | None = None
    sender: str | None = None
    extract_date: date | None = None
    rows_read: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    rows_already_held: int = 0
    load_id: str | None = None
    findings: tuple[Finding, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses a sum that does not come out. Raises AccountingError."""
        if self.rows_read != self.rows_kept + self.rows_set_aside + self.rows_already_held:
            raise AccountingError(
                f"{self.path}: {self.rows_read} rows read, but {self.rows_kept} kept, {self.rows_set_aside} set aside "
                f"and {self.rows_already_held} already held."
            )

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, for ``load --json``."""
        return {
            "path": self.path,
            "format": self.format,
            "table": self.table,
            "version": self.version,
            "sender": self.sender,
            "extract_date": self.extract_date.isoformat() if self.extract_date else None,
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rows_set_aside": self.rows_set_aside,
            "rows_already_held": self.rows_already_held,
            "load_id": self.load_id,
            "findings": [finding.as_facts() for finding in self.findings],
        }
