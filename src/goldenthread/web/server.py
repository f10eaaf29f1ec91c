"""Prepares the database for the pages and serves them: on this machine's own address unless told otherwise."""

import os
import socket

from goldenthread.store import Store, StoreError

LOCAL = {"127.0.0.1", "localhost", "::1"}
WORKERS, THREADS = 2, 2  # more at once would only get in each other's way on a small machine


def prepare(url: str, store: Store) -> None:
    """Makes the tables of accounts, sessions and sign-in; the pages' role is let use them by store/sql/walls.sql.

    ``url`` is the database of ``store``, as an owner reaches it. Does nothing when that is done. Ready to be called
    before any other use of Django in this process, and again.
    """
    set_up(url, store)
    from django.core.management import call_command

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("createcachetable", database="owner", verbosity=0)


def set_up(url: str, store: Store) -> None:
    """Tells Django which store and which database this process works on.

    Raises StoreError when this process already works on another.
    """
    said = {"GOLDENTHREAD_STORE": str(store.path), "DATABASE_URL": url}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
    import django
    from django.conf import settings

    if settings.configured and settings.STORE.path != store.path:
        raise StoreError(f"This process already serves {settings.STORE.path}; start another for {store.path}.")
    os.environ.update(said)
    django.setup()


def serve(store: Store, url: str, port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serves a prepared store's pages until interrupted, with two workers that answer several people at once.

    Raises StoreError when the address is not this machine's own and no HTTPS stands in front of it.
    """
    if host not in LOCAL and os.environ.get("GOLDENTHREAD_HTTPS") != "1":
        raise StoreError(
            f"Serving on {host} would send children's records over the network in the clear. Put a proxy with a "
            "certificate in front, set GOLDENTHREAD_HTTPS=1 and GOLDENTHREAD_HOSTS to its name, and try again."
        )
    set_up(url, store)
    _granian(port, host)


def check_free(port: int, host: str = "127.0.0.1") -> None:
    """Raises StoreError when nothing can be served at a port, because another program has it or we may not."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server that just stopped is no hindrance
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StoreError(
                f"Nothing can be served at port {port} of {host}: {error.strerror}. "
                "Stop what is there, or give another port: --port (make run PORT=…)."
            ) from error


def let_go() -> None:
    """Closes every connection of this process, the pool's too.

    The workers begin as copies of this process: a connection that is still open would be one for all of them, and one
    person's rows could come out in another's answer.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        getattr(connection, "close_pool")()  # noqa: B009 - PostgreSQL's alone, and not in the stubs


def _granian(port: int, host: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    let_go()
    Granian(
        "goldenthread.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
    ).serve()
