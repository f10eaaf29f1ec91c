"""What must not change who is joined: order of rows, names of sources, letter case, strangers, a source sent again.

And the mutation check: each guard, switched off, lets a wrong pair through that it stops.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.linkage.crowd import AS_OF, Crowd, Row, crowd, engine, person, score

from goldenthread.linkage import guards, link, scoring
from goldenthread.linkage.closeness import close, slips
from goldenthread.linkage.guards import Unit
from goldenthread.linkage.parameters import PARAMETERS
from goldenthread.linkage.resolve import Edge, resolve
from goldenthread.store.ledger import Ledger

Partition = set[frozenset[str]]


def partition(folder: Path, rows: list[Row]) -> Partition:
    """The persons that are one child, child by child."""
    made = engine(folder, rows)
    link(made, Ledger(folder / "ledger", b"secret"), AS_OF)
    groups: dict[str, set[str]] = defaultdict(set)
    for key, child_id in made.rows("select person_key, child_id from link"):
        groups[child_id].add(key)
    return {frozenset(keys) for keys in groups.values()}


@pytest.fixture(scope="module")
def people() -> Crowd:
    return crowd(11, families=150, noise=1.5)


@pytest.fixture(scope="module")
def before(people: Crowd, tmp_path_factory: pytest.TempPathFactory) -> Partition:
    return partition(tmp_path_factory.mktemp("before"), people.rows)


def shouted(row: Row) -> Row:
    return {**row, **{name: row[name].upper() for name in ("forename", "surname") if row[name]}}


def renamed(row: Row) -> Row:
    """The source's name and its keys changed so that the keys sort another way round."""
    turned = "".join(chr(219 - ord(letter)) if letter.islower() else letter for letter in row["person_key"])
    return {**row, "person_key": turned, "system": f"z{row['system']}", "source": f"z{row['source']}"}


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: random.Random(3).sample(rows, len(rows)),
        lambda rows: [shouted(row) for row in rows],
        lambda rows: [
            {**row, "postcode": row["postcode"] and row["postcode"].replace(" ", "").lower()} for row in rows
        ],
        lambda rows: rows + rows,
        lambda rows: rows + [person(f"zz|s|{n}", surname="Qqqq", forename=f"Q{n}") for n in range(30)],
    ],
)
def test_what_must_not_matter_does_not(
    people: Crowd, before: Partition, tmp_path: Path, change: Callable[[list[Row]], list[Row]]
) -> None:
    after = {
        frozenset(key for key in keys if not key.startswith("zz|")) for keys in partition(tmp_path, change(people.rows))
    }
    assert after - {frozenset()} == before


def test_the_names_of_sources_do_not_matter(people: Crowd, before: Partition, tmp_path: Path) -> None:
    back = {renamed(row)["person_key"]: row["person_key"] for row in people.rows}
    after = partition(tmp_path, [renamed(row) for row in people.rows])
    assert {frozenset(back[key] for key in keys) for keys in after} == before


