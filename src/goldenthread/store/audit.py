"""Writes down who looked and who acted, and checks that nothing in that log was changed, left out or cut off.

Each entry is chained to the one before by a hash, worked out by the database at the end of the transaction. The newest
hash is copied into the store after each commit, so that a log cut short shows (see heads.py). The check works every
hash out again by itself and trusts no function of the database.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from goldenthread.store import heads
from goldenthread.store.folder import Store


@dataclass(frozen=True)
class Entry:
    """One line of the log. ``action``: read, search, list, export, act, sign_in, refused, break_glass, erase, refresh.

    ``categories``: the kinds of record shown. ``children``: those whose names a list showed. ``via``: why it was
    allowed. ``says``: a sentence for whoever reads it.
    """

    worker_id: str
    worker_name: str
    action: str
    role: str | None = None
    child_id: str | None = None
    categories: tuple[str, ...] = ()
    purpose: str | None = None
    via: str | None = None
    page: str | None = None
    says: str | None = None
    source_address: str | None = None
    query: str | None = None
    export_hash: str | None = None
    reason: str | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What a check found: how many entries hold, what is wrong in sentences, and the newest hash."""

    entries: int
    faults: tuple[str, ...]
    head: str

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def says(self) -> str:
        """The findings in sentences."""
        newest = f"Newest hash: {self.head or 'none'}."
        if self.whole:
            return f"The log is whole: {self.entries} entries, none changed, none missing. {newest}"
        faults = "\n".join(f"- {fault}" for fault in self.faults)
        return f"The log is NOT whole ({self.entries} entries read):\n{faults}\n{newest}"


_FIELDS = tuple(Entry.__dataclass_fields__)
_INSERT = f"insert into audit.entry ({', '.join(_FIELDS)}) values ({', '.join(f'%({name})s' for name in _FIELDS)})"


def append(connection: Any, entry: Entry) -> None:
    """Adds an entry in the connection's open transaction (psycopg's or Django's); it counts when that commits.

    The chain's lock is taken by the database at the commit, so an entry may be written at any time in a transaction.
    """
    with connection.cursor() as cursor:
        lists = {"categories": sorted(entry.categories), "children": sorted(entry.children) or None}
        cursor.execute(_INSERT, asdict(entry) | lists)


def keep_head(connection: Any, store: Store) -> None:
    """Copies the newest hash of the log into the store. Call it after the commit; see heads.py.

    ``connection`` must be allowed to read audit.chain.
    """
    heads.keep(connection, store)


def kept_head(store: Store) -> tuple[int, str]:
    """The number and hash last copied into the store; (0, '') when there is none."""
    found = heads.kept(store)
    return (found.number, found.hash) if found else (0, "")


def verify(url: str, store: Store) -> Report:
    """Works the whole chain out again. Reports entries changed, missing, unsealed, and a log cut short of its copy."""
    with psycopg.connect(url) as connection:
        connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
        number, head, faults = _follow(connection, store)
        loose = connection.execute(_LOOSE).fetchone()
    if loose and loose[0]:
        faults.append(f"{loose[0]} entries are not sealed into the chain.")
    return Report(number, tuple(faults), head)


def erase_load(
    connection: psycopg.Connection[Any], store: Store, load_id: str, worker: tuple[str, str], why: str
) -> None:
    """Erases a load (a subject's right, a sender's purge) and writes that down in casework and in the log.

    ``worker``: id and name. The facts are committed first: an erasure cut off half-way is finished by asking again,
    and is never done without a trace. Hold ``store.changing``. Raises StoreError when there is no such load.
    """
    load = store.load(load_id)
    with connection.transaction():
        connection.execute(
            "insert into casework.erasure (load_id, sha256, by_worker, by_name, why) values (%s, %s, %s, %s, %s)",
            (load_id, load.sha256, *worker, why),
        )
        append(connection, Entry(*worker, action="erase", says=f"Erased load {load_id}.", reason=why))
    store.erase(load_id, worker[1], why)
    keep_head(connection, store)


