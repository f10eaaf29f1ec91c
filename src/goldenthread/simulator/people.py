"""The children and young people of the area: families, brothers and sisters, twins, homes, names and numbers."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator import identifiers
from goldenthread.simulator.dates import Timeline, years_old
from goldenthread.simulator.draws import Draws, Flags, Real, Whole, pick, shared_out, some
from goldenthread.simulator.naming import GROUPS, Naming
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import Column, either, numbered, words

_CODES = {
    "WBRI": ("WBRI", "WBRI", "WBRI", "WIRI"),
    "EUROPEAN": ("WOTH", "WOTH", "WOTH", "WROM"),
    "SOUTH_ASIAN": ("AIND", "APKN", "ABAN", "AOTH"),
    "BLACK": ("BAFR", "BAFR", "BCRB", "BOTH"),
    "MIXED": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "EAST_ASIAN": ("CHNE", "CHNE", "AOTH", "OOTH"),
    "ARAB": ("OOTH", "OOTH", "OOTH", "OOTH"),
}
_OLDEST_IN_FAMILY = 19  # older young people live on their own, many of them students


@dataclass
class People:
    """One row a person; all arrays are of length ``size``. Days are whole numbers, words objects, None not known."""

    born: Whole
    boy: Flags
    family: Whole
    twin_of: Whole  # the place of the other twin, -1 for those who are none
    ethnicity: Column  # DfE code
    group: Column  # one of GROUPS
    surname: Column
    former_surname: Column
    forename: Column
    middle: Column
    small_area: Whole
    locality: Whole
    deprivation: Real  # 0 least to 1 most
    postcode: Column
    old_postcode: Column
    moved: Whole  # the day of the last move
    restricted: Flags
    nhs: Column
    ids: Column

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.born)

    @property
    def minority(self) -> Flags:
        """Whose family is not White British; the agencies' files are wrong about them more often."""
        other: Flags = self.group != "WBRI"
        return other

    @property
    def deprived(self) -> Flags:
        """Who lives in the most deprived fifth."""
        fifth: Flags = self.deprivation >= 0.8
        return fifth

    def age(self, on: int) -> Whole:
        """Completed years on a day; negative before birth."""
        return years_old(self.born, on)


def populate(preset: Preset, draws: Draws, time: Timeline) -> People:
    """The people of the area on the last day, single years of age as the census estimates have them."""
    rng = draws("people")
    age = np.repeat(np.arange(26), shared_out(round(sum(_by_age()) * preset.share), _by_age()))
    size = len(age)
    born = _birthdays(rng, age, time.as_of)
    family, step, twin_of = _families(rng, age)
    paired = twin_of >= 0
    born[paired] = np.maximum(born[paired], born[twin_of[paired]])
    boy = _sexes(rng, twin_of, size)
    group, ethnicity = _origins(draws("ethnicity"), family, size)
    naming = Naming(draws("names"))
    surname, former = naming.surnames(family, step, group)
    forename, middle = naming.forenames(boy, group, age, twin_of)
    home = _Homes(draws("homes"), preset, family, time)
    return People(
        born=born, boy=boy, family=family, twin_of=twin_of, ethnicity=ethnicity, group=group, surname=surname,
        former_surname=former, forename=forename, middle=middle, small_area=home.small_area, locality=home.locality,
        deprivation=home.deprivation, postcode=home.postcode, old_postcode=home.old_postcode, moved=home.moved,
        restricted=home.restricted, nhs=identifiers.nhs_numbers(draws("nhs"), size),
        ids=numbered("P", draws("ids").permutation(size) + 1),
    )  # fmt: skip


def _by_age() -> list[int]:
    told: list[int] = calibration()["population"]["by_age"]
    return told


def _birthdays(rng: np.random.Generator, age: Whole, as_of: int) -> Whole:
    """A birthday for each age that makes it that age on the last day."""
    return as_of - np.floor(age * 365.2425 + 1 + rng.random(len(age)) * 364).astype(np.int64)


