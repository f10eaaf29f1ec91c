"""What every sign owes, whatever it is about: a complete entry in the register, lawful rules, and nothing unfair."""

import dataclasses
import re
from pathlib import Path

import pytest

import goldenthread.signals as folder
from goldenthread.codes import lists
from goldenthread.engine import RuleError
from goldenthread.extracts import extracts
from goldenthread.law import Level, name_of
from goldenthread.records import agency_tables
from goldenthread.signals import Signal, SignalError, signals
from goldenthread.signals._says import forms
from goldenthread.signals._signal import NEVER_A_REASON, check

SIGNS = signals()
SPECS = Path(__file__).parents[1] / "spec" / "signals"
SCORES = re.compile(r"\b(score|risk|points|weight|likelihood|probab\w*|predict\w*|crime|exploit\w*)\b", re.IGNORECASE)
GOOD = SIGNS["stuck_waiting"]


@pytest.mark.parametrize("name", SIGNS)
def test_its_rules_are_portable_and_name_only_what_is_there(name: str) -> None:
    check(name, SIGNS[name])


@pytest.mark.parametrize("name", SIGNS)
def test_its_register_entry_is_complete(name: str) -> None:
    sign = SIGNS[name]
    assert all([sign.title, sign.says, sign.asks, sign.expires, sign.evidence, sign.error_rate, sign.version])
    assert lists()["duty"].meaning(sign.duty), "its owner is the team with a duty of the staff file"
    assert [name_of(provision) for provision in sign.basis]
    assert all(re.fullmatch(r"[PIF]\d+", answer) for answer in sign.answers), "inspectors' findings, by their ids"


@pytest.mark.parametrize("name", SIGNS)
def test_it_needs_tables_that_somebody_sends(name: str) -> None:
    sign = SIGNS[name]
    assert set(sign.needs) <= set(agency_tables())
    assert set(sign.silence) <= {*sign.needs, *extracts()}


@pytest.mark.parametrize("name", SIGNS)
def test_it_needs_every_table_it_reads(name: str) -> None:
    """A table read and not needed would be *no* where nobody has sent it."""
    sign = SIGNS[name]
    read = {record for record in agency_tables() if re.search(rf"\b(from|join) {record}\b", sign.finds)}
    # a review by another name, and a plan that ends the wait for advice: more can only answer
    optional = {("short_break_unreviewed", "care_assessment"), ("stuck_elsewhere", "ehc_plan")}
    assert {(name, record) for record in read - set(sign.needs)} <= optional


@pytest.mark.parametrize("name", SIGNS)
def test_its_sentence_can_be_filled_in(name: str) -> None:
    assert {form for _, form in SIGNS[name].named()} <= forms()


@pytest.mark.parametrize("name", SIGNS)
def test_it_is_a_dated_fact_and_never_a_score_or_a_verdict(name: str) -> None:
    sign = SIGNS[name]
    assert not SCORES.search(f"{name} {sign.title} {sign.says} {sign.asks}")
    assert not SCORES.search(sign.finds)


@pytest.mark.parametrize("name", SIGNS)
def test_who_a_child_is_and_where_it_lives_is_never_a_reason(name: str) -> None:
    assert not set(re.findall(r"[a-z_]+", SIGNS[name].finds + SIGNS[name].unknown)) & NEVER_A_REASON


@pytest.mark.parametrize("name", SIGNS)
def test_it_says_must_only_where_the_law_does(name: str) -> None:
    """Guidance is never shown as a breach of law."""
    if not any(provision.level is Level.MUST for provision in SIGNS[name].basis):
        assert not re.search(r"\b(must|breach|unlawful|illegal)\b", f"{SIGNS[name].title} {SIGNS[name].says}")


@pytest.mark.parametrize("name", SIGNS)
def test_its_page_of_examples_is_there(name: str) -> None:
    drawn = "".join(path.read_text() for path in sorted(SPECS.glob("test_*.py")))
    assert f'"{name}"' in drawn


def test_nothing_that_pages_read_holds_a_score_of_a_child() -> None:
    """TL5: the one weight is that of two records that look alike, and the intake's own people alone read it."""
    published = (Path(folder.__file__).parents[1] / "store" / "sql" / "published.sql").read_text()
    tables = dict(re.findall(r"create table (?:if not exists )?published\.(\w+) \((.*?)\n\)", published, re.DOTALL))
    assert {"child", "concern", "card", "refusal"} <= set(tables)
    scored = {name for name, columns in tables.items() if SCORES.search(re.sub(r"--.*", "", columns).replace("_", " "))}
    assert scored == {"refusal"}


def test_each_condition_is_found_by_one_sign() -> None:
    found = [sign.condition for sign in SIGNS.values() if sign.condition]
    assert sorted(found) == ["T03", "T07", "T10", "T17", "T23", "T26"]


def test_no_two_signs_say_the_same() -> None:
    for part in ("title", "says", "finds"):
        assert len({getattr(sign, part) for sign in SIGNS.values()}) == len(SIGNS)


@pytest.mark.parametrize("owed", folder._signal._OWED)
def test_a_sign_without_a_complete_entry_is_refused(owed: str) -> None:
    empty: object = () if isinstance(getattr(GOOD, owed), tuple) else ""
    with pytest.raises(SignalError, match=owed):
        dataclasses.replace(GOOD, **{owed: empty})


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"domain": "crime"}, "not education, health or care"),
        ({"asks": "See this child."}, "must ask a question"),
        ({"answers": ("F99",)}, "answers 'F99', which law/inspection.py does not hold"),
    ],
)
def test_a_sign_of_the_wrong_shape_is_refused(changed: dict[str, str], says: str) -> None:
    with pytest.raises(SignalError, match=says):
        dataclasses.replace(GOOD, **changed)


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"says": "Since {never_given:date}"}, SignalError, "must give a column 'never_given'"),
        ({"needs": ("crime",)}, SignalError, "not a table"),
        ({"finds": "select child_id, requestd as since from health_wait"}, RuleError, "Did you mean 'requested'"),
        ({"finds": "select child_id, requested from health_wait"}, SignalError, "must give a column 'since'"),
        ({"because": "select child_id, record_id from found"}, RuleError, "no column 'record_id'"),
        (
            {"says": "x", "finds": "select child_id, born as since from child where postcode = 'ZZ1 1ZZ'"},
            SignalError,
            "reads 'postcode'",
        ),
        (
            {"says": "x", "finds": "select child_id, born as since from child as c where coalesce(c.Sex,'U') = 'M'"},
            SignalError,
            "reads 'sex'",
        ),
    ],
)
def test_a_rule_that_is_not_in_order_is_refused(changed: dict[str, object], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        check("made_up", dataclasses.replace(GOOD, **changed))


def test_what_is_read_from_a_sign_in_code_is_a_sign() -> None:
    assert all(isinstance(sign, Signal) for sign in SIGNS.values())