def withdraw_load(
    connection: psycopg.Connection[Any], store: Store, load_id: str, worker: tuple[str, str], why: str, undo: bool
) -> None:
    """Lets a load count no longer, or again, and writes that down in the log. Hold ``store.changing``.

    ``worker``: id and name. Raises StoreError when there is no such load.
    """
    load = store.load(load_id)
    with connection.transaction():
        says = f"{'Counts again' if undo else 'Withdrew'}: load {load_id}, {load.source or 'not recognised'}."
        append(connection, Entry(*worker, action="act", says=says, reason=why))
    if undo:
        store.count_again(load_id)
    else:
        store.withdraw(load_id, worker[1], why)
    keep_head(connection, store)


_LOOSE = """
    select count(*) from audit.entry e
    where not exists (select 1 from audit.chain c where c.entry_id = e.entry_id)
"""
_CHAIN = """
    select c.number, c.hash, e.entry_id, e.at at time zone 'UTC', e.worker_id, e.worker_name, e.role, e.action,
           e.child_id, e.categories, e.purpose, e.via, e.page, e.says, e.source_address, e.query, e.export_hash,
           e.reason, e.children
    from audit.chain c left join audit.entry e using (entry_id)
    order by c.number
"""


def _follow(connection: psycopg.Connection[Any], store: Store) -> tuple[int, str, list[str]]:
    """Walks the chain once: the last number, its hash, and what is wrong."""
    faults: list[str] = []
    number, before = 0, b""
    wanted, met = heads.marks(store), {0: ""}
    places = {head.number for head in wanted}
    for found in _rows(connection):
        if found[0] != number + 1:
            faults.append(f"Entries {number + 1} to {found[0] - 1} are missing.")
        elif found[2] is None:
            faults.append(f"Entry {found[0]} was removed; its place in the chain is left.")
        elif _hash(before, found[2:]) != found[1]:
            faults.append(f"Entry {found[0]} is not what was written, or the one before it is not.")
        number, before = found[0], bytes(found[1])
        if number in places:
            met[number] = before.hex()
    if number and heads.kept(store) is None:
        faults.append(_NOT_KEPT)
    faults += _parted(wanted, met, number)
    return number, before.hex(), faults


_NOT_KEPT = (
    f"{heads.HEAD}, the copy of the newest hash in the store, is missing or cannot be read, so that nothing shows "
    "whether the log's end was cut off. Put it back from the newest backup of the store; docs/running.md says what to "
    "do where there is none."
)


def _parted(wanted: Sequence[heads.Head], met: dict[int, str], number: int) -> list[str]:
    """Where the chain is no longer the one whose hashes were kept; nothing when it still is."""
    lost = next((head for head in wanted if met.get(head.number) != head.hash), None)
    if lost is None:
        return []
    held = max((head.number for head in wanted if head.number < lost.number), default=0)
    up_to = f" Up to entry {held} it is the one that was kept." if held else ""
    if number < lost.number:
        return [
            f"The log ends at entry {number}; the copy kept in the store knows of entry {lost.number}: "
            f"its end was cut off.{up_to}"
        ]
    return [
        f"Entry {lost.number} is not the one whose hash was kept in the store: the chain was cut or written anew "
        f"before it.{up_to}"
    ]


def _rows(connection: psycopg.Connection[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor(name="chain") as cursor:
        cursor.itersize = 5000
        yield from cursor.execute(_CHAIN)


def _hash(before: bytes, entry: tuple[Any, ...]) -> bytes:
    """The hash of an entry as audit.sql defines it: sha256 of the hash before and the entry's words."""
    entry_id, at, *rest, children = entry
    rest += [children] if children is not None else []
    words = [str(entry_id), _moment(at), *(",".join(v) if isinstance(v, list) else v for v in rest)]
    return hashlib.sha256(before + "".join(map(_word, words)).encode()).digest()


def _word(value: str | None) -> str:
    return "-" if value is None else f"{len(value.encode())}:{value}"


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