def _families(rng: np.random.Generator, age: Whole) -> tuple[Whole, Flags, Whole]:
    """Family of each person, who in it is a stepchild, and twins.

    Places in families are drawn first, each with the age of a child two or three years from the one before; people are
    then put into the places in the order of age, so that every single year of age keeps its count.
    """
    told = calibration()["population"]
    at_home = age <= _OLDEST_IN_FAMILY
    family, target, twin = _places(rng, int(at_home.sum()), told["family_sizes"], told["twin_maternities"] / 100)
    member = np.flatnonzero(at_home)
    placed = member[np.lexsort([rng.random(len(member)), age[member]])]
    order = np.lexsort([family, target])
    family_of = np.full(len(age), -1, dtype=np.int64)
    family_of[placed] = family[order]
    alone = np.flatnonzero(~at_home)
    family_of[alone] = family.max() + 1 + np.arange(len(alone))
    place_of = np.empty(len(placed), dtype=np.int64)
    place_of[order] = placed
    twin_of = np.full(len(age), -1, dtype=np.int64)
    first, second = place_of[np.flatnonzero(twin) - 1], place_of[np.flatnonzero(twin)]
    same = age[first] == age[second]
    twin_of[first[same]], twin_of[second[same]] = second[same], first[same]
    return family_of, _stepchildren(rng, family_of, told["stepfamilies"] / 100), twin_of


def _places(rng: np.random.Generator, count: int, sizes: list[float], twins: float) -> tuple[Whole, Real, Flags]:
    """For each place: its family, the age it wants, whether it is the twin of the place before. Sorted by family."""
    size = pick(rng, sizes, count) + 1
    family = np.repeat(np.arange(count), size)[:count]
    first = np.r_[True, family[1:] != family[:-1]]
    eldest = rng.random(count)[family] * (_OLDEST_IN_FAMILY + 6)
    twin = ~first & np.r_[False, first[:-1]] & (rng.random(count) < twins * 3.3)
    gap = np.where(first | twin, 0.0, 1.2 + rng.gamma(2.2, 0.8, count))
    since = np.cumsum(gap)
    return family, eldest - (since - since[np.maximum.accumulate(np.where(first, np.arange(count), 0))]), twin


def _stepchildren(rng: np.random.Generator, family: Whole, share: float) -> Flags:
    """Who has another surname than most of the family: about half the children of a stepfamily."""
    stepfamily = rng.random(family.max() + 1) < share
    step: Flags = stepfamily[family] & (rng.random(len(family)) < 0.5)
    return step


def _sexes(rng: np.random.Generator, twin_of: Whole, size: int) -> Flags:
    """Boys, 51.2 %; two pairs of twins in three are of one sex."""
    boy = rng.random(size) < 0.512
    alike = rng.random(size) < 0.34
    second = (twin_of >= 0) & (twin_of < np.arange(size))
    boy[second] = np.where(alike[second], boy[twin_of[second]], boy[second])
    return boy


def _origins(rng: np.random.Generator, family: Whole, size: int) -> tuple[Column, Column]:
    """Group by family; in mixed families the children are of mixed ethnicity."""
    told = calibration()["population"]
    families = int(family.max()) + 1
    of_family = pick(rng, told["ethnicity"], families)
    group = words(GROUPS, of_family[family])
    within = pick(rng, [0.55, 0.25, 0.15, 0.05], families)[family]
    code = np.array([_CODES[name][place] for name, place in zip(group, within, strict=True)], dtype=object)
    mixed = some(rng, np.ones(families, dtype=bool), round(families * told["mixed_families"] / 1000))[family]
    return np.where(mixed, "MIXED", group), np.where(mixed, "MOTH", code)


class _Homes:
    """Where each family lives and lived before: a small area, its deprivation, a postcode, the day of the last move."""

    def __init__(self, rng: np.random.Generator, preset: Preset, family: Whole, time: Timeline) -> None:
        told = calibration()["population"]
        areas = max(12, round(told["small_areas"] * preset.share))
        families = int(family.max()) + 1
        poverty = np.sort(rng.random(areas)) * 0.6 + rng.random(areas) * 0.4
        poverty = np.argsort(np.argsort(poverty)) / (areas - 1)
        streets = min(400, max(4, families // (areas * 11)))
        now, before = (rng.integers(0, areas, families) for _ in range(2))
        street, old_street = (rng.integers(0, streets, families) for _ in range(2))
        moves = rng.random(families) < 0.32
        day_moved = rng.integers(time.as_of - 1800, time.as_of - 20, families)
        hidden = rng.random(families) < 0.003
        self.small_area = now[family]
        self.locality = (now * len(told["localities"]) // areas)[family]
        self.deprivation = poverty[now][family]
        self.postcode = identifiers.postcodes(now, street)[family]
        self.old_postcode = either(moves, identifiers.postcodes(before, old_street), None)[family]
        self.moved = np.where(moves, day_moved, 0)[family]
        self.restricted = hidden[family]
