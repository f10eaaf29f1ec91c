"""The steps of a refresh, in order: from the records agencies sent to the worklist people act on.

Read it as a table of contents. Each step makes tables in one engine and reads those of the steps before it.
"""

import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from goldenthread import calendars, chronology, intake, linkage, pathways, priority, signals
from goldenthread.engine import DuckDBEngine, Engine, EngineError, open_engine
from goldenthread.records import agency_tables
from goldenthread.store import Run, Store, StoreError, casework_facts, publish

MEMORY = "2GB"
NOT_ABOUT_CHILDREN = ("team", "team_member", "setting", "school_term")
READ_SELDOM = ("attendance", "person", "identifier", "address", "sen_need")  # joined when read, and not copied
KEPT_RUNS = 5
_YEARS_BACK, _YEARS_AHEAD = 7, 2  # the calendar that clocks are counted on, around as_of

# what a run keeps as Parquet, beside the tables it publishes
KEPT = (
    "link", "refusal", "identity", "child", "clock", "finding", "because", "unanswered", "signal_register", "concern",
    "card", "card_concern",
)  # fmt: skip
WORKLIST = ("publish_child", "publish_concern", "publish_card", "publish_card_concern", "publish_unanswered")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: the run it published, its date, and how many rows each kept table has."""

    run_id: str
    as_of: date
    counts: Mapping[str, int]


class DayError(StoreError):
    """Nothing can be worked out as of a day, because no calendar reaches so far; the message says which do."""


def refresh(
    store: Store,
    url: str | Callable[[], str],
    as_of: date | None = None,
    kind: str = "duckdb",
    say: Progress = print,
) -> Refreshed:
    """Works everything out from what has been loaded and puts it in force with one commit.

    ``url``: the database's address, or what waits until it answers and gives it. ``as_of`` is the newest extract date
    unless given. Raises StoreError when nothing was loaded, DayError for a day that no calendar reaches, StoreBusyError
    when another load or refresh is at work.
    """
    with store.changing("refreshing"):
        day = as_of or store.newest_extract()
        if day is None:
            raise StoreError("Nothing has been loaded yet. Load files first: goldenthread load --store STORE FILES.")
        _within_the_calendar(day)
        engine = DuckDBEngine(store.spill, MEMORY)
        try:
            return _refresh(store, url, day, kind, engine, say)
        finally:
            engine.close()


def _within_the_calendar(as_of: date) -> None:
    """Raises DayError for a day around which the bank holidays are not known, so that no clock could be counted."""
    first, last = calendars.FIRST_YEAR + _YEARS_BACK, calendars.LAST_YEAR - _YEARS_AHEAD
    if not first <= as_of.year <= last:
        raise DayError(
            f"Nothing can be worked out as of {as_of}: working days are known for {first} to {last}. Give such a day "
            "with --as-of, or correct the date in the newest file."
        )


def _refresh(
    store: Store, url: str | Callable[[], str], as_of: date, kind: str, engine: DuckDBEngine, say: Progress
) -> Refreshed:
    sent = _read_records(store, as_of, engine, say)
    address = url if isinstance(url, str) else url()
    facts = casework_facts.facts(address)
    for name, table in facts.items():
        engine.attach_arrow(name, table)
    _join_records(store, sent, as_of, engine, say)
    with store.new_run() as run:
        rules = _Rules(as_of, _go_live(store, as_of), signals.LIVE if store.simulated else signals.SHADOW, say)
        _run_rules(rules, engine, store, kind)
        say("Writing down what happened to each child")
        chronology.make(engine, as_of)
        counts = _keep(engine, run)
        _keep_facts(run, facts)
        run.describe(
            {"as_of": as_of, "go_live": rules.go_live, "engine": kind, "counts": counts, "loads": _loads(store)}
        )
    say("Publishing")
    run = store.run(run.run_id)
    publish.publish(address, run, as_of, kind, counts, store.store_id)
    store.prune_runs(KEPT_RUNS, in_force=run.run_id)
    return Refreshed(run.run_id, as_of, counts)


def _check_rules() -> None:
    """Holds every clock's and sign's rules against the records; raises RuleError or what its folder raises."""
    pathways.pathways()
    signals.signals()


def _read_records(store: Store, as_of: date, engine: DuckDBEngine, say: Progress) -> intake.Current:
    """Reads whom agencies speak of, without whoever and whatever is to be left out."""
    if gone := intake.past(store.loads(), as_of):
        say(f"{len(gone)} files are past the day they may be kept to and left out; 'goldenthread erase' erases them.")
    say("Reading what agencies sent")
    sent = intake.Current(engine, store, as_of)
    if sent.left_out:
        say("People erased before were sent again and are left out; 'goldenthread erase --again' erases their rows.")
    return sent


def _join_records(store: Store, sent: intake.Current, as_of: date, engine: DuckDBEngine, say: Progress) -> None:
    """Makes the tables that rules read: what agencies sent by child, the children, and the days that count."""
    say("Joining records to children")
    with engine.beside() as other:
        linkage.link(
            engine,
            store.ledger,
            as_of,
            meanwhile=lambda: _read_the_rest(sent, other, as_of),
            linked=lambda: _join(other),
        )
    linkage.children(engine, as_of)


def _read_the_rest(sent: intake.Current, engine: DuckDBEngine, as_of: date) -> None:
    """Reads what agencies sent besides whom it is about, counts the days of schools, and checks the rules."""
    sent.rest(engine)
    for name in NOT_ABOUT_CHILDREN:
        engine.view(name, f"select * from sent_{name}")
    calendars.make(engine, date(as_of.year - _YEARS_BACK, 1, 1), date(as_of.year + _YEARS_AHEAD, 12, 31))
    _check_rules()


def _run_rules(rules: "_Rules", engine: DuckDBEngine, store: Store, kind: str) -> None:
    """Runs the clocks, the signs and the worklist, and tells beside them what happened to each child."""
    if kind != "duckdb":
        _run_elsewhere(rules, engine, store, kind)
        chronology.prepare(engine, rules.as_of)
        return
    with engine.beside() as other, ThreadPoolExecutor(max_workers=1) as beside:
        told = beside.submit(chronology.prepare, other, rules.as_of)
        rules.run(engine)
        told.result()


def _join(engine: Engine) -> None:
    """Gives every agency record the child it is about; records of nobody known stay in the sent tables."""
    copied: list[tuple[str, str]] = []
    for name in agency_tables():
        if name in NOT_ABOUT_CHILDREN:
            continue
        joined = f"select l.child_id, s.* from sent_{name} s join link l on l.person_key = s.person_key"
        if name in READ_SELDOM:
            engine.view(name, joined)
        else:
            copied.append((name, joined))
    engine.create_all(copied)


@dataclass(frozen=True)
class _Rules:
    """The clocks, the signs and the worklist: the same statements on every engine.

    ``undecided`` is how far a sign stands that nobody has decided about: on real files none is anybody's work yet.
    """

    as_of: date
    go_live: date
    undecided: str
    say: Progress

    def run(self, engine: Engine) -> None:
        """Makes their tables in ``engine``."""
        self.say("Running the clocks")
        pathways.run(engine, self.as_of)
        self.say("Looking for signs")
        signals.run(engine, self.as_of, self.undecided)
        self.say("Putting the worklist in order")
        priority.run(engine, self.as_of, self.go_live)


def _run_elsewhere(rules: _Rules, engine: DuckDBEngine, store: Store, kind: str) -> None:
    """Hands the joined tables to another engine as Parquet, runs the rules there and brings their tables back."""
    other = open_engine(kind, store.spill)
    try:
        with tempfile.TemporaryDirectory(dir=store.spill, prefix="handed-over-") as folder:
            for name in engine.tables():
                if not name.startswith("sent_"):
                    file = Path(folder) / f"{name}.parquet"
                    engine.write(f"select * from {name}", file)
                    other.attach(name, [file])
            before = set(other.tables())
            rules.run(other)
            for name in sorted(set(other.tables()) - before):
                engine.attach_arrow(name, other.arrow(f"select * from {name}"))
    finally:
        other.close()


def _go_live(store: Store, as_of: date) -> date:
    """The day of the store's first run: signs older than that are its backlog."""
    runs = store.runs()
    return date.fromisoformat(runs[-1].facts()["go_live"]) if runs else as_of


def _keep(engine: DuckDBEngine, run: Run) -> dict[str, int]:
    """Writes the run's tables: those that runs are compared by in one order, the other published ones as they come."""
    in_order = [(f"select * from {name} order by all", run.table(name)) for name in (*KEPT, *WORKLIST)]
    published = [name for name in engine.tables() if name.startswith("publish_") and name not in WORKLIST]
    as_they_come = [(f"select * from {name}", run.table(name)) for name in published]
    return dict(zip((*KEPT, *WORKLIST, *published), engine.write_all([*in_order, *as_they_come]), strict=True))


def _keep_facts(run: Run, facts: Mapping[str, pa.Table]) -> None:
    import pyarrow.parquet as pq

    for name, table in facts.items():
        pq.write_table(table, run.table(name), compression="zstd")


def _loads(store: Store) -> list[str]:
    return [load.load_id for load in store.loads()]


__all__ = ["DayError", "EngineError", "Refreshed", "refresh"]
