"""Links any lists of people that come as CSV files with headings we know, with the same linker the product uses."""

import csv
import re
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pyarrow as pa

from goldenthread.codes.identifiers import bare_sql, nhs_number_sql, uln_sql, upn_sql
from goldenthread.engine import DuckDBEngine, quoted
from goldenthread.linkage.linking import link
from goldenthread.records.people import Address, Identifier
from goldenthread.store.ledger import Ledger


class LinkageError(Exception):
    """Lists cannot be linked; the message says which file, why, and what to do."""


# what a column may be called, without case, spaces or marks
_HEADINGS = {
    "own_id": (
        "id",
        "recordid",
        "personid",
        "sourcepersonid",
        "childid",
        "pupilid",
        "uniqueid",
        "localid",
        "patientid",
    ),
    "forename": ("forename", "forenames", "firstname", "givenname", "legalforename", "first", "pupilforename"),
    "surname": ("surname", "lastname", "familyname", "legalsurname", "last", "pupilsurname"),
    "preferred_forename": ("preferredforename", "preferredname", "knownas", "preferredfirstname"),
    "former_surname": ("formersurname", "previoussurname", "birthname"),
    "preferred_surname": ("preferredsurname",),
    "born": ("dateofbirth", "dob", "birthdate", "born", "persondateofbirth"),
    "sex": ("sex", "gender"),
    "postcode": ("postcode", "homepostcode", "addresspostcode", "postalcode"),
    "nhs_number": ("nhsnumber", "nhsno", "nhs"),
    "upn": ("upn", "uniquepupilnumber"),
    "former_upn": ("formerupn", "previousupn"),
    "uln": ("uln", "uniquelearnernumber"),
}
_NEVER = date(2999, 12, 31)  # a list says nothing of the day it is read
_HEAD = ("list", "line", "id", "child", "how", "says", "weight_hundredths")


def link_lists(files: Sequence[Path], out: Path) -> str:
    """Writes ``out``: every row of every list with its child, numbered from 1, and how we know. Says what was done.

    A list may hold one child twice. Columns list, line (the heading is line 1), id, child, how, says,
    weight_hundredths (of a bit). Raises LinkageError for a file that cannot be read or has no headings we know, and
    when ``out`` is one of the lists.
    """
    if not files:
        raise LinkageError("Name at least one CSV file: goldenthread link FILE… --out links.csv.")
    if any(path.exists() and out.exists() and path.samefile(out) for path in files):
        raise LinkageError(f"{out} is one of the lists to link, and would be lost. Give --out another name.")
    with tempfile.TemporaryDirectory() as folder:
        engine = DuckDBEngine(Path(folder) / "spill")
        try:
            unread = _read(engine, files)
            link(engine, Ledger(Path(folder) / "ledger", b"lists"), _NEVER)
            rows = engine.rows(_ROWS)
        finally:
            engine.close()
    _write(out, files, rows)
    children = len({row[3] for row in rows})
    return f"{len(rows)} rows of {len(files)} lists are {children} people; written to {out}." + unread


def _read(engine: DuckDBEngine, files: Sequence[Path]) -> str:
    """Makes the tables that ``link`` reads; says what could not be read."""
    selects, unread = [], ""
    for number, path in enumerate(files, start=1):
        found = _columns(engine, path, number)
        selects.append(_select(found, number))
        bad = engine.rows(_UNREAD.format(born=_plain(found, "born"), table=f"list_{number}"))[0][0]
        if bad:
            unread += f" {path.name}: {bad} birth dates are neither YYYY-MM-DD nor DD/MM/YYYY and were left out."
    engine.create("sent_person", _PERSON.replace("ALL_ROWS", " union all ".join(selects)))
    for record in (Identifier, Address):
        columns = ", ".join(f"cast(null as {column.type}) as {name}" for name, column in record.columns().items())
        engine.create(f"sent_{record.TABLE}", f"select {columns} where false")
    engine.create("link_decision", _NO_DECISIONS)
    return unread


