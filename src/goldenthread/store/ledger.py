"""The child-id ledger: which source's person is which child, written down once and never rubbed out.

An id is an HMAC of the record that anchors the child, under the store's secret: it says nothing about the child, cannot
be guessed, and comes out the same when a made-up store is made again. The ledger is a row of Parquet files, one per
refresh that changed something, read in order.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.store._files import next_number, numbered, whole_folder

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
        return [self._mint(anchor) for anchor in anchors]

    def _mint(self, anchor: str) -> str:
        digest = hmac.new(self._secret, anchor.encode(), hashlib.sha256).digest()
        return "C" + base64.b32encode(digest[:10]).decode()

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
