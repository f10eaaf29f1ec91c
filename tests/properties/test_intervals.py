"""Exact intervals hold the share they estimate and agree with the figures of the published tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.evaluation import exact_interval


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    interval = exact_interval(*counts)
    assert interval.share is not None
    assert 0 <= interval.low <= interval.share <= interval.high <= 1


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # All right: the lower limit is the n-th root of the tail. Half of ten: Clopper and Pearson's own example.
    [(8, 8, 0.025 ** (1 / 8), 1.0), (0, 3000, 0.0, 1 - 0.025 ** (1 / 3000)), (5, 10, 0.1871, 0.8129)],
)
def test_known_intervals(count: int, of: int, low: float, high: float) -> None:
    interval = exact_interval(count, of)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


def test_more_successes_than_trials_is_refused() -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        exact_interval(3, 2)
