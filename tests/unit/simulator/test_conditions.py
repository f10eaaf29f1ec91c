"""The six conditions are there, with near misses; the joined files show them, and no single view does."""

from pathlib import Path

import pytest
from tests.unit.simulator import oracle, reading

from goldenthread.simulator import EffectError, SettingsError, simulate

_NAMES = ("T03", "T07", "T10", "T17", "T23", "T26")
# children of each condition in a whole area; a town is 12 % of one
_NUMBER = {"T03": 260, "T07": 65, "T10": 70, "T17": 35, "T23": 140, "T26": 8}


def _people(out: Path, table: str, condition: str) -> set[str]:
    return {row[1] for row in reading.truth(out, table) if row[0] == condition}


def _true(out: Path, delivered: bool = False) -> dict[str, set[str]]:
    rows = reading.truth(out, "conditions")
    return {name: {r[1] for r in rows if r[0] == name and (r[3] if delivered else r[2])} for name in _NAMES}


@pytest.mark.parametrize("name", _NAMES)
def test_each_condition_has_its_children_and_near_misses(town: Path, name: str) -> None:
    true, planted, near = _true(town)[name], _people(town, "planted", name), _people(town, "negatives", name)
    assert planted
    assert planted <= true, "what is planted meets the definition"
    assert abs(len(true) - 0.12 * _NUMBER[name]) <= max(2, 0.12 * 0.12 * _NUMBER[name])
    assert len(near) >= 2 * len(true)
    assert not near & true


@pytest.mark.parametrize("area", ["tiny", "town"])
def test_the_joined_files_show_exactly_what_the_truth_calls_delivered(
    area: str, request: pytest.FixtureRequest
) -> None:
    out = request.getfixturevalue(area)
    delivered = _true(out, delivered=True)
    with reading.joined(out) as connection:
        for name, sql in oracle.JOINED.items():
            assert oracle.people(connection, sql) == delivered[name], name


def test_the_joined_files_find_each_condition_and_no_single_view_does(town: Path) -> None:
    true = _true(town)
    with reading.joined(town) as connection:
        for name, sql in oracle.JOINED.items():
            assert oracle.f1(oracle.people(connection, sql), true[name]) > 0.9, name
            for view, single in oracle.SINGLE[name].items():
                assert oracle.f1(oracle.people(connection, single), true[name]) < 0.55, (name, view)


def test_adopted_children_have_two_identities_that_share_no_number(town: Path) -> None:
    with reading.joined(town) as connection:
        paths = reading.files(town, "ssd_permanence.csv")
        reading._table(connection, town, "permanence", paths)
        before = oracle.people(
            connection, "select person from permanence where perm_permanence_order_type = 'Adoption'"
        )
    people = {row[0]: dict(zip(_PEOPLE, row, strict=True)) for row in reading.truth(town, "people")}
    assert len(before) >= 2
    for person in before:
        old = people[person]
        alike = [
            p for p in people.values() if p["born"] == old["born"] and p["sex"] == old["sex"] and p["person"] != person
        ]
        assert alike
        assert all(other["nhs_number"] != old["nhs_number"] for other in alike)


_PEOPLE = (
    "person", "twin_of", "ethnicity_group", "ethnicity", "family", "born", "sex", "surname", "forename", "postcode",
    "deprived", "nhs_number", "upn",
)  # fmt: skip


def test_unknown_settings_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no preset 'village'.*tiny, town, area"):
        simulate("village", 1, tmp_path)
    with pytest.raises(SettingsError, match=r"no error level 'awful'.*mild, realistic, stress"):
        simulate("tiny", 1, tmp_path, errors="awful")
    with pytest.raises(EffectError, match="no effect 'E99'"):
        simulate("tiny", 1, tmp_path, without=("E99",))
    with pytest.raises(EffectError, match="E04 cannot be left out, because no effect is planted"):
        simulate("tiny", 1, tmp_path, without=("E04",))
    assert not list(tmp_path.iterdir()), "nothing is written when nothing can be made"


def test_worse_files_hold_more_mistakes_about_the_same_children(tmp_path: Path) -> None:
    counts = {}
    for level in ("mild", "stress"):
        simulate("tiny", 6, tmp_path / level, errors=level)
        counts[level] = len(reading.truth(tmp_path / level, "errors"))
    people = [reading.truth(tmp_path / level, "people") for level in counts]
    assert people[0] == people[1]
    assert counts["stress"] > 5 * counts["mild"]
