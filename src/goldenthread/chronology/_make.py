"""Makes the tables that a refresh publishes: the children who may be listed, and what pages say about each."""

from collections.abc import Set
from datetime import date

import pyarrow as pa

from goldenthread.chronology import care, education, ehc, health, published
from goldenthread.chronology._holder import holder
from goldenthread.codes import lists
from goldenthread.engine import Engine
from goldenthread.records import agency_tables

_LINES = (*education.LINES, *health.LINES, *care.LINES, *ehc.LINES)
_CODE = pa.schema([("list", pa.string()), ("code", pa.string()), ("means", pa.string())])


def prepare(engine: Engine, as_of: date) -> None:
    """Makes what needs neither clocks nor signs, so that it can be made while those run."""
    engine.attach_arrow("code", _codes())
    engine.create_all(
        [
            ("school_spell", education.SCHOOL_SPELL),
            ("sen_change", education.SEN_CHANGE),
            ("attendance_lately", education.ATTENDANCE),
            ("line", " union all ".join([*(line.told() for line in _LINES), education.ATTENDANCE_LINE])),
            ("kind_person", _kind_person()),
        ],
        {"as_of": as_of},
    )


def make(engine: Engine, as_of: date) -> None:
    """Makes ``publish_<name>`` for every published table, with the columns of store/sql/published.sql.

    Only children who may be listed are in them: those with SEND, a wait, a care involvement, an open check or a sign.
    Comes after ``prepare``, and after clocks, signs and the worklist.
    """
    reasons = {record for (record,) in engine.rows("select distinct record from because")}
    prepared = [
        ("listed_child", published.LISTED),
        ("reason_record", "select distinct record_id from because"),
        ("reason_line", " union all ".join(line.of_records("reason_record") for line in _LINES)),
        ("reason_person", _reason_person(reasons)),
    ]
    tables = [(f"publish_{table}", sql) for table, sql in published.TABLES.items()]
    engine.create_all([*prepared, *tables], {"as_of": as_of})


_NOT_ABOUT_CHILDREN = ("team", "team_member", "setting", "school_term")
_TIMED = ("ehc", "health", "care")  # the kinds of record that clocks rest on


def _reason_person(reasons: Set[str]) -> str:
    """Whose record each reason is: record_id, child_id, person_key and agency, of what a sign or a clock rests on.

    A kind of record that is no reason is not gone through. One line of a file can be records of several kinds.
    """
    of_sign = "select record_id from because where record = '{name}'"
    of_clock = " union select record_id from clock where category = '{category}'"
    each = " union ".join(
        f"select r.record_id, r.child_id, r.person_key, {holder(name)} as agency from {name} r where r.record_id in ("
        f"{(of_sign + of_clock * (table.CATEGORY in _TIMED)).format(name=name, category=table.CATEGORY)})"
        for name, table in agency_tables().items()
        if name not in _NOT_ABOUT_CHILDREN and (name in reasons or table.CATEGORY in _TIMED)
    )
    return f"select record_id, child_id, person_key, min(agency) as agency from ({each}) group by 1, 2, 3"


def _kind_person() -> str:
    """Whose records of each kind a child has: any of them may have stopped a clock or moved it."""
    each = " union ".join(
        f"select child_id, '{table.CATEGORY}' as category, person_key from {name}"
        for name, table in agency_tables().items()
        if table.CATEGORY in _TIMED and name not in _NOT_ABOUT_CHILDREN
    )
    return f"select child_id, category, list(person_key order by person_key) as person_keys from ({each}) group by 1, 2"


def _codes() -> pa.Table:
    """Every code list as rows: the list, the code, what it means."""
    rows = [
        {"list": name, "code": code, "means": means}
        for name, codes in lists().items()
        for code, means in {**codes.retired, **codes.codes}.items()
    ]
    return pa.Table.from_pylist(rows, schema=_CODE)
