"""Who is joined and who is not: each guard in turn, twins, cousins, stray numbers, adoption, hostile sources."""

from datetime import date
from pathlib import Path

import pytest
from tests.unit.linkage.crowd import AS_OF, Row, engine, person

from goldenthread.linkage import guards, link
from goldenthread.store.ledger import Ledger

ZOE: Row = {"forename": "Zoë", "surname": "O'Brien", "born": date(2015, 3, 14), "sex": "F", "postcode": "ZZ1 1AA"}


def linked(folder: Path, *rows: Row, decisions: list[tuple[str, str, str]] | None = None) -> dict[str, str]:
    """person_key → child_id, after one run on a new ledger."""
    made = engine(folder, list(rows), decisions)
    link(made, Ledger(folder / "ledger", b"secret"), AS_OF)
    return dict(made.rows("select person_key, child_id from link"))


def how(folder: Path, *rows: Row) -> dict[str, tuple[str, str]]:
    """person_key → how and what it says."""
    made = engine(folder, list(rows))
    link(made, Ledger(folder / "ledger", b"secret"), AS_OF)
    return {key: (how, says) for key, how, says in made.rows("select person_key, how, says from link")}


def refused(folder: Path, *rows: Row) -> list[tuple[str, str, str]]:
    """The refusals: left, right, reason."""
    made = engine(folder, list(rows))
    link(made, Ledger(folder / "ledger", b"secret"), AS_OF)
    return made.rows("select left_key, right_key, reason from refusal order by all")


def together(found: dict[str, str], *keys: str) -> bool:
    return len({found[key] for key in keys}) == 1


NHS, OTHER_NHS, UPN, OTHER_UPN = "9990000018", "9990000026", "A990200325001", "B990200325002"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"surname": "OBRIEN", "forename": "ZOE"},
        {"surname": "O Brien"},
        {"surname": "O’Brien-Hall"},
        {"forename": "Zoey"},
        {"forename": "O'Brien", "surname": "Zoë"},
        {"forename": "O'Brien", "surname": "Zooe"},
        {"born": date(2015, 3, 15)},
        {"postcode": "ZZ8 8ZZ"},
        {"surname": "Penrose"},
        {"sex": None},
        {"sex": "M"},
        {"postcode": None},
    ],
)
def test_one_child_told_in_two_ways_is_joined_without_a_number(tmp_path: Path, said: Row) -> None:
    found = linked(tmp_path, person("a|x|1", **ZOE), person("b|x|1", **{**ZOE, **said}))
    assert together(found, "a|x|1", "b|x|1")


@pytest.mark.parametrize(
    "said",
    [
        {"forename": "Max", "sex": "M"},  # a brother born on the same day
        {"forename": "Isla"},  # a sister born on the same day
        {"forename": "Isla", "born": date(2013, 3, 14)},  # a sister
        {"born": date(2013, 5, 14), "postcode": "ZZ8 8ZZ"},  # a cousin of the same name
        {"born": date(2015, 3, 24), "postcode": "ZZ8 8ZZ"},  # and one born in the same month
        {"born": date(2011, 10, 2)},  # the same name in one house, years apart
        {"surname": "Penrose", "postcode": "ZZ8 8ZZ"},
        {"forename": None, "surname": None},  # a source without names
    ],
)
def test_two_children_alike_are_kept_apart(tmp_path: Path, said: Row) -> None:
    found = linked(tmp_path, person("a|x|1", **ZOE), person("b|x|1", **{**ZOE, **said}))
    assert not together(found, "a|x|1", "b|x|1")


def test_the_same_number_joins_what_names_would_not(tmp_path: Path) -> None:
    moved = {**ZOE, "surname": "Penrose", "postcode": "ZZ8 8ZZ", "nhs_number": NHS}
    found = linked(tmp_path, person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **moved))
    assert together(found, "a|x|1", "b|x|1")


def test_a_former_pupil_number_joins(tmp_path: Path) -> None:
    moved = {**ZOE, "postcode": "ZZ8 8ZZ", "surname": "Penrose"}
    rows = person("a|x|1", **ZOE, upn=UPN), person("b|x|1", **moved, upn=OTHER_UPN, former_upn=UPN)
    assert together(linked(tmp_path, *rows), "a|x|1", "b|x|1")


