"""The whole site, served as it is to people, and a real browser to walk through it."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import psycopg
import pytest

from goldenthread.store import Store, database

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "artifacts"
WIDTHS = (1280, 640, 320)
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
SERVE = """
import sys
from pathlib import Path
from goldenthread import web
from goldenthread.store import Store
web.serve(Store.open(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]))
"""


def from_unit_tests(name: str) -> Any:
    """A module of the pages' unit tests: the world, or their fixtures."""
    spec = util.spec_from_file_location(f"pages_{name}", ROOT / "tests" / "unit" / "web" / f"{name}.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def world() -> Any:
    """The cast: see tests/unit/web/world."""
    return from_unit_tests("conftest").beside("world")


@pytest.fixture(scope="session")
def database_url() -> Iterator[tuple[str, Store]]:
    """The world in a database of its own, with an account for each role."""
    folder = Path(tempfile.mkdtemp(prefix="golden-thread-journeys-"))
    store = Store.create(folder / "store", simulated=True)
    kept = os.environ.pop("DATABASE_URL", None)
    with database.opened(store) as url:
        _prepare(store, url)
        yield url, store
    if kept:
        os.environ["DATABASE_URL"] = kept
    shutil.rmtree(folder, ignore_errors=True)


def _prepare(store: Store, url: str) -> None:
    """In a process of its own, because a process serves one store only and unit tests may have begun with another."""
    script = f"""
import sys
from pathlib import Path
from importlib import util
import psycopg
from goldenthread import web
from goldenthread.store import Store
web.prepare(sys.argv[2], Store.open(Path(sys.argv[1])))
def module(name):
    spec = util.spec_from_file_location(name, Path({str(ROOT)!r}) / "tests/unit/web" / (name + ".py"))
    found = util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found
pages = module("conftest")
world = pages.beside("world")
with psycopg.connect(sys.argv[2]) as connection:
    world.publish(connection)
pages.make_accounts(world)
import json
from goldenthread.access import Role
from goldenthread.web.pages import pages as declared
def roles(page):
    return [role.name.lower() for role in Role if page.may_see.allows({{role}})]
told = [[page.path, roles(page)] for page in declared().values()]
(Path(sys.argv[1]) / "pages.json").write_text(json.dumps(told))
"""
    subprocess.run([sys.executable, "-c", script, str(store.path), url], check=True)


@pytest.fixture
def declared(database_url: tuple[str, Store]) -> list[tuple[str, list[str]]]:
    """Every declared page: its path, and the names of the roles that may see it."""
    told: list[tuple[str, list[str]]] = json.loads((database_url[1].path / "pages.json").read_text())
    return told


@pytest.fixture(scope="session")
def site(database_url: tuple[str, Store]) -> Iterator[str]:
    """The address of the served site."""
    url, store = database_url
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(store.path), url, str(port)])
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(base, server)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(base: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{base}/accounts/login/", timeout=5)  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    pytest.fail("The server did not answer within a minute.")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser; where there is none, skips loudly, and fails where CI=true."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Journeys must run in CI: there is no chromium.")
        pytest.skip("JOURNEYS NOT WALKED: there is no chromium here.")
    from playwright.sync_api import sync_playwright

    # the browser is driven from a loop in this thread, which Django would take for one of its own for ever after
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def walk(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens a page signed in as a role; ``script=False`` walks without JavaScript, as every task must be possible."""
    contexts = []

    def signed_in(role: str = "", *, width: int = 1280, script: bool = False) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=site, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/accounts/login/")
        if role:
            page.get_by_label("E-mail address").fill(f"{role}@example.org")
            page.get_by_label("Password").fill(from_unit_tests("conftest").PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        return page

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Keeps a picture of the page in hand at each width, for people to look at."""
    PICTURES.mkdir(exist_ok=True)

    def keep(page: Any, name: str) -> None:
        before = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(before)

    return keep


@pytest.fixture
def log(database_url: tuple[str, Store]) -> Callable[[], list[dict[str, Any]]]:
    """Reads the audit log, newest first."""

    def read() -> list[dict[str, Any]]:
        with psycopg.connect(database_url[0], row_factory=psycopg.rows.dict_row) as connection:
            return connection.execute("select * from audit.entry order by entry_id desc").fetchall()

    return read
