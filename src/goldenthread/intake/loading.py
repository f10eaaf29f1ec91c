"""Takes files in: each is kept, recognised, read and accounted for, whole or not at all, and harms no other."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goldenthread.engine import DuckDBEngine, EngineError
from goldenthread.intake import reporting, telling
from goldenthread.intake.arriving import Arrived, again, arrive, walk
from goldenthread.intake.deliveries import delivery, earlier, looks_at, typing_order
from goldenthread.intake.findings import AccountingError, FileReport
from goldenthread.intake.opening import Opened, opened
from goldenthread.intake.reading import READER, Reader, Typed
from goldenthread.intake.standing import standing
from goldenthread.store import Load, Store, StoreError

Progress = Callable[[int, int, str], None]  # files done, files in all, the file in hand
_FAILS = (AccountingError, EngineError, StoreError, OSError, ValueError, duckdb.Error, pa.ArrowException)


def quiet(done: int, of: int, name: str) -> None:
    """Says nothing while files are loaded."""


def load(store: Store, paths: Sequence[Path], progress: Progress = quiet) -> list[FileReport]:
    """Takes in files, and the files of folders, in sorted order; one report for each, in that order.

    A file held already makes no new load. Raises StoreBusyError when another process is changing the store; a file that
    cannot be read is a report with a finding and never an exception.
    """
    files = list(walk(paths))
    with store.changing("load"):
        engine = DuckDBEngine(store.spill)
        try:
            return _Loading(store, engine).all_of(files, progress)
        finally:
            engine.close()


def reread(store: Store, progress: Progress = quiet, every: bool = False) -> list[FileReport]:
    """Reads the received files again that an older version of the reader read, or ``every`` one; a report for each.

    A newer reading replaces the older one; what leant on the older one is read again with it. Raises StoreBusyError.
    """
    with store.changing("reread"):
        engine = DuckDBEngine(store.spill)
        try:
            return _Loading(store, engine).again(progress, every)
        finally:
            engine.close()


@dataclass(frozen=True)
class _Waiting:
    """A file that was looked at and is not yet copied. ``number``: its place among the files of this call."""

    number: int
    path: Path
    file: Opened


class _Loading:
    """One call of ``load`` or ``reread``."""

    def __init__(self, store: Store, engine: DuckDBEngine) -> None:
        self._store = store
        self._engine = engine
        everything = store.loads(include_withdrawn=True)
        self._by_hash: dict[str, list[Load]] = {}
        for earlier_load in everything:
            self._by_hash.setdefault(earlier_load.sha256, []).append(earlier_load)
        self._standing = {load.load_id: load for load in standing(everything)}
        self._reader = Reader(store, engine, self._standing.values())
        self._reports: dict[int, FileReport] = {}

    def all_of(self, files: Sequence[Path], progress: Progress) -> list[FileReport]:
        """Loads delivery by delivery, and copies the next while one is read."""
        groups = list(self._grouped(files).items())
        with ThreadPoolExecutor(max_workers=1) as copying:
            ahead: list[Future[list[Arrived | Exception]]] = []
            for place, (key, group) in enumerate(groups):
                ahead += [copying.submit(self._copied, later) for _, later in groups[len(ahead) : place + 2]]
                progress(len(self._reports), len(files), str(group[0].path))
                self._delivery(key, group, ahead[place].result())
                ahead[place] = Future()  # lets go of what was read
        progress(len(files), len(files), "")
        return [self._reports[number] for number in range(len(files))]

    def again(self, progress: Progress, every: bool) -> list[FileReport]:
        """Reads files again, each with those that lean on it and with its whole delivery."""
        old = [load for load in self._standing.values() if every or load.reader != READER]
        groups = self._with_their_company(old)
        for done, group in enumerate(groups):
            progress(done, len(groups), group[0].path)
            self._group_again(group)
        return [self._reports[number] for number in sorted(self._reports)]

    def _with_their_company(self, old: list[Load]) -> list[list[Load]]:
        """The loads to read again, by delivery, in the order they were loaded."""
        wanted = {load.load_id for load in old}
        exports = {_export(load) for load in old}
        for load in sorted(self._standing.values(), key=lambda load: load.load_id):
            if wanted & set(load.more.get("leans_on", ())) or _export(load) in exports:
                wanted.add(load.load_id)
                exports.add(_export(load))
        groups: dict[tuple[str, str], list[Load]] = {}
        for load_id in sorted(wanted):
            groups.setdefault(_export(self._standing[load_id]), []).append(self._standing[load_id])
        return list(groups.values())

    def _group_again(self, group: list[Load]) -> None:
        files: dict[str, tuple[int, Arrived]] = {}
        for held in group:
            number = len(self._reports) + len(files)
            try:
                arrived = again(self._store, held)
            except OSError as error:
                self._reports[number] = reporting.failed(Path(held.path), error)
                continue
            if arrived.file.form is None:
                self._reports[number] = self._kept_unread(arrived)
            else:
                files[arrived.form.table.name] = (number, arrived)
        if files:
            key, generation = group[0].more.get("delivery", ""), group[0].more.get("generation", 1)
            self._read_all(files, {}, key, generation)

    def _grouped(self, files: Sequence[Path]) -> dict[str, list[_Waiting]]:
        """The files by delivery; a file that stands alone is a delivery of its own."""
        groups: dict[str, list[_Waiting]] = {}
        for number, path in enumerate(files):
            try:
                waiting = _Waiting(number, path, opened(path))
            except OSError as error:
                self._reports[number] = reporting.failed(path, error)
                continue
            form = waiting.file.form
            key = delivery(form.extract, form.table, str(path.resolve())) if form else ""
            groups.setdefault(key or f"{number}", []).append(waiting)
        return groups

    def _copied(self, group: list[_Waiting]) -> list[Arrived | Exception]:
        found: list[Arrived | Exception] = []
        for waiting in group:
            try:
                found.append(arrive(self._store, waiting.path, waiting.file))
            except OSError as error:
                found.append(error)
        return found

    def _delivery(self, key: str, group: list[_Waiting], copies: list[Arrived | Exception]) -> None:
        """Loads the files of one delivery that are new; two of one table make two deliveries, one after the other."""
        coming: dict[str, tuple[int, Arrived]] = {}
        for waiting, copy in zip(group, copies, strict=True):
            if isinstance(copy, Exception):
                self._reports[waiting.number] = reporting.failed(waiting.path, copy)
            elif held := self._come_before(copy, key):
                self._reports[waiting.number] = reporting.held(held, waiting.path, copy.received)
            elif copy.file.form is None:
                self._reports[waiting.number] = self._kept_unread(copy)
            else:
                if copy.form.table.name in coming:
                    self._read(key, coming)
                    coming = {}
                coming[copy.form.table.name] = (waiting.number, copy)
        if coming:
            self._read(key, coming)

    def _come_before(self, arrived: Arrived, key: str) -> Load | None:
        """The load of this very file, if it came before; a table of another export is another file though it reads alike.

        An erased file is refused wherever it turns up again.
        """
        same = self._by_hash.get(arrived.received.sha256, [])
        erased = [load for load in same if load.state == "erased"]
        own = [load for load in same if load.more.get("delivery", "") in ("", key)]
        return (erased or own or [None])[-1]

    def _kept_unread(self, arrived: Arrived) -> FileReport:
        """A load that holds nothing but what is wrong with its file."""
        finding = telling.unrecognised(arrived.file, arrived.received.name)
        with self._store.new_load(arrived.received) as folder:
            told = self._instead_of(arrived.replaces)
            folder.describe(findings=[finding.as_facts()], reader=READER, **told)
        self._standing.pop(arrived.replaces, None)
        return self._made(folder.load_id)

    def _read(self, key: str, coming: dict[str, tuple[int, Arrived]]) -> None:
        """Reads what came of a delivery, beside what is held of it; reads that again where it looks at what came."""
        extract = next(iter(coming.values()))[1].form.extract
        key = key if len(extract.tables) > 1 else ""
        before = earlier(key, self._standing.values(), coming)
        late = {name: held for name, held in before.tables.items() if looks_at(extract.name, name) & coming.keys()}
        files = dict(coming)
        for place, (name, held) in enumerate(late.items(), start=1):
            files[name] = (-place, again(self._store, held))
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
                self._reader.attach(extract, extract.table(name), beside.get(name))
            elif name in files:
                number, arrived = files[name]
                try:
                    typed.append((number, self._reader.type_in(arrived)))
                except _FAILS as error:
                    self._reports[number] = reporting.failed(Path(arrived.received.name), error)
                    self._reader.attach(extract, extract.table(name), None)
        for number, rows in typed:
            self._reports[number] = self._written(rows, {"delivery": key, "generation": generation})

    def _written(self, typed: Typed, facts: dict[str, str | int]) -> FileReport:
        replaces = typed.arrived.replaces
        try:
            with self._store.new_load(typed.arrived.received) as folder:
                told = self._reader.write(typed, folder)
                folder.describe(reader=READER, **self._instead_of(replaces), **facts, **told)
        except _FAILS as error:
            return reporting.failed(Path(typed.arrived.received.name), error)
        self._standing.pop(replaces, None)
        report = self._made(folder.load_id)
        self._reader.finished(self._standing[folder.load_id])
        return report

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


def _export(load: Load) -> tuple[str, str]:
    """What a load is read together with: the other tables of its export, or nothing."""
    key = load.more.get("delivery", "")
    return (key, str(load.more.get("generation", ""))) if key else ("", load.load_id)
