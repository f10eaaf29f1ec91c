"""A child's id stays: unchanged input, new rows, two that become one, one that was two, and what people decided."""

from datetime import date
from pathlib import Path

import pytest
from tests.unit.linkage.crowd import AS_OF, Row, crowd, engine, person

from goldenthread.engine import DuckDBEngine
from goldenthread.linkage import link
from goldenthread.store.ledger import Ledger

ZOE: Row = {"forename": "Zoe", "surname": "Hall", "born": date(2015, 3, 14), "sex": "F", "postcode": "ZZ1 1AA"}
NHS, UPN = "9990000018", "A990200325001"


class House:
    """One store's ledger over several refreshes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = Ledger(folder / "ledger", b"secret")

    def refresh(self, *rows: Row, decisions: list[tuple[str, str, str]] | None = None) -> dict[str, str]:
        """person_key → child_id."""
        self.engine: DuckDBEngine = engine(self.folder, list(rows), decisions)
        link(self.engine, self.ledger, AS_OF)
        return dict(self.engine.rows("select person_key, child_id from link"))

    def table(self, name: str) -> list[tuple[object, ...]]:
        return self.engine.rows(f"select * from {name} order by all")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_same_input_again_changes_nothing_and_writes_nothing(house: House) -> None:
    rows = crowd(5, families=120).rows
    first = house.refresh(*rows)
    kept = {file.name: file.read_bytes() for file in house.ledger.files()}
    tables = {name: house.table(name) for name in ("link", "refusal", "identity", "child_alias", "child_split")}
    assert house.refresh(*reversed(rows)) == first
    assert {file.name: file.read_bytes() for file in house.ledger.files()} == kept
    assert {name: house.table(name) for name in tables} == tables


def test_an_id_says_nothing_and_depends_on_the_secret(tmp_path: Path) -> None:
    made = engine(tmp_path, [person("a|x|1", **ZOE)])
    ids = []
    for secret in (b"one", b"two", b"one"):
        link(made, Ledger(tmp_path / f"ledger{len(ids)}", secret), AS_OF)
        ids += [made.rows("select child_id from link")[0][0]]
    assert ids[0] == ids[2] != ids[1]
    assert "Zoe" not in ids[0]


def test_a_new_source_joins_the_child_that_is_known(house: House) -> None:
    first = house.refresh(person("b|x|1", **ZOE))
    then = house.refresh(person("b|x|1", **ZOE), person("a|x|1", **ZOE, nhs_number=NHS))
    assert set(then.values()) == {first["b|x|1"]}


def test_two_children_that_prove_to_be_one_keep_the_older_id_and_the_other_leads_to_it(house: House) -> None:
    old = {**ZOE, "surname": "Rowe", "postcode": "ZZ2 2BB"}
    first = house.refresh(person("a|x|1", **old))
    first |= house.refresh(person("a|x|1", **old), person("b|x|1", **ZOE))
    assert first["a|x|1"] != first["b|x|1"]
    then = house.refresh(person("a|x|1", **old, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS))
    assert set(then.values()) == {first["a|x|1"]}
    assert house.table("child_alias") == [(first["b|x|1"], first["a|x|1"])]
    assert house.table("child_split") == []


def test_a_child_that_proves_to_be_two_keeps_its_id_where_the_number_is(house: House) -> None:
    first = house.refresh(person("a|x|1", **ZOE), person("b|x|1", **ZOE), person("c|x|1", **ZOE, nhs_number=NHS))
    other = {**ZOE, "forename": "Max", "sex": "M"}
    then = house.refresh(person("a|x|1", **other), person("b|x|1", **other), person("c|x|1", **ZOE, nhs_number=NHS))
    assert len(set(first.values())) == 1
    assert then["c|x|1"] == first["c|x|1"]
    assert then["a|x|1"] == then["b|x|1"] != first["a|x|1"]
    assert house.table("child_split") == [(first["a|x|1"], then["a|x|1"])]
    causes = house.ledger.entries().column("cause").to_pylist()
    assert causes.count("new data") == 2


def test_merged_and_parted_again_every_id_still_leads_somewhere(house: House) -> None:
    old = {**ZOE, "surname": "Rowe", "postcode": "ZZ2 2BB"}
    apart = person("a|x|1", **old), person("b|x|1", **ZOE)
    one = person("a|x|1", **old, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS)
    first = house.refresh(*apart)
    house.refresh(*one)
    then = house.refresh(*apart)
    assert then["a|x|1"] == first["a|x|1"]
    assert then["b|x|1"] not in first.values()
    assert (first["a|x|1"], then["b|x|1"]) in house.table("child_split")
    assert house.refresh(*apart) == then


def test_a_child_whose_rows_were_withdrawn_comes_back_under_its_id(house: House) -> None:
    first = house.refresh(person("a|x|1", **ZOE))
    assert house.refresh() == {}
    assert house.refresh(person("a|x|1", **ZOE)) == first


def test_not_this_child_parts_the_source_at_once_and_for_good(house: House) -> None:
    rows = [person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS), person("c|x|1", **ZOE)]
    first = house.refresh(*rows)
    child = first["a|x|1"]
    apart = [("a|x|1", child, "apart")]
    then = house.refresh(*rows, decisions=apart)
    assert then["b|x|1"] == then["c|x|1"] == child, "the page people look at stays"
    assert then["a|x|1"] != child
    assert house.table("child_split") == [(child, then["a|x|1"])]
    assert house.table("refusal") == [], "nobody is asked again"
    assert "a person decided" in house.ledger.entries().column("cause").to_pylist()
    assert house.refresh(*rows, person("d|x|1", **ZOE), decisions=apart)["d|x|1"] == child
    assert house.refresh(*rows, decisions=apart) == then


def test_a_parting_that_was_undone_leaves_the_child_as_it_was(house: House) -> None:
    rows = [person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS), person("c|x|1", **ZOE)]
    first = house.refresh(*rows)
    parted = house.refresh(*rows, decisions=[("c|x|1", first["a|x|1"], "apart")])
    assert parted["c|x|1"] != parted["a|x|1"]
    assert house.refresh(*rows) == first, "a refresh is handed no decision that was undone"
    assert (parted["c|x|1"], first["a|x|1"]) in house.table("child_alias"), "the id it had meanwhile leads back"
    different = [("c|x|1", "a|x|1", "different"), ("c|x|1", "b|x|1", "different")]
    apart = house.refresh(*rows, decisions=different)
    assert apart["c|x|1"] != apart["a|x|1"], "another decision still parts them"


def test_people_outlive_models_both_ways(house: House) -> None:
    other = {**ZOE, "forename": "Max", "surname": "Gray", "born": date(2011, 1, 5)}
    rows = person("a|x|1", **ZOE), person("b|x|1", **ZOE), person("c|x|1", **other)
    found = house.refresh(*rows, decisions=[("a|x|1", "b|x|1", "different"), ("c|x|1", "a|x|1", "same")])
    assert found["a|x|1"] == found["c|x|1"] != found["b|x|1"]
    assert house.engine.rows("select how, says from link where how = 'PERSON'") == [("PERSON", "a person decided")]
    assert house.table("refusal") == []


def test_the_later_of_two_decisions_holds(house: House) -> None:
    rows = person("a|x|1", **ZOE), person("b|x|1", **ZOE)
    found = house.refresh(*rows, decisions=[("a|x|1", "b|x|1", "different"), ("b|x|1", "a|x|1", "same")])
    assert found["a|x|1"] == found["b|x|1"]


def test_a_decision_about_an_id_that_became_another_follows_it(house: House) -> None:
    old = {**ZOE, "surname": "Rowe", "postcode": "ZZ2 2BB"}
    first = house.refresh(person("a|x|1", **old))
    first |= house.refresh(person("a|x|1", **old), person("b|x|1", **ZOE))
    rows = person("a|x|1", **old, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS)
    house.refresh(*rows)
    then = house.refresh(*rows, decisions=[("a|x|1", first["b|x|1"], "apart")])
    assert then["a|x|1"] != then["b|x|1"] == first["a|x|1"]


def test_together_again_undoes_not_this_child(house: House) -> None:
    rows = person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS)
    child = house.refresh(*rows)["a|x|1"]
    decisions = [("a|x|1", child, "apart")]
    house.refresh(*rows, decisions=decisions)
    then = house.refresh(*rows, decisions=[*decisions, ("a|x|1", "b|x|1", "same")])
    assert set(then.values()) == {child}
