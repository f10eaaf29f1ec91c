"""The tables a pathway's rule may read, and the register of the law behind every clock."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from goldenthread.law import Provision, name_of
from goldenthread.pathways._pathway import SPAN, Pathway
from goldenthread.records import agency_tables, derived_tables

LONG_AGO, FAR_OFF = date(1900, 1, 1), date(2999, 12, 31)  # where a provision's dates in force are open

_NOT_ABOUT_CHILDREN = frozenset({"team", "team_member", "setting", "school_term"})
_CALENDARS = {
    "calendar": {
        "day": "date",
        "is_working": "boolean",
        "working_number": "integer",
        "holiday": "varchar",
        "says": "varchar",
    },
    "school_day": {
        "setting_urn": "varchar",
        "day": "date",
        "is_school_day": "boolean",
        "school_number": "integer",
        "estimated": "boolean",
    },
}
SENDER_HEARD = {"source": "varchar", "sender": "varchar", "newest": "date", "late": "boolean"}


def schema(once: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Table to column to type: agencies' records joined to children, the child, the calendars, and ``once``."""
    records = {
        name: {c: column.type for c, column in table.columns().items()} for name, table in agency_tables().items()
    }
    joined = {
        name: columns if name in _NOT_ABOUT_CHILDREN else {"child_id": "varchar", **columns}
        for name, columns in records.items()
    }
    child = {name: column.type for name, column in derived_tables()["child"].columns().items()}
    return {**joined, "child": child, **_CALENDARS, **{name: dict(columns) for name, columns in once.items()}}


def inner_schema() -> dict[str, dict[str, str]]:
    """The tables from which spans become clocks."""
    limit = {field.name: _word(field.type) for field in _LIMIT}
    child, clock = ({n: c.type for n, c in derived_tables()[name].columns().items()} for name in ("child", "clock"))
    return {
        **_CALENDARS,
        "child": child,
        "clock_span": {"pathway": "varchar", "code": "varchar", "category": "varchar", **SPAN},
        "pathway_limit": limit,
        "sender_heard": SENDER_HEARD,
        "clock": clock,
    }


def limits(pathways: Mapping[str, Pathway]) -> pa.Table:
    """One row for each version of each pathway's limit, for the rule that works out due dates."""
    return _table(_LIMIT, [_limit(name, each, limit) for name, each in pathways.items() for limit in each.limits])


def register(pathways: Mapping[str, Pathway]) -> pa.Table:
    """One row for each version of each pathway's limit, for pages: its law, how sure we are, and why its date is so."""
    return _table(_REGISTER, [_said(name, each, limit) for name, each in pathways.items() for limit in each.limits])


_LIMIT = pa.schema(
    [
        ("pathway", pa.string()),
        ("provision", pa.string()),
        ("level", pa.string()),
        ("unit", pa.string()),
        ("number", pa.int32()),
        ("inclusive", pa.int32()),
        ("counts", pa.string()),
        ("starts", pa.string()),
        ("warns_days", pa.int32()),
        ("in_force_from", pa.date32()),
        ("in_force_to", pa.date32()),
    ]
)
_REGISTER = pa.schema(
    [
        *((name, pa.string()) for name in ("pathway", "provision", "code", "title", "category", "level", "evidence")),
        *((name, pa.string()) for name in ("basis", "why", "url", "starts", "stops", "exceptions", "needs")),
        ("in_force_from", pa.date32()),
        ("in_force_to", pa.date32()),
    ]
)

_COUNTING = {
    "days": "Weekends and holidays count.",
    "weeks": "Weekends, school holidays and August count.",
    "months": "It falls on the same day of the month, or on the month's last day where there is none.",
    "working_days": "Weekends and bank holidays do not count.",
}


def _limit(name: str, pathway: Pathway, limit: Provision) -> dict[str, object]:
    unit, number = limit.duration() or ("days", 0)
    return {
        "pathway": name,
        "provision": name_of(limit),
        "level": str(limit.level),
        "unit": unit,
        "number": number,
        "inclusive": int(limit.beginning_with),
        "counts": _counts(limit),
        "starts": pathway.starts,
        "warns_days": pathway.warns_days,
        "in_force_from": limit.in_force_from or LONG_AGO,
        "in_force_to": limit.in_force_to or FAR_OFF,
    }


def _said(name: str, pathway: Pathway, limit: Provision) -> dict[str, object]:
    unit, _ = limit.duration() or ("days", 0)
    return {
        "pathway": name,
        "provision": name_of(limit),
        "code": pathway.code,
        "title": pathway.title,
        "category": str(pathway.category),
        "level": str(limit.level),
        "evidence": limit.warning(),
        "basis": f"{limit.cited()}: {limit.says}",
        "why": f"{_counts(limit)} {pathway.starts}. {_COUNTING[unit]} It is met on {pathway.stops}.",
        "url": limit.url,
        "starts": pathway.starts,
        "stops": pathway.stops,
        "exceptions": ";".join(pathway.exceptions),
        "needs": ";".join(pathway.needs),
        "in_force_from": limit.in_force_from,
        "in_force_to": limit.in_force_to,
    }


def _counts(limit: Provision) -> str:
    return f"{limit.duration_says()} {'beginning with' if limit.beginning_with else 'from'}"


def _table(fields: pa.Schema, rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=fields)


def _word(kind: pa.DataType) -> str:
    return {"string": "varchar", "int32": "integer", "date32[day]": "date"}[str(kind)]
