"""Turns the text of a file into values, and gives every row its provenance: who sent it, about whom, and when.

The result is the table ``read_<table>``: the typed columns of the file's kind by their own names, and beside them what
intake needs to know of each row, in columns whose names begin with ``gt_``.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from goldenthread.engine import quoted
from goldenthread.extracts import Extract, Heading, Kind, Presence, Table
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import (
    Reading,
    absent,
    has_lost_letter,
    is_formula,
    longest,
    month_first,
    plainly,
    readings,
    string,
    without_slashes,
)
from goldenthread.intake.rarities import ANYTHING, Rarities
from goldenthread.intake.recognise import Recognised

DATED = (Kind.DATE, Kind.MOMENT)
OWN = tuple(
    f"gt_{name}" for name in ("sender", "received", "person", "key", "version", "deleted", "scope", "hash")
)  # besides gt_line


def type_in(
    engine: Bench,
    form: Recognised,
    formulas: bool,
    simulated: bool,
    dated: date | None = None,
    may_have: Rarities = ANYTHING,
    unordered: Set[str] | None = None,
) -> "Seen":
    """Makes table ``read_<table>`` from table ``raw``; every row of ``raw`` has one row in it.

    ``dated``: the date in the name of the file, for rows that do not say themselves to what date they were true.
    ``may_have``: what may be in the file. ``unordered``: as in ``Seen``, where ``raw`` is a part of the file and the
    whole of it has shown which they are. Returns what a look at the cells showed; a column that is blank throughout is
    not gone through.
    """
    seen = _seen(engine, form, may_have, unordered)
    _type_in(engine, form, columns(form, formulas, simulated, may_have, seen), dated)
    return seen


def _type_in(engine: Bench, form: Recognised, found: list[Reading], dated: date | None = None) -> None:
    table = form.table
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


@dataclass(frozen=True)
class Seen:
    """What one look at the cells of a file shows, so that most of them are read without precautions.

    ``filled``: how many cells of each column are; ``long``: the columns with a cell longer than it may be;
    ``plain``: those with every cell in the commonest form of its kind; ``unordered``: those in which a date with
    slashes cannot be read, because others of the file have the month first.
    """

    filled: dict[str, int]
    long: Set[str]
    plain: Set[str]
    unordered: Set[str]


def _seen(engine: Bench, form: Recognised, may_have: Rarities, unordered: Set[str] | None) -> Seen:
    dialect = form.layout.dialect
    known = {name: _as_laid_out(form, heading) for name, heading in form.table.headings().items()}
    names = [name for name in form.at if not known[name].held_back]
    may_be_long = [name for name in names if may_have.longest_line > longest(known[name])]
    commonest = {name: common[0] for name in names if (common := plainly(known[name], dialect, quoted(name)))}
    dated = [name for name in names if known[name].kind in DATED and may_have.slashes and unordered is None]
    looks = [f"count({quoted(name)})" for name in names]
    looks += [f"max(strlen({quoted(name)}))" for name in may_be_long]
    looks += [f"bool_and({condition})" for condition in commonest.values()]
    looks += [f"bool_or(contains({quoted(name)}, '/'))" for name in dated]
    found = iter(engine.rows(f"select {', '.join(looks)} from raw")[0])
    filled = {name: next(found) for name in names}
    long = {name for name in may_be_long if (next(found) or 0) > longest(known[name])}
    plain = {name for name in commonest if next(found)}
    slashed = [name for name in dated if next(found)]
    return Seen(filled, long, plain, (unordered or set()) | (month_comes_first(engine, slashed) if slashed else set()))


def unseen(form: Recognised, may_have: Rarities, unordered: Set[str] = frozenset()) -> Seen:
    """What holds of cells before anybody looked: each may be filled in, and as long as the longest line.

    ``unordered``: what is known of them from elsewhere.
    """
    known = {name: _as_laid_out(form, heading) for name, heading in form.table.headings().items()}
    long = {name for name in form.at if may_have.longest_line > longest(known[name])}
    return Seen(dict.fromkeys(form.at, 1), long, frozenset(), unordered)


def month_comes_first(engine: Bench, dates: Sequence[str], rows: str = "raw") -> set[str]:
    """Those of a file's columns of dates in which the month may stand before the day, by the dates that can be told.

    Whoever writes the month first in one column does so in the others: where one has more such dates than others, so
    may every column without a date that has its day first for certain.
    """
    looks = ", ".join(
        f"count(*) filter (where {when})"
        for name in dates
        for when in (*month_first(quoted(name)), f"contains({quoted(name)}, '/')")
    )
    found = engine.rows(f"select {looks} from {rows}")[0]
    told = list(zip(dates, found[::3], found[1::3], found[2::3], strict=True))
    certain = {name for name, month, day, _ in told if month > day}
    return certain | {name for name, _, day, slashed in told if slashed and not day} if certain else set()


def type_nothing(engine: Bench, extract: Extract, table: Table) -> None:
    """Makes an empty view under the table's name, for the SQL of its siblings while it has not come."""
    engine.create("raw", "select cast(0 as bigint) as line where false")
    form = Recognised(extract, table, table.layouts[-1], {}, (), (), (), 0, 0)
    _type_in(engine, form, columns(form, False, True, ANYTHING, unseen(form, ANYTHING)))
    lay_out(engine, extract, table, f"read_{table.name}")


