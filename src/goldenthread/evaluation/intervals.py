"""How sure a proportion is: exact intervals, because a condition may concern eight children."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

_HALVINGS = 60  # narrows [0, 1] to below 1e-18


@dataclass(frozen=True)
class Interval:
    """A proportion of ``of`` cases, with its exact 95 % interval; ``share`` is None when there are no cases."""

    count: int
    of: int
    share: float | None
    low: float
    high: float


def exact_interval(count: int, of: int, tail: float = 0.025) -> Interval:
    """The Clopper-Pearson interval (Biometrika 26, 1934) for ``count`` successes in ``of`` trials."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is not a proportion.")
    low = 0.0 if count == 0 else _where(lambda p: 1 - _at_most(count - 1, of, p), tail, rising=True)
    high = 1.0 if count == of else _where(lambda p: _at_most(count, of, p), tail, rising=False)
    return Interval(count, of, count / of if of else None, low, high)


def _where(function: Callable[[float], float], level: float, rising: bool) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (function(middle) < level) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(count: int, of: int, p: float) -> float:
    """The chance of at most ``count`` successes in ``of`` trials of chance ``p``."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if count >= of else 0.0
    return min(1.0, sum(exp(_log_chance(k, of, p)) for k in _terms(count, of, p)))


def _terms(count: int, of: int, p: float) -> range:
    """The terms of the sum that are not vanishingly small: within 12 standard deviations of the mean."""
    spread = int(12 * (of * p * (1 - p)) ** 0.5) + 12
    return range(max(0, int(of * p) - spread), min(count, int(of * p) + spread) + 1)


def _log_chance(k: int, of: int, p: float) -> float:
    return lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(p) + (of - k) * log1p(-p)