def test_a_source_left_out_and_sent_again_changes_nothing(people: Crowd, before: Partition, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger", b"secret")
    found = []
    for rows in (people.rows, [row for row in people.rows if row["system"] != "care"], people.rows):
        made = engine(tmp_path, rows)
        link(made, ledger, AS_OF)
        found.append(dict(made.rows("select person_key, child_id from link")))
    assert found[0] == found[2]


@pytest.mark.parametrize(("seed", "noise"), [(101, 1.0), (102, 1.0), (103, 1.0), (104, 2.0), (105, 2.0)])
def test_the_worst_of_several_draws_is_good_enough(tmp_path: Path, seed: int, noise: float) -> None:
    drawn = crowd(seed, families=400, noise=noise)
    made = drawn.engine(tmp_path)
    link(made, Ledger(tmp_path / "ledger", b"secret"), AS_OF)
    found = score(made, drawn)
    assert found.precision >= 0.999, found
    assert found.recall >= (0.985 if noise == 1.0 else 0.975), found
    assert found.unshared >= (0.98 if noise == 1.0 else 0.96), found
    assert found.twins_false == 0, found


@pytest.mark.parametrize("rates", [{"day_month": 1.0}, {"first_january": 0.5}, {"swapped_names": 0.5}, {"moved": 0.6}])
def test_sources_at_their_worst_cost_recall_and_not_precision(tmp_path: Path, rates: dict[str, float]) -> None:
    drawn = crowd(7, families=300, **rates)
    made = drawn.engine(tmp_path)
    link(made, Ledger(tmp_path / "ledger", b"secret"), AS_OF)
    found = score(made, drawn)
    assert found.precision >= 0.998, found
    assert found.recall >= 0.75, found


def unit(**said: object) -> Unit:
    """A unit of one person; the sets that are not named are empty."""
    given = {
        "people": {1}, "sources": {"a"}, "sexes": {"F"}, "sealed": False, "forenames": {"zoe"}, "surnames": {"hall"},
        "borns": {date(2015, 3, 14)}, "postcodes": {"ZZ11AA"}, "keys": {"zoe"}, "given": {"zoe"}, "family": {"hall"},
        "numbers": set(), "nhs": set(), "upns": {}, "barred": set(),
    }  # fmt: skip
    return Unit(**{**given, **said})


ISLA = {"forenames": {"isla"}, "keys": {"isla"}, "given": {"isla"}}
SEEN = (date(2024, 1, 1), date(2025, 1, 1))
# what each guard alone stops: two units that every other guard would let pass
ONLY = {
    guards.DECIDED: (unit(), unit(people={2}, sources={"b"}, barred={1})),
    guards.SEALED: (unit(sealed=True), unit(people={2}, sources={"b"}, surnames={"penrose"}, family={"penrose"})),
    guards.IDENTIFIERS: (unit(nhs={"1"}, numbers={"NHS 1"}), unit(people={2}, sources={"b"}, nhs={"2"})),
    guards.ONE_SOURCE: (unit(), unit(people={2}, postcodes={"ZZ88ZZ"})),
    guards.TWINS: (unit(), unit(people={2}, sources={"b"}, **ISLA)),
    guards.SEX_AND_NAME: (
        unit(sexes={"M"}, borns=set()),
        unit(people={2}, sources={"b"}, borns=set(), **ISLA),
    ),
    guards.REVIEW: (unit(), unit(people={2}, sources={"b"}, borns={date(2014, 3, 14)}, **ISLA)),
}


def test_every_guard_has_a_pair_that_only_it_stops() -> None:
    assert set(ONLY) == {reason for reason, _ in guards.GUARDS}


@pytest.mark.parametrize("reason", ONLY)
def test_without_its_guard_a_wrong_pair_is_joined(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = ONLY[reason]
    assert guards.refuses(left, right) == guards.refuses(right, left) == reason
    monkeypatch.setattr(guards, "GUARDS", tuple(pair for pair in guards.GUARDS if pair[0] != reason))
    assert guards.refuses(left, right) is None


def test_a_rival_twin_that_fits_nearly_as_well_stops_the_link() -> None:
    def units() -> dict[int, Unit]:
        blank = {"forenames": set(), "keys": set(), "given": set()}
        return {1: unit(**blank), 2: unit(people={2}, sources={"b"}), 3: unit(people={3}, sources={"b"}, **ISLA)}

    close_call = [Edge(1500, 1, 2), Edge(1100, 1, 3)]
    assert resolve(units(), close_call, 600).joined == []
    clear = [Edge(1500, 1, 2), Edge(800, 1, 3)]
    assert [(edge.left, edge.right) for edge in resolve(units(), clear, 600).joined] == [(1, 2)]


@pytest.mark.parametrize(("weight", "joined"), [(1000, False), (1200, True)])
def test_a_rare_name_twice_in_one_source_is_one_child_and_a_common_one_is_two(weight: int, joined: bool) -> None:
    left, right = ONLY[guards.ONE_SOURCE]
    assert bool(resolve({1: left, 2: right}, [Edge(weight, 1, 2)], 600).joined) is joined


@given(st.permutations([Edge(900, 1, 2), Edge(900, 2, 3), Edge(900, 1, 3), Edge(700, 3, 4), Edge(650, 2, 4)]))
def test_the_order_of_edges_decides_nothing(edges: list[Edge]) -> None:
    units = {n: unit(people={n}, sources={f"s{n % 3}"}, postcodes={f"ZZ{n % 2}"}) for n in range(1, 5)}
    found = resolve(units, edges, 600)
    expected = resolve(
        {n: unit(people={n}, sources={f"s{n % 3}"}, postcodes={f"ZZ{n % 2}"}) for n in units}, sorted(edges), 600
    )
    assert found.root == expected.root


@given(st.text("abcde", max_size=9), st.text("abcde", max_size=9))
def test_slips_are_a_distance(a: str, b: str) -> None:
    assert slips(a, b) == slips(b, a) <= max(len(a), len(b))
    assert (slips(a, b) == 0) == (a == b)
    assert close(a, b) == close(b, a)


def test_no_comparison_is_untrained_and_every_level_is_a_share() -> None:
    for name, levels in PARAMETERS.levels.items():
        for part in ("m", "u"):
            assert abs(sum(level[part] for level in levels) - 1) < 1e-9, (name, part)
        assert levels[-1]["when"] == "ELSE"
    assert {comparison["output_column_name"] for comparison in scoring.settings()["comparisons"]} == set(
        PARAMETERS.levels
    )
    assert "ethnicity" not in str(scoring.settings())
