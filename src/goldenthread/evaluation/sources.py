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


def attach(connection: duckdb.DuckDBPyConnection, store: Path, run: Path, truth: Path) -> tuple[int, int]:
    """Creates the tables the scoring reads: truth_*, run tables, and ``known`` (each source's person → true person).

    Returns how many of the truth's files the store holds, and how many other files: some may have been changed by hand
    to see what comes of it. Raises EvaluationError when those are as many as the truth's own, or none is the truth's.
    """
    _attach_truth(connection, truth)
    for table in ("link", "finding", "card", "signal_register", "publish_team"):
        _view(connection, table, [run / f"{table}.parquet"])
    held = _attach_loads(connection, store, manifest(truth))
    connection.execute(_KNOWN).fetchall()
    return held


def _attach_truth(connection: duckdb.DuckDBPyConnection, truth: Path) -> None:
    for table in _TRUTH_TABLES:
        _view(connection, f"truth_{table}", sorted(truth.glob(f"area=*/{table}.parquet")))


def _attach_loads(connection: duckdb.DuckDBPyConnection, store: Path, told: dict[str, Any]) -> tuple[int, int]:
    """Tables ``file`` (load → path in the truth) and ``person_row`` (the persons each load holds); see ``attach``."""
    paths = {entry["sha256"]: entry["path"] for entry in told["files"]}
    every = [json.loads(path.read_text()) for path in sorted(store.glob("loads/*/load.json"))]
    sent = _as_sent(every)
    loads = [load for load in every if not _is_gone(store / "loads" / load["load_id"])]
    known = [(load["load_id"], paths[sent[load["load_id"]]]) for load in loads if sent[load["load_id"]] in paths]
    strange = [load for load in loads if sent[load["load_id"]] not in paths and _tells(store, load)]
    _check_together(strange, len(known), told)
    if not known:
        raise EvaluationError("None of the truth's files is loaded. Load them and refresh, then evaluate again.")
    connection.execute("create table file (load_id varchar, path varchar)").fetchall()
    connection.executemany("insert into file values (?, ?)", known).fetchall()
    _view(connection, "person_row", sorted(store.glob("loads/*/records/person.parquet")))
    held = {sent[load_id] for load_id, _ in known}
    return sum(entry["sha256"] in held for entry in told["files"]), len(strange)  # several may have the same content


def _tells(store: Path, load: dict[str, Any]) -> bool:
    """Whether a load holds any record."""
    return any(store.glob(f"loads/{load['load_id']}/records/*.parquet"))


def _check_together(strange: list[dict[str, Any]], known: int, told: dict[str, Any]) -> None:
    """Raises EvaluationError when as many loads are of other files as of the truth's: it is another area's truth."""
    if strange and len(strange) >= known:
        raise EvaluationError(
            f"{len(strange)} of the files that count are not of the truth's area ({told['preset']}, seed "
            f"{told['seed']}), such as {strange[0].get('path', strange[0]['load_id'])}. Give the truth that was made "
            "with the files, or withdraw those that are not of its area."
        )


def _is_gone(load: Path) -> bool:
    return any((load / f"{state}.json").exists() for state in ("withdrawn", "erased"))


def _as_sent(loads: list[dict[str, Any]]) -> dict[str, str]:
    """By load, the hash of the file as it was sent: a copy without somebody's rows keeps the lines of the others."""
    own = {load["load_id"]: load["sha256"] for load in loads}
    before = {load["load_id"]: load["replaces"][0] for load in loads if load.get("replaces")}
    first = {}
    for load_id in own:
        earliest = load_id
        while before.get(earliest) in own:
            earliest = before[earliest]
        first[load_id] = own[earliest]
    return first


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
