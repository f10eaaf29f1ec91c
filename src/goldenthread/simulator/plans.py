"""EHC plans: who holds one, since when and until when, in the numbers the council returned each January."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.simulator.dates import Timeline, day
from goldenthread.simulator.draws import Draws, Flags, Real, Whole, shared_out, top
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import Preset, by_year, calibration
from goldenthread.simulator.tables import NO_DATE, no_dates

_JANUARY_CENSUS = 16  # the day in January by which the published counts are taken
_EARLIEST = 2  # years of age below which hardly a plan is made


@dataclass
class Plans:
    """Day the final plan was issued and day it ceased, by person; NO_DATE without one."""

    issued: Whole
    ceased: Whole

    def in_force(self, on: int) -> Flags:
        """Who holds a plan on a day."""
        held: Flags = (self.issued != NO_DATE) & (self.issued <= on) & ((self.ceased == NO_DATE) | (self.ceased > on))
        return held


def issue(people: People, needs: Needs, preset: Preset, draws: Draws, time: Timeline) -> Plans:
    """Plans in force at the last January, those begun since, and those that ceased in the years before."""
    rng = draws("plans")
    told = calibration()["ehc"]
    last = time.last_year + 1
    january = day(date(last, 1, _JANUARY_CENSUS))
    score = _claim(people, needs, rng)
    holder = _holders(people, score, preset.scaled(by_year(told["in_force"], last)), january)
    issued = _issue_days(people, holder, preset, time, rng)
    plans = Plans(issued, no_dates(people.size))
    _newest(plans, people, score, preset, time, rng)
    _ceased(plans, people, score, preset, time, rng)
    return plans


def _claim(people: People, needs: Needs, rng: np.random.Generator) -> Real:
    """Who is likelier to have a plan: the sum of severities, the severest needs most, and boys."""
    severest = needs.of("SLD") + needs.of("PMLD") + 0.5 * needs.of("ASD") + 0.3 * needs.of("SLCN")
    return needs.weight + severest + 0.33 * people.boy + rng.gumbel(0, 0.7, people.size)


def _holders(people: People, score: Real, count: int, on: int) -> Flags:
    """Exactly ``count`` holders, by single year of age as published."""
    age = people.age(on)
    held = np.zeros(people.size, dtype=bool)
    for years, wanted in enumerate(shared_out(count, calibration()["ehc"]["holders_by_age"])):
        held |= top(age == years, int(wanted), score)
    return held


def _issue_days(people: People, holder: Flags, preset: Preset, time: Timeline, rng: np.random.Generator) -> Whole:
    """A day of issue for each holder: the published number of new plans in each of the five years, the rest before."""
    told = calibration()["ehc"]
    began = np.array(told["began_by_age"], dtype=float) + 0.05
    began[:_EARLIEST] = 0
    issued, left = no_dates(people.size), holder.copy()
    for year in range(time.last_year, time.last_year - 5, -1):
        age = np.clip(people.age(day(date(year, 7, 1))), 0, 25)
        before = np.r_[0, np.cumsum(began)][age]  # chance left that it began at a younger age
        eager = np.log(began[age] + 1e-9) - np.log(before + 1e-3) + rng.gumbel(0, 1, people.size)
        chosen = top(left, preset.scaled(by_year(told["new_plans"], year)), eager)
        first, end = day(date(year, 1, 4)), min(day(date(year, 12, 20)), day(date(year + 1, 1, 10)))
        issued[chosen] = rng.integers(first, end, people.size)[chosen]
        left &= ~chosen
    return np.where(left, _earlier(people, began, time, rng), issued)


def _earlier(people: People, began: Real, time: Timeline, rng: np.random.Generator) -> Whole:
    """A day before the five years, at an age from the published list that the person had already reached."""
    newest = day(date(time.last_year - 4, 1, 1)) - 5
    oldest_age = np.clip(people.age(newest), _EARLIEST, 25)
    edges = np.cumsum(began)
    draw = rng.random(people.size) * edges[oldest_age]
    age = np.minimum(np.searchsorted(edges, draw, side="right"), oldest_age)
    at = people.born + np.floor(365.25 * (age + rng.random(people.size))).astype(np.int64)
    return np.minimum(at, newest)


def _newest(
    plans: Plans, people: People, score: Real, preset: Preset, time: Timeline, rng: np.random.Generator
) -> None:
    """Plans issued between the last January and the last day, at the year's pace."""
    year = time.last_year + 1
    first = day(date(year, 1, _JANUARY_CENSUS)) + 1
    share = max(0, time.as_of - first) / 365
    count = preset.scaled(by_year(calibration()["ehc"]["new_plans"], year) * share)
    began = np.array(calibration()["ehc"]["began_by_age"], dtype=float)
    eager = score + np.log(began[np.clip(people.age(first), 0, 25)] + 1e-6)
    chosen = top((plans.issued == NO_DATE) & (people.age(first) >= _EARLIEST), count, eager)
    plans.issued[chosen] = rng.integers(first, max(first + 1, time.as_of - 2), people.size)[chosen]


def _ceased(
    plans: Plans, people: People, score: Real, preset: Preset, time: Timeline, rng: np.random.Generator
) -> None:
    """Young people whose plan ceased in the five years: as many each year as the January counts leave over."""
    told = calibration()["ehc"]
    for year in range(time.last_year - 3, time.last_year + 1):
        balance = (
            by_year(told["in_force"], year) + by_year(told["new_plans"], year) - by_year(told["in_force"], year + 1)
        )
        end = rng.integers(day(date(year, 6, 1)), day(date(year, 12, 15)), people.size)
        age = people.age(day(date(year, 9, 1)))
        leaving = (plans.issued == NO_DATE) & (age >= 16) & (age <= 25)
        chosen = top(leaving, preset.scaled(max(0, balance)), score + 0.6 * (age >= 18))
        newest = day(date(time.last_year - 4, 1, 1)) - 40
        begun = people.born + rng.integers(365 * 4, 365 * 15, people.size)
        plans.issued[chosen] = np.minimum(begun, newest)[chosen]
        plans.ceased[chosen] = end[chosen]
