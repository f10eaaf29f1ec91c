"""What holds for every page as it is written: nothing turns escaping off, nothing is inline, no page knows a model."""

import hashlib
import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "src" / "goldenthread" / "web"
TEMPLATES = sorted(WEB.rglob("*.jinja"))
PAGES = sorted(WEB.glob("*/pages/*.py"))


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
