"""Puts a run in force: exchanges in PostgreSQL what has changed, child by child, and switches with one commit.

Killed anywhere before the commit, the run that was in force stays in force. What has not changed is not touched: each
child has one hash for each table, kept beside the rows, and only the children whose hash differs are exchanged.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from goldenthread.store._files import StoreError
from goldenthread.store.runs import Run

BY_CHILD = (
    "child", "involvement", "chronology", "clock", "concern", "because", "unanswered", "card", "card_concern",
    "link_line", "death", "put_right",
)  # fmt: skip
WHOLE = (
    "child_alias", "child_split", "refusal", "source", "sender_name", "load", "set_aside", "signal_register", "team",
    "team_member",
)  # fmt: skip
_CHUNK = 1 << 20
_STATISTICS = 50  # a page looks children up by id; half the usual sample tells the planner enough
_PUBLISHING = 7_304_117  # the number of the advisory lock: one publish at a time


@dataclass(frozen=True)
class Published:
    """What a publish exchanged: children whose rows changed, children that left, and rows sent by table."""

    changed: int
    gone: int
    rows: Mapping[str, int]


def in_force(url: str) -> str | None:
    """The id of the run in force; None when nothing has been published yet."""
    with psycopg.connect(url) as connection:
        try:
            found = connection.execute("select run_id from published.run").fetchone()
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
            return None
    return str(found[0]) if found else None


def publish(url: str, run: Run, as_of: date, engine_name: str, counts: Mapping[str, int], store_id: str) -> Published:
    """Exchanges the published tables for those of ``run`` (its publish_<name>.parquet files) in one transaction.

    Raises StoreError when a file or a column is missing, or when the database is another store's.
    """
    with psycopg.connect(url) as connection, _side_by_side(run) as (duck, folder):
        connection.execute("select pg_advisory_xact_lock(%s)", (_PUBLISHING,))
        connection.execute("set local timezone to 'UTC'")
        connection.execute("set local goldenthread.publishing to 'yes'")
        connection.execute(sql.SQL("set local default_statistics_target to {}").format(_STATISTICS))
        _check_owner(connection, store_id)
        columns = _columns(connection)
        for table in (*BY_CHILD, *WHOLE):
            _attach(duck, run, table, columns[table])
        sender = _Sender(connection, duck, folder, columns)
        done = _exchange_children(sender)
        for table in WHOLE:
            _exchange_whole(sender, table)
        if sender.rows.keys() & {"concern", "child_alias"}:
            connection.execute("select access.regrant()")  # who was given which concern
        connection.execute("delete from published.run")
        connection.execute(
            "insert into published.run values (%s, %s, now(), %s, %s, %s)",
            (run.run_id, as_of, store_id, engine_name, json.dumps(dict(counts))),
        )
    return Published(done[0], done[1], sender.rows)


class _Sender:
    """Carries rows from DuckDB to PostgreSQL, and counts them by table."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        duck: duckdb.DuckDBPyConnection,
        folder: Path,
        columns: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.connection, self.duck, self.folder, self.columns = connection, duck, folder, columns
        self.rows: dict[str, int] = {}

    def send(self, table: str, where: str = "true") -> None:
        """Copies the rows of one table, or those ``where`` holds for, into PostgreSQL; tables are named by us."""
        self.deliver(sql.Identifier("published", table), list(self.columns[table]), self.packed(table, where))

    def packed(self, table: str, where: str = "true") -> Path:
        """The rows of one table, or those ``where`` holds for, as COPY reads them; counts them."""
        picked = ", ".join(_as_copy_reads_it(name, kind) for name, kind in self.columns[table].items())
        file, self.rows[table] = self.written(f'select {picked} from "{table}" where {where}', table)
        return file

    def copy(self, target: sql.Composable, names: list[str], query: str) -> None:
        """Copies a DuckDB query into a PostgreSQL table."""
        self.deliver(target, names, self.written(query, "rows")[0])

    def written(self, query: str, name: str) -> tuple[Path, int]:
        """A DuckDB query's rows in a file as COPY reads them, and how many there are."""
        file = self.folder / f"{name}.csv"
        written = self.duck.execute(
            f"copy ({query}) to '{file}' (format csv, header false, delimiter ',', quote '\"', escape '\"', nullstr '')"
        ).fetchall()
        return file, int(written[0][0])

    def deliver(self, target: sql.Composable, names: list[str], file: Path) -> None:
        """Copies such a file into a PostgreSQL table, and deletes it."""
        listed = sql.SQL(", ").join(map(sql.Identifier, names))
        statement = sql.SQL("copy {} ({}) from stdin (format csv)").format(target, listed)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy, file.open("rb") as rows:
            while chunk := rows.read(_CHUNK):
                copy.write(chunk)
        file.unlink()


