"""Tells which sessions of a register another file has spoken of already, and which file has the last word on each.

The marks of a week are bits (see ``weeks``), so a correction of one session takes one bit from what was said before.
"""

from collections.abc import Iterable, Sequence

from goldenthread.engine import DuckDBEngine
from goldenthread.engine._engine import literal
from goldenthread.intake.bench import Bench
from goldenthread.store import Load

WEEKS = "weeks.parquet"  # in the folder of a load: the rows of table ``weeks``, with the load's id
DAYS = "days.parquet"  # in the folder of a load: for each sender, school and week, the sessions it speaks of
_WEEK = "source_org, setting_urn, started"
_PUPIL = f"{_WEEK}, source_person_id"


class Spoken:
    """The sessions that the store's registers speak of; read once, then kept up to date as files are loaded."""

    def __init__(self, engine: Bench, loads: Iterable[Load]) -> None:
        self._engine = engine
        self._loads = {load.load_id: load for load in loads if (load.folder / DAYS).exists()}
        self._ready = False

    def compare(self) -> tuple[int, list[str]]:
        """How many sessions in table ``weeks`` are held already, and the loads that speak of any of its sessions.

        Makes table ``days`` of the sessions that the file speaks of.
        """
        self._read()
        self._engine.create("days", f"select {_WEEK}, bit_or(marks) as marks from weeks group by all")
        touched = self._engine.rows(
            f"""select distinct load_id from spoken join days using ({_WEEK})
                where spoken.marks & days.marks <> 0 order by load_id"""
        )
        loads = [self._loads[load_id] for (load_id,) in touched]
        return (self._held(loads) if loads else 0), [load.load_id for load in loads]

    def _held(self, loads: list[Load]) -> int:
        """Sessions to which the last word before this file gives the same code."""
        before = in_force(weeks_of(loads, f"({_WEEK}) in (select ({_WEEK}) from days)"))
        found = self._engine.rows(
            f"""select coalesce(sum(bit_count(weeks.marks & before.marks)), 0)
                from weeks join ({before}) before using ({_PUPIL}, attendance_code)"""
        )
        return int(found[0][0])

    def add(self, load: Load) -> None:
        """Takes in the register just loaded."""
        self._read()
        self._loads[load.load_id] = load
        self._insert(load)

    def forget(self, load_ids: set[str]) -> None:
        """Leaves out the sessions of these loads."""
        self._read()
        self._loads = {load_id: load for load_id, load in self._loads.items() if load_id not in load_ids}
        named = ", ".join(f"'{load_id}'" for load_id in sorted(load_ids))
        self._engine.connection.execute(f"delete from spoken where load_id in ({named})").fetchall()

    def _read(self) -> None:
        if not self._ready:
            self._ready = True
            self._engine.create("spoken", _NO_DAYS)
            for load in self._loads.values():
                self._insert(load)

    def _insert(self, load: Load) -> None:
        self._engine.connection.execute(f"insert into spoken {_days_of(load)}").fetchall()


_NO_DAYS = """
    select cast(null as varchar) as source_org, cast(null as varchar) as setting_urn, cast(null as date) as started,
        cast(null as integer) as marks, cast(null as varchar) as load_id
    where false"""


def _days_of(load: Load) -> str:
    return f"select {_WEEK}, marks, '{load.load_id}' as load_id from read_parquet({literal(load.folder / DAYS)})"


def contested(engine: DuckDBEngine, loads: Sequence[Load]) -> list[Load]:
    """Makes table ``contested`` of the schools' weeks in which two loads speak of the same session; those loads."""
    days = " union all ".join(_days_of(load) for load in loads if (load.folder / DAYS).exists())
    engine.create(
        "contested",
        f"""select {_WEEK}, list(load_id) as loads from ({days or _NO_DAYS}) group by {_WEEK}
            having count(*) > 1 and sum(bit_count(marks)) > bit_count(bit_or(marks))""",
    )
    found = {load_id for (load_id,) in engine.rows("select distinct unnest(loads) from contested")}
    return [load for load in loads if load.load_id in found]


CONTESTED = f"({_WEEK}) in (select ({_WEEK}) from contested)"


def in_force(weeks: str) -> str:
    """The SQL of the weeks of several files, each without the sessions on which a later file has the last word.

    The later file is the one true to the later day, or of one day the one loaded later.
    """
    return f"""
        select * exclude (later, said) replace (said as marks, cast(bit_count(said) as bigint) as sessions) from (
            select *, marks & ~coalesce(later, 0) as said from (
                select *, bit_or(marks) over (
                    partition by {_PUPIL} order by extract_date desc, load_id desc
                    groups between unbounded preceding and 1 preceding) as later
                from ({weeks})
            )
        ) where said <> 0"""


def weeks_of(loads: Sequence[Load], when: str = "true") -> str:
    """The SQL of the weeks that loads hold, where ``when`` is so. Raises ValueError when there are no loads."""
    if not loads:
        raise ValueError("No register to read weeks from.")
    files = ", ".join(literal(load.folder / WEEKS) for load in loads)
    return f"select * from read_parquet([{files}]) where {when}"
