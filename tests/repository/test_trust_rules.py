"""The document of the trust rules names every rule, and tests that exist; the page that guards real data agrees."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "trust-rules.md").read_text(encoding="utf-8")
ROWS = [line for line in DOCUMENT.splitlines() if line.startswith("| TL")]
TRUST_PAGE = ROOT / "src" / "goldenthread" / "web" / "intake" / "trust.py"


def test_every_rule_is_there_once_and_in_order() -> None:
    numbers = [int(found[1]) for row in ROWS if (found := re.match(r"\| TL(\d+)", row))]
    assert numbers == list(range(1, 23))


def test_every_rule_names_a_test_that_exists() -> None:
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, row
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{path}::{name}"


def test_what_is_marked_for_real_data_is_what_the_intake_page_asks_for() -> None:
    marked = {found[1] for row in ROWS if "**real data**" in row and (found := re.match(r"\| (TL\d+)", row))}
    calls = [node for node in ast.walk(ast.parse(TRUST_PAGE.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Rule" and isinstance(call.args[0], ast.Constant)
    }
    assert marked == asked
