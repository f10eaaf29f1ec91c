"""What each child needs, whether or not anybody has noticed: fifteen needs that tend to come together."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.draws import Draws, Flags, Real, Whole
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import Column

KINDS = (
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH", "ADHD", "COMPLEX", "MH",
)  # fmt: skip
# how strongly each need goes with the neurodevelopmental, the cognitive and the psychosocial factor
_LOADINGS = {
    "SPLD": (0.3, 0.4, 0.0), "MLD": (0.2, 0.6, 0.2), "SLD": (0.4, 0.6, 0.0), "PMLD": (0.3, 0.6, 0.0),
    "SEMH": (0.2, 0.0, 0.6), "SLCN": (0.5, 0.4, 0.1), "HI": (0.0, 0.2, 0.0), "VI": (0.0, 0.2, 0.0),
    "MSI": (0.1, 0.4, 0.0), "PD": (0.1, 0.4, 0.0), "ASD": (0.7, 0.2, 0.0), "OTH": (0.2, 0.2, 0.2),
    "ADHD": (0.6, 0.0, 0.3), "COMPLEX": (0.1, 0.5, 0.0), "MH": (0.1, 0.0, 0.7),
}  # fmt: skip
_IN_SCHOOL_TERMS = {"ADHD": "SEMH", "COMPLEX": "OTH", "MH": "SEMH"}
_CENSUS = tuple(kind for kind in KINDS if kind not in _IN_SCHOOL_TERMS)
_ALIKE_IN_FAMILY = 0.4


@dataclass
class Needs:
    """``present`` and ``severity`` are people by KINDS; severity is 0 without the need, 1 when just there."""

    present: Flags
    severity: Real
    noticed_age: Real  # years of age at which it began to show
    weight: Real  # all severities of a person together
    vulnerability: Real  # how hard the family has it, standard normal

    def of(self, kind: str) -> Real:
        """Severity of one need."""
        column: Real = self.severity[:, KINDS.index(kind)]
        return column


def draw(people: People, draws: Draws) -> Needs:
    """Latent needs. Brothers and sisters are alike (.4), boys and poorer families have more; the commonest 30 % of
    liability above a need's threshold make it, so that each has its prevalence."""
    rng = draws("needs")
    told = calibration()["need"]
    families = int(people.family.max()) + 1
    shared = np.sqrt(_ALIKE_IN_FAMILY) * rng.standard_normal((families, 3))[people.family]
    factors = shared + np.sqrt(1 - _ALIKE_IN_FAMILY) * rng.standard_normal((people.size, 3))
    vulnerability = _vulnerability(rng, people, families)
    factors[:, 2] = 0.75 * factors[:, 2] + 0.66 * vulnerability
    own = rng.standard_normal((people.size, len(KINDS)))
    severity = np.zeros_like(own)
    for place, kind in enumerate(KINDS):
        load = np.array(_LOADINGS[kind])
        liability = factors @ load + np.sqrt(max(0.05, 1 - (load**2).sum())) * own[:, place]
        liability = np.round(liability + told["boys"][kind] * 0.45 * people.boy, 5)
        share = told["prevalence"][kind] / 100
        threshold = np.sort(liability)[-max(1, round(share * people.size))]
        severity[:, place] = np.where(liability >= threshold, 1 + 2.2 * (liability - threshold), 0.0)
    noticed = rng.gamma(2.0, 1.6, people.size)
    weight = np.round(np.minimum(severity, 4).sum(axis=1), 6)
    return Needs(severity > 0, severity, noticed, weight, vulnerability)


def _vulnerability(rng: np.random.Generator, people: People, families: int) -> Real:
    of_family = 0.8 * rng.standard_normal(families)[people.family] + 0.35 * rng.standard_normal(people.size)
    score: Real = of_family + 1.3 * (people.deprivation - 0.5)
    return score


def recorded_primary(needs: Needs, holder: Flags, rng: np.random.Generator) -> tuple[Column, Column]:
    """The primary and the second need a school or the council would write down, by the census's list.

    What is recorded is not what is there: autism is under-recorded. The pull of each need is set
    so that the plan holders' primary needs have the published shares.
    """
    told = calibration()["need"]["plans"]
    score = np.zeros((len(holder), len(_CENSUS)))
    for place, kind in enumerate(_CENSUS):
        parts = [needs.of(kind)] + [0.8 * needs.of(other) for other, to in _IN_SCHOOL_TERMS.items() if to == kind]
        score[:, place] = np.maximum.reduce(parts)
    score += rng.gumbel(0, 0.3, score.shape)
    pull = _pull(score[holder], np.array([told[kind] for kind in _CENSUS]))
    order: Whole = np.argsort(-np.round(score + pull, 6), axis=1, kind="stable")
    listed = np.array(_CENSUS, dtype=object)
    return listed[order[:, 0]], listed[order[:, 1]]


def _pull(score: Real, shares: Real) -> Real:
    """What to add to each need's score so that the largest score falls on each in these shares."""
    pull = np.zeros(len(shares))
    wanted = shares / shares.sum()
    for step in range(40):
        had = np.bincount((score + pull).argmax(axis=1), minlength=len(shares)) / max(1, len(score))
        pull += (wanted - had) * 3.0 / (1 + step * 0.1)
    return pull
