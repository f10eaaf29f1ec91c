"""Who is planted in which condition and who is a near miss, so that no child is used twice."""

import numpy as np

from goldenthread.simulator import conditions, truth
from goldenthread.simulator.draws import Flags, Whole, some
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.world import World


class Beds:
    """``planted`` and ``negatives`` by condition; ``touched`` are all children whose events were changed."""

    def __init__(self, world: World) -> None:
        self.world = world
        size = world.people.size
        self.planted = {name: np.zeros(size, dtype=bool) for name in conditions.NAMES}
        self.negatives = {name: np.zeros(size, dtype=bool) for name in conditions.NAMES}
        self.touched = np.zeros(size, dtype=bool)
        self._arising = conditions.find(truth.facts(world))

    def arising(self, condition: str) -> Flags:
        """Who met the condition before anything was planted."""
        return self._arising[condition]

    def wanted(self, condition: str) -> int:
        """How many to plant: what is missing to the number of an area this size, at least a quarter of it, and one."""
        number = self.world.preset.scaled(calibration()["planted"][condition], least=2)
        return max(number - int(self.arising(condition).sum()), -(-number // 4))

    def misses(self, condition: str) -> int:
        """How many near misses: three for each child of the condition's number."""
        number = self.world.preset.scaled(calibration()["planted"][condition], least=2)
        return int(number * calibration()["planted"]["near_misses"])

    def choose(self, rng: np.random.Generator, among: Flags, count: int) -> Whole:
        """``count`` children of ``among`` whom nothing has touched yet; fewer where there are not enough."""
        chosen = some(rng, among & ~self.touched, count)
        self.touched |= chosen
        return np.flatnonzero(chosen)

    def plant(self, condition: str, person: Whole) -> None:
        """Marks children as planted."""
        self.planted[condition][person] = True

    def near(self, condition: str, person: Whole) -> None:
        """Marks children as near misses."""
        self.negatives[condition][person] = True
