"""Looks for every sign and writes down what was found, because of what, and what could not be answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from goldenthread.codes import lists
from goldenthread.engine import Engine, Value
from goldenthread.records import Derived, tables
from goldenthread.records.joined import Because, Finding, Unanswered
from goldenthread.signals._answerable import feeds, not_known
from goldenthread.signals._says import says
from goldenthread.signals._signal import Signal

Lines = list[Mapping[str, Any]]

_REGISTER = pa.schema(
    [
        (name, pa.string())
        for name in (
            "signal", "title", "says", "asks", "basis", "answers", "needs", "expires", "status", "condition", "owner",
            "version",
        )
    ]
)  # fmt: skip


def look(engine: Engine, as_of: date, signs: Mapping[str, Signal], undecided: str) -> None:
    """Looks for each sign in turn: one statement each, over all children at once. See ``signals.run``."""
    now = feeds(engine)
    found: Lines = []
    because: Lines = []
    unanswered: Lines = []
    for name, signal in signs.items():
        barred, sentences = not_known(signal, now)
        unanswered += [{"child_id": None, "signal": name, "because": sentence} for sentence in sentences]
        if not barred:
            found_here = _found(engine, name, signal, as_of)
            found += found_here
            because += _because(engine, name, signal, as_of)
            unanswered += _unknown(engine, name, signal, as_of, {line["child_id"] for line in found_here})
    engine.attach_arrow("finding", _table(found, Finding))
    engine.attach_arrow("because", _table(because, Because))
    engine.attach_arrow("unanswered", _table(unanswered, Unanswered))
    engine.attach_arrow("signal_register", _register(engine, signs, as_of, undecided))


def _found(engine: Engine, name: str, signal: Signal, as_of: date) -> Lines:
    """The sign's findings in order of child; leaves them in the engine as ``found`` for the records beneath.

    A child of whom some record says that it died is nobody's work.
    """
    engine.create("found", _LIVING.format(statement=signal.finds), _given(signal, as_of))
    rows = engine.arrow("select * from found order by child_id, since").to_pylist()
    return [
        {
            "child_id": row["child_id"],
            "signal": name,
            "since": row["since"],
            "says": says(signal.says, row),
            "domain": signal.domain,
        }
        for row in rows
    ]


_LIVING = """
    select s.* from ({statement}) s
    left join (select child_id from child where died is not null) d on d.child_id = s.child_id
    where d.child_id is null
"""


def _because(engine: Engine, name: str, signal: Signal, as_of: date) -> Lines:
    rows = engine.arrow(_ONCE.format(because=signal.because), _given(signal, as_of)).to_pylist()
    categories = {record: str(table.CATEGORY) for record, table in tables().items()}
    return [{**row, "signal": name, "category": categories[row["record"]]} for row in rows]


# the records beneath each finding, each once, in the order they happened
_ONCE = """
    select distinct b.child_id, f.since, b.record_id, b.happened, b.record
    from ({because}) b
    join found f on f.child_id = b.child_id
    order by b.child_id, b.happened, b.record_id, b.record
"""


def _unknown(engine: Engine, name: str, signal: Signal, as_of: date, found: set[str]) -> Lines:
    """The children about whom the sign cannot be answered; where it was found all the same, that is the answer."""
    if not signal.unknown:
        return []
    living = _LIVING.format(statement=signal.unknown)
    rows = engine.rows(f"select distinct child_id, because from ({living}) u order by 1, 2", _given(signal, as_of))
    return [{"child_id": child, "signal": name, "because": why} for child, why in rows if child not in found]


def _given(signal: Signal, as_of: date) -> dict[str, Value]:
    return {"as_of": as_of, **signal.given}


_ARROW = {"VARCHAR": pa.string(), "DATE": pa.date32()}


def _table(lines: Lines, record: type[Derived]) -> pa.Table:
    schema = pa.schema([(name, _ARROW[column.type]) for name, column in record.columns().items()])
    return pa.Table.from_pylist(lines, schema=schema)


def _register(engine: Engine, all_of: Mapping[str, Signal], as_of: date, undecided: str) -> pa.Table:
    decided = _decided(engine)
    duties = lists()["duty"]
    lines = [
        {
            "signal": name,
            "title": signal.title,
            "says": signal.says,
            "asks": signal.asks,
            "basis": "; ".join(each.cited() for each in signal.basis if each.in_force(as_of)),
            "answers": _listed(signal.answers),
            "needs": _listed(signal.needs),
            "expires": signal.expires,
            "status": decided.get(name, undecided),
            "condition": signal.condition,
            "owner": duties.meaning(signal.duty) or str(signal.duty),
            "version": signal.version,
        }
        for name, signal in all_of.items()
    ]
    return pa.Table.from_pylist(lines, schema=_REGISTER)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _decided(engine: Engine) -> dict[str, str]:
    """How far named persons have let each sign through; the newest decision holds."""
    if "fact_signal_status" not in engine.tables():
        return {}
    rows = engine.rows("select signal, status from fact_signal_status order by status_id")
    return dict(rows)
