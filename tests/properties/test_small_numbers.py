"""No hidden count can be worked out from what stands beside it, even by somebody who knows how counts are hidden."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import Any

import pytest

from goldenthread.access.small_numbers import LEAST, hidden
from goldenthread.web.oversight.queries import total_said, week_said

Counts = Sequence[int]
View = Callable[[Any], tuple[Hashable, Sequence[bool]]]


def told(worlds: Iterable[Counts], view: View) -> list[tuple[Hashable, int]]:
    """Every view and place in it where a hidden count can be one number only, over all the worlds that look so."""
    could_be: dict[tuple[Hashable, int], set[int]] = defaultdict(set)
    for world in worlds:
        shown, gone = view(world)
        for place, is_gone in enumerate(gone):
            if is_gone:
                could_be[shown, place].add(world[place])
    return [where for where, values in could_be.items() if len(values) < 2]


def column(counts: Counts) -> tuple[Hashable, Sequence[bool]]:
    """A column of counts with its total, as leaders see both."""
    shown = hidden(counts)
    return (tuple(shown), total_said(shown, "card")), [count is None for count in shown]


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_no_hidden_part_is_told_by_its_total(length: int) -> None:
    assert told(product(range(LEAST + 4), repeat=length), column) == []


def test_the_search_would_find_a_total_that_tells_its_part() -> None:
    def with_total(counts: Counts) -> tuple[Hashable, Sequence[bool]]:
        shown = hidden(counts)
        return (tuple(shown), sum(counts)), [count is None for count in shown]

    assert ((0, None), 3) in [shown for shown, _ in told(product(range(LEAST + 4), repeat=2), with_total)]


def weeks(most_children: int) -> Iterable[tuple[int, int, int]]:
    """Children, owners and the most for one owner, as they can be."""
    for children in range(1, most_children + 1):
        for owners in range(1, children + 1):
            for most in range(-(-children // owners), children - owners + 2):
                yield children, owners, most


@pytest.mark.parametrize("number", [1, 2])
def test_no_hidden_figure_of_a_week_is_told_by_the_others(number: int) -> None:
    def view(world: Counts) -> tuple[Hashable, Sequence[bool]]:
        rows = [world[at : at + 3] for at in range(0, len(world), 3)]
        children = hidden([row[0] for row in rows])
        said = [week_said(shown, *row[1:]) for shown, row in zip(children, rows, strict=True)]
        gone = [one[f"{name}_says"].startswith("too few") for one in said for name in ("children", "owners", "most")]
        return tuple(tuple(one.values()) for one in said), gone

    ways = list(weeks(14 if number == 1 else 8))
    assert told((sum(rows, ()) for rows in product(ways, repeat=number)), view) == []
