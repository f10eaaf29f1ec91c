"""What follows from the records: one folder of Parquet files for each refresh, with what it was made from."""

import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.store._files import next_number, numbered, read_json, whole_folder, write_json


@dataclass(frozen=True)
class Run:
    """One refresh: its tables as Parquet, and run.json with its date, engine, loads and counts."""

    run_id: str
    path: Path

    def table(self, name: str) -> Path:
        """The Parquet file of one table."""
        return self.path / f"{name}.parquet"

    def facts(self) -> dict[str, Any]:
        """What run.json says."""
        return read_json(self.path / "run.json")

    def describe(self, facts: dict[str, Any]) -> None:
        """Writes run.json; only while the run is in the making."""
        write_json(self.path / "run.json", facts)


@contextmanager
def new(folder: Path) -> Iterator[Run]:
    """A run in the making, at a temporary path; it takes its own name when the block ends well."""
    run_id = next_number(folder, "R")
    with whole_folder(folder / run_id) as path:
        yield Run(run_id, path)


def all_of(folder: Path) -> list[Run]:
    """Every run kept, oldest first."""
    return [Run(name, folder / name) for name in numbered(folder, "R")]


def prune(folder: Path, keep: int, in_force: str, erased: Set[str] = frozenset()) -> None:
    """Deletes all but the newest ``keep`` runs and those made from a load in ``erased``; never the one in force."""
    kept = all_of(folder)
    for place, run in enumerate(kept):
        too_old = place < len(kept) - keep
        if run.run_id != in_force and (too_old or not erased.isdisjoint(run.facts().get("loads", ()))):
            shutil.rmtree(run.path)
