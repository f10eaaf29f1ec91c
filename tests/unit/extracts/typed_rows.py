"""Typed rows made by hand, so that an extract's declarations can be run without reading a file."""

from collections.abc import Mapping, Sequence

import duckdb

from goldenthread.extracts import Extract, Kind, Table
from goldenthread.records import agency_tables

_TYPES = {Kind.DATE: "date", Kind.FLAG: "boolean", Kind.WHOLE: "integer"}
_CHECKED = (Kind.NHS, Kind.UPN, Kind.ULN)
Rows = Mapping[str, Sequence[Mapping[str, object]]]


def made(extract: Extract, rows: Rows, record: str) -> list[dict[str, object]]:
    """Every row of ``record`` that the extract makes of the typed rows, by line of the file."""
    connection = laid_out(extract, rows)
    parts = [_all_columns(connection, record, makes.sql) for makes in extract.records if makes.record == record]
    if not parts:
        return []
    found = connection.execute(" union all ".join(parts) + " order by record_id, row_key")
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def laid_out(extract: Extract, rows: Rows) -> duckdb.DuckDBPyConnection:
    """A database with the extract's tables: typed columns, ``also`` columns and provenance; parents first."""
    connection = duckdb.connect()
    for table in _parents_first(extract):
        _lay_out(connection, extract, table, rows.get(table.name, ()))
    return connection


def _parents_first(extract: Extract) -> list[Table]:
    done: list[Table] = []
    waiting = list(extract.tables)
    while waiting:
        table = next(t for t in waiting if t.parent is None or t.parent[0] in {d.name for d in done})
        waiting.remove(table)
        done.append(table)
    return done


def _lay_out(
    connection: duckdb.DuckDBPyConnection, extract: Extract, table: Table, rows: Sequence[Mapping[str, object]]
) -> None:
    columns = {"gt_line": "bigint"}
    for heading in table.headings().values():
        if not heading.held_back:
            columns[heading.name] = _TYPES.get(heading.kind, "varchar")
        if heading.kind in _CHECKED and not heading.held_back:
            columns[f"{heading.name}_ok"] = "boolean"
    if extract.by_week:
        columns |= {"week_started": "date", "sessions": "integer"}
    raw = f"raw_{table.name}"
    connection.execute(f"create table {raw} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    for line, row in enumerate(rows, start=2):
        values = {"gt_line": line, **row}
        connection.execute(
            f"insert into {raw} ({', '.join(values)}) values ({', '.join('?' * len(values))})", list(values.values())
        )
    join = ""
    if table.parent:
        parent = extract.table(table.parent[0])
        told = ", ".join(f"given.{name} as gt_{name}" for name in ("sender", "received", "version"))
        join = f"left join (select *, {told} from {parent.name}) p on p.{parent.own_id} = r.{table.parent[1]}"
    also = "".join(f", {sql} as {name}" for name, sql in table.also.items())
    given = (
        f"{{'record_id': '{table.name}:' || r.gt_line, 'person_key': '{extract.system}|' || ({table.sender}) || '|' ||"
        f" ({table.person}), 'source': '{extract.name}', 'sender': {table.sender}, 'received': {table.received},"
        f" 'row_key': {table.row_key}, 'version': {table.version}, 'deleted': {table.deleted}}}"
    )
    connection.execute(f"create table {table.name} as select r.*{also}, {given} as given from {raw} r {join}")


def _all_columns(connection: duckdb.DuckDBPyConnection, record: str, sql: str) -> str:
    named = [row[0] for row in connection.execute(f"describe {sql}").fetchall()]
    wanted = agency_tables()[record].columns()
    assert set(named) <= set(wanted), f"{record} has no column {set(named) - set(wanted)}"
    chosen = (f"cast({n if n in named else 'null'} as {column.type}) as {n}" for n, column in wanted.items())
    return f"(select {', '.join(chosen)} from ({sql}))"


def put_right(extract: Extract, rows: Rows) -> list[tuple[str, str]]:
    """The columns that must be put right, and the problem of each, in order."""
    connection = laid_out(extract, rows)
    found = []
    for check in extract.checks:
        hits = connection.execute(f"select count(*) from {check.of} where {check.when}").fetchall()[0][0]
        found += [(check.column, check.problem)] * hits
    return sorted(found)
