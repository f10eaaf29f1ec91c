"""Writes the files of a delivery, and keeps for the truth what each line of them is about and how the files hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from goldenthread.simulator.draws import Whole
from goldenthread.simulator.tables import Column

_MARK = b"\xef\xbb\xbf"


@dataclass
class Delivery:
    """Everything written for one area. ``root`` holds ``extracts`` and ``truth``; paths are below ``extracts``."""

    root: Path
    area: int
    ids: Column  # the true id of each person
    files: list[dict[str, Any]] = field(default_factory=list)
    lines: list[tuple[str, Whole]] = field(default_factory=list)
    errors: list[tuple[str, str, Whole]] = field(default_factory=list)

    def write(
        self, folder: str, name: str, columns: Mapping[str, Column], person: Whole | None = None, mark: bool = False
    ) -> str:
        """One comma-separated file; ``person`` is whom each row is about; ``mark`` puts a byte-order mark before it."""
        body = BytesIO()
        body.write((_MARK if mark else b"") + (",".join(columns) + "\n").encode())
        _write_rows(columns, body)
        return self.write_bytes(folder, name, body.getvalue(), _rows(columns), person)

    def write_bytes(self, folder: str, name: str, content: bytes, rows: int, person: Whole | None = None) -> str:
        """A file of ready bytes; ``rows`` without the heading."""
        path = f"area={self.area:03d}/{folder}/{name}"
        target = self.root / "extracts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files.append({"path": path, "sha256": hashlib.sha256(content).hexdigest(), "rows": rows})
        if person is not None:
            self.lines.append((path, person))
        return path

    def mistaken(self, source: str, kind: str, person: Whole) -> None:
        """Keeps who a source is wrong about, and how."""
        self.errors.append((source, kind, person))

    def close(self, told: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> None:
        """Writes the truth: the manifest, the people of every line, the errors, and further tables."""
        folder = self.root / "truth" / f"area={self.area:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        parquet.write_table(self._rows_table(), folder / "rows.parquet", compression="zstd", row_group_size=262_144)
        parquet.write_table(self._errors_table(), folder / "errors.parquet", compression="zstd")
        for name, table in tables.items():
            parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")
        manifest = {**told, "files": sorted(self.files, key=lambda entry: str(entry["path"]))}
        (self.root / "truth" / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")

    def _rows_table(self) -> pa.Table:
        lines = sorted(self.lines, key=lambda line: line[0])
        number = np.concatenate([np.arange(2, len(person) + 2) for _, person in lines])
        about = np.concatenate([person for _, person in lines])
        keep = about >= 0
        paths = pa.array([path for path, _ in lines])
        place = np.repeat(np.arange(len(lines)), [len(person) for _, person in lines])
        return pa.table(
            {
                "path": paths.take(pa.array(place[keep])),
                "line": pa.array(number[keep]),
                "person": pa.array(self.ids).take(pa.array(about[keep])),
            }
        )

    def _errors_table(self) -> pa.Table:
        sizes = [len(person) for _, _, person in self.errors]
        person = np.concatenate([np.zeros(0, dtype=np.int64), *(who for _, _, who in self.errors)])
        return pa.table(
            {
                "source": pa.array(np.repeat([source for source, _, _ in self.errors], sizes).tolist(), pa.string()),
                "kind": pa.array(np.repeat([kind for _, kind, _ in self.errors], sizes).tolist(), pa.string()),
                "person": pa.array(self.ids[person], pa.string()),
            }
        )


def _rows(columns: Mapping[str, Column]) -> int:
    return len(next(iter(columns.values())))


def _write_rows(columns: Mapping[str, Column], body: BytesIO) -> None:
    """Rows without quotes where no value needs them, else every text in quotes (RFC 4180)."""
    arrays = [
        pa.array(column, pa.string()) if column.dtype == object else pa.array(column) for column in columns.values()
    ]
    table = pa.table(arrays, names=[str(place) for place in range(len(arrays))])
    start = body.tell()
    for style in ("none", "needed"):
        try:
            csv.write_csv(table, body, csv.WriteOptions(include_header=False, quoting_style=style))
        except pa.ArrowInvalid:
            body.seek(start)
            body.truncate()
        else:
            return
