"""Lays the store's files and the truth's side by side in one database, row by row of the files as delivered."""

import json
from pathlib import Path
from typing import Any

import duckdb

_TRUTH_TABLES = ("people", "rows", "conditions", "negatives")


class EvaluationError(Exception):
    """The store and the truth cannot be held against each other, and why."""


def manifest(truth: Path) -> dict[str, Any]:
    """What the truth says of itself: as-of date, seed, preset and the hash of every file."""
    path = truth / "manifest.json"
    if not path.exists():
        raise EvaluationError(
            f"{truth} holds no truth: there is no manifest.json. Give the folder 'truth' of a made-up area."
        )
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


def attach(connection: duckdb.DuckDBPyConnection, store: Path, run: Path, truth: Path) -> None:
    """Creates the tables the scoring reads: truth_*, run tables, and ``known`` (each source's person → true person)."""
    _attach_truth(connection, truth)
    for table in ("link", "finding", "card", "signal_register", "publish_team"):
        _view(connection, table, [run / f"{table}.parquet"])
    _attach_loads(connection, store, manifest(truth))
    connection.execute(_KNOWN).fetchall()


def _attach_truth(connection: duckdb.DuckDBPyConnection, truth: Path) -> None:
    for table in _TRUTH_TABLES:
        _view(connection, f"truth_{table}", sorted(truth.glob(f"area=*/{table}.parquet")))


def _attach_loads(connection: duckdb.DuckDBPyConnection, store: Path, told: dict[str, Any]) -> None:
    """Tables ``file`` (load → path in the truth, matched by hash) and ``person_row`` (the persons each load holds)."""
    paths = {entry["sha256"]: entry["path"] for entry in told["files"]}
    loads = [json.loads(path.read_text()) for path in sorted(store.glob("loads/*/load.json"))]
    known = [(load["load_id"], paths[load["sha256"]]) for load in loads if load["sha256"] in paths]
    connection.execute("create table file (load_id varchar, path varchar)").fetchall()
    if known:
        connection.executemany("insert into file values (?, ?)", known).fetchall()
    _view(connection, "person_row", sorted(store.glob("loads/*/records/person.parquet")))


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[Path]) -> None:
    if not files or not all(file.exists() for file in files):
        raise EvaluationError(f"'{name}' is missing. Load and refresh the store, then evaluate again.")
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    connection.execute(f"create view {name} as select * from read_parquet([{listed}], union_by_name = true)").fetchall()


_KNOWN = """
    create table known as
    with told as (
        select p.person_key, any_value(p.system || '|' || p.sender) as source, t.person, count(*) as rows
        from person_row p
        join file f on f.load_id = split_part(p.record_id, ':', 1)
        join truth_rows t on t.path = f.path and t.line = cast(split_part(p.record_id, ':', 2) as bigint)
        group by p.person_key, t.person
    ),
    first as (
        select person_key, source, person, count(*) over (partition by person_key) as people
        from told qualify row_number() over (partition by person_key order by rows desc, person) = 1
    )
    select f.person_key, f.source, f.person, f.people, l.child_id
    from first f join link l using (person_key)
"""
