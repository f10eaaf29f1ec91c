"""Reads one delivery after the other into loads: what is new of it, and again what looks at what is new."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goldenthread.engine import EngineError
from goldenthread.intake import reporting, telling
from goldenthread.intake.arriving import Arrived, again, arrive
from goldenthread.intake.bench import Bench
from goldenthread.intake.deliveries import earlier, looks_at, typing_order
from goldenthread.intake.findings import AccountingError, FileReport
from goldenthread.intake.opening import Opened
from goldenthread.intake.reading import READER, Reader, Typed
from goldenthread.intake.settling import Settling
from goldenthread.intake.standing import standing
from goldenthread.store import Load, Received, Store, StoreError

_FAILS = (AccountingError, EngineError, StoreError, OSError, ValueError, duckdb.Error, pa.ArrowException)

_SAME: Mapping[str, Received] = {}
_FEW = 1_000_000  # bytes of a delivery below which planning its statements would cost more than it saves


@dataclass(frozen=True)
class Waiting:
    """A file that was looked at and is not yet copied. ``number``: its place among the files of a call."""

    number: int
    path: Path
    file: Opened
    size: int


@dataclass(frozen=True)
class Group:
    """The files of one delivery. ``key`` is empty for a file that stands alone; ``source`` for one not recognised."""

    key: str
    source: str
    files: list[Waiting]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(waiting.size for waiting in self.files)


class Taking:
    """One reader at work. Loads of files are numbered from ``first`` on, readings anew from ``anew`` places later."""

    def __init__(self, store: Store, engine: Bench, spill: Path, first: str, anew: int) -> None:
        self._store = store
        self._engine = engine
        self._first = int(first[1:])
        self._anew = self._first + anew
        everything = store.loads(include_withdrawn=True)
        self._by_hash: dict[str, list[Load]] = {}
        for load in everything:
            self._by_hash.setdefault(load.sha256, []).append(load)
        self._standing = {load.load_id: load for load in standing(everything)}
        self._reader = Reader(store.simulated, engine, spill, self._standing.values())
        self._reports: dict[int, FileReport] = {}
        self._settling = Settling()

    def all_of(self, groups: list[Group], told: Callable[[str, int], None]) -> dict[int, FileReport]:
        """Loads delivery by delivery, and copies the next while one is read; the reports by the files' numbers."""
        with ThreadPoolExecutor(max_workers=1) as copying, self._settling:
            ahead: list[Future[list[Arrived | Exception]]] = []
            for place, group in enumerate(groups):
                ahead += [copying.submit(self._copied, later) for later in groups[len(ahead) : place + 2]]
                told(str(group.files[0].path), 0)
                self._delivery(group, ahead[place].result())
                told(str(group.files[-1].path), len(group.files))
                ahead[place] = Future()  # lets go of what was read
        return {number: report for number, report in self._reports.items() if number >= 0}

    def _copied(self, group: Group) -> list[Arrived | Exception]:
        found: list[Arrived | Exception] = []
        for waiting in group.files:
            try:
                found.append(arrive(self._store, waiting.path, waiting.file))
            except OSError as error:
                found.append(error)
        return found

    def _delivery(self, group: Group, copies: list[Arrived | Exception]) -> None:
        """Loads the files of one delivery that are new; two of one table make two deliveries, one after the other."""
        coming: dict[str, tuple[int, Arrived]] = {}
        for waiting, copy in zip(group.files, copies, strict=True):
            if isinstance(copy, Exception):
                self._reports[waiting.number] = reporting.failed(waiting.path, copy)
            elif held := self._come_before(copy, group.key):
                self._reports[waiting.number] = reporting.held(held, waiting.path, copy.received)
            elif copy.file.form is None:
                self._reports[waiting.number] = self._kept_unread(copy, waiting.number)
            else:
                if copy.form.table.name in coming:
                    self._read(group.key, coming)
                    coming = {}
                coming[copy.form.table.name] = (waiting.number, copy)
        if coming:
            self._engine.plan(well=group.size > _FEW)
            self._read(group.key, coming)

    def _come_before(self, arrived: Arrived, key: str) -> Load | None:
        """The load of this very file, if it came before; a table of another export is another file, even if alike.

        An erased file is refused wherever it turns up again.
        """
        self._settling.wait(arrived.received.sha256)
        same = self._by_hash.get(arrived.received.sha256, [])
        erased = [load for load in same if load.state == "erased"]
        own = [load for load in same if load.more.get("delivery", "") in ("", key)]
        return next(reversed(erased or own), None)

    def _kept_unread(self, arrived: Arrived, number: int) -> FileReport:
        """A load that holds nothing but what is wrong with its file."""
        finding = telling.unrecognised(arrived.file, arrived.received.name)
        with self._store.new_load(arrived.received, self._id(number)) as folder:
            told = self._instead_of(arrived.replaces)
            folder.describe(findings=[finding.as_facts()], reader=READER, **told)
        self._standing.pop(arrived.replaces, None)
        return self._made(folder.load_id)

    def _read(self, key: str, coming: dict[str, tuple[int, Arrived]]) -> None:
        """Reads what came of a delivery, beside what is held of it; reads that again where it looks at what came."""
        extract = next(iter(coming.values()))[1].form.extract
        if key:
            self._settling.wait()
        before = earlier(key, self._standing.values(), coming)
        late = {name: held for name, held in before.tables.items() if looks_at(extract.name, name) & coming.keys()}
        files = dict(coming)
        for name, held in late.items():
            self._anew += 1
            files[name] = (-self._anew, again(self._store, held))
        beside = {name: held for name, held in before.tables.items() if name not in late}
        self._read_all(files, beside, key, before.generation)

    def _read_all(
        self, files: dict[str, tuple[int, Arrived]], beside: dict[str, Load], key: str, generation: int
    ) -> None:
        extract = next(iter(files.values()))[1].form.extract
        self._reader.forget({arrived.replaces for _, arrived in files.values()} - {""})
        looked_at = {other for name in files for other in looks_at(extract.name, name)} - files.keys()
        typed: list[tuple[int, Typed]] = []
        for name in typing_order(extract.name):
            if name in looked_at:
                sibling = again(self._store, beside[name]) if name in beside else None
                self._reader.attach(extract, extract.table(name), sibling)
            elif name in files:
                number, arrived = files[name]
                try:
                    typed.append((number, self._reader.type_in(arrived)))
                except _FAILS as error:
                    self._reports[number] = reporting.failed(Path(arrived.received.name), error)
                    self._reader.attach(extract, extract.table(name), None)
        for number, rows in typed:
            self._written(rows, number, {"delivery": key, "generation": generation})

    def _written(self, typed: Typed, number: int, facts: dict[str, str | int]) -> None:
        """Writes a load; its report follows when it is on the disk."""
        received, replaces = typed.arrived.received, typed.arrived.replaces
        kind = f"{typed.arrived.form.extract.name}/{typed.arrived.form.table.name}"
        self._settling.wait(kind)  # its rows are compared with those of the loads before it
        try:
            with ExitStack() as block:
                folder = block.enter_context(self._store.new_load(received, self._id(number)))
                told = self._reader.write(typed, folder)
                folder.describe(reader=READER, **self._instead_of(replaces), **facts, **told)
                whole = block.pop_all()
        except _FAILS as error:
            self._reports[number] = reporting.failed(Path(received.name), error)
            return

        def settled(error: BaseException | None) -> None:
            self._reports[number] = self._settled(folder.load_id, replaces, received.name, error)

        self._settling.add(whole, {kind, received.sha256}, settled)

    def _settled(self, load_id: str, replaces: str, name: str, error: BaseException | None) -> FileReport:
        if isinstance(error, _FAILS):
            return reporting.failed(Path(name), error)
        if error:
            raise error
        self._standing.pop(replaces, None)
        report = self._made(load_id)
        self._reader.finished(self._standing[load_id])
        return report

    def _id(self, number: int) -> str:
        """The id of a load: a file's own place, or for a reading anew the place kept for it."""
        return f"L{self._first + number if number >= 0 else -number:05d}"

    def _instead_of(self, replaced: str) -> dict[str, Any]:
        """What a load that is read anew says of the one it replaces: which it was, and where it stood."""
        if not replaced:
            return {}
        before = self._standing[replaced]
        return {"replaces": [replaced], "place": before.more.get("place") or int(replaced[1:])}

    def _made(self, load_id: str) -> FileReport:
        made = self._store.load(load_id)
        self._by_hash.setdefault(made.sha256, []).append(made)
        self._standing[load_id] = made
        return reporting.report_of(made)

    def again(
        self, old: Iterable[Load], progress: Callable[[int, int, str], None], instead: Mapping[str, Received] = _SAME
    ) -> list[FileReport]:
        """Reads files again, each with those that lean on it and with its whole delivery.

        ``instead``: by load id, the file to read in the place of the one that was sent.
        """
        groups = self._with_their_company(old)
        with self._settling:
            for done, group in enumerate(groups):
                progress(done, len(groups), group[0].path)
                self._settling.wait()
                self._group_again(group, instead)
        return [self._reports[number] for number in sorted(self._reports)]

    def _with_their_company(self, old: Iterable[Load]) -> list[list[Load]]:
        """The loads to read again, by delivery, in the order they were loaded."""
        wanted, exports = {load.load_id for load in old}, {export_of(load) for load in old}
        for load in sorted(self._standing.values(), key=lambda load: load.load_id):
            if wanted & set(load.more.get("leans_on", ())) or export_of(load) in exports:
                wanted.add(load.load_id)
                exports.add(export_of(load))
        groups: dict[tuple[str, str], list[Load]] = {}
        for load_id in sorted(wanted):
            groups.setdefault(export_of(self._standing[load_id]), []).append(self._standing[load_id])
        return list(groups.values())

    def _group_again(self, group: list[Load], instead: Mapping[str, Received]) -> None:
        files: dict[str, tuple[int, Arrived]] = {}
        for held in group:
            number = len(self._reports) + len(files)
            try:
                arrived = again(self._store, held, instead.get(held.load_id))
            except OSError as error:
                self._reports[number] = reporting.failed(Path(held.path), error)
                continue
            if arrived.file.form is None:
                self._reports[number] = self._kept_unread(arrived, number)
            else:
                files[arrived.form.table.name] = (number, arrived)
        if files:
            key, generation = group[0].more.get("delivery", ""), group[0].more.get("generation", 1)
            self._read_all(files, {}, key, generation)


def export_of(load: Load) -> tuple[str, str]:
    """What a load is read together with: the other tables of its export, or nothing."""
    key = load.more.get("delivery", "")
    return (key, str(load.more.get("generation", ""))) if key else ("", load.load_id)
