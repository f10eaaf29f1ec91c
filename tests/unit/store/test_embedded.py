"""The server inside a store: several use it at once, a killed user harms nobody, and a store half made is made good."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goldenthread.store import Store, StoreError, database

HOLDS = """
import sys, time
from pathlib import Path
from goldenthread.store import database
with database.embedded(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _no_server_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that another test of this process named is not the one that is tried here."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's own user may enter, which pytest's are shut to under root."""
    made = Path(tempfile.mkdtemp(prefix="golden-thread-embedded-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def holder(store: Store) -> subprocess.Popen[str]:
    """Another process that uses the store's database until it is killed."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(store.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout and "goldenthread" in process.stdout.readline()
    return process


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_several_use_it_at_once_and_the_last_one_stops_it(folder: Path) -> None:
    store = Store.create(folder / "store")
    serving = holder(store)
    with database.embedded(store.path) as url:
        assert answers(url)
    assert answers(url), "somebody still uses it"
    serving.send_signal(signal.SIGKILL)
    serving.wait()
    assert answers(url), "killing a user does not kill the server"
    with database.embedded(store.path) as again:
        assert answers(again)
    assert not answers(url)


def test_a_server_half_made_by_somebody_who_was_killed_is_made_anew(folder: Path) -> None:
    store = Store.create(folder / "store")
    left = store.path / ".unfinished-pg-0123"
    left.mkdir()
    (left / "PG_VERSION").write_text("18")
    with database.opened(store) as url:
        assert answers(url)
    assert not left.exists()


@pytest.mark.parametrize("made", [(), ("received",), ("received", "loads", "ledger", "runs", "spill", "secret")])
def test_a_store_half_made_is_made_good(folder: Path, made: tuple[str, ...]) -> None:
    path = folder / "store"
    path.mkdir()
    for name in made:
        (path / name).write_bytes(os.urandom(32)) if name == "secret" else (path / name).mkdir()
    store = Store.open_or_create(path)
    assert Store.open(path).store_id == store.store_id and len(store.secret) == 32


def test_a_folder_that_holds_anything_else_is_left_alone(folder: Path) -> None:
    for name, within in (("letters", "a.txt"), ("received", "a.csv")):
        path = folder / f"of-{name}"
        (path / name).mkdir(parents=True)
        (path / name / within).write_text("mine")
        with pytest.raises(StoreError, match="is not empty and is not a store"):
            Store.open_or_create(path)
        assert (path / name / within).read_text() == "mine"


def test_what_a_killed_writer_left_is_cleared_before_the_next_change(folder: Path) -> None:
    store = Store.create(folder / "store")
    for name in ("loads/.unfinished-L00001-ab", "runs/.unfinished-R00001-cd", "spill/publish-xyz", "spill/reader-0"):
        (store.path / name).mkdir()
        (store.path / name / "rows.csv").write_text("names of children")
    (store.path / "received" / ".unfinished-ef").write_text("half a file")
    with store.changing("testing"):
        pass
    assert [
        path for path in store.path.rglob("*") if path.is_file() and path.name not in ("secret", "store.json", "lock")
    ] == []


def test_a_server_that_is_killed_comes_back_with_what_was_committed(folder: Path) -> None:
    store = Store.create(folder / "store")
    with database.opened(store) as url:
        with psycopg.connect(url) as connection:
            connection.execute("insert into published.source (source, state) values ('ssd', 'fresh')")
        server = int((store.path / "pg" / "postmaster.pid").read_text().split()[0])
        with psycopg.connect(url) as connection:
            connection.execute("insert into published.source (source, state) values ('half', 'late')")
            os.kill(server, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                for _ in range(1000):
                    connection.execute("select pg_sleep(0.01)")
    with database.opened(store) as url, psycopg.connect(url) as connection:
        assert connection.execute("select source from published.source").fetchall() == [("ssd",)]


def test_who_does_not_wait_for_it_hears_when_it_answers_and_why_it_does_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(folder / "store")
    with database.opening(store) as url:
        known = url()
        assert answers(known) and url() == known
    assert not answers(known), "its last user has gone"
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    with database.opening(store) as url, pytest.raises(StoreError, match="cannot be reached"):
        url()
