"""Whoever hangs together by pairs, however long the chain, is one group, named after its smallest member."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.linkage.resolve import components

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=60)


@settings(deadline=None)
@given(PAIRS)
def test_a_group_is_closed_and_named_after_its_smallest(pairs: list[tuple[int, int]]) -> None:
    found = components([left for left, _ in pairs], [right for _, right in pairs])
    assert found.keys() == {member for pair in pairs for member in pair}
    groups = {member: {member} for member in found}
    for left, right in pairs:
        together = groups[left] | groups[right]
        for member in together:
            groups[member] = together
    assert found == {member: min(group) for member, group in groups.items()}


def test_a_long_chain_is_one_group() -> None:
    chain = list(range(1000, 0, -1))
    assert set(components(chain[:-1], chain[1:]).values()) == {1}
