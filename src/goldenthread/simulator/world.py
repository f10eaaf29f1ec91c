"""The whole made-up area as it truly is, before any agency has written a line about it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.simulator import (
    away,
    care,
    checks,
    ehc,
    enrolment,
    exclusions,
    identification,
    needs,
    people,
    plans,
    schools,
    short_breaks,
    waits,
)
from goldenthread.simulator.dates import Timeline, day
from goldenthread.simulator.draws import Draws, Flags, top
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import Column, Table


@dataclass
class World:
    """True people and true events. Nothing here is ever written where the product could read it, but ``truth``."""

    preset: Preset
    draws: Draws
    time: Timeline
    people: people.People
    needs: needs.Needs
    plans: plans.Plans
    schools: schools.Schools
    enrolment: enrolment.Enrolment
    provision: identification.Provision
    first_need: Column
    second_need: Column
    free_meals: Flags
    waits: Table
    ehc: ehc.Ehc
    exclusions: Table
    care: care.Care
    short_breaks: short_breaks.ShortBreaks
    away: away.Away
    checks: Table

    @property
    def on_roll(self) -> Flags:
        """Who is on a state school's roll in the last term."""
        here: Flags = self.enrolment.at(-1) != enrolment.NOWHERE
        return here


def make(preset: Preset, seed: int, as_of: date, area: int = 1) -> World:
    """One area, stage by stage; each stage has its own stream of chance."""
    draws, time = Draws(seed, area), Timeline(day(as_of))
    folk = people.populate(preset, draws, time)
    need = needs.draw(folk, draws)
    plan = plans.issue(folk, need, preset, draws, time)
    school = schools.found(preset, draws)
    roll = enrolment.enrol(folk, need, plan, school, preset, draws, time)
    level = identification.identify(folk, need, plan, roll, school, preset, draws, time)
    holder = plan.in_force(time.spring_census(time.last_year))
    first, second = needs.recorded_primary(need, holder, draws("recorded need"))
    social = care.look_after(folk, need, level, roll, preset, draws, time)
    return World(
        preset, draws, time, folk, need, plan, school, roll, level, first, second, _free_meals(folk, draws),
        waits.refer(folk, need, preset, draws, time), ehc.run(folk, need, plan, preset, draws, time),
        exclusions.exclude(folk, need, roll, level, school, draws, time), social,
        short_breaks.arrange(folk, need, plan, social, preset, draws, time),
        away.place(folk, need, plan, social, roll, school, preset, draws, time), checks.check(folk, draws, time),
    )  # fmt: skip


def _free_meals(folk: people.People, draws: Draws) -> Flags:
    """The published share of families, the poorer first."""
    rng = draws("free meals")
    families = int(folk.family.max()) + 1
    poor = np.zeros(families)
    poor[folk.family] = folk.deprivation
    of_family = top(np.ones(families, dtype=bool), round(families * calibration()["sen"]["fsm_primary"] / 100),
                    poor + rng.normal(0, 0.45, families))  # fmt: skip
    entitled: Flags = of_family[folk.family]
    return entitled
