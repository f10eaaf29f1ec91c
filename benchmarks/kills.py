"""Kills load and refresh at moments spread evenly over their measured stages, and looks at what is left.

python -m benchmarks kills                      50 kills on a town
python -m benchmarks kills --preset tiny --kills 8

One store is left alone, and one is killed again and again; each time the command is then given once more. After every
kill: every load is whole or absent, every file is accounted for, the run in force is the old one or the new one whole,
and what people decided is untouched. In the end both stores must have published the very same rows.
"""

import argparse
import bisect
import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq

from goldenthread.store import Store, database, publish

LATER = ("community", "mental-health", "send")  # whose newest delivery comes after the first refresh
NEWEST = "2025-07-18"
_LOOKS_EVERY = 0.002  # seconds
_NOT_COMPARED = {"loaded_at", "received_at"}  # moments of the clock
_FACTS = """
    insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team, at, due, text)
    select child_id, signal, since, k.kind, 'w-1', 'Ann Other', 't-1', '2025-07-18 12:00+00', '2025-08-01', 'as agreed'
    from (select * from published.concern order by child_id, signal, since limit 20) c
    cross join (values (1, 'take'), (2, 'plan'), (3, 'note')) k (place, kind)
    order by child_id, signal, since, place;
    insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, at, why)
    select person_key, child_id, 'apart', 'w-1', 'Ann Other', '2025-07-18 12:00+00', 'the family says so'
    from (select * from published.link_line order by person_key limit 3) l order by person_key;
"""


@dataclass
class Watched:
    """One command of the program, and how far it has come: the marks it has passed."""

    name: str
    arguments: Sequence[str]
    store: Path
    lines: list[str] = field(default_factory=list)
    began: float = 0.0

    @property
    def marks(self) -> int:
        """How many: for a refresh the lines it said; for a load that it is at work, and each load that is there."""
        if self.arguments[0] == "refresh":
            return len(self.lines)
        desk = self.store / "spill" / "reader-0"
        try:
            at_work = desk.stat().st_mtime >= self.began
        except FileNotFoundError:
            return 0
        return at_work * (1 + len(list((self.store / "loads").glob("L*"))))

    def stage(self, mark: int, marks: int) -> str:
        """The name of the stage that follows a mark."""
        if mark == 0:
            return f"{self.name}: starting"
        if self.arguments[0] == "refresh":
            return f"{self.name}: {self.lines[mark - 1][0].lower()}{self.lines[mark - 1][1:]}"
        return f"{self.name}: files, {('first', 'second', 'third', 'last')[min(3, 4 * (mark - 1) // marks)]} quarter"


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after a mark; and the stage that this is in."""

    mark: int
    after: float
    stage: str


@dataclass
class Report:
    """What was found after each kill, by stage; ``wrong`` is empty when nothing was lost or half done."""

    found: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    missed: int = 0

    @property
    def kills(self) -> int:
        """How many kills struck a command at work."""
        return sum(sum(counter.values()) for counter in self.found.values())

    def as_text(self) -> str:
        """A table: stage, kills, what was found afterwards."""
        lines = [f"{'stage':58} {'kills':>5}  found afterwards"]
        for stage, counter in self.found.items():
            told = "; ".join(f"{what} ({times})" for what, times in counter.items())
            lines.append(f"{stage:58} {sum(counter.values()):5}  {told}")
        lines.append(f"{self.kills} kills; {self.missed} came too late, when the command had ended.")
        lines += self.wrong or ["Nothing lost, nothing half published; both stores publish the same rows."]
        return "\n".join(lines)


# ── running and killing ─────────────────────────────────────────────────────────────────────────────────────────────
def run(watched: Watched, kill_at: Moment | None = None) -> list[float] | None:
    """Runs the command to its end and says when it passed each mark, the end last; None when it was killed."""
    watched.lines, watched.began, passed = [], time.time(), [0.0]
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(Path(sys.executable).parent / "goldenthread"), *watched.arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    reading = threading.Thread(target=_read, args=(process, watched.lines))
    reading.start()
    while process.poll() is None:
        now, marks = time.perf_counter() - start, watched.marks
        passed += [now] * (marks + 1 - len(passed))
        if kill_at and len(passed) > kill_at.mark and now - passed[kill_at.mark] >= kill_at.after:
            process.send_signal(signal.SIGKILL)
            process.wait()
            break
        time.sleep(_LOOKS_EVERY)
    reading.join()
    if process.returncode == -signal.SIGKILL:
        return None
    if process.returncode:
        raise RuntimeError(f"{watched.name} failed:\n" + "\n".join(watched.lines[-20:]))
    return [*passed, time.perf_counter() - start]


def _read(process: subprocess.Popen[str], lines: list[str]) -> None:
    assert process.stderr is not None
    lines.extend(line.strip() for line in process.stderr)


def moments(watched: Watched, passed: Sequence[float], kills: int) -> list[Moment]:
    """Moments spread evenly over a run that was measured, each as a time since the mark before it."""
    found = []
    for number in range(kills):
        when = passed[-1] * (number + 0.5) / kills
        mark = bisect.bisect_right(passed[:-1], when) - 1
        found.append(Moment(mark, when - passed[mark], watched.stage(mark, len(passed) - 2)))
    return found


# ── looking at what is left ─────────────────────────────────────────────────────────────────────────────────────────
def whole_loads(store: Store) -> dict[str, tuple[Any, ...]]:
    """Every load that is there, by the path of its file: its account, and how many rows each of its tables has.

    Raises AssertionError when one does not add up or lacks its file.
    """
    found = {}
    for load in store.loads():
        aside = pq.read_metadata(load.set_aside).num_rows if load.set_aside.exists() else 0
        tables = tuple((file.name, pq.read_metadata(file).num_rows) for file in sorted(load.folder.rglob("*.parquet")))
        account = (load.rows_read, load.rows_kept, load.rows_set_aside, load.rows_already_held)
        assert account[0] == sum(account[1:]), f"{load.load_id} does not add up: {account}"
        assert _hash(store.path / "received" / load.sha256) == load.sha256, f"the file of {load.load_id} is not whole"
        found[load.path] = (*account, aside, tables)
    return found


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def connected(store: Store) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the store's database, as its owner."""
    with database.opened(store) as url, psycopg.connect(url, autocommit=True) as connection:
        yield connection


