"""Names that are written in more than one way: short forms, and names brought into Latin letters differently."""

import csv
from functools import cache
from pathlib import Path

import pyarrow as pa

_FILE = Path(__file__).with_name("names.csv")


@cache
def groups() -> pa.Table:
    """The columns token and name_group, a row for each group that a name belongs to; 'alex' belongs to several."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(line for line in file if not line.startswith("#")) if row]
    pairs = sorted({(name, row[0]) for row in rows[1:] for name in (row[0], *row[1].split())})
    columns = ("token", "name_group")
    return pa.table({column: pa.array([pair[i] for pair in pairs], pa.string()) for i, column in enumerate(columns)})
