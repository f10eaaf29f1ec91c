"""Turns the text of a file into values, and gives every row its provenance: who sent it, about whom, and when.

The result is the table ``read_<table>``: the typed columns of the file's kind by their own names, and beside them what
intake needs to know of each row, in columns whose names begin with ``gt_``.
"""

from collections.abc import Iterable, Set
from datetime import date

from goldenthread.engine import quoted
from goldenthread.extracts import Extract, Heading, Kind, Presence, Table
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import (
    Reading,
    absent,
    is_formula,
    longest,
    month_first,
    readings,
    string,
    without_slashes,
)
from goldenthread.intake.recognise import Recognised

OWN = tuple(
    f"gt_{name}" for name in ("sender", "received", "person", "key", "version", "deleted", "scope", "hash")
)  # besides gt_line


def type_in(
    engine: Bench, form: Recognised, formulas: bool, simulated: bool, dated: date | None = None
) -> dict[str, int]:
    """Makes table ``read_<table>`` from table ``raw``; every row of ``raw`` has one row in it.

    ``dated``: the date in the name of the file, for rows that do not say themselves to what date they were true.
    Returns how many cells of each column are filled in; a column that is blank throughout is not gone through.
    """
    table, filled = form.table, _filled(engine, form)
    there = {name for name, count in filled.items() if count}
    found = columns(form, formulas, simulated, there, month_comes_first(engine, form, there))
    typed = "".join(f", {reading.sql} as {quoted(reading.name)}" for reading in found if not reading.follows)
    checked = "".join(f", {reading.sql} as {quoted(reading.name)}" for reading in found if reading.follows)
    also = "".join(f", {sql} as {quoted(name)}" for name, sql in table.also.items())
    day = f"date '{dated.isoformat()}'" if dated else ""
    engine.create(
        f"read_{table.name}",
        f"""select r.*{also}, {provenance(form.extract, table, day)} from (
                select *{checked} from (select line as gt_line{typed} from raw)
            ) r {_parent(form.extract, table)}""",
    )
    return filled


def _filled(engine: Bench, form: Recognised) -> dict[str, int]:
    names = [name for name in form.at if not form.table.headings()[name].held_back]
    counts = engine.rows(f"select {', '.join(f'count({quoted(name)})' for name in names)} from raw")[0]
    return dict(zip(names, counts, strict=True))


def month_comes_first(engine: Bench, form: Recognised, there: Iterable[str], rows: str = "raw") -> set[str]:
    """The columns whose dates have slashes and, by those that can be told, the month before the day."""
    known = form.table.headings()
    dates = [name for name in there if known[name].kind in (Kind.DATE, Kind.MOMENT)]
    if not dates:
        return set()
    counts = ", ".join(f"count(*) filter (where {when})" for name in dates for when in month_first(quoted(name)))
    found = engine.rows(f"select {counts} from {rows}")[0]
    return {name for name, month, day in zip(dates, found[::2], found[1::2], strict=True) if month > day}


def type_nothing(engine: Bench, extract: Extract, table: Table) -> None:
    """Makes an empty view under the table's name, for the SQL of its siblings while it has not come."""
    names = [heading.name for heading in table.headings().values() if not heading.held_back]
    engine.create(
        "raw", f"select 0 as line, {', '.join(f'cast(null as varchar) as {quoted(n)}' for n in names)} where false"
    )
    at = {name: place for place, name in enumerate(names)}
    form = Recognised(extract, table, table.layouts[-1], at, (), (), (), len(names), len(names))
    type_in(engine, form, formulas=False, simulated=True)
    lay_out(engine, extract, table, "", f"read_{table.name}")


def lay_out(engine: Bench, extract: Extract, table: Table, load_id: str, rows: str) -> None:
    """Gives typed rows the name by which their extract's SQL knows them, and their provenance as ``given``."""
    engine.view(
        table.name,
        f"select * exclude ({', '.join(OWN)}), {given(extract, string(load_id))} as given from {rows}",
    )


def columns(
    form: Recognised,
    formulas: bool,
    simulated: bool,
    filled: Set[str] | None = None,
    unordered: Set[str] = frozenset(),
) -> list[Reading]:
    """Every column of a kind of file, as read from table ``raw``; those that the file lacks are null.

    ``filled``: the columns that are not blank throughout, where that is known. ``unordered``: those in which a date
    with slashes cannot be read, because others have the month first.
    """
    there = form.at.keys() if filled is None else filled
    found: list[Reading] = []
    for heading in form.table.headings().values():
        if heading.held_back:
            continue
        if heading.name not in there:
            found.extend(absent(heading))
            continue
        text = quoted(heading.name)
        text = f"(case when strlen({text}) <= {longest(heading)} then {text} end)"
        if formulas:
            text = f"(case when {is_formula(text)} then null else {text} end)"
        dialect = form.layout.dialect
        dialect = without_slashes(dialect) if heading.name in unordered else dialect
        found.extend(readings(_as_laid_out(form, heading), dialect, text, simulated))
    return found


def keys(form: Recognised) -> list[str]:
    """The columns without which a row means nothing."""
    return [heading.name for heading in form.layout.headings if heading.presence is Presence.KEY]


def _as_laid_out(form: Recognised, heading: Heading) -> Heading:
    """The heading as this version of the layout declares it."""
    return next((own for own in form.layout.headings if own.name == heading.name), heading)


def _parent(extract: Extract, table: Table) -> str:
    """The join to the rows that these belong to; an id that stands there twice leads to the first of them."""
    if table.parent is None:
        return ""
    name, refers = table.parent
    own_id = quoted(extract.table(name).own_id)
    first = f"(select * from {quoted(name)} qualify row_number() over (partition by {own_id} order by gt_line) = 1)"
    return f"left join {first} p on p.{own_id} = r.{quoted(refers)}"


def provenance(extract: Extract, table: Table, day: str = "") -> str:
    """The SQL of the columns of OWN, over the typed row ``r`` and its parent ``p``.

    ``day``: SQL for the date that stands in where the row itself gives none.
    """
    person = f"{string(extract.system)} || '|' || ({table.sender}) || '|' || ({table.person})"
    received = f"cast({table.received} as date)"
    if day:
        received = f"coalesce({received}, {day})"
    told = {
        "sender": f"cast({table.sender} as varchar)",
        "received": received,
        "person": f"cast({person} as varchar)",
        "key": f"cast({table.row_key} as varchar)",
        "version": f"coalesce(cast({table.version} as varchar), cast({received} as varchar))",
        "deleted": f"coalesce(cast({table.deleted} as boolean), false)",
        "scope": f"cast({table.scope} as varchar)",
        "hash": f"hash({', '.join(['1', *_compared(table)])})",
    }
    return ", ".join(f"{sql} as gt_{name}" for name, sql in told.items())


def _compared(table: Table) -> list[str]:
    """The columns that make a row the same row or a changed one: all but its date and the ids of one export."""
    return [
        f"r.{quoted(heading.name)}"
        for heading in table.headings().values()
        if heading.kind is not Kind.SURROGATE and not heading.held_back and f"r.{heading.name}" != table.received
    ]


def given(extract: Extract, load_id: str) -> str:
    """The provenance of a row as one SQL struct, in the order of ``records.PROVENANCE``; ``load_id`` is SQL."""
    return (
        f"struct_pack(record_id := {load_id} || ':' || gt_line, person_key := gt_person,"
        f" source := {string(extract.name)}, sender := gt_sender, received := gt_received, row_key := gt_key,"
        " version := gt_version, deleted := gt_deleted)"
    )
