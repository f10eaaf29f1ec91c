"""Names for made-up people: drawn by sex, age and origin from pools of ordinary names, common ones more often."""

import numpy as np

from goldenthread.simulator.draws import Flags, Whole, pick, ranks
from goldenthread.simulator.settings import names
from goldenthread.simulator.tables import Column, blank, either

GROUPS = ("WBRI", "EUROPEAN", "SOUTH_ASIAN", "BLACK", "MIXED", "EAST_ASIAN", "ARAB")
_POOLS = {
    "WBRI": "english",
    "EUROPEAN": "european",
    "SOUTH_ASIAN": "south_asian",
    "BLACK": "black",
    "MIXED": "english",
    "EAST_ASIAN": "east_asian",
    "ARAB": "arab",
}


def pool(origin: str, kind: str) -> Column:
    """The names of one origin and kind (boys, girls, surnames), commonest first."""
    listed = list(dict.fromkeys(names()[origin][kind].split()))
    if origin == "english" and kind == "surnames":
        told = names()["english"]
        listed += [a + b for b in told["suffixes"].split() for a in told["prefixes"].split()]
    return np.array(listed, dtype=object)


class Naming:
    """Draws names; one instance for one area, whose stream of chance it uses up in a fixed order."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def surnames(self, family: Whole, step: Flags, group: Column) -> tuple[Column, Column]:
        """Surname now and a surname held before (mostly none). Brothers and sisters share one, stepchildren another."""
        families = int(family.max()) + 1
        group_of_family = np.empty(families, dtype=object)
        group_of_family[family[::-1]] = group[::-1]
        ours, theirs = (self._surnames(group_of_family) for _ in range(2))
        double = self._rng.random(families) < np.where(group_of_family == "WBRI", 0.05, 0.07)
        joined = np.where(double, ours + "-" + theirs, ours)
        surname = np.where(step, theirs[family], joined[family])
        changed = self._rng.random(len(family)) < 0.03
        former = either(changed, either(step, ours[family], theirs[family]), None)
        return surname, either(former == surname, None, former)

    def _surnames(self, group: Column) -> Column:
        return self._drawn(group, "surnames", offset=9.0, power=0.82)

    def _drawn(self, group: Column, kind: str, offset: float, power: float) -> Column:
        drawn = blank(len(group))
        for name in GROUPS:
            listed = pool(_POOLS[name], kind)
            chosen = listed[pick(self._rng, ranks(len(listed), offset, power), len(group))]
            drawn = np.where(group == name, chosen, drawn)
        return drawn

    def forenames(self, boy: Flags, group: Column, age: Whole, twin_of: Whole) -> tuple[Column, Column]:
        """Forename and middle name. Fashions shift with age; twins never share a forename."""
        forename = self._by_sex(boy, group, age)
        spare, other = self._by_sex(boy, group, age), self._by_sex(boy, group, age)
        second = (twin_of >= 0) & (twin_of < np.arange(len(boy)))
        same = np.zeros(len(boy), dtype=bool)
        same[second] = forename[second] == forename[twin_of[second]]
        forename = np.where(same, np.where(spare == forename, other, spare), forename)
        middle = either(self._rng.random(len(boy)) < 0.75, self._by_sex(boy, group, age), None)
        return forename, middle

    def _by_sex(self, boy: Flags, group: Column, age: Whole) -> Column:
        boys, girls = (self._fashion(group, kind, age) for kind in ("boys", "girls"))
        return np.where(boy, boys, girls)

    def _fashion(self, group: Column, kind: str, age: Whole) -> Column:
        """Draws with ranks that slide by three places in ten years of age."""
        drawn = blank(len(group))
        for name in GROUPS:
            listed = pool(_POOLS[name], kind)
            place = pick(self._rng, ranks(len(listed), 14.0, 1.0), len(group))
            drawn = np.where(group == name, listed[(place + age * 3 // 10) % len(listed)], drawn)
        return drawn