def published(connection: psycopg.Connection[Any]) -> tuple[str | None, str]:
    """The id of the run in force, and one hash of all that is published."""
    run_id = connection.execute("select run_id from published.run").fetchone()
    hashes = [_table_hash(connection, f"published.{table}") for table in (*publish.BY_CHILD, *publish.WHOLE)]
    return (run_id[0] if run_id else None), " ".join(hashes)


def _table_hash(connection: psycopg.Connection[Any], table: str) -> str:
    query = f"select md5(coalesce(string_agg(h, '' order by h), '')) from (select md5(t::text) as h from {table} t) x"
    found = connection.execute(query.encode()).fetchone()
    return str(found[0]) if found else ""


def facts(connection: psycopg.Connection[Any]) -> str:
    """One hash of what people decided."""
    tables = connection.execute("select tablename from pg_tables where schemaname = 'casework' order by 1").fetchall()
    return " ".join(_table_hash(connection, f"casework.{table}") for (table,) in tables)


def rows(store: Store, url: str) -> dict[str, list[str]]:
    """Every published row as text, sorted; a record is named by its file's path and line, whichever load read it.

    A load that was read again, because a kill parted the tables of one export, is left out: the newer one counts.
    """
    paths = {load.load_id: load.path for load in store.loads(include_withdrawn=True)}
    with psycopg.connect(url) as connection:
        return {table: sorted(_texts(connection, table, paths)) for table in (*publish.BY_CHILD, *publish.WHOLE)}


def _texts(connection: psycopg.Connection[Any], table: str, paths: Mapping[str, str]) -> Iterator[str]:
    for (row,) in connection.execute(f"select to_jsonb(t) from published.{table} t".encode()):
        if table == "load" and row["state"] != "held":
            continue
        text = json.dumps({name: row[name] for name in row if name not in _NOT_COMPARED}, sort_keys=True)
        yield re.sub(r"L\d{5}", lambda found: paths.get(found[0], found[0]), text)