def _columns(engine: DuckDBEngine, path: Path, number: int) -> dict[str, str]:
    """Reads one file into ``list_<number>``, all text; which of our columns each of its headings is."""
    if not path.exists():
        raise LinkageError(f"{path} is not there. Check the name.")
    try:
        relation = engine.connection.read_csv(str(path), header=True, all_varchar=True, parallel=False)
        engine.attach_arrow(f"list_{number}", _numbered(relation.to_arrow_table()))
    except Exception as error:
        raise LinkageError(f"{path} cannot be read as a CSV file in UTF-8 with headings. Save it as one.") from error
    headings = [name for name in engine.columns(f"list_{number}") if name != "line"]
    names = {known: name for name in headings for known in _HEADINGS if _bare(name) in _HEADINGS[known]}
    if not ({"forename", "surname"} <= names.keys() or {"nhs_number", "upn", "uln"} & names.keys()):
        raise LinkageError(
            f"{path} has no headings for a forename and a surname, nor for an NHS number, UPN or ULN. Found: "
            f"{', '.join(headings)}. Rename its columns to forename, surname, date_of_birth, sex, postcode, nhs_number."
        )
    return names


def _numbered(rows: pa.Table) -> pa.Table:
    return rows.append_column("line", pa.array(range(2, rows.num_rows + 2), pa.int64()))


def _bare(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.lower())


def _plain(found: dict[str, str], name: str) -> str:
    """The SQL of one of our columns as the file has it; null where it has none."""
    return f"nullif(trim({_safe(found[name])}), '')" if name in found else "cast(null as varchar)"


def _safe(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def _select(found: dict[str, str], number: int) -> str:
    columns = ", ".join(f"{_plain(found, name)} as {quoted(name)}" for name in _HEADINGS)
    return f"select {number} as list, line, {columns} from list_{number}"


def _write(out: Path, files: Sequence[Path], rows: list[tuple[object, ...]]) -> None:
    """Writes the file whole or not at all, so that an older one is not lost to a full disk."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEAD)
            writer.writerows((files[int(str(number)) - 1].name, *row) for number, *row in rows)
        unfinished.replace(out)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise LinkageError(f"{out} cannot be written: {error.strerror}. Choose another place.") from error


_UNREAD = """
    select count(*) from {table}
    where {born} is not null
        and coalesce(try_strptime({born}, '%Y-%m-%d'), try_strptime({born}, '%d/%m/%Y')) is null
"""


def _checked(name: str, check: str) -> str:
    return f"case when {check} then {bare_sql(name)} end as {name}"


_PERSON = f"""
    select 'list:' || list || ':' || line as record_id, printf('%04d|%09d', list, line) as person_key,
        'list ' || list as source, cast(list as varchar) as sender, 'list' as system, cast(null as date) as received,
        own_id as source_person_id, forename, surname, preferred_forename, former_surname, preferred_surname,
        cast(null as varchar) as middle_names,
        cast(coalesce(try_strptime(born, '%Y-%m-%d'), try_strptime(born, '%d/%m/%Y')) as date) as born,
        cast(null as date) as expected,
        case upper(left(sex, 1)) when 'M' then 'M' when 'F' then 'F' when '1' then 'M' when '2' then 'F' end as sex,
        postcode, {_checked("nhs_number", nhs_number_sql(bare_sql("nhs_number")))},
        {_checked("upn", upn_sql(bare_sql("upn")))}, {_checked("former_upn", upn_sql(bare_sql("former_upn")))},
        {_checked("uln", uln_sql(bare_sql("uln")))}, cast(null as varchar) as la_child_id, false as sealed,
        false as address_restricted, list, line
    from (ALL_ROWS)
"""

_NO_DECISIONS = """
    select cast(null as varchar) as left_key, cast(null as varchar) as right_key, cast(null as varchar) as decision,
        cast(null as timestamp) as decided_at, cast(null as varchar) as decided_by
    where false
"""

_ROWS = """
    select p.list, p.line, p.source_person_id,
        dense_rank() over (order by f.first) as child, l.how, l.says, l.weight
    from sent_person p
    join link l on l.person_key = p.person_key
    join (select child_id, min(person_key) as first from link group by child_id) f on f.child_id = l.child_id
    order by p.list, p.line
"""
