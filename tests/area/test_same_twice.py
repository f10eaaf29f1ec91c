"""The same files give the same worklist, byte for byte; without one sender's files the rest still stands."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pyarrow.parquet as pq
import pytest
from psycopg.conninfo import make_conninfo

from goldenthread import intake, pipeline
from goldenthread.engine import DuckDBEngine
from goldenthread.records import agency_tables
from goldenthread.signals import signals
from goldenthread.store import Run, Store, database, publish

pytestmark = [pytest.mark.area, pytest.mark.slow]

COMPARED = (*pipeline.WORKLIST, *pipeline.KEPT)
Refresh = Callable[[Store], Run]


@pytest.fixture(scope="module")
def refresh(_postgres: tuple[Path, str, str]) -> Iterator[Refresh]:
    """Refreshes a store in a database of its own, a fresh one for each place a store lies in."""
    _, server, name = _postgres
    urls: dict[Path, str] = {}

    def do(store: Store) -> Run:
        if store.path not in urls:
            own = f"{name}_own_{len(urls)}"
            urls[store.path] = make_conninfo(server, dbname=own)
            _at(server, f"create database {own} template template0 encoding 'utf8' locale 'C' strategy file_copy")
            database.prepare(urls[store.path], store)
        done = pipeline.refresh(store, urls[store.path], say=lambda text: None)
        with psycopg.connect(urls[store.path]) as connection:
            assert connection.execute("select run_id from published.run").fetchall() == [(done.run_id,)]
        return store.run(done.run_id)

    yield do
    for number in range(len(urls)):
        _at(server, f"drop database {name}_own_{number} with (force)")


def _at(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, small_area: Path) -> Store:
    """A store in which every sender's files are loaded."""
    made = Store.create(tmp_path_factory.mktemp("everything") / "store", simulated=True)
    intake.load(made, [small_area / "extracts"])
    return made


@dataclass(frozen=True)
class Refreshed:
    """A copy of everything, its first run, and all that was published of it so far."""

    store: Store
    run: Run
    published: list[publish.Published]


@pytest.fixture(scope="module")
def refreshed(everything: Store, tmp_path_factory: pytest.TempPathFactory, refresh: Refresh) -> Iterator[Refreshed]:
    published: list[publish.Published] = []
    plain = publish.publish

    def seen(*given: object) -> publish.Published:
        published.append(plain(*given))  # type: ignore[arg-type]
        return published[-1]

    store = copied(everything, tmp_path_factory.mktemp("refreshed") / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "publish", seen)
        run = refresh(store)
        refresh(store)
    yield Refreshed(store, run, published)


def copied(store: Store, path: Path) -> Store:
    """The same store in another place, without the files as they were sent."""
    shutil.copytree(store.path, path, ignore=shutil.ignore_patterns("spill", "received"))
    for name in ("spill", "received"):
        (path / name).mkdir()
    return Store.open(path)


def rows(store: Store, run: Run, table: str) -> list[str]:
    """A table's rows as text, sorted; a record is named by its file's name and line, whichever load read it."""
    names = {load.load_id: Path(load.path).name for load in store.loads()}
    told = [{k: v for k, v in row.items() if k not in ("loaded_at", "received_at", "path")}
            for row in pq.read_table(run.table(table)).to_pylist()]  # fmt: skip
    return sorted(re.sub(r"L\d{5}", lambda found: names[found[0]], repr(row)) for row in told)


def test_the_order_files_come_in_changes_nothing(
    tmp_path: Path, small_area: Path, refreshed: Refreshed, refresh: Refresh
) -> None:
    other = Store.create(tmp_path / "other", simulated=True)
    intake.load(other, sorted((small_area / "extracts").rglob("*.csv"), reverse=True))
    stores, runs = (refreshed.store, other), (refreshed.run, refresh(other))
    assert pq.read_metadata(runs[0].table("publish_card")).num_rows > 10
    for table in COMPARED:
        one, another = (run.table(table).read_bytes() for run in runs)
        assert one == another, table
    for table in (*publish.BY_CHILD, *publish.WHOLE):
        assert rows(stores[0], runs[0], f"publish_{table}") == rows(stores[1], runs[1], f"publish_{table}"), table


def test_a_second_refresh_without_news_exchanges_no_child(refreshed: Refreshed) -> None:
    first, second = refreshed.published
    assert first.changed > 100 and first.rows["card"] > 10
    assert (second.changed, second.gone, dict(second.rows)) == (0, 0, {})


# the folders that are one sender's, or one kind of sender's: what they alone feed is gone without them
SENDERS = ("away", "care", "community", "education", "hospital", "inclusion", "lists", "mental-health", "schools",
           "send", "short-breaks")  # fmt: skip


def tables(store: Store) -> set[str]:
    """The tables of which the store holds any row that counts."""
    engine = DuckDBEngine(store.spill)
    try:
        intake.current(engine, store, store.newest_extract() or date.max)
        counts = ", ".join(f"exists (select 1 from sent_{name})" for name in agency_tables())
        found = engine.rows(f"select {counts}")[0]
        return {name for name, is_there in zip(agency_tables(), found, strict=True) if is_there}
    finally:
        engine.close()


@pytest.fixture(scope="module")
def all_tables(everything: Store) -> set[str]:
    """The tables that every sender's files together fill."""
    return tables(everything)


@pytest.mark.parametrize("left_out", SENDERS)
def test_without_one_sender_the_rest_still_stands(
    tmp_path: Path, everything: Store, all_tables: set[str], refresh: Refresh, left_out: str
) -> None:
    store = copied(everything, tmp_path / "without")
    for load in store.loads():
        if f"/{left_out}/" in load.path:
            shutil.rmtree(load.folder)
    assert len(store.loads()) < len(everything.loads())
    run = refresh(store)
    gone = all_tables - tables(store)
    unanswered = {
        row["signal"]: row["because"]
        for row in pq.read_table(run.table("publish_unanswered")).to_pylist()
        if row["child_id"] is None
    }
    named = {row["signal"] for row in pq.read_table(run.table("publish_concern")).to_pylist()}
    for name, signal in signals().items():
        if gone & set(signal.needs):
            assert unanswered[name].startswith("Not known: "), (name, unanswered)
            assert name not in named
    assert pq.read_metadata(run.table("publish_child")).num_rows > 20
