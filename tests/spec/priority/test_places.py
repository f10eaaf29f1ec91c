"""Who is first on an owner's list, in examples that are the documentation of the worklist's order."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from goldenthread.engine import DuckDBEngine, check_rule
from goldenthread.priority.levels import LEVELS
from goldenthread.priority.order import PLACE

TODAY = date(2026, 3, 2)
NAMES = {level.number: level.name for level in LEVELS}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    made = DuckDBEngine(tmp_path)
    yield made
    made.close()


def places(engine: DuckDBEngine, cards: list[tuple[str, int, int]], waiting: Collection[str] = ()) -> list[str]:
    """The children of one owner in the order of their places; a card is (child, level, days since anyone acted).

    ``waiting``: those in the backlog.
    """
    facts = [
        {"child_id": child, "holder": "t|o", "oldest": TODAY - timedelta(days=days), "last_acted": None}
        for child, _, days in cards
    ]
    text, day, whole = pa.string(), pa.date32(), pa.int32()
    schema = pa.schema([("child_id", text), ("holder", text), ("oldest", day), ("last_acted", day)])
    engine.attach_arrow("card_fact", pa.Table.from_pylist(facts, schema))
    levels = [
        {"child_id": c, "holder": "t|o", "level": n, "level_name": NAMES[n], "rule": "x", "respond_days": 7}
        for c, n, _ in cards
    ]
    schema = pa.schema(
        [("child_id", text), ("holder", text), ("level", whole), ("level_name", text), ("rule", text),
         ("respond_days", whole)]
    )  # fmt: skip
    engine.attach_arrow("card_level", pa.Table.from_pylist(levels, schema))
    states = [{"child_id": c, "holder": "t|o", "state": "backlog" if c in waiting else "work"} for c, _, _ in cards]
    schema = pa.schema([("child_id", text), ("holder", text), ("state", text)])
    engine.attach_arrow("card_state", pa.Table.from_pylist(states, schema))
    check_rule(PLACE, {t: engine.columns(t) for t in ("card_fact", "card_level", "card_state")}, "order.PLACE")
    return [c for (c,) in engine.rows(f"select child_id from ({PLACE}) order by place")]


def test_a_lower_number_comes_first_and_then_whoever_has_waited_longest(engine: DuckDBEngine) -> None:
    cards = [("Ann", 3, 10), ("Bea", 2, 1), ("Cal", 3, 99), ("Dan", 1, 0)]
    assert places(engine, cards) == ["Dan", "Bea", "Cal", "Ann"]


def test_equals_are_told_apart_by_id_so_that_the_order_is_the_same_each_time(engine: DuckDBEngine) -> None:
    assert places(engine, [("C2", 3, 5), ("C1", 3, 5), ("C3", 3, 5)]) == ["C1", "C2", "C3"]


def test_every_fifth_place_goes_to_the_oldest_of_levels_five_and_six(engine: DuckDBEngine) -> None:
    upper = [(f"U{n}", 3, 100 - n) for n in range(1, 10)]
    lower = [("Five", 5, 30), ("Six", 6, 400), ("Last", 6, 2)]
    ordered = places(engine, upper + lower)
    # four of the upper ones, then the oldest of the lower, whichever level it is; nobody starves
    assert ordered[:10] == ["U1", "U2", "U3", "U4", "Six", "U5", "U6", "U7", "U8", "Five"]
    assert ordered[10:] == ["U9", "Last"]


def test_the_fifth_place_goes_to_a_card_that_is_work_and_not_to_one_that_waits_in_the_backlog(
    engine: DuckDBEngine,
) -> None:
    upper = [(f"U{n}", 3, 100 - n) for n in range(1, 6)]
    ordered = places(engine, [*upper, ("Old", 6, 900), ("New", 6, 3), ("Worst", 2, 500)], waiting=("Old", "Worst"))
    assert ordered == ["U1", "U2", "U3", "U4", "New", "U5", "Worst", "Old"]


def test_where_only_lower_levels_are_left_five_goes_before_six_and_six_still_gets_every_fifth(
    engine: DuckDBEngine,
) -> None:
    fives = [(f"F{n}", 5, 100 - n) for n in range(1, 7)]
    sixes = [("S1", 6, 500), ("S2", 6, 50)]
    assert places(engine, fives + sixes) == ["F1", "F2", "F3", "F4", "S1", "F5", "F6", "S2"]


def test_each_owner_has_a_list_of_their_own(engine: DuckDBEngine) -> None:
    assert places(engine, []) == []
