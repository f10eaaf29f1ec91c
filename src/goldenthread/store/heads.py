"""Keeps the newest hashes of the audit log in the store, outside the database, so that a log cut or rewritten shows.

The file begins with the newest head. After it follow marks, one for about every thousand entries and never changed, so
that a check can say up to where the log is still the one that was written. A head is moved on only while the chain
still holds the one kept before it: after a cut the file stays as it is, and every later check finds the fault.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from goldenthread.store.folder import Store

HEAD = "audit.head"
MARK_EVERY = 1000  # entries from one mark to the next: of five million entries the file keeps 800 KB
_WIDTH = 160
_NEWEST = """
    select n.number, encode(n.hash, 'hex'), (select encode(k.hash, 'hex') from audit.chain k where k.number = %(kept)s)
    from audit.chain n order by n.number desc limit 1
"""


@dataclass(frozen=True)
class Head:
    """A place in the chain: the number of an entry, and its hash in hexadecimal; 0 and '' before the first entry."""

    number: int
    hash: str


def begin(connection: Any, store: Store) -> None:
    """Begins the file of a log that has no entry yet. A file that is missing later on is a fault, and stays missing."""
    path = store.path / HEAD
    if path.exists() or connection.execute("select 1 from audit.chain limit 1").fetchone():
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_size == 0:
            os.pwrite(handle, _line(Head(0, "")), 0)
    finally:
        os.close(handle)


def keep(connection: Any, store: Store) -> None:
    """Copies the newest hash of the log into the store, where the chain still holds the one that was kept before.

    Call it after the commit; an older head is never put back. ``connection`` must be allowed to read audit.chain.
    """
    with connection.cursor() as cursor, _opened(store, os.O_RDWR, fcntl.LOCK_EX) as handle:
        kept = None if handle is None else _first(handle)
        if handle is None or kept is None:
            return  # missing or spoilt: a new file would hide what happened before
        cursor.execute(_NEWEST, {"kept": kept.number})
        found = cursor.fetchone()
        if found is None or found[0] <= kept.number or (found[2] or "") != kept.hash:
            return
        newest = Head(int(found[0]), str(found[1]))
        if newest.number // MARK_EVERY > kept.number // MARK_EVERY:
            os.pwrite(handle, _line(newest), os.fstat(handle).st_size // _WIDTH * _WIDTH)
        os.pwrite(handle, _line(newest), 0)


def kept(store: Store) -> Head | None:
    """The newest head that was kept; None when the file is missing or cannot be read."""
    with _opened(store, os.O_RDONLY, fcntl.LOCK_SH) as handle:
        return None if handle is None else _first(handle)


def marks(store: Store) -> list[Head]:
    """Every head that was kept for good and the newest one, in order; empty when the file is missing."""
    with _opened(store, os.O_RDONLY, fcntl.LOCK_SH) as handle:
        if handle is None:
            return []
        text = os.pread(handle, os.fstat(handle).st_size, 0)
    found = [_read(text[at : at + _WIDTH]) for at in range(0, len(text) // _WIDTH * _WIDTH, _WIDTH)]
    return sorted({head for head in found if head is not None}, key=lambda head: head.number)


@contextmanager
def _opened(store: Store, how: int, lock: int) -> Iterator[int | None]:
    """The file, locked against other processes and threads; None when it is missing."""
    try:
        handle = os.open(store.path / HEAD, how)
    except FileNotFoundError:
        yield None
        return
    try:
        fcntl.flock(handle, lock)
        yield handle
    finally:
        os.close(handle)


def _first(handle: int) -> Head | None:
    return _read(os.pread(handle, _WIDTH, 0))


def _line(head: Head) -> bytes:
    return (json.dumps({"number": head.number, "hash": head.hash}).ljust(_WIDTH - 1) + "\n").encode()


def _read(line: bytes) -> Head | None:
    """A head as a line of the file says it; None for anything else."""
    try:
        facts = json.loads(line)
        return Head(int(facts["number"]), str(facts["hash"]))
    except (ValueError, KeyError, TypeError):
        return None