def _as_copy_reads_it(name: str, kind: str) -> str:
    """A column as COPY wants it: a list as PostgreSQL writes arrays, everything else as it stands."""
    if kind != "ARRAY":
        return f'"{name}"'
    item = """'"' || replace(replace(v, '\\', '\\\\'), '"', '\\"') || '"'"""
    return f"""'{{' || array_to_string(list_transform("{name}", lambda v: {item}), ',') || '}}' as "{name}\""""


@contextmanager
def _side_by_side(run: Run) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A DuckDB of its own beside the connection, with a folder of the store to spill and to write into."""
    spill = run.path.parent.parent / "spill"
    spill.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=spill, prefix="publish-") as folder:
        duck = duckdb.connect(":memory:", config={"memory_limit": "1GB", "temp_directory": folder})
        try:
            duck.execute("set timezone = 'UTC'").fetchall()
            yield duck, Path(folder)
        finally:
            duck.close()


def _check_owner(connection: psycopg.Connection[Any], store_id: str) -> None:
    owner = connection.execute("select store_id from store.identity").fetchone()
    if owner is None or owner[0] != store_id:
        raise StoreError(
            f"This database belongs to store {owner[0] if owner else 'nobody'}, not to {store_id}. "
            "Give each store a database of its own in DATABASE_URL."
        )


def _columns(connection: psycopg.Connection[Any]) -> dict[str, dict[str, str]]:
    """The columns of every published table with their types, in order."""
    found: dict[str, dict[str, str]] = {}
    for table, name, kind in connection.execute(
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_schema = 'published' order by table_name, ordinal_position"
    ):
        found.setdefault(table, {})[name] = kind
    return found


def _attach(duck: duckdb.DuckDBPyConnection, run: Run, table: str, columns: Mapping[str, str]) -> None:
    """Makes a run's file readable under the table's name. Raises StoreError when it lacks a column."""
    file = run.table(f"publish_{table}")
    if not file.exists():
        raise StoreError(f"Run {run.run_id} has no table publish_{table}. Refresh again.")
    path = str(file).replace("'", "''")
    held = [row[0] for row in duck.execute(f"describe select * from read_parquet('{path}')").fetchall()]
    missing = [name for name in columns if name not in held]
    if missing:
        raise StoreError(f"Run {run.run_id}: publish_{table} lacks the column {missing[0]}. Refresh again.")
    duck.execute(f"create view \"{table}\" as select * from read_parquet('{path}')").fetchall()


def _exchange_children(sender: _Sender) -> tuple[int, int]:
    """Exchanges the rows of children whose hash changed; how many changed, and how many left."""
    _hash_children(sender)
    changed, gone = sender.duck.execute(
        "select count(*) filter (where hash is not null), count(*) filter (where hash is null) from different"
    ).fetchall()[0]
    if changed or gone:
        sender.connection.execute("create temporary table exchanged (child_id text primary key) on commit drop")
        with ThreadPoolExecutor(max_workers=1) as beside:  # the next table is packed while this one is delivered
            packed = [beside.submit(_pack, sender, table, place) for place, table in enumerate(BY_CHILD, start=1)]
            for table, moving in zip(BY_CHILD, packed, strict=True):
                _exchange_table(sender, table, moving.result())
        _name(sender, sender.written("select child_id from different", "names")[0])
        sender.connection.execute(
            "delete from published.child_hash using exchanged e where e.child_id = child_hash.child_id"
        )
        hashes = "select child_id, hash from different where hash is not null"
        sender.copy(sql.Identifier("published", "child_hash"), ["child_id", "hash"], hashes)
        sender.connection.execute("analyze published.child_hash")
    return int(changed), int(gone)


def _hash_children(sender: _Sender) -> None:
    """Makes ``different``: children whose rows are not those held, with the new hash (null for one that left).

    A hash is a word for each table of BY_CHILD: rows counted and summed, so that their order does not matter.
    """
    parts = " union all ".join(
        f"select coalesce(child_id, '') as child_id, {place} as place, {_row_hash(sender.columns[table])} as h "
        f'from "{table}"'
        for place, table in enumerate(BY_CHILD, start=1)
    )
    words = " || ' ' || ".join(
        f"coalesce(max(word) filter (where place = {place}), '-')" for place in range(1, len(BY_CHILD) + 1)
    )
    held = sender.connection.execute("select child_id, hash from published.child_hash").fetchall()
    sender.duck.execute("create table held (child_id varchar, hash varchar)").fetchall()
    if held:
        import pyarrow as pa

        columns = list(zip(*held, strict=True))
        arriving = pa.table({"child_id": pa.array(columns[0]), "hash": pa.array(columns[1])})
        sender.duck.register("arriving", arriving)
        sender.duck.execute("insert into held select * from arriving").fetchall()
        sender.duck.unregister("arriving")
    sender.duck.execute(
        f"""
        create table different as
        with summed as (
            select child_id, place, count(*) || ':' || sum(h::hugeint) as word from ({parts}) group by child_id, place
        ), fresh as (select child_id, {words} as hash from summed group by child_id)
        select coalesce(f.child_id, o.child_id) as child_id, f.hash, o.hash as held
        from fresh f full join held o using (child_id)
        where f.hash is distinct from o.hash
        """
    ).fetchall()


def _row_hash(columns: Mapping[str, str]) -> str:
    listed = ", ".join(f'"{name}"' for name in columns)
    return f"hash({listed})"


@dataclass(frozen=True)
class _Moving:
    """What of one table is exchanged, in files: ``names`` of children whose rows go first, and ``rows`` that come."""

    names: Path | None
    rows: Path | None


def _pack(sender: _Sender, table: str, place: int) -> _Moving:
    """Packs one table's rows of the children whose word for this table changed."""
    sender.duck.execute(
        "create or replace table moving as select child_id, held is not null as there from different "
        f"where string_split(hash, ' ')[{place}] is distinct from string_split(held, ' ')[{place}]"
    ).fetchall()
    moving, there = sender.duck.execute("select count(*), count(*) filter (where there) from moving").fetchall()[0]
    if not moving:
        return _Moving(None, None)
    names = sender.written("select child_id from moving where there", f"{table}-names")[0] if there else None
    return _Moving(names, sender.packed(table, "coalesce(child_id, '') in (select child_id from moving)"))


