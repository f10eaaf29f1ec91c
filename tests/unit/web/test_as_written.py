"""What holds for every page as it is written: nothing turns escaping off, nothing is inline, no page knows a model.

And for the whole program: what people decide is written by their acts alone, and no message leaves.
"""

import ast
import hashlib
import re
from importlib import import_module
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "src" / "goldenthread" / "web"
TEMPLATES = sorted(WEB.rglob("*.jinja"))
PAGES = sorted(WEB.glob("*/pages/*.py"))
CODE = sorted(WEB.parent.rglob("*.py"))
# besides people's acts: the agreement a new area begins with, the demonstration's first week, the trace of an erasure
WRITES_BY_ITSELF = {"store/database.py", "web/accounts/first_week.py", "store/audit.py"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_escapes_everything_and_holds_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", text)
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_a_page_imports_no_model(path: Path) -> None:
    assert not re.search(r"import .*\bmodels\b|\.models import|django\.db", path.read_text())


def test_every_template_can_be_read() -> None:
    from goldenthread.web.components.environment import strict

    environment = strict()
    for path in TEMPLATES:
        environment.get_template(path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix())


def test_style_and_script_of_others_are_what_was_taken_in() -> None:
    folder = WEB / "components" / "static" / "govuk-frontend"
    told = dict(reversed(line.split("  ")) for line in (folder / "VENDORED.txt").read_text().splitlines()[1:])
    for name, digest in told.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    css = (folder / "govuk-frontend.min.css").read_text()
    assert "GDS Transport" not in css and "crest" not in css


def test_what_people_decided_is_written_by_their_acts_alone() -> None:
    """TL7: nothing that works something out can book, close, release or write to anybody."""
    writes = re.compile(r"(insert\s+into|update|delete\s+from|copy)\s+casework\.", re.IGNORECASE)
    found = {str(path.relative_to(WEB.parent)) for path in CODE if writes.search(path.read_text())}
    assert {name for name in found if not re.fullmatch(r"web/\w+/(actions|acting)\.py", name)} == WRITES_BY_ITSELF
    assert len(found) > len(WRITES_BY_ITSELF) + 3, "the acts are found"


def test_no_message_leaves(site: str) -> None:
    """TL17: a message carries no personal data, because none is sent."""
    assert import_module("goldenthread.web.settings").EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
    looks_at_its_own_port = WEB / "server.py"  # binds, and connects to nobody
    senders = {"smtplib", "socket", "urllib.request", "http.client", "requests", "httpx", "django.core.mail"}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                named = {name.name for name in node.names} - ({"socket"} if path == looks_at_its_own_port else set())
                assert not named & senders, path
            if isinstance(node, ast.ImportFrom):
                parts = {f"{node.module}.{name.name}" for name in node.names}
                assert not ({str(node.module)} | parts) & senders, path
