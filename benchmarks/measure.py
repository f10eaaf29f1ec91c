"""Runs one command with all its processes and reports wall time, processor time and peak memory.

Memory is what Linux says of every process of the command at the same moment, added up: readers beside each other, web
workers, and the embedded PostgreSQL, which leaves the command's own tree and is told by the store that it serves. Pages
that processes share count once (PSS). Another user's server, named in DATABASE_URL, is not counted.
"""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_EVERY = 0.1  # seconds between two looks; a peak that is shorter may be missed
_PROC = Path("/proc")


@dataclass(frozen=True)
class Cost:
    """What one run cost; ``peak`` is the most that all its processes held at one moment, in MiB.

    ``cpu`` is of the command and the processes it waited for; the embedded PostgreSQL is not among them.
    """

    job: str
    wall: float
    cpu: float
    peak: float


def cost(job: str, command: Sequence[str], store: Path | None = None) -> Cost:
    """Runs ``command``; raises RuntimeError with its last words when it fails.

    ``store``: the store it works on, whose embedded PostgreSQL counts as the command's.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    with _Watch(process.pid, store) as watch:
        words = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{job} failed ({process.returncode}):\n{words[-2000:]}")
    return Cost(job, time.perf_counter() - began, usage.ru_utime + usage.ru_stime, watch.peak / 1024)


class _Watch:
    """Looks at a command's processes until its block ends; ``peak`` is in KiB."""

    def __init__(self, root: int, store: Path | None) -> None:
        self.peak = 0
        self._root, self._data = root, str((store / "pg").resolve()) if store else ""
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.peak = max(self.peak, sum(_held(pid) for pid in family(self._root, self._data)))
            if self._over.wait(_EVERY):
                return


def family(root: int, data: str = "") -> set[int]:
    """A process, those it began, those that serve the database folder ``data``, and all that these began."""
    parents = {int(folder.name): _parent(folder) for folder in _PROC.iterdir() if folder.name.isdigit()}
    found = {root, *(pid for pid in parents if data and data in _words(pid))}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found & {*parents, root}


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return 0  # it has just ended


def _words(pid: int) -> list[str]:
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def _held(pid: int) -> int:
    """KiB that a process holds: shared pages by their share where we may ask, else all that is resident."""
    for name, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = (_PROC / str(pid) / name).read_text().splitlines()
        except OSError:
            continue
        return next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)
    return 0


def table(costs: Sequence[Cost], against: Cost) -> str:
    """The costs as lines of text, each with its ratio to ``against`` in the same run."""
    head = f"{'job':38} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'× reference':>12}"
    lines = [f"{c.job:38} {c.wall:8.1f} {c.cpu:8.1f} {c.peak:9.0f} {c.wall / against.wall:12.2f}" for c in costs]
    return "\n".join(
        [head, *lines, "peak: of all processes of a job together, PostgreSQL's too, looked at every 0.1 s"]
    )
