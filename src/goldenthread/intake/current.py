"""Says what holds on one day: for every row the agencies sent, its newest version, and how fresh each feed is."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

import pyarrow as pa
from pyarrow.parquet import read_schema

from goldenthread.engine import DuckDBEngine
from goldenthread.extracts import extracts
from goldenthread.intake.freshness import tell
from goldenthread.intake.holding import Holding, parquet
from goldenthread.intake.keeping import keep_until, past
from goldenthread.intake.leaning import stand_alone
from goldenthread.intake.standing import standing
from goldenthread.records import agency_tables
from goldenthread.store import Load, Store

PEOPLE = ("person", "identifier", "address")  # of whom an agency speaks, which is asked first
_LOAD = pa.schema(
    [(name, pa.string()) for name in ("load_id", "path", "source", "version", "sender")]
    + [("extract_date", pa.date32())]
    + [(name, pa.int64()) for name in ("rows_read", "rows_kept", "rows_set_aside", "rows_already_held")]
    + [(name, pa.string()) for name in ("findings", "state")]
    + [("loaded_at", pa.timestamp("us")), ("keep_until", pa.date32())]
)


class Current:
    """What holds on one day: ``sent_<table>`` for the tables of PEOPLE at once, for the others when ``rest`` is asked.

    ``left_out``: whether somebody is left out who was erased and sent again.
    """

    def __init__(self, engine: DuckDBEngine, store: Store, as_of: date) -> None:
        everything = store.loads(include_withdrawn=True)
        states = _states(everything, as_of)
        counting = [load for load in everything if states[load.load_id] == "held"]
        loads = [load for load in counting if load.source in extracts() and _begun(load, as_of)]
        self._holding = Holding(engine, stand_alone(store, loads), as_of)
        people = {table: self._holding.sent(table) for table in PEOPLE}
        engine.create_all([step for sent in people.values() for step in sent.newest])
        self.left_out = _left_out(engine, store, people["person"].sql)
        for table, sent in people.items():
            self._show(engine, f"sent_{table}", sent.sql)
        tell(engine, loads, as_of)
        engine.attach_arrow("load", _loads(everything, states))
        engine.view("set_aside", _set_aside(counting))

    def rest(self, engine: DuckDBEngine) -> None:
        """Makes the other tables in the same database, perhaps over another connection."""
        others = {table: self._holding.sent(table) for table in agency_tables() if table not in PEOPLE}
        engine.create_all([step for sent in others.values() for step in sent.newest])
        for table, sent in others.items():
            self._show(engine, f"sent_{table}", sent.sql)
        self._show(engine, "put_right", self._holding.put_right())

    def _show(self, engine: DuckDBEngine, name: str, sql: str) -> None:
        but = (
            " where person_key is null or person_key not in (select person_key from left_out)" if self.left_out else ""
        )
        engine.view(name, f"select * from ({sql}){but}")


def current(engine: DuckDBEngine, store: Store, as_of: date) -> bool:
    """Makes the tables every refresh begins with, from the loads that count on ``as_of``.

    ``sent_<table>`` for every agency table: all Record.columns(), for each row the newest version received by then and
    not deleted by its sender; perhaps with no rows. A file past the day it may be kept to is left out, and so is
    whoever was erased and sent again: returns whether there is anybody like that.
    ``put_right``: what senders must still correct, of those rows. ``source`` and ``feed``: how fresh what was sent is.
    ``load`` and ``set_aside``: every load, and what it set aside.
    """
    found = Current(engine, store, as_of)
    found.rest(engine)
    return found.left_out


def _left_out(engine: DuckDBEngine, store: Store, people: str) -> bool:
    """Makes table ``left_out`` of those of ``people`` who were erased before, and says whether there are any."""
    hashes = sorted(store.ledger.left_out())
    if not hashes:
        return False
    engine.attach_arrow("erased_person", pa.table({"digest": hashes}))
    engine.create(
        "left_out",
        f"""select distinct person_key from ({people})
            where sha256($salt || person_key) in (select digest from erased_person)""",
        {"salt": store.ledger.salt},
    )
    return bool(engine.rows("select 1 from left_out limit 1"))


def _begun(load: Load, as_of: date) -> bool:
    oldest = load.more.get("oldest_date")
    return oldest is not None and date.fromisoformat(oldest) <= as_of


def _loads(loads: list[Load], states: Mapping[str, str]) -> pa.Table:
    """Every load there ever was, with the columns of the published table."""
    rows = [
        asdict(load)
        | {
            "findings": json.dumps(load.findings, ensure_ascii=False),
            "state": states[load.load_id],
            "keep_until": keep_until(load),
            "loaded_at": datetime.fromisoformat(load.loaded_at).replace(tzinfo=None),
        }
        for load in loads
    ]
    return pa.Table.from_pylist([{name: row[name] for name in _LOAD.names} for row in rows], schema=_LOAD)


def _states(loads: list[Load], as_of: date) -> dict[str, str]:
    """By load: withdrawn or erased as the store says; else replaced by a newer reading, or past its day, or held."""
    counting = {load.load_id for load in standing(loads)}
    states = {
        load.load_id: load.state if load.state != "held" or load.load_id in counting else "replaced" for load in loads
    }
    return states | {load.load_id: "past" for load in past(loads, as_of) if states[load.load_id] == "held"}


def _set_aside(loads: list[Load]) -> str:
    """The SQL of every row and cell set aside by these loads; of those read by an older version nothing is shown."""
    older = [load for load in loads if load.set_aside.exists() and "shown" not in read_schema(load.set_aside).names]
    parts = [
        f"select '{load.load_id}' as load_id, line, column_name, reason, remedy, raw,"
        f" {'cast(null as varchar) as shown' if load in older else 'shown'} from {parquet([load.set_aside])}"
        for load in loads
        if load.set_aside.exists()
    ]
    texts = ("column_name", "reason", "remedy", "raw", "shown")
    nothing = ", ".join(f"cast(null as varchar) as {name}" for name in texts)
    return " union all ".join(parts) or f"select '' as load_id, cast(0 as bigint) as line, {nothing} where false"
