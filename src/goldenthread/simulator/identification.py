"""What schools have noticed and written down: none, SEN support or a plan, in each of the five school years."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.simulator.dates import YEARS, Timeline, year_group
from goldenthread.simulator.draws import Draws, Whole, top
from goldenthread.simulator.enrolment import NOWHERE, Enrolment
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.plans import Plans
from goldenthread.simulator.schools import Schools
from goldenthread.simulator.settings import Preset, calibration

NONE, SUPPORT, PLAN = 0, 1, 2
CODES = np.array(["N", "K", "E"], dtype=object)
_OTHER_PHASE = {"SPECIAL": 0.0, "AP": 0.10}
_LOST_AT_TRANSFER = 0.03  # support in Year 6 that Year 7 does not record (defect Q7)


@dataclass
class Provision:
    """``level`` is people by school years, as recorded at each spring census; ``latest`` on the last day."""

    level: NDArray[np.int8]
    latest: NDArray[np.int8]

    def current(self) -> Whole:
        """The level recorded on the last day."""
        return self.latest.astype(np.int64)


def identify(
    people: People, needs: Needs, plans: Plans, enrolment: Enrolment, schools: Schools, preset: Preset, draws: Draws,
    time: Timeline,
) -> Provision:  # fmt: skip
    """Support by exact quota within phase, to those whose needs have shown for longest at schools that notice."""
    rng = draws("identification")
    told = calibration()["sen"]
    noise, unneeded = rng.gumbel(0, 0.55, people.size), rng.random(people.size)
    lost = rng.random(people.size) < _LOST_AT_TRANSFER
    level = np.zeros((people.size, YEARS), dtype=np.int8)
    for place, year in enumerate(time.years):
        on = time.spring_census(year)
        school = enrolment.at(place * 3 + 1)
        shown = np.log1p(np.maximum(0.05, people.age(on) - needs.noticed_age)) * 0.9
        score = needs.weight + shown + schools.notices[school] * 0.5 + noise + 0.25 * people.boy
        score = np.where(unneeded < told["recorded_without_need"] / 100, score + 2.0, score)
        plan = plans.in_force(on)
        column = min(range(len(told["years"])), key=lambda i: abs(told["years"][i] - year - 1))
        for phase in ("PRIMARY", "SECONDARY", "SPECIAL", "AP"):
            here = (school != NOWHERE) & (schools.phase[school] == phase)
            share = _OTHER_PHASE.get(phase)
            rate = told[f"support_{phase.lower()}"][column] / 100 if share is None else share
            level[top(here & ~plan, round(rate * int(here.sum())), score), place] = SUPPORT
        if place:
            first_year = year_group(people.born, year) == 7
            level[first_year & lost & (level[:, place - 1] == SUPPORT), place] = NONE
        level[plan, place] = PLAN
    latest = np.where(plans.in_force(time.as_of), PLAN, level[:, -1]).astype(np.int8)
    return Provision(level, latest)
