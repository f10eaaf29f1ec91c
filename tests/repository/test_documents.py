"""What documents say of the code is so: links lead somewhere, commands exist, words are in the code, counts hold."""

import re
from pathlib import Path

import pytest

from goldenthread.extracts import extracts
from goldenthread.extracts._reference import reference
from goldenthread.pathways import pathways
from goldenthread.signals import signals

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goldenthread"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE = sorted(path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
RETURNS = {"school_census", "sen2", "ssd"}
IN_WORDS = {11: "Eleven", 16: "sixteen", 18: "Eighteen", 19: "Nineteen"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def words() -> list[list[str]]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return rows[1:]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_are_those_of_the_command_line(document: Path) -> None:
    told = (SOURCE / "cli" / "__init__.py").read_text(encoding="utf-8")
    commands = set(re.findall(r'_command\(commands, "(\w+)"', told))
    assert commands
    named = re.findall(r"(?:^|`)goldenthread (\w+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= commands


def test_no_code_refers_to_a_document_that_is_not_here() -> None:
    here = {path.name for path in DOCUMENTS} | {"<name>.md"}
    for path in CODE:
        named = set(re.findall(r"[\w<>-]+\.md\b", path.read_text(encoding="utf-8")))
        assert named <= here, path


def test_the_glossary_is_in_order_and_says_each_word_once() -> None:
    told = [row[0] for row in words()]
    assert told == sorted(set(told), key=str.casefold)


@pytest.mark.parametrize("row", words(), ids=lambda row: row[0])
def test_a_word_of_the_glossary_is_in_the_code(row: list[str]) -> None:
    assert len(row) == 3, row
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*") if p.suffix in (".py", ".sql"))
    for told in re.findall(r"`([^`]+)`", row[2]):
        part = told.rstrip("/").split(".")[-1]
        assert re.search(rf"\b{part}\b", code), told


def test_what_is_counted_in_words_is_counted_right() -> None:
    assert set(extracts()) >= RETURNS
    templates = IN_WORDS[len(extracts()) - len(RETURNS)]
    assert f"{templates} plain templates" in (ROOT / "README.md").read_text(encoding="utf-8")
    changes = re.sub(r"\s+", " ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert f"**Extracts.** {IN_WORDS[len(extracts())]}" in changes and f"{templates} plain templates" in changes
    assert f"**Pathways.** {IN_WORDS[len(pathways())]} clocks" in changes
    assert f"**Signs.** {IN_WORDS[len(signals())]}," in changes


def test_decisions_have_their_four_parts() -> None:
    for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^Date: \d{4}-\d\d-\d\d · Status: (accepted|superseded by \d{4})$", text, re.MULTILINE), path
        assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path


def test_the_column_reference_is_fresh() -> None:
    fresh = (ROOT / "docs" / "files.md").read_text(encoding="utf-8") == reference()
    assert fresh, "run: make docs"
