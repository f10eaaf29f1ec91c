"""The made-up world in a real PostgreSQL: one prepared database, and a copy of it for each test that writes."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread.access import Role
from goldenthread.store import Store, database

PASSWORD = "a-password-for-tests-only"
# who signs in with which role; every one is somebody of the world's staff file, or nobody in it
WHO = {
    Role.SENCO: "w-nadia",
    Role.EHC_COORDINATOR: "w-eli",
    Role.SOCIAL_WORKER: "w-sam",
    Role.THERAPIST: "w-tess",
    Role.TRIAGE_LEAD: "w-jo",
    Role.TEAM_MANAGER: "w-kath",
    Role.DCO: "w-ines",
    Role.LEADER: "",
    Role.ANALYST: "w-ivy",
    Role.INFORMATION_GOVERNANCE: "",
    Role.ADMINISTRATOR: "",
}


def beside(name: str) -> Any:
    """A module, or a folder of them, beside this file."""
    folder = Path(__file__).with_name(name)
    file, inside = (folder / "__init__.py", [str(folder)]) if folder.is_dir() else (folder.with_suffix(".py"), None)
    spec = util.spec_from_file_location(f"web_tests_{name}", file, submodule_search_locations=inside)
    assert spec and spec.loader
    module = sys.modules[spec.name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def world() -> Any:
    """The cast: see its docstring."""
    return beside("world")


@pytest.fixture(scope="session")
def site(world: Any, hurry: Callable[[str], None]) -> Iterator[str]:
    """The address of a prepared database that holds the world and an account for each role.

    In a folder of its own, because pytest shuts its own to the user that the database server runs as under root.
    """
    folder = Path(tempfile.mkdtemp(prefix="golden-thread-web-"))
    store = Store.create(folder / "store", simulated=True)
    given = os.environ.pop("DATABASE_URL", None)
    with database.opened(store) as url:
        from goldenthread import web

        hurry(url)
        web.prepare(url, store)
        _hash_quickly()
        with psycopg.connect(url) as connection:
            world.publish(connection)
        make_accounts(world)
        yield url
        from django.db import connections

        connections["default"].close()
        connections["default"].close_pool()
        connections["owner"].close()
    if given:
        os.environ["DATABASE_URL"] = given
    shutil.rmtree(folder, ignore_errors=True)


def _hash_quickly() -> None:
    """Passwords are hashed slowly on purpose; tests make dozens of accounts and guard nothing."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_accounts(world: Any) -> None:
    """An account for each role, with an address made of the role's name."""
    from goldenthread.web.accounts.models import User

    names = {worker: name for worker, name, *_ in world.PEOPLE}
    for role, worker in WHO.items():
        User.objects.make(
            address(role), names.get(worker, role.says.capitalize()), role.name, PASSWORD, worker_id=worker
        )


def browser(**more: Any) -> Any:
    """A browser-like client that asks this machine by its own address."""
    from django.test import Client

    return Client(headers={"host": "127.0.0.1"}, **more)


def address(role: Role) -> str:
    """The e-mail address of a role's account."""
    return f"{role.name.lower()}@example.org"


_number = itertools.count(1)


@pytest.fixture
def fresh(site: str) -> Iterator[str]:
    """The same database, copied for this test alone: what it writes, no other test sees. Its address, as the owner.

    So is the copy of its log's newest hash, in the store that all of them share.
    """
    from django.conf import settings
    from django.db import connections

    head = settings.STORE.path / "audit.head"
    kept = head.read_bytes()
    name = f"copy_{next(_number)}"
    template = conninfo_to_dict(site)["dbname"]
    shared = connections["default"]
    shared.close()
    shared.close_pool()
    connections["owner"].close()
    _as_server(site, f"create database {name} template {template} strategy file_copy")
    before = shared.settings_dict["NAME"]
    shared.settings_dict["NAME"] = name
    url = make_conninfo(site, dbname=name)
    yield url
    shared.close()
    shared.close_pool()
    shared.settings_dict["NAME"] = before
    _as_server(site, f"drop database {name} with (force)")
    head.write_bytes(kept)


def _as_server(url: str, statement: str) -> None:
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def sign_in(site: str) -> Callable[[Role], Any]:
    """Gives a browser-like client signed in with a role."""
    from goldenthread.web.accounts.models import User

    def signed_in(role: Role) -> Any:
        client = browser()
        client.force_login(
            User.objects.get(email=address(role)), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture
def crowd() -> Callable[[str, int, int], None]:
    """Adds so many children, and so many events about them, to a database: see crowd.py."""

    def add(url: str, children: int, events: int) -> None:
        with psycopg.connect(url) as connection:
            beside("crowd").publish(connection, children, events)

    return add


@pytest.fixture
def stranger(site: str) -> Any:
    """A browser-like client that is not signed in."""
    return browser()


@pytest.fixture
def password() -> str:
    """The password of every account."""
    return PASSWORD


@pytest.fixture
def log(site: str) -> Callable[..., list[dict[str, Any]]]:
    """Reads the audit log of the database in hand, newest first, as its owner."""

    def read(**wanted: Any) -> list[dict[str, Any]]:
        from django.db import connections

        name = connections["default"].settings_dict["NAME"]
        with psycopg.connect(make_conninfo(site, dbname=name), row_factory=psycopg.rows.dict_row) as connection:
            found = connection.execute("select * from audit.entry order by entry_id desc").fetchall()
        return [one for one in found if all(one[key] == value for key, value in wanted.items())]

    return read