def test_two_nhs_numbers_are_two_children(tmp_path: Path) -> None:
    rows = person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=OTHER_NHS)
    assert refused(tmp_path, *rows) == [("a|x|1", "b|x|1", guards.IDENTIFIERS)]


def test_two_pupil_numbers_are_two_children_when_not_everything_agrees(tmp_path: Path) -> None:
    other = {**ZOE, "surname": "O'Brian"}
    rows = person("a|x|1", **ZOE, upn=UPN), person("b|x|1", **other, upn=OTHER_UPN)
    assert refused(tmp_path, *rows) == [("a|x|1", "b|x|1", guards.IDENTIFIERS)]


def test_a_temporary_pupil_number_is_no_conflict(tmp_path: Path) -> None:
    other = {**ZOE, "surname": "O'Brian"}
    rows = person("a|x|1", **ZOE, upn=UPN), person("b|x|1", **other, upn="H99020032500A")
    assert together(linked(tmp_path, *rows), "a|x|1", "b|x|1")


def test_a_source_that_lists_both_holds_two_children(tmp_path: Path) -> None:
    rows = person("a|x|1", **ZOE), person("a|x|2", **{**ZOE, "surname": "O'Brian", "postcode": "ZZ8 8ZZ"})
    assert refused(tmp_path, *rows) == [("a|x|1", "a|x|2", guards.ONE_SOURCE)]


@pytest.mark.parametrize("said", [{}, {"nhs_number": NHS, "postcode": "ZZ8 8ZZ", "surname": "O'Brian"}])
def test_a_source_may_list_one_child_twice(tmp_path: Path, said: Row) -> None:
    rows = person("a|x|1", **ZOE, nhs_number=NHS), person("a|x|2", **{**ZOE, **said})
    assert together(linked(tmp_path, *rows), "a|x|1", "a|x|2")


def test_twins_across_sources_are_each_joined_to_themselves(tmp_path: Path) -> None:
    max_ = {**ZOE, "forename": "Max", "sex": "M"}
    rows = [person(f"{source}|x|{n}", **who) for source in "abc" for n, who in ((1, ZOE), (2, max_))]
    found = linked(tmp_path, *rows)
    assert together(found, "a|x|1", "b|x|1", "c|x|1")
    assert together(found, "a|x|2", "b|x|2", "c|x|2")
    assert not together(found, "a|x|1", "a|x|2")


def test_triplets_whose_names_are_near_are_left_for_review(tmp_path: Path) -> None:
    names = ("Ayaan", "Ayan", "Rayan")
    rows = [person(f"a|x|{n}", **{**ZOE, "forename": name}) for n, name in enumerate(names)]
    found = linked(tmp_path, *rows, person("b|x|9", **{**ZOE, "forename": "Aayan"}))
    assert len({found[f"a|x|{n}"] for n in range(3)}) == 3


def test_hassan_and_hussain_are_twins_and_not_spellings(tmp_path: Path) -> None:
    hassan, hussain = ({**ZOE, "sex": "M", "forename": name} for name in ("Hassan", "Hussain"))
    found = linked(tmp_path, person("a|x|1", **hassan), person("b|x|1", **hussain))
    assert not together(found, "a|x|1", "b|x|1")


def test_two_long_names_that_share_a_part_are_two_names(tmp_path: Path) -> None:
    one, two = ({**ZOE, "sex": "M", "forename": f"Muhammad {second}"} for second in ("Ali", "Bilal"))
    found = linked(tmp_path, person("a|x|1", **one), person("b|x|1", **two), person("c|x|1", **one))
    assert together(found, "a|x|1", "c|x|1")
    assert not together(found, "a|x|1", "b|x|1")


def test_a_twins_number_on_the_wrong_child_never_joins_in_silence(tmp_path: Path) -> None:
    max_ = {**ZOE, "forename": "Max", "sex": "M"}
    rows = (
        person("health|x|1", **ZOE, nhs_number=NHS),
        person("wait|x|1", **ZOE, nhs_number=NHS),
        person("health|x|2", **max_, nhs_number=OTHER_NHS),
        person("school|x|1", **ZOE),
        person("school|x|2", **max_),
        person("camhs|x|2", **max_, nhs_number=NHS),  # the stray one
    )
    found = linked(tmp_path, *rows)
    assert together(found, "health|x|1", "wait|x|1", "school|x|1")
    assert together(found, "health|x|2", "school|x|2", "camhs|x|2")
    assert not together(found, "health|x|1", "health|x|2")


