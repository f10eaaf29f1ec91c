"""What tests of any folder may ask for: an engine, a store and a database of their own, and one Spark session."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from xdist.scheduler import LoadScopeScheduling

from goldenthread.engine import DuckDBEngine, EngineError
from goldenthread.engine.spark_engine import SparkEngine
from goldenthread.store import Store, database

# what takes longest comes first, so that no process is left with it at the end; the rest follows file by file
_SPARK = ("test_on_spark", "test_pathways", "test_engine_parity", "test_worklist_rules", "test_engines")
_LONGEST = (
    *_SPARK, "test_kills", "test_same_twice", "test_one_child_erased", "test_every_page_is_usable", "test_journeys",
    "test_linkage_area", "test_area", "test_link", "test_killed",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest files first."""
    items.sort(key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST))


class _TogetherByFile(LoadScopeScheduling):
    """Keeps a file's tests in one of several processes, and all of Spark's in one: they share what they made."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return "spark" if Path(file).stem in _SPARK else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _TogetherByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut() -> Iterator[None]:
    """No test waits for a disk: what is written need not outlive a power cut. Processes that tests kill do wait."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture
def duckdb_engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """An empty DuckDB engine."""
    engine = DuckDBEngine(tmp_path / "spill")
    yield engine
    engine.close()


# many small statements, each run once: Java's second compiler, a collector with threads of its own, and the checking of
# classes that came in a hashed wheel would cost more than they save
_JAVA = (
    "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=256m", "-XX:+UseSerialGC",
    "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote",
)  # fmt: skip
# for a few rows no Java need be compiled for each statement; test_engine_parity.py keeps Spark as people run it
_PLAIN = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="session")
def _spark_started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Starts Java once; where it cannot, skips loudly, and fails where CI=true."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", " ".join(_JAVA))
    spill = tmp_path_factory.mktemp("spark")
    try:
        SparkEngine(spill).close()
    except EngineError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"Spark tests must run in CI: {error}")
        pytest.skip(f"SPARK NOT TESTED: {error}")
    return spill


@pytest.fixture
def spark_engine(_spark_started: Path) -> Iterator[SparkEngine]:
    """An empty Spark engine; mark the test ``spark``."""
    engine = SparkEngine(_spark_started)
    for setting, value in _PLAIN.items():
        engine.session.conf.set(setting, value)
    yield engine
    engine.close()


_copies = itertools.count(1)


@pytest.fixture(scope="session")
def _postgres(worker_id: str, hurry: Callable[[str], None]) -> Iterator[tuple[Path, str, str]]:
    """A store, a server and the name of a prepared database on it: TEST_DATABASE_URL, else the embedded server.

    The folder is not one of pytest's, which are shut to the user that the server runs as under root.
    """
    folder = Path(tempfile.mkdtemp(prefix="golden-thread-test-"))
    store = Store.create(folder / "store", simulated=True)
    given, template = os.environ.get("TEST_DATABASE_URL"), f"golden_thread_{worker_id}_{os.getpid()}"
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if given is None:
            given = stack.enter_context(database.embedded(store.path))
            hurry(given)
        _server(given, sql.SQL("create database {} template template0 encoding 'utf8' locale 'C'"), template)
        stack.callback(_server, given, sql.SQL("drop database if exists {} with (force)"), template)
        database.prepare(make_conninfo(given, dbname=template), store)
        yield store.path, given, template


@pytest.fixture(scope="session")
def hurry() -> Callable[[str], None]:
    """Tells a test's own server that nothing in it need outlive a power cut."""

    def told(url: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(setting)))
            connection.execute("select pg_reload_conf()")

    return told


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Which of several test processes this is; 'main' when there is one."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


def _server(url: str, statement: sql.SQL, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name)))


@pytest.fixture
def store(_postgres: tuple[Path, str, str], tmp_path: Path) -> Store:
    """An empty store, the one that ``postgres_url`` belongs to."""
    shutil.copytree(_postgres[0], tmp_path / "store", ignore=shutil.ignore_patterns("pg", "pg.users", "spill"))
    (tmp_path / "store" / "spill").mkdir()
    return Store.open(tmp_path / "store")


@pytest.fixture
def postgres_url(_postgres: tuple[Path, str, str]) -> Iterator[str]:
    """The address, as its owner, of a fresh database with the schemas of store/sql; nobody else's."""
    _, given, template = _postgres
    name = f"{template}_{next(_copies)}"
    copied = "create database {{}} template {} strategy file_copy"  # a third of the time of copying through the log
    statement = sql.SQL(copied).format(sql.Identifier(template)).as_string()
    _server(given, sql.SQL(statement), name)
    yield make_conninfo(given, dbname=name)
    _server(given, sql.SQL("drop database if exists {} with (force)"), name)
