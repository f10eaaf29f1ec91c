"""Takes files in: each is kept, recognised, read and accounted for, whole or not at all, and harms no other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from goldenthread.engine import DuckDBEngine, EngineError
from goldenthread.intake import telling
from goldenthread.intake.deliveries import delivery, typing_order
from goldenthread.intake.findings import AccountingError, FileReport, Finding, Severity
from goldenthread.intake.opening import Opened, opened
from goldenthread.intake.reading import READER, Arrived, Reader, Typed, siblings
from goldenthread.intake.scan import Counter
from goldenthread.intake.standing import standing
from goldenthread.store import Load, Store, StoreError

Progress = Callable[[int, int, str], None]  # files done, files in all, the file in hand
_FAILS = (AccountingError, EngineError, StoreError, OSError, ValueError)


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
            return _Loading(store, engine, progress).all_of(files)
        finally:
            engine.close()


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file of the paths given, folders in sorted order, hidden files left out."""
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts):
                    yield inner
        else:
            yield path


@dataclass(frozen=True)
class _Waiting:
    """A file that was looked at and is not yet copied. ``number``: its place among the files of this call."""

    number: int
    path: Path
    file: Opened


class _Loading:
    """One call of ``load``."""

    def __init__(self, store: Store, engine: DuckDBEngine, progress: Progress) -> None:
        self._store = store
        self._engine = engine
        self._progress = progress
        everything = store.loads(include_withdrawn=True)
        self._by_hash = {load.sha256: load for load in everything}
        self._standing = standing(everything)
        self._reader = Reader(store, engine, self._standing)
        self._reports: dict[int, FileReport] = {}
        self._files = 0

    def all_of(self, files: Sequence[Path]) -> list[FileReport]:
        """Loads delivery by delivery, and copies the next while one is read."""
        self._files = len(files)
        groups = list(self._grouped(files).values())
        with ThreadPoolExecutor(max_workers=1) as copying:
            ahead: list[Future[list[Arrived | Exception]]] = []
            for place, group in enumerate(groups):
                ahead += [copying.submit(self._copied, later) for later in groups[len(ahead) : place + 2]]
                self._delivery(group, ahead[place].result())
                ahead[place] = Future()
        self._progress(len(files), len(files), "")
        return [self._reports[number] for number in range(len(files))]

    def _grouped(self, files: Sequence[Path]) -> dict[str, list[_Waiting]]:
        """The files by delivery; a file that stands alone is a delivery of its own."""
        groups: dict[str, list[_Waiting]] = {}
        for number, path in enumerate(files):
            try:
                waiting = _Waiting(number, path, opened(path))
            except OSError as error:
                self._reports[number] = _failed(path, error)
                continue
            form = waiting.file.form
            key = delivery(form.extract, form.table, str(path.resolve())) if form else ""
            groups.setdefault(key or f"{number}", []).append(waiting)
        return groups

    def _copied(self, group: list[_Waiting]) -> list[Arrived | Exception]:
        """Copies the files of a delivery into the store, counting what their bytes show on the way."""
        found: list[Arrived | Exception] = []
        for waiting in group:
            try:
                found.append(_arrive(self._store, waiting))
            except OSError as error:
                found.append(error)
        return found

    def _delivery(self, group: list[_Waiting], copies: list[Arrived | Exception]) -> None:
        arrived: dict[str, tuple[_Waiting, Arrived]] = {}
        for waiting, copy in zip(group, copies, strict=True):
            self._progress(len(self._reports), self._files, str(waiting.path))
            if isinstance(copy, Exception):
                self._reports[waiting.number] = _failed(waiting.path, copy)
            elif held := self._by_hash.get(copy.received.sha256):
                self._reports[waiting.number] = _held(held, waiting.path)
            elif copy.file.form is None:
                self._reports[waiting.number] = self._kept_unread(copy)
            else:
                arrived[copy.form.table.name] = (waiting, copy)
        if arrived:
            self._read(arrived)

    def _kept_unread(self, arrived: Arrived) -> FileReport:
        """A load that holds nothing but what is wrong with its file."""
        finding = telling.unrecognised(arrived.file, arrived.received.name)
        with self._store.new_load(arrived.received) as folder:
            folder.describe(findings=[finding.as_facts()], reader=READER)
        return self._made(folder.load_id)

    def _read(self, arrived: dict[str, tuple[_Waiting, Arrived]]) -> None:
        extract = next(iter(arrived.values()))[1].form.extract
        wanted = {name for _, file in arrived.values() for name in siblings(file)} - arrived.keys()
        typed: list[tuple[_Waiting, Typed]] = []
        for name in typing_order(extract.name):
            try:
                if name in arrived:
                    typed.append((arrived[name][0], self._reader.type_in(arrived[name][1])))
                elif name in wanted:
                    self._reader.attach(extract, extract.table(name), None)
            except _FAILS as error:
                self._reports[arrived[name][0].number] = _failed(arrived[name][0].path, error)
        for waiting, file in typed:
            self._reports[waiting.number] = self._written(waiting, file)

    def _written(self, waiting: _Waiting, typed: Typed) -> FileReport:
        try:
            with self._store.new_load(typed.arrived.received) as folder:
                folder.describe(reader=READER, **self._reader.write(typed, folder))
        except _FAILS as error:
            return _failed(waiting.path, error)
        report = self._made(folder.load_id)
        self._reader.finished(self._by_hash[report.sha256])
        return report

    def _made(self, load_id: str) -> FileReport:
        made = self._store.load(load_id)
        self._by_hash[made.sha256] = made
        return report_of(made)


def _arrive(store: Store, waiting: _Waiting) -> Arrived:
    counter = Counter(waiting.file.delimiter, waiting.file.start.encoding)
    received = store.receive(waiting.path, each=counter.add)
    return Arrived(received, replace(waiting.file, path=received.path), counter.scan())


def report_of(load: Load) -> FileReport:
    """What a load says of itself, as the report of its file."""
    findings = tuple(_finding(facts) for facts in load.findings)
    return FileReport(
        load.path,
        load.sha256,
        load.source,
        load.more.get("table"),
        load.version,
        load.sender,
        load.extract_date,
        load.rows_read,
        load.rows_kept,
        load.rows_set_aside,
        load.rows_already_held,
        load.load_id,
        findings,
        load.more.get("records", {}),
    )


def _finding(facts: dict[str, Any]) -> Finding:
    told = {name: value for name, value in facts.items() if name not in {"sentence", "severity"}}
    return Finding(severity=Severity(facts["severity"]), **told)


def _held(held: Load, path: Path) -> FileReport:
    says = f"This very file is held already, as load {held.load_id}."
    finding = Finding("held", Severity.NOTE, says, "Nothing needs to be done.", str(path))
    return replace(
        report_of(held),
        path=str(path),
        rows_kept=0,
        rows_set_aside=0,
        rows_already_held=held.rows_read,
        load_id=None,
        findings=(finding,),
    )


def _failed(path: Path, error: Exception) -> FileReport:
    says = f"The file could not be read, and nothing of it was kept: {str(error).splitlines()[0]}"
    finding = Finding("not_read", Severity.ERROR, says, "Send it again, or tell the people who run this.", str(path))
    return FileReport(str(path), "", findings=(finding,))
