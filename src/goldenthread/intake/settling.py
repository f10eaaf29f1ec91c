"""Brings what was read of one file safely to the disk while the next file is being read: waiting for a disk is idle."""

from collections import deque
from collections.abc import Callable, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType

_MOST = 4  # loads on their way at a time; each is a folder nobody sees until it is whole

Settled = Callable[[BaseException | None], None]  # what went wrong, if anything did


@dataclass(frozen=True)
class _OnItsWay:
    marks: Set[str]
    whole: Future[None]
    settled: Settled


class Settling:
    """Loads on their way to the disk, settled one after the other in the order in which they were read.

    A block of it ends when all have arrived.
    """

    def __init__(self) -> None:
        self._coming: deque[_OnItsWay] = deque()

    def __enter__(self) -> "Settling":
        self._disk = ThreadPoolExecutor(max_workers=1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.wait()
        finally:
            self._disk.shutdown()

    def add(self, load: ExitStack, marks: Set[str], settled: Settled) -> None:
        """Ends the block of a load elsewhere. ``settled`` is told here, later; ``marks``: words to wait for it by."""
        self._coming.append(_OnItsWay(marks, self._disk.submit(load.close), settled))
        while len(self._coming) > _MOST:
            self._settle_next()

    def wait(self, mark: str = "") -> None:
        """Waits until no load with that mark is on its way; without one, until none is."""
        while any(not mark or mark in load.marks for load in self._coming):
            self._settle_next()

    def _settle_next(self) -> None:
        load = self._coming.popleft()
        load.settled(load.whole.exception())