def _exchange_table(sender: _Sender, table: str, moving: _Moving) -> None:
    """Exchanges one table's rows of the children whose word for this table changed."""
    if moving.rows is None:
        return
    if moving.names:
        _clear(sender, table, moving.names)
    with _without_indexes(sender, table):
        sender.deliver(sql.Identifier("published", table), list(sender.columns[table]), moving.rows)
    sender.connection.execute(sql.SQL("analyze {}").format(sql.Identifier("published", table)))


def _clear(sender: _Sender, table: str, names: Path) -> None:
    """Takes away the rows held of the children named."""
    _name(sender, names)
    statement = sql.SQL("delete from {0} using exchanged e where e.child_id = {1}.child_id").format(
        sql.Identifier("published", table), sql.Identifier(table)
    )
    sender.connection.execute(statement)
    sender.connection.execute(
        sql.SQL(
            "delete from {} where child_id is null and exists (select 1 from exchanged where child_id = '')"
        ).format(sql.Identifier("published", table))
    )


def _name(sender: _Sender, names: Path) -> None:
    """Fills ``exchanged`` with the children whose rows go."""
    sender.connection.execute("truncate exchanged")
    sender.deliver(sql.Identifier("exchanged"), ["child_id"], names)
    sender.connection.execute("analyze exchanged")


@contextmanager
def _without_indexes(sender: _Sender, table: str) -> Iterator[None]:
    """Takes the plain indexes off an empty table while it is filled: nobody reads it yet, and filling is faster."""
    target = sql.Identifier("published", table)
    empty = sender.connection.execute(sql.SQL("select not exists (select 1 from {})").format(target)).fetchone()
    if not (empty and empty[0]):
        yield
        return
    made = sender.connection.execute(
        "select indexname, indexdef from pg_indexes where schemaname = 'published' and tablename = %s "
        "and not exists (select 1 from pg_constraint where conname = indexname)",
        (table,),
    ).fetchall()
    sender.connection.execute(sql.SQL("truncate {}").format(target))  # filled in the transaction that emptied it
    for name, _ in made:
        sender.connection.execute(sql.SQL("drop index {}").format(sql.Identifier("published", name)))
    yield
    for _, definition in made:
        sender.connection.execute(definition.encode())


def _exchange_whole(sender: _Sender, table: str) -> None:
    """Exchanges a table that is not about children, when any of its rows changed."""
    hashed = sender.duck.execute(
        f"select count(*) || ':' || coalesce(sum({_row_hash(sender.columns[table])}::hugeint), 0) from \"{table}\""
    ).fetchall()[0][0]
    held = sender.connection.execute("select hash from published.whole_hash where table_name = %s", (table,)).fetchone()
    if held and held[0] == hashed:
        return
    target = sql.Identifier("published", table)
    sender.connection.execute(sql.SQL("delete from {}").format(target))
    sender.send(table)
    sender.connection.execute(sql.SQL("analyze {}").format(target))
    sender.connection.execute(
        "insert into published.whole_hash values (%s, %s) on conflict (table_name) do update set hash = excluded.hash",
        (table, hashed),
    )