def test_a_number_of_a_child_alike_only_in_first_name_is_refused(tmp_path: Path) -> None:
    other = {**ZOE, "surname": "Hall", "born": date(2009, 9, 9), "postcode": "ZZ8 8ZZ"}
    rows = person("a|x|1", **ZOE, nhs_number=NHS), person("b|x|1", **other, nhs_number=NHS)
    assert refused(tmp_path, *rows) == [("a|x|1", "b|x|1", guards.STRAYED)]


def test_a_masked_number_joins_nobody(tmp_path: Path) -> None:
    surnames = ["Hall", "Rowe", "Mills", "Shaw", "Gray", "Stone", "Ward", "Hill", "Cook", "Moore", "Fox", "Reid"]
    rows = [
        person(f"a|x|{n}", forename=f"Ava{n}", surname=surname, born=date(2010, 1 + n, 9), nhs_number=NHS)
        for n, surname in enumerate(surnames)
    ]
    assert len(set(linked(tmp_path, *rows).values())) == len(surnames)


def test_a_school_that_types_its_own_postcode_for_all(tmp_path: Path) -> None:
    at_school = [
        person(f"school|s|{n:03d}", forename=name, surname=surname, born=date(2005 + n % 12, 1 + n % 12, 2 + n % 27),
               sex="F", postcode="ZZ5 5ZZ")
        for n, (name, surname) in enumerate(
            (name, surname)
            for name in ["Ava", "Isla", "Lily", "Ivy", "Rosie", "Evie", "Freya", "Grace", "Ella", "Daisy"]
            for surname in ["Hall", "Rowe", "Mills", "Shaw", "Gray", "Stone", "Ward", "Hill", "Cook"]
        )
    ]  # fmt: skip
    at_home = [
        {**row, **person(f"health|h|{n:03d}"), "postcode": f"ZZ1 {n % 9}A{'ABDEFGHJLN'[n // 9]}"}
        for n, row in enumerate(at_school)
    ]
    found = linked(tmp_path, *at_school, *at_home)
    assert all(together(found, f"school|s|{n:03d}", f"health|h|{n:03d}") for n in range(90))
    assert len(set(found.values())) == 90


def test_birth_dates_of_the_first_of_january_prove_little(tmp_path: Path) -> None:
    default = date(2015, 1, 1)
    rows = (
        person("a|x|1", **ZOE),
        person("b|x|1", **{**ZOE, "born": default}),
        person("b|x|2", **{**ZOE, "forename": "Freya", "surname": "Hall", "born": default}),
    )
    found = linked(tmp_path, *rows)
    assert together(found, "a|x|1", "b|x|1")
    assert not together(found, "a|x|1", "b|x|2")


def test_a_whole_source_with_day_and_month_the_other_way_round(tmp_path: Path) -> None:
    born = date(2015, 3, 4)
    rows = person("a|x|1", **{**ZOE, "born": born}), person("b|x|1", **{**ZOE, "born": date(2015, 4, 3)})
    assert together(linked(tmp_path, *rows), "a|x|1", "b|x|1")


def test_a_child_not_yet_born_is_joined_to_nobody(tmp_path: Path) -> None:
    unborn = {"forename": None, "surname": "O'Brien", "expected": date(2025, 9, 1), "postcode": "ZZ1 1AA"}
    found = linked(tmp_path, person("a|x|1", **unborn, nhs_number=NHS), person("b|x|1", **ZOE, nhs_number=NHS))
    assert not together(found, "a|x|1", "b|x|1")


def adopted() -> list[Row]:
    """Before and after: new surname, new numbers; the same first name, birth date and address."""
    before = {**ZOE, "surname": "Hall"}
    after = {**ZOE, "surname": "Penrose"}
    return [
        person("care|x|1", **before, upn=UPN, sealed=True),
        person("school|x|1", **before, upn=UPN),
        person("health|x|1", **before, nhs_number=NHS),
        person("school|y|2", **after, upn=OTHER_UPN),
        person("health|x|2", **after, nhs_number=OTHER_NHS),
        person("camhs|x|2", **after),
    ]


