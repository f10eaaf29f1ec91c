"""The document of the trust rules names every rule, and tests that exist; the page that guards real data agrees."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "trust-rules.md").read_text(encoding="utf-8")
RULES = {found[1]: found[2] for found in re.finditer(r"^## (TL\d+) .+\n((?:(?!## ).*\n)+)", DOCUMENT, re.MULTILINE)}
TRUST_PAGE = ROOT / "src" / "goldenthread" / "web" / "intake" / "trust.py"
STANDS = {"Holds": "hold", "Holds in part": "hold in part", "Not yet": "not yet"}
KNOWN_BY = {"a named person": True, "the store": False}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def stands(rule: str) -> str:
    found = re.match(r"\*\*([\w ]+)\.?\*\*", RULES[rule])
    assert found, f"{rule} does not say how it stands"
    return STANDS[found[1]]


def test_every_rule_is_there_once_and_in_order() -> None:
    assert re.findall(r"^## (TL\d+) ", DOCUMENT, re.MULTILINE) == [f"TL{number}" for number in range(1, 23)]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_names_tests_that_exist(rule: str) -> None:
    named = re.findall(r"^- `(tests/[\w/]+\.py)::(\w+)`$", RULES[rule], re.MULTILINE)
    assert named
    assert len(named) == RULES[rule].count("`tests/"), "each on a line of its own"
    for path, name in named:
        assert name.startswith("test_") and name in names_in(path), f"{path}::{name}"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_does_not_hold_whole_says_what_is_missing(rule: str) -> None:
    assert (stands(rule) == "hold") is ("Missing: " not in RULES[rule])


def test_the_summary_is_that_of_the_rules() -> None:
    told = {stand: set() for stand in STANDS.values()} | {
        found[1]: set(found[2].split(", "))
        for found in re.finditer(r"^\| (hold|hold in part|not yet) \| (.+) \|$", DOCUMENT, re.MULTILINE)
    }
    assert told == {stand: {rule for rule in RULES if stands(rule) == stand} for stand in STANDS.values()}


def asked() -> dict[str, tuple[str, bool, str]]:
    """What the Intake page asks for each rule: the sentence, whether a person confirms it, and what is lacking."""
    calls = [node for node in ast.walk(ast.parse(TRUST_PAGE.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    told = [
        [ast.literal_eval(value) for value in call.args]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Rule"
    ]
    return {rule: (says, confirmed, lacks[0] if lacks else "") for rule, says, confirmed, *lacks in told}


def test_what_is_marked_for_real_data_is_what_the_intake_page_asks_for() -> None:
    assert {rule for rule in RULES if re.match(r"\*\*[\w ]+\.?\*\* · real data\. ", RULES[rule])} == asked().keys()


def test_the_intake_page_asks_in_the_words_of_the_document() -> None:
    rows = re.findall(r"^\| (TL\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", DOCUMENT, re.MULTILINE)
    assert {rule: (says, KNOWN_BY[known], lacks) for rule, says, known, lacks in rows} == asked()


def test_whoever_releases_a_store_is_told_of_every_rule_that_does_not_hold_whole() -> None:
    assert {rule for rule, (_, _, lacks) in asked().items() if lacks} == {
        rule for rule in asked() if stands(rule) != "hold"
    }
