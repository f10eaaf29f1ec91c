"""What agencies sent: each file once, under its hash, and what was read from it, load by load."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from goldenthread.store._files import (
    UNFINISHED,
    StoreError,
    as_json,
    discard,
    next_number,
    numbered,
    read_json,
    whole_folder,
    write_json,
)

_CHUNK = 1 << 19  # bytes


@dataclass(frozen=True)
class Received:
    """A file as an agency sent it; ``name`` is the path it came under, ``path`` where the store keeps it."""

    sha256: str
    name: str
    size: int
    path: Path


@dataclass(frozen=True)
class Load:
    """One reading of one received file: what it was, and where every row went.

    rows_read = rows_kept + rows_set_aside + rows_already_held. ``source`` is the extract's name, or None where the file
    was not recognised; ``state`` is 'held', 'withdrawn' or 'erased'; ``reader`` is the version of the reader.
    """

    load_id: str
    folder: Path
    sha256: str
    path: str
    source: str | None = None
    version: str | None = None
    sender: str | None = None
    extract_date: date | None = None
    rows_read: int = 0
    rows_kept: int = 0
    rows_set_aside: int = 0
    rows_already_held: int = 0
    findings: list[Any] = field(default_factory=list)
    reader: str = ""
    loaded_at: str = ""
    state: str = "held"
    more: dict[str, Any] = field(default_factory=dict)

    def tables(self) -> list[str]:
        """The record tables this load holds, in alphabetical order."""
        return sorted(file.stem for file in (self.folder / "records").glob("*.parquet"))

    def records(self, table: str) -> Path:
        """The Parquet file of one record table; it may not exist."""
        return self.folder / "records" / f"{table}.parquet"

    @property
    def set_aside(self) -> Path:
        """The Parquet file of the rows and cells set aside; it may not exist."""
        return self.folder / "set_aside.parquet"


class LoadFolder:
    """A load in the making: write Parquet into it and describe it; it becomes a load when its block ends well."""

    def __init__(self, path: Path, load_id: str, received: Received) -> None:
        self.path = path
        self.load_id = load_id
        self.received = received
        self._facts: dict[str, Any] = {}
        (path / "records").mkdir()

    def records(self, table: str) -> Path:
        """Where to write the Parquet file of one record table."""
        return self.path / "records" / f"{table}.parquet"

    @property
    def set_aside(self) -> Path:
        """Where to write the rows and cells set aside."""
        return self.path / "set_aside.parquet"

    def describe(self, **facts: Any) -> None:
        """Says what the file was: the fields of ``Load``; anything else is kept in ``Load.more``."""
        self._facts |= facts

    def facts(self) -> dict[str, Any]:
        """What load.json will hold."""
        known = {"load_id": self.load_id, "sha256": self.received.sha256, "path": self.received.name}
        return {**known, "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"), **self._facts}


def _unseen(chunk: bytes) -> None:
    """Looks at nothing."""


def receive(folder: Path, path: Path, name: str, each: Callable[[bytes], None] = _unseen) -> Received:
    """Keeps a copy of a file under its SHA-256, showing every piece to ``each``; one held already stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / f"{UNFINISHED}{secrets.token_hex(6)}"
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as source, os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                copy.write(chunk)
                each(chunk)
        kept = folder / digest.hexdigest()
        if not kept.exists():
            temporary.replace(kept)
    finally:
        temporary.unlink(missing_ok=True)
    return Received(digest.hexdigest(), name, size, kept)


@contextmanager
def new(folder: Path, received: Received, load_id: str = "") -> Iterator[LoadFolder]:
    """A new load; it is there whole when the block ends well, and not at all when it does not.

    ``load_id``: one that is free; by default the next.
    """
    load_id = load_id or next_id(folder)
    with whole_folder(folder / load_id) as path:
        load = LoadFolder(path, load_id, received)
        yield load
        (path / "load.json").write_bytes(as_json(load.facts()))


def next_id(folder: Path) -> str:
    """The id that follows the last load's."""
    return next_number(folder, "L")


def all_of(folder: Path) -> list[Load]:
    """Every load, whatever its state, oldest first."""
    return [_read(folder / name) for name in numbered(folder, "L")]


def one(folder: Path, load_id: str) -> Load | None:
    """The load of that id, whatever its state; None when there is none."""
    return _read(folder / load_id) if load_id in numbered(folder, "L") else None


def mark(load: Load, state: str, by: str, why: str) -> None:
    """Writes down that a load no longer counts, who said so and why; what it said of itself stays."""
    write_json(load.folder / f"{state}.json", {"by": by, "why": why, "at": datetime.now(UTC).isoformat()})


def forget(load: Load) -> None:
    """Deletes all that was read from a load's file. What stays: which file it was, how many rows, and the marks.

    Raises StoreError when something cannot be deleted.
    """
    facts = read_json(load.folder / "load.json")
    if facts.pop("findings", None) is not None:
        write_json(load.folder / "load.json", facts)
    for left in load.folder.iterdir():
        if left.suffix != ".json":
            discard(left)
            if left.exists():
                raise StoreError(f"{left} is to be erased and cannot be deleted. See whose it is, then erase again.")


def _read(folder: Path) -> Load:
    facts = read_json(folder / "load.json")
    known = {f.name for f in fields(Load)} - {"folder", "state", "more"}
    when = facts.get("extract_date")
    facts["extract_date"] = date.fromisoformat(when) if when else None
    more = {name: value for name, value in facts.items() if name not in known}
    return Load(folder=folder, state=_state(folder), more=more, **{k: v for k, v in facts.items() if k in known})


def _state(folder: Path) -> str:
    return next((state for state in ("erased", "withdrawn") if (folder / f"{state}.json").exists()), "held")


def as_facts(load: Load) -> dict[str, Any]:
    """A load as plain values, for JSON and for the published table."""
    return {name: value for name, value in asdict(load).items() if name not in {"folder", "more"}}
