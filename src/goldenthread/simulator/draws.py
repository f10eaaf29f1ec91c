"""Chance, made repeatable: one stream of random numbers for each stage, so that adding a stage never shifts another."""

from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


class Draws:
    """The streams of one area: ``draws("people")`` always starts the same stream for the same seed and area."""

    def __init__(self, seed: int, area: int) -> None:
        self._key = (seed, area)

    def __call__(self, stage: str) -> np.random.Generator:
        """A fresh generator for a stage. Philox is counter-based: the same on every machine (Salmon et al. 2011)."""
        word = int.from_bytes(blake2b(stage.encode(), digest_size=8).digest(), "big")
        return np.random.Generator(np.random.Philox(np.random.SeedSequence([*self._key, word])))


def top(among: Flags, count: int, score: Real) -> Flags:
    """Marks exactly ``count`` of ``among`` with the highest scores: margins are exact at every size of area."""
    places = np.flatnonzero(among)
    count = min(count, len(places))
    marked = np.zeros(len(among), dtype=bool)
    order = np.argsort(-np.round(score[places], 9), kind="stable")
    marked[places[order[:count]]] = True
    return marked


def some(rng: np.random.Generator, among: Flags, count: int) -> Flags:
    """Marks exactly ``count`` of ``among`` by chance."""
    return top(among, count, rng.random(len(among)))


def shared_out(total: int, weights: Any) -> Whole:
    """Whole numbers that add up to ``total`` in proportion to ``weights`` (largest remainders)."""
    share = np.asarray(weights, dtype=float)
    exact = share / share.sum() * total
    whole: Whole = np.floor(exact).astype(np.int64)
    short = total - int(whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[:short]] += 1
    return whole


def pick(rng: np.random.Generator, weights: Any, size: int) -> Whole:
    """Positions drawn in proportion to ``weights``."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    places = np.searchsorted(edges, rng.random(size) * edges[-1], side="right")
    return np.asarray(np.minimum(places, len(edges) - 1))


def pick_words(rng: np.random.Generator, words: dict[str, float], size: int) -> Words:
    """Words drawn in proportion to the weight beside each."""
    labels = np.array(list(words), dtype=object)
    return labels[pick(rng, list(words.values()), size)]


def ranks(weights: int, offset: float = 8.0, power: float = 0.9) -> Real:
    """Weights that fall with rank as those of names do (Zipf-Mandelbrot)."""
    return np.asarray(1.0 / (np.arange(weights) + offset) ** power, dtype=np.float64)


def whole_days(rng: np.random.Generator, low: int, high: int, size: int) -> Whole:
    """Whole days, each from ``low`` to ``high`` inclusive equally likely."""
    return rng.integers(low, high + 1, size)
