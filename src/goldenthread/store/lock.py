"""Lets one load, refresh or erasure at a time change a store; the system frees the lock when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goldenthread.store._files import StoreError


class StoreBusyError(StoreError):
    """Another process is changing the store."""


@contextmanager
def held(path: Path, doing: str) -> Iterator[None]:
    """Holds the store's lock while the block runs. Raises StoreBusyError at once when another process has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another process"
            raise StoreBusyError(
                f"The store is in use: {holder}. Wait until it has finished, then try again."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{doing} (process {os.getpid()})".encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)
