"""Takes files in: each is kept, recognised, read and accounted for, whole or not at all, and harms no other.

Feeds do not look at each other, so two readers share the work, each in a process of its own. The id of a load
follows from its file's place among the files given and not from which reader is quicker, so that runs repeat.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import cast

from goldenthread.extracts import extracts
from goldenthread.intake import reporting
from goldenthread.intake.arriving import walk
from goldenthread.intake.bench import Bench
from goldenthread.intake.deliveries import delivery
from goldenthread.intake.elsewhere import Elsewhere
from goldenthread.intake.findings import FileReport
from goldenthread.intake.opening import opened
from goldenthread.intake.reading import READER
from goldenthread.intake.standing import standing
from goldenthread.intake.taking import Group, Taking, Waiting
from goldenthread.store import Load, Store

Progress = Callable[[int, int, str], None]  # files done, files in all, the file in hand
_WORTH_SHARING = 120_000_000  # bytes; for less a second process is not worth beginning
_A_FILE = 500_000  # bytes that are read while one more file is begun and ended
_A_PROCESS = 2_000_000  # bytes that one reader reads while the process of the other is made ready
_REGISTER = 11  # a byte of a register costs an eleventh of a byte of a wide file
_MEMORY = 2000  # megabytes, for all readers together


def quiet(done: int, of: int, name: str) -> None:
    """Says nothing while files are loaded."""


def load(store: Store, paths: Sequence[Path], progress: Progress = quiet) -> list[FileReport]:
    """Takes in files, and the files of folders, in the order of their paths; one report for each, in the order given.

    A file held already makes no new load. Raises StoreBusyError when another process is changing the store; a file that
    cannot be read is a report with a finding and never an exception.
    """
    given = list(walk(paths))
    order = sorted(range(len(given)), key=given.__getitem__)  # which file came first must not depend on who typed what
    files = [given[place] for place in order]
    with store.changing("load"):
        reports: dict[int, FileReport] = {}
        shares = _shared(_grouped(list(enumerate(files)), reports))
        told = _Told(progress, len(files))
        first, kept_free = store.next_load_id(), len(store.loads()) + 1  # a call reads no load anew twice
        own = [_Reading(first, len(files) + place * kept_free, len(shares), place) for place in range(len(shares))]
        if len(shares) > 1:
            reports |= _by_two(store, shares, own, told)
        elif shares:
            reports |= _share(store, own[0], shares[0], told)
    progress(len(files), len(files), "")
    told_of = {place: reports[number] for number, place in enumerate(order)}
    return [told_of[place] for place in range(len(files))]


def _by_two(
    store: Store, shares: list[list[Group]], own: list["_Reading"], told: Callable[[str, int], None]
) -> dict[int, FileReport]:
    """Shares the files between this process and another."""
    files = [(waiting.number, waiting.path) for group in shares[1] for waiting in group.files]
    with ThreadPoolExecutor(max_workers=1) as listening, Elsewhere(_share_of, store.path, own[1], files) as other:
        second = listening.submit(other.result, told)
        first = _share(store, own[0], shares[0], told)
        return first | cast(dict[int, FileReport], second.result())


def reread(store: Store, progress: Progress = quiet, every: bool = False) -> list[FileReport]:
    """Reads the received files again that an older version of the reader read, or ``every`` one; a report for each.

    A newer reading replaces the older one; what leant on the older one is read again with it. Raises StoreBusyError.
    """
    with store.changing("reread"):
        engine = Bench(store.spill, _MEMORY)
        try:
            old = standing(store.loads(include_withdrawn=True)) if every else read_by_an_older(store)
            return Taking(store, engine, store.spill, store.next_load_id(), 0).again(old, progress)
        finally:
            engine.close()


def read_by_an_older(store: Store) -> list[Load]:
    """The loads that count and that an older version of the reader read; ``reread`` reads them again."""
    return [load for load in standing(store.loads(include_withdrawn=True)) if load.reader != READER]


class _Told:
    """Says how far several readers have come between them."""

    def __init__(self, progress: Progress, files: int) -> None:
        self._progress = progress
        self._files = files
        self._done = 0
        self._lock = Lock()

    def __call__(self, name: str, done: int) -> None:
        """``done`` more files are done, and ``name`` is the next in hand."""
        with self._lock:
            self._done += done
            self._progress(self._done, self._files, name)


@dataclass(frozen=True)
class _Reading:
    """One reader's part: the id of the call's first load, where readings anew begin, and its place among readers."""

    first: str
    anew: int
    readers: int
    place: int


def _share(
    store: Store, reading: _Reading, groups: list[Group], told: Callable[[str, int], None]
) -> dict[int, FileReport]:
    """What one reader does."""
    spill = store.spill / f"reader-{reading.place}"
    engine = Bench(spill, _MEMORY, reading.readers)
    try:
        return Taking(store, engine, spill, reading.first, reading.anew).all_of(groups, told)
    finally:
        engine.close()


def _share_of(
    store: Path, reading: _Reading, files: list[tuple[int, Path]], told: Callable[[str, int], None]
) -> dict[int, FileReport]:
    """The same in another process, which is told of files by their paths."""
    reports: dict[int, FileReport] = {}
    groups = _grouped(files, reports)
    return reports | _share(Store.open(store), reading, groups, told)


def _grouped(files: Sequence[tuple[int, Path]], reports: dict[int, FileReport]) -> list[Group]:
    """The files by delivery, each with its number; a file that stands alone is a delivery of its own."""
    groups: dict[str, Group] = {}
    for number, path in files:
        try:
            waiting = Waiting(number, path, opened(path), path.stat().st_size)
        except OSError as error:
            reports[number] = reporting.failed(path, error)
            continue
        form = waiting.file.form
        key = delivery(form.extract, str(path.resolve())) if form else ""
        group = Group(key, form.extract.name if form else "", [])
        groups.setdefault(key or str(number), group).files.append(waiting)
    return list(groups.values())


def _shared(groups: Iterable[Group]) -> list[list[Group]]:
    """The deliveries for each reader: all of one feed for the same one, the largest feeds parted first."""
    by_source: dict[str, list[Group]] = {}
    for group in groups:
        by_source.setdefault(group.source, []).append(group)
    work = {source: sum(_work(group) for group in own) for source, own in by_source.items()}
    readers = 2 if sum(work.values()) > _WORTH_SHARING and len(work) > 1 else 1
    shares: list[list[Group]] = [[] for _ in range(readers)]
    given = [0, _A_PROCESS][:readers]
    for source in sorted(work, key=lambda source: (-work[source], source)):
        least = given.index(min(given))
        shares[least] += by_source[source]
        given[least] += work[source]
    return shares


def _work(group: Group) -> int:
    """How much there is to do for a delivery, as measured: in bytes of a wide file; a register is read much faster."""
    by_week = group.source in extracts() and extracts()[group.source].by_week
    return len(group.files) * _A_FILE + group.size // (_REGISTER if by_week else 1)
