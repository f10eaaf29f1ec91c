"""Reads a made-up area's files and truth for the tests: with DuckDB, and with none of the simulator's own code."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb

AREA = "area=001"


def manifest(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "truth" / "manifest.json").read_text())
    return told


def files(out: Path, ending: str) -> list[Path]:
    """The files whose path ends so, oldest first."""
    return sorted(path for path in (out / "extracts").rglob("*.csv") if str(path).endswith(ending))


def newest(out: Path, template: str) -> list[Path]:
    return files(out, f"_{manifest(out)['as_of']}.csv") if not template else [
        path for path in files(out, f"_{manifest(out)['as_of']}.csv") if path.name.startswith(f"gt_{template}_v1_")
    ]  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def everything(out: Path, template: str) -> list[dict[str, str]]:
    """All rows of a template in its newest delivery, from all its senders."""
    return [row for path in newest(out, template) for row in rows(path)]


def truth(out: Path, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        source = str(out / "truth" / AREA / f"{table}.parquet")
        return connection.execute("select * from read_parquet(?, hive_partitioning = false)", [source]).fetchall()


def joined(out: Path) -> duckdb.DuckDBPyConnection:
    """A database of each template's newest rows, the last census and return, and the safeguarding tables.

    Each row has the true ``person`` it is about: perfect linkage.
    """
    connection = duckdb.connect()
    source = str(out / "truth" / AREA / "rows.parquet")
    connection.execute(
        "create table about as select * from read_parquet(?, hive_partitioning = false)", [source]
    ).fetchall()
    for template in _TEMPLATES:
        _table(connection, out, template, newest(out, template))
    year = manifest(out)["as_of"][:4]
    for table in ("pupilonroll", "termlyexclusionsonroll"):
        _table(connection, out, f"census_{table}", files(out, f"{year}_spring_{table}.csv"))
    for table in ("person", "requests", "activeplans"):
        _table(
            connection,
            out,
            f"sen2_{table}",
            [path for path in files(out, f"_{table}.csv") if f"sen2-{year}" in str(path)],
        )
    for table in ("contacts", "cin_assessments", "cp_reviews", "cla_reviews"):
        _table(connection, out, f"ssd_{table}", files(out, f"ssd_{table}.csv"))
    return connection


_TEMPLATES = (
    "school_roll", "community_waits", "exclusion_notices", "ehc_cases", "ehc_reviews", "short_break_packages",
    "short_break_events", "away_placements", "away_events",
)  # fmt: skip


def _table(connection: duckdb.DuckDBPyConnection, out: Path, name: str, paths: list[Path]) -> None:
    parts = []
    for path in paths:
        relative = str(path.relative_to(out / "extracts"))
        parts.append(
            f"""select a.person, f.* from (
                select row_number() over () + 1 as line, * from read_csv('{path}', all_varchar = true, header = true)
            ) f join about a on a.path = '{relative}' and a.line = f.line"""
        )
    connection.execute(f"create table {name} as {' union all by name '.join(parts)}").fetchall()