@pytest.mark.parametrize("care", [{"upn": UPN}, {"upn": None}, {"upn": None, "postcode": "ZZ9 9ZZ"}])
def test_an_identity_severed_by_adoption_is_never_joined_to_the_new_one(tmp_path: Path, care: Row) -> None:
    rows = adopted()
    rows[0].update(care)
    before, after = {"care|x|1", "school|x|1", "health|x|1"}, {"school|y|2", "health|x|2", "camhs|x|2"}
    found = linked(tmp_path, *rows)
    assert {found[key] for key in before}.isdisjoint(found[key] for key in after)
    assert together(found, *sorted(before)), "the old identity hangs together"


def test_a_severed_identity_is_in_no_list_of_refusals(tmp_path: Path) -> None:
    assert not [keys for *keys, _ in refused(tmp_path, *adopted()) if "care|x|1" in keys]


@pytest.mark.parametrize(
    ("first", "second", "how_", "says"),
    [
        ({"nhs_number": NHS}, {"nhs_number": NHS}, "D1", "same NHS number"),
        ({"upn": UPN}, {"upn": UPN}, "D2", "same pupil number"),
        ({"uln": "9990000018"}, {"uln": "9990000018"}, "D2", "same learner number"),
        ({"la_child_id": "77"}, {"la_child_id": "77"}, "D3", "same council child id"),
        ({}, {}, "D4", "same name, birth date and postcode"),
        ({}, {"postcode": "ZZ8 8ZZ"}, "SCORE", "same name, birth date; another postcode"),
        ({}, {"surname": "Hall"}, "SCORE", "same first name, birth date, postcode; another surname"),
        (
            {},
            {"forename": "O'Brien", "surname": "Zoë"},
            "SCORE",
            "same names the other way round, birth date, postcode",
        ),
    ],
)
def test_every_link_says_in_plain_words_how_we_know(
    tmp_path: Path, first: Row, second: Row, how_: str, says: str
) -> None:
    told = how(tmp_path, person("a|x|1", **{**ZOE, **first}), person("b|x|1", **{**ZOE, **second}))
    assert told["a|x|1"] == ("SELF", "the first record of this child")
    assert told["b|x|1"] == (how_, says)


def test_ethnicity_joins_and_parts_nobody(tmp_path: Path) -> None:
    rows = [person("a|x|1", **ZOE), person("b|x|1", **{**ZOE, "postcode": "ZZ8 8ZZ"}), person("c|x|1", **ZOE)]
    plain = linked(tmp_path / "1", *rows)
    for row, code in zip(rows, ("WBRI", "BSOM", "AIND"), strict=True):
        row["ethnicity"] = code
    assert linked(tmp_path / "2", *rows) == plain


def test_identity_is_what_most_feeds_agree_on_and_hides_a_restricted_address(tmp_path: Path) -> None:
    rows = (
        person("a|x|1", **ZOE, nhs_number=NHS),
        person("b|x|1", **{**ZOE, "surname": "Obrien", "postcode": "ZZ2 2BB"}, nhs_number=NHS),
        person("c|x|1", **ZOE),
    )
    made = engine(tmp_path, list(rows))
    link(made, Ledger(tmp_path / "ledger", b"secret"), AS_OF)
    columns = "surname, forename, born, sex, postcode, restricted, sources, by_name_only"
    told = made.rows(f"select {columns} from identity")
    assert told == [("O'Brien", "Zoë", date(2015, 3, 14), "F", "ZZ1 1AA", False, 3, 1)]
    restricted = engine(tmp_path, [*rows[:2], {**rows[2], "address_restricted": True}])
    link(restricted, Ledger(tmp_path / "ledger", b"secret"), AS_OF)
    assert restricted.rows("select postcode, restricted from identity") == [(None, True)]


def test_linking_leaves_nothing_behind_in_the_engine(tmp_path: Path) -> None:
    made = engine(tmp_path, [person("a|x|1", **ZOE), person("b|x|1", **{**ZOE, "postcode": "ZZ8 8ZZ"})])
    before = set(made.tables())
    link(made, Ledger(tmp_path / "ledger", b"secret"), AS_OF)
    assert set(made.tables()) - before == {"link", "refusal", "identity", "child_alias", "child_split"}


def test_an_empty_store_has_no_children(tmp_path: Path) -> None:
    assert linked(tmp_path) == {}
