"""A store is its owner's alone: its secret, its folders, its database, and who changes it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from goldenthread.store import Store, StoreError, database, publish


def test_own_files_never_stand_under_the_secret_of_made_up_areas(tmp_path: Path) -> None:
    real, other, made_up, again = (Store.create(tmp_path / str(n), simulated=n > 2) for n in (1, 2, 3, 4))
    assert made_up.secret == again.secret, "so that runs repeat"
    assert len({real.secret, other.secret, made_up.secret}) == 3
    assert min(len(real.secret), len(other.secret)) == 32


@pytest.mark.parametrize("before", [None, 0o755])
def test_nobody_else_on_the_machine_may_look_into_it(tmp_path: Path, before: int | None) -> None:
    path = tmp_path / "store"
    if before:
        path.mkdir()
        path.chmod(before)
    store = Store.create(path)
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    with store.changing("load"):
        received = store.receive(tmp_path / "list.csv")
        with store.new_load(received) as load:
            load.describe(source=None)
        with store.new_run() as run:
            run.describe({"loads": []})
    store.keep_area("tiny, seed 1")
    folders = [path, *(path / name for name in ("received", "loads", "ledger", "runs", "spill"))]
    folders += [path / "loads" / "L00001", path / "runs" / "R00001"]
    assert {oct(folder.stat().st_mode & 0o777) for folder in folders} == {"0o700"}
    alone = ("secret", "store.json", "lock", f"received/{received.sha256}", "runs/R00001/run.json")
    assert {oct((path / name).stat().st_mode & 0o777) for name in alone} == {"0o600"}
    assert Store.open(path).area == "tiny, seed 1"


def test_a_run_is_not_published_into_the_database_of_another_store(
    postgres_url: str, make_run: Callable[..., Any]
) -> None:
    run = make_run({})
    with pytest.raises(StoreError, match="belongs to store"):
        publish.publish(postgres_url, run, date(2026, 11, 20), "duckdb", {}, "another-store")
    assert publish.in_force(postgres_url) is None


def test_a_database_is_not_prepared_for_another_store(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a database of its own in DATABASE_URL"):
        database.prepare(postgres_url, Store.create(tmp_path / "other"))


@pytest.mark.parametrize("address", ["garbage", "mysql://owner:hush@host/area", "postgresql://owner:hush@h/%zz"])
def test_what_is_no_address_is_said_without_repeating_it(tmp_path: Path, address: str) -> None:
    with pytest.raises(StoreError, match="is not the address of a PostgreSQL") as told:
        database.prepare(address, Store.create(tmp_path / "store"))
    assert "hush" not in str(told.value) and told.value.__cause__ is None


OWNERS = {"nothing": "", "roles": "createrole"}


@pytest.fixture
def server(_postgres: tuple[Path, str, str]) -> Iterator[psycopg.Connection[Any]]:
    """The server, as whoever may do everything there."""
    with psycopg.connect(_postgres[1], autocommit=True) as connection:
        yield connection


@pytest.fixture
def owners(_postgres: tuple[Path, str, str], server: psycopg.Connection[Any]) -> Iterator[dict[str, str]]:
    """Two owners with a database each, of whom one may make roles; others' stores are on the server already."""
    names = {name: f"{_postgres[2]}_may_{name}" for name in OWNERS}
    made = "create database {0} owner {0} template template0 encoding 'utf8' locale 'C' strategy file_copy"
    for name, may in OWNERS.items():
        said(server, f"create role {{}} login {may} password 'hush'", names[name])
        said(server, made, names[name])
    said(server, "grant goldenthread_app to {} with admin option", names["roles"])
    yield {name: make_conninfo(_postgres[1], user=full, dbname=full, password="hush") for name, full in names.items()}
    for statement in ("drop database {} with (force)", "revoke goldenthread_app from {} cascade", "drop role {}"):
        for full in names.values():
            said(server, statement, full)


def said(server: psycopg.Connection[Any], statement: str, *names: str) -> None:
    server.execute(sql.SQL(sql.SQL(statement).as_string()).format(*map(sql.Identifier, names)))


def test_an_owner_who_may_not_make_roles_hears_what_is_needed(owners: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"permission denied.*must own the database and have CREATEROLE"):
        database.prepare(owners["nothing"], Store.create(tmp_path / "store"))


def test_an_owner_who_may_make_roles_needs_no_more_and_asks_for_no_grant_that_is_held(
    owners: dict[str, str], server: psycopg.Connection[Any], tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "store")
    database.prepare(owners["roles"], store)
    with psycopg.connect(database.app_url(owners["roles"], store)) as connection:
        login = str((connection.execute("select current_user").fetchone() or ("",))[0])
        assert connection.execute("select count(*) from published.run").fetchone() == (0,)
    said(server, "grant goldenthread_app to {}", login)
    with psycopg.connect(owners["roles"]) as connection:
        connection.execute("delete from store.prepared")  # as an update does
        owner = connection.info.user
    said(server, "revoke goldenthread_app from {} cascade", owner)
    database.prepare(owners["roles"], store)
    with psycopg.connect(database.app_url(owners["roles"], store)) as connection:
        assert connection.execute("select count(*) from published.run").fetchone() == (0,)
