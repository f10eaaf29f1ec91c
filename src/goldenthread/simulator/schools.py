"""The area's schools and colleges, made up: names, numbers, places, and how each tends to act."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator import identifiers
from goldenthread.simulator.draws import Draws, Flags, Real, Whole, top
from goldenthread.simulator.settings import Preset, calibration, names
from goldenthread.simulator.tables import Column

_KIND = {
    "PRIMARY": "Primary School",
    "SECONDARY": "Academy",
    "SPECIAL": "Special School",
    "AP": "Pupil Referral Unit",
    "FE": "College",
    "OTHER": "Residential School",
}
_ESTABLISHMENT = {"PRIMARY": 2001, "SECONDARY": 4001, "SPECIAL": 7001, "AP": 1101, "FE": 8001, "OTHER": 6001}
_COLLEGES, _AWAY = 2, 12


@dataclass
class Schools:
    """One row a school; ``away`` are the ones in other councils' areas that children of this one live at."""

    urn: Column
    name: Column
    phase: Column
    establishment: Whole
    locality: Whole
    postcode: Column
    host: Column
    size: Real  # how many children it draws, relative to others of its phase
    notices: Real  # how well it notices needs, standard normal times .6
    suspends: Real  # how readily it suspends, log-normal about 1
    careless: Flags  # the quarter of schools in which support is mostly not followed up

    def of_phase(self, phase: str) -> Whole:
        """The places of the schools of a phase."""
        return np.flatnonzero(self.phase == phase)

    @property
    def home(self) -> Flags:
        """Schools that lie in the area."""
        here: Flags = self.host == f"LA:{identifiers.COUNCIL}"
        return here


def found(preset: Preset, draws: Draws) -> Schools:
    """The schools of the area, numbered from a range that no real school has."""
    rng = draws("schools")
    counts = {
        "PRIMARY": preset.primary, "SECONDARY": preset.secondary, "SPECIAL": preset.special, "AP": preset.ap,
        "FE": _COLLEGES, "OTHER": _AWAY,
    }  # fmt: skip
    phase = np.repeat(np.array(list(counts), dtype=object), list(counts.values()))
    size = len(phase)
    within = np.concatenate([np.arange(count) for count in counts.values()])
    localities = len(calibration()["population"]["localities"])
    away = phase == "OTHER"
    host = np.where(
        away, [f"LA:{identifiers.HOSTS[n % len(identifiers.HOSTS)]}" for n in range(size)], f"LA:{identifiers.COUNCIL}"
    )
    return Schools(
        urn=np.array([str(identifiers.FIRST_URN + number) for number in range(size)], dtype=object),
        name=_names(rng, phase),
        phase=phase,
        establishment=np.array([_ESTABLISHMENT[kind] for kind in phase]) + within,
        locality=within * localities // np.maximum(1, np.array([counts[kind] for kind in phase])),
        postcode=identifiers.postcodes(np.where(away, 180, rng.integers(0, 150, size)), rng.integers(0, 400, size)),
        host=host.astype(object),
        size=rng.lognormal(0, 0.3, size),
        notices=0.6 * rng.standard_normal(size),
        suspends=rng.lognormal(0, calibration()["schools"]["culture_spread"], size),
        careless=top(
            np.ones(size, bool), round(size * calibration()["schools"]["careless_share"] / 100), rng.random(size)
        ),
    )


def _names(rng: np.random.Generator, phase: Column) -> Column:
    """A different made-up place name for each."""
    told = names()["places"]
    places = [head + tail for head in told["heads"].split() for tail in told["tails"].split()]
    chosen = rng.permutation(len(places))[: len(phase)]
    return np.array([f"{places[c]} {_KIND[kind]}" for c, kind in zip(chosen, phase, strict=True)], dtype=object)
