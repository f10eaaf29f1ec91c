"""The child-id ledger: which source's person is which child, written down once and never rubbed out.

An id is an HMAC of the record that anchors the child, under the store's secret: it says nothing about the child, cannot
be guessed, and comes out the same when a made-up store is made again. The ledger is a row of Parquet files, one per
refresh that changed something, read in order. Only an authorised erasure takes entries out: of a person whose rows were
erased a keyed hash stays, by which the same person is known again should a sender send them once more.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.store._files import next_number, numbered, read_json, whole_folder, write_json, write_whole

_LEFT_OUT = "left_out.json"
_ID_BYTES, _ID_LETTERS = 10, 16

ENTRY = pa.schema(
    [
        ("event", pa.string()),  # 'is' (person_key is child_id), 'alias' (child_id became other_id), 'split'
        ("person_key", pa.string()),  # null for 'alias'
        ("child_id", pa.string()),
        ("other_id", pa.string()),  # the survivor for 'alias', the id parted from for 'split'; else null
        ("cause", pa.string()),  # 'first seen', 'new data', 'a person decided', …
        ("as_of", pa.date32()),
    ]
)


class Ledger:
    """The ledger of one store. Reading it costs one Parquet scan; writing adds one file."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret

    def mint(self, anchors: Iterable[str]) -> list[str]:
        """The child ids anchored on these records, in order: 'C' and sixteen letters or digits each."""
        digests = b"".join(hmac.digest(self._secret, anchor.encode(), "sha256")[:_ID_BYTES] for anchor in anchors)
        letters = base64.b32encode(digests).decode()  # eight for every five bytes
        return ["C" + letters[place : place + _ID_LETTERS] for place in range(0, len(letters), _ID_LETTERS)]

    def files(self) -> list[Path]:
        """The ledger's Parquet files, oldest first."""
        return [self._folder / name / "entries.parquet" for name in numbered(self._folder, "K")]

    def entries(self) -> pa.Table:
        """Every entry in the order written, with ``entry`` counting from 0; empty in a new store."""
        tables = [pq.read_table(file, schema=ENTRY) for file in self.files()]
        joined = pa.concat_tables(tables) if tables else ENTRY.empty_table()
        return joined.append_column("entry", pa.array(range(joined.num_rows), pa.int64()))

    def append(self, entries: pa.Table) -> None:
        """Adds entries (columns of ENTRY), whole or not at all; nothing is written when there are none."""
        if entries.num_rows == 0:
            return
        with whole_folder(self._folder / next_number(self._folder, "K")) as folder:
            rows = entries.select(ENTRY.names).cast(ENTRY)
            pq.write_table(rows, folder / "entries.parquet", compression="zstd")

    def leave_out(self, person_keys: Iterable[str], on: str, by: str, why: str) -> None:
        """Forgets these people, and remembers by a keyed hash alone that each is left out: since when, who, why.

        Whoever is left out already stays so since the first time, for the first reason.
        """
        gone = sorted(set(person_keys))
        told = {"on": on, "by": by, "why": why}
        write_json(self._folder / _LEFT_OUT, {self.digest(key): told for key in gone} | self._left_out())
        for file in self.files():
            rows = pq.read_table(file, schema=ENTRY)
            kept = rows.filter(pc.invert(pc.is_in(rows["person_key"], pa.array(gone, pa.string()))))
            if kept.num_rows < rows.num_rows:
                write_whole(file, _as_parquet(kept))

    def left_out(self) -> frozenset[str]:
        """The keyed hashes of everybody to be left out; see ``digest``."""
        return frozenset(self._left_out())

    @property
    def salt(self) -> str:
        """What the hash of a person key begins with; made of the store's secret, and says nothing about it."""
        return hmac.new(self._secret, b"left out", hashlib.sha256).hexdigest()

    def digest(self, person_key: str) -> str:
        """The hash by which a person who was erased is known again; in SQL ``sha256(salt || person_key)``."""
        return hashlib.sha256((self.salt + person_key).encode()).hexdigest()

    def _left_out(self) -> dict[str, Any]:
        file = self._folder / _LEFT_OUT
        return read_json(file) if file.exists() else {}


def _as_parquet(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    return bytes(sink.getvalue())
