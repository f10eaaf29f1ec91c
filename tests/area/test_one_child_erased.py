"""A request to erase that was upheld: every row about one child goes, from every file, and nobody else's."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from goldenthread import intake, pipeline
from goldenthread.cli import erasing
from goldenthread.store import Load, Store, audit, database

pytestmark = pytest.mark.area
DECIDED = erasing.Decided("Ina Governance", "The family's request was upheld", yes=True)
_NUMBERS = ("nhs_number", "upn", "former_upn", "uln")


def quiet(_: str) -> None:
    pass


@dataclass(frozen=True)
class Somebody:
    """A child in a refreshed store: the reference, what every source calls the child, and the child's own numbers."""

    child_id: str
    keys: list[str]
    marks: list[str]


def rows(sql: str) -> list[tuple[str, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def links(store: Store) -> dict[str, str]:
    return dict(rows(f"select person_key, child_id from '{store.runs()[-1].table('link')}'"))  # type: ignore[arg-type]


def worklist(store: Store) -> list[tuple[str, ...]]:
    return rows(f"select child_id, signal, since from '{store.runs()[-1].table('finding')}' order by all")


SENT = ("care/", "community/2025-07", "hospital/2025-07", "schools/", "send/2025-07", "short-breaks/2025-07")


@pytest.fixture(scope="module")
def refreshed(small_area: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a small area with the newest of most kinds of file."""
    store = Store.create(tmp_path_factory.mktemp("whole") / "store", simulated=True)
    files = (small_area / "extracts").rglob("*.csv")
    intake.load(store, [file for file in files if any(part in str(file) for part in SENT)])
    with database.opened(store) as url:
        pipeline.refresh(store, url, say=quiet)
    return store.path


def copied(path: Path, to: Path) -> Store:
    """A copy of a store, its database with the owner that the server runs as."""
    subprocess.run(["cp", "-a", str(path), str(to / "store")], check=True)
    return Store.open(to / "store")


@pytest.fixture
def store(refreshed: Path, tmp_path: Path) -> Store:
    return copied(refreshed, tmp_path)


@pytest.fixture
def somebody(store: Store) -> Somebody:
    return somebody_of(store)


def somebody_of(store: Store) -> Somebody:
    """A child with a sign whom social care knows, of whom the most sources speak."""
    signs = {child for child, _, _ in worklist(store)}
    by_child: dict[str, list[str]] = {}
    for key, child in sorted(links(store).items()):
        by_child.setdefault(child, []).append(key)
    child_id = max(sorted(signs), key=lambda child: (by_child[child][0].startswith("care|"), len(by_child[child])))
    keys = by_child[child_id]
    people = [str(load.records("person")) for load in store.loads() if load.records("person").exists()]
    listed = ", ".join(f"'{key}'" for key in keys)
    numbers = rows(f"select {', '.join(_NUMBERS)} from read_parquet({people}) where person_key in ({listed})")
    own = {number for row in numbers for number in row if number}
    return Somebody(child_id, keys, sorted({key.split("|")[-1] for key in keys} | own))


@dataclass(frozen=True)
class Erased:
    """A store one child was erased from: who, what was told, when asked first and when done, and how it all was."""

    store: Store
    who: Somebody
    asked: str
    told: str
    holding: tuple[set[str], set[str]]  # before anything and after asking
    links: dict[str, str]
    worklist: list[tuple[str, ...]]


@pytest.fixture(scope="module")
def erased(refreshed: Path, small_area: Path, tmp_path_factory: pytest.TempPathFactory) -> Erased:
    folder = tmp_path_factory.mktemp("erased")
    store = copied(refreshed, folder)
    who = somebody_of(store)
    alone = next((small_area / "extracts").rglob("care/2025-07*/ssd_address.csv"))
    intake.load(store, [another(alone, folder)])  # every row is set aside: nothing says whose it is but the id
    assert store.loads()[-1].rows_set_aside and speaks(alone, set(who.marks))
    holding, before, signs = found_in(store, who), links(store), worklist(store)
    asked = erasing.erase_child(store, who.child_id, erasing.Decided(DECIDED.by, DECIDED.why, yes=False), quiet)
    still = found_in(store, who)
    told = erasing.erase_child(store, who.child_id, DECIDED, quiet)
    return Erased(store, who, asked, told, (holding, still), before, signs)


def texts(store: Store) -> Iterator[tuple[Path, str]]:
    """Every file of a store as text, Parquet unpacked; the database's own files apart."""
    for file in store.path.rglob("*"):
        if file.is_file() and "pg" not in file.relative_to(store.path).parts[0]:
            unpacked = file.suffix == ".parquet"
            yield file, words(file) if unpacked else file.read_bytes().decode("utf-8", "replace")


def words(file: Path) -> str:
    """What stands in the text columns of a Parquet file, each once."""
    table = pq.read_table(file)
    flat = [column.combine_chunks().flatten() if pa.types.is_list(column.type) else column for column in table.columns]
    return "\n".join(str(pc.unique(column).to_pylist()) for column in flat if pa.types.is_string(column.type))


def found_in(store: Store, who: Somebody) -> set[str]:
    return {str(file) for file, text in texts(store) for mark in who.marks if mark in text}


def speaks(file: Path, marks: set[str]) -> bool:
    text = file.read_text("utf-8")
    return any(mark in text for mark in marks)


def another(file: Path, folder: Path) -> Path:
    """The same rows in another file, by its hash and its place."""
    copy = folder / "sent again" / file.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(file.read_bytes() + b"\n")
    return copy


def adds_up(load: Load) -> bool:
    return load.rows_read == load.rows_kept + load.rows_set_aside + load.rows_already_held


def test_every_row_about_one_child_goes_and_nobody_elses(erased: Erased) -> None:
    store, who = erased.store, erased.who
    assert len(who.keys) > 3 and len(erased.holding[0]) > 10
    assert "Nothing was erased" in erased.asked
    assert erased.holding[1] == erased.holding[0]
    assert f"from {len(who.keys)} sources" in erased.told
    assert not found_in(store, who)
    assert links(store) == {key: child for key, child in erased.links.items() if child != who.child_id}
    assert worklist(store) == [sign for sign in erased.worklist if sign[0] != who.child_id]
    assert all(map(adds_up, store.loads(include_withdrawn=True)))
    with database.opened(store) as url, psycopg.connect(url) as connection:
        named = "select count(*) from published.child where child_id = %s"
        assert connection.execute(named, (who.child_id,)).fetchone() == (0,)
        kept = connection.execute("select distinct by_name, why from casework.erasure").fetchall()
    assert kept == [(DECIDED.by, DECIDED.why)]


def test_cut_off_half_way_it_is_finished_by_asking_again(
    store: Store, somebody: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    really = audit.erase_load

    def stops(connection: Any, store: Store, load_id: str, worker: tuple[str, str], why: str) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(load_id)
        really(connection, store, load_id, worker, why)

    with monkeypatch.context() as patch:
        patch.setattr(audit, "erase_load", stops)
        with pytest.raises(KeyboardInterrupt):
            erasing.erase_child(store, somebody.child_id, DECIDED, quiet)
    others = {key: child for key, child in links(store).items() if child != somebody.child_id}
    assert found_in(store, somebody)
    erasing.erase_child(store, somebody.child_id, DECIDED, quiet)
    assert not found_in(store, somebody)
    assert links(store) == others


def test_who_is_sent_again_is_left_out_and_can_be_erased_again(
    erased: Erased, small_area: Path, tmp_path: Path
) -> None:
    store, somebody = copied(erased.store.path, tmp_path), erased.who
    mine = {key.split("|")[-1] for key in somebody.keys if key.startswith("school|")}
    rolls = [file for file in sorted((small_area / "extracts").rglob("*school_roll*.csv")) if speaks(file, mine)]
    intake.load(store, [another(roll, tmp_path) for roll in rolls])
    said: list[str] = []
    with database.opened(store) as url:
        pipeline.refresh(store, url, say=said.append)
    assert any("erased before were sent again" in line for line in said)
    assert not set(somebody.keys) & links(store).keys()
    assert found_in(store, somebody)
    erasing.erase_child(store, None, DECIDED, quiet)
    assert not found_in(store, somebody)
    assert erasing.erase_child(store, None, DECIDED, quiet) == "Nobody who was erased was sent again."


def test_a_reference_that_nobody_has_is_said(store: Store) -> None:
    with pytest.raises(erasing.CommandError, match="No child has the reference CNOBODY"):
        erasing.erase_child(store, "CNOBODY", DECIDED, quiet)