# ── the two stores ──────────────────────────────────────────────────────────────────────────────────────────────────
class Trial:
    """A made-up area in two deliveries, a store left alone, and a store that is killed."""

    def __init__(self, folder: Path, first: Path, then: Path) -> None:
        self.folder, self.first, self.then = folder, first, then
        self.report = Report()
        self._alone: dict[str, tuple[Any, ...]] = {}

    def steps(self, store: str) -> list[Watched]:
        """The commands in order, for one of the two stores."""
        path = self.folder / store
        to = ["--store", str(path)]
        return [
            Watched("load", ["load", *to, str(self.first)], path),
            Watched("first refresh", ["refresh", *to], path),
            Watched("second load", ["load", *to, str(self.then)], path),
            Watched("second refresh", ["refresh", *to], path),
        ]

    def measure(self, shares: Sequence[int]) -> list[list[Moment]]:
        """Runs every command undisturbed; the moments at which to kill each."""
        found = []
        for watched, kills in zip(self.steps("alone"), shares, strict=True):
            passed = run(watched)
            assert passed is not None
            found.append(moments(watched, passed, kills))
            self._decide(watched)
        self._alone = whole_loads(Store.open(self.folder / "alone"))
        return found

    def disturb(self, planned: Sequence[Sequence[Moment]]) -> Report:
        """Kills every command at its moments, gives it again until it ends, and looks after each kill."""
        for watched, kills in zip(self.steps("killed"), planned, strict=True):
            before = self._state(watched)
            after: list[str] = []
            for moment in kills:
                if run(watched, moment) is not None:
                    self.report.missed += 1
                    continue
                self._look(watched, moment, before, after)
            run(watched)
            self._ended(watched, before, after)
            self._decide(watched)
        self._same()
        return self.report

    def _decide(self, watched: Watched) -> None:
        if watched.name == "first refresh":
            with connected(Store.open(watched.store)) as connection:
                connection.execute(_FACTS)

    def _state(self, watched: Watched) -> tuple[str | None, str, str] | None:
        if watched.arguments[0] == "load":
            return None
        with connected(Store.open(watched.store)) as connection:
            return (*published(connection), facts(connection))

    def _look(
        self, watched: Watched, moment: Moment, before: tuple[str | None, str, str] | None, after: list[str]
    ) -> None:
        says = self._loads(watched) if before is None else self._run(watched, before, after)
        self.report.found.setdefault(moment.stage, Counter())[says] += 1

    def _loads(self, watched: Watched) -> str:
        if not (watched.store / "store.json").exists():
            return "no store yet"
        try:
            there = whole_loads(Store.open(watched.store))
        except (AssertionError, OSError) as error:
            return self._wrong(f"{watched.name}: {error}")
        broken = [path for path, told in there.items() if told != self._alone[path]]
        return self._wrong(f"{watched.name}: not whole: {broken}") if broken else "every load whole or absent"

    def _run(self, watched: Watched, before: tuple[str | None, str, str], after: list[str]) -> str:
        now = self._state(watched)
        assert now is not None
        if now[2] != before[2]:
            return self._wrong(f"{watched.name}: what people decided has changed")
        if now[0] == before[0]:
            same = now[1] == before[1]
            return "the old run in force" if same else self._wrong(f"{watched.name}: the old run is not as it was")
        after.append(now[1])
        return "the new run in force"

    def _ended(self, watched: Watched, before: tuple[str | None, str, str] | None, after: list[str]) -> None:
        """Whatever was in force as new after a kill must be what the command, left alone, puts in force."""
        now = self._state(watched)
        if before is not None and now is not None and any(one != now[1] for one in after):
            self._wrong(f"{watched.name}: the new run was put in force in part")

    def _same(self) -> None:
        told = []
        for name in ("alone", "killed"):
            store = Store.open(self.folder / name)
            with database.opened(store) as url:
                told.append(rows(store, url))
        for table, expected in told[0].items():
            if told[1][table] != expected:
                other = set(told[1][table]) ^ set(expected)
                self._wrong(f"published.{table} differs: {len(other)} rows, such as {next(iter(sorted(other)), '')}")
        if whole_loads(Store.open(self.folder / "killed")) != self._alone:
            self._wrong("the loads of the two stores differ")

    def _wrong(self, says: str) -> str:
        self.report.wrong.append(f"WRONG: {says}")
        return "WRONG"


def parted(area: Path, folder: Path) -> tuple[Path, Path]:
    """The area's files as two deliveries, the second with the newest of LATER."""
    both = folder / "first", folder / "then"
    for path in sorted((area / "extracts").rglob("*")):
        within = path.relative_to(area / "extracts")
        if path.is_file():
            later = NEWEST in within.parts and not set(LATER).isdisjoint(within.parts)
            target = both[later] / within
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for made in both:
        shutil.copy(area / "MADE-UP.txt", made)
    return both


def shares(kills: int) -> tuple[int, int, int, int]:
    """How the kills are shared out among the two loads and the two refreshes."""
    load, later = kills * 2 // 5, max(1, kills // 10)
    first = (kills - load - later) // 2
    return load, first, later, kills - load - later - first


def stop(folder: Path) -> None:
    """Stops the database of a store, which a killed user may have left running."""
    if (folder / "pg").exists():
        with database.embedded(folder):
            pass


def main(arguments: Sequence[str]) -> int:
    """Parses the command line and prints the table; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks kills", description=__doc__)
    parser.add_argument("--preset", default="town", choices=("tiny", "town", "area"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=50)
    told = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-kills-"))
    try:
        program, area = str(Path(sys.executable).parent / "goldenthread"), folder / "area"
        made = [program, "simulate", "--preset", told.preset, "--seed", str(told.seed), "--out", str(area)]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        trial = Trial(folder, *parted(area, folder))
        report = trial.disturb(trial.measure(shares(told.kills)))
        print(report.as_text())
        return 1 if report.wrong else 0
    finally:
        for name in ("alone", "killed"):
            stop(folder / name)
        shutil.rmtree(folder, ignore_errors=True)
