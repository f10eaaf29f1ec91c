"""A store: one folder that holds everything about one area, readable by its owner only."""

import hashlib
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from goldenthread.store import loads as _loads
from goldenthread.store import lock, runs
from goldenthread.store._files import (
    UNFINISHED,
    StoreError,
    clear_unfinished,
    discard,
    read_json,
    write_json,
    write_whole,
)
from goldenthread.store.ledger import Ledger
from goldenthread.store.loads import Load, LoadFolder, Received
from goldenthread.store.runs import Run

_SIMULATED_SECRET = hashlib.sha256(b"Golden Thread: the secret of every made-up area").digest()
_FOLDERS = ("received", "loads", "ledger", "runs", "spill")
_RUNTIME = "python_PostgresServer"  # in spill: what the embedded database keeps while it runs


class Store:
    """One area's store. ``simulated`` says that it holds a made-up area, never real children."""

    def __init__(self, path: Path, facts: dict[str, Any]) -> None:
        self.path = path
        self.store_id: str = facts["store_id"]
        self.simulated: bool = facts["simulated"]
        self.area: str = facts.get("area", "")  # which made-up area it holds, where that is known

    @classmethod
    def create(cls, path: Path, simulated: bool = False) -> "Store":
        """A new, empty store in a folder that is absent or empty.

        What somebody left who was killed while making a store is made good. Raises StoreError when something is in the
        folder, or it cannot be made.
        """
        try:
            if path.exists() and not path.is_dir():
                raise StoreError(f"{path} is a file, and a store is a folder. Choose another name.")
            if path.exists() and not _unfinished(path):
                raise StoreError(f"{path} is not empty and is not a store. Choose another folder.")
            _make(path, simulated)
        except OSError as error:
            says = f"No store can be made at {path}: {error.strerror or error}."
            raise StoreError(f"{says} Choose a folder that you may write to.") from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store in a folder. Raises StoreError when there is none."""
        if not _is_there(path):
            raise StoreError(f"There is no store at {path}. 'goldenthread load --store {path} FILES' makes one.")
        return cls(path.resolve(), read_json(path / "store.json"))

    @classmethod
    def open_or_create(cls, path: Path, simulated: bool = False) -> "Store":
        """The store in a folder, made when it is not there."""
        return cls.open(path) if _is_there(path) else cls.create(path, simulated)

    @property
    def spill(self) -> Path:
        """The folder for what does not fit in memory."""
        return self.path / "spill"

    @cached_property
    def secret(self) -> bytes:
        """The key under which child ids are made; never leaves the store."""
        return (self.path / "secret").read_bytes()

    @cached_property
    def ledger(self) -> Ledger:
        """Which source's person is which child, as far as decided in earlier runs."""
        return Ledger(self.path / "ledger", self.secret)

    def keep_area(self, area: str) -> None:
        """Keeps which made-up area the store holds. Hold ``changing``."""
        write_json(self.path / "store.json", {**read_json(self.path / "store.json"), "area": area})
        self.area = area

    @contextmanager
    def changing(self, doing: str) -> Iterator[None]:
        """Keeps every other load, refresh and erasure out while the block runs, and clears what a killed one left.

        An erasure that was killed is finished first. Raises StoreBusyError when another is at work.
        """
        with lock.held(self.path / "lock", doing):
            for name in _FOLDERS[:-1]:
                clear_unfinished(self.path / name)
            for left in self.spill.iterdir():
                if left.name != _RUNTIME:
                    discard(left)
            self._forget(load for load in self.loads(include_withdrawn=True) if load.state == "erased")
            yield

    def receive(
        self, path: Path, name: str | None = None, each: Callable[[bytes], None] = lambda chunk: None
    ) -> Received:
        """Keeps a copy of a file under its hash, showing ``each`` every piece of it on the way.

        ``name`` is the path to show for it, by default the path given.
        """
        return _loads.receive(self.path / "received", path, name or str(path), each)

    def next_load_id(self) -> str:
        """The id of the next load; whoever changes the store may give it, and those after it, to ``new_load``."""
        return _loads.next_id(self.path / "loads")

    def new_load(self, received: Received, load_id: str = "") -> AbstractContextManager[LoadFolder]:
        """A load of a received file: whole when the block ends well, absent when it does not."""
        return _loads.new(self.path / "loads", received, load_id)

    def loads(self, include_withdrawn: bool = False) -> list[Load]:
        """The loads that count, oldest first; with those withdrawn or erased on request."""
        found = _loads.all_of(self.path / "loads")
        return found if include_withdrawn else [load for load in found if load.state == "held"]

    def load(self, load_id: str) -> Load:
        """One load. Raises StoreError when there is none of that id."""
        if (found := _loads.one(self.path / "loads", load_id)) is not None:
            return found
        raise StoreError(f"There is no load {load_id} in this store.")

    def withdraw(self, load_id: str, by: str, why: str) -> None:
        """Makes a load count no longer; its records stay until erased. The next refresh leaves it out."""
        _loads.mark(self.load(load_id), "withdrawn", by, why)

    def count_again(self, load_id: str) -> None:
        """Undoes a withdrawal; the next refresh reads the load again. One that was erased stays erased."""
        (self.load(load_id).folder / "withdrawn.json").unlink(missing_ok=True)

    def erase(self, load_id: str, by: str, why: str) -> None:
        """Deletes a load's records and its received file; the hash, the date, who and why stay.

        The received file goes only when no other load that is kept was read from it. Raises StoreError when something
        cannot be deleted; whatever changes the store next tries again.
        """
        load = self.load(load_id)
        _loads.mark(load, "erased", by, why)
        self._forget([load])

    def _forget(self, erased: Iterable[Load]) -> None:
        kept = {load.sha256 for load in self.loads(include_withdrawn=True) if load.state != "erased"}
        for load in erased:
            _loads.forget(load)
            if load.sha256 not in kept:
                (self.path / "received" / load.sha256).unlink(missing_ok=True)

    def newest_extract(self, until: date = date.max) -> date | None:
        """The newest extract date, up to ``until``, of any load that counts; None where there is none."""
        dates = (load.extract_date for load in self.loads() if load.extract_date)
        return max((day for day in dates if day <= until), default=None)

    def new_run(self) -> AbstractContextManager[Run]:
        """A run in the making: whole when the block ends well, absent when it does not."""
        return runs.new(self.path / "runs")

    def runs(self) -> list[Run]:
        """The runs kept, oldest first. Which one is in force, the database says."""
        return runs.all_of(self.path / "runs")

    def run(self, run_id: str) -> Run:
        """One run. Raises StoreError when it is not kept."""
        for run in self.runs():
            if run.run_id == run_id:
                return run
        raise StoreError(f"Run {run_id} is not kept in this store. Refresh, then try again.")

    def prune_runs(self, keep: int, in_force: str) -> None:
        """Deletes all but the newest ``keep`` runs, and those that hold what was erased; never the one in force."""
        erased = {load.load_id for load in self.loads(include_withdrawn=True) if load.state == "erased"}
        runs.prune(self.path / "runs", keep, in_force, erased)


def _is_there(path: Path) -> bool:
    """Whether there is a store in a folder; what may not be looked into is none."""
    try:
        return (path / "store.json").exists()
    except OSError:
        return False


def _make(path: Path, simulated: bool) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    for name in _FOLDERS:
        (path / name).mkdir(mode=0o700, exist_ok=True)
    write_whole(path / "secret", _SIMULATED_SECRET if simulated else secrets.token_bytes(32))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    write_json(path / "store.json", {"store_id": str(uuid.uuid4()), "simulated": simulated, "created": made})


def _unfinished(path: Path) -> bool:
    """Whether a folder holds nothing, or nothing but what making a store writes before the store is there."""
    left = [one for one in path.iterdir() if one.name != "secret" and not one.name.startswith(UNFINISHED)]
    return all(one.name in _FOLDERS and one.is_dir() and not any(one.iterdir()) for one in left)