def lay_out(engine: Bench, extract: Extract, table: Table, rows: str) -> None:
    """Lays typed rows out for their extract's SQL: under their table's name, and for the rows that belong to them.

    Of ``parent_<table>`` those ask columns; an id that stands there twice leads to the first of its rows.
    """
    under_their_name(engine, extract, table, "", rows)
    children = [other for other in extract.tables if other.parent and other.parent[0] == table.name]
    if children:
        asked = sorted({column for child in children for column in _OF_PARENT.findall(child.sql())})
        columns = ", ".join(quoted(column) for column in dict.fromkeys([table.own_id, *asked]))
        first = f"row_number() over (partition by {quoted(table.own_id)} order by gt_line) = 1"
        engine.create(f"parent_{table.name}", f"select {columns} from {rows} qualify {first}")


def under_their_name(engine: Bench, extract: Extract, table: Table, load_id: str, rows: str) -> None:
    """Gives typed rows the name by which their extract's SQL knows them, and their provenance as ``given``."""
    engine.view(
        table.name,
        f"select * exclude ({', '.join(OWN)}), {given(extract, string(load_id))} as given from {rows}",
    )


_OF_PARENT = re.compile(r'\bp\."?(\w+)')


def columns(
    form: Recognised,
    formulas: bool,
    simulated: bool,
    may_have: Rarities,
    seen: Seen,
) -> list[Reading]:
    """Every column of a kind of file, as read from table ``raw``; those that the file lacks are null.

    ``may_have``: what may be in the file. ``seen``: what a look at the cells has shown.
    """
    found: list[Reading] = []
    for heading in form.table.headings().values():
        if heading.held_back:
            continue
        if not seen.filled.get(heading.name):
            found.extend(absent(heading))
            continue
        text = quoted(heading.name)
        laid_out = _as_laid_out(form, heading)
        if heading.name in seen.long:
            text = f"(case when strlen({text}) <= {longest(laid_out)} then {text} end)"
        if may_have.lost_letters:
            text = f"(case when {has_lost_letter(text)} then null else {text} end)"
        if formulas:
            text = f"(case when {is_formula(text)} then null else {text} end)"
        dialect = form.layout.dialect
        dialect = without_slashes(dialect) if heading.name in seen.unordered else dialect
        found.extend(readings(laid_out, dialect, text, simulated, may_have, heading.name in seen.plain))
    return found


def absent_columns(table: Table) -> str:
    """The SQL of no rows with every column that a kind of file may have."""
    found = [reading for heading in table.headings().values() if not heading.held_back for reading in absent(heading)]
    return f"select {', '.join(f'{one.sql} as {quoted(one.name)}' for one in found)} where false"


def keys(form: Recognised) -> list[str]:
    """The columns without which a row means nothing."""
    return [heading.name for heading in form.layout.headings if heading.presence is Presence.KEY]


def _as_laid_out(form: Recognised, heading: Heading) -> Heading:
    """The heading as this version of the layout declares it."""
    return next((own for own in form.layout.headings if own.name == heading.name), heading)


def _parent(extract: Extract, table: Table) -> str:
    """The join to the rows that these belong to."""
    if table.parent is None:
        return ""
    name, refers = table.parent
    return f"left join {quoted(f'parent_{name}')} p on p.{quoted(extract.table(name).own_id)} = r.{quoted(refers)}"


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
