"""Attendance: most pupils miss a little, a small group misses most of it; half-days of the last year, totals before."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from goldenthread.simulator.dates import half_terms, year_group
from goldenthread.simulator.draws import Flags, Real, Whole
from goldenthread.simulator.enrolment import NOWHERE
from goldenthread.simulator.settings import by_year, calibration
from goldenthread.simulator.staff import inset_days
from goldenthread.simulator.tables import Table
from goldenthread.simulator.world import World

# attendance marks; the first stands for "no session". L is kept apart by how late the pupil was
MARKS = (
    "",
    "/",
    "\\",
    "L",
    "L",
    "L",
    "I",
    "M",
    "C",
    "O",
    "G",
    "U",
    "E",
    "C2",
    "B",
    "V",
    "Y4",
    "H",
    "K",
    "D",
    "T",
    "S",
    "R",
    "J1",
)
LATE_MINUTES = {3: 5, 4: 10, 5: 20, 11: 45}
_AM, _PM, _LATE, _ILL, _SUSPENDED, _PART_TIME, _CLOSED, _OLD_CODE = 1, 2, 3, 6, 12, 13, 16, 17
# why a day is missed: illness, appointment, leave, unauthorised, holiday, after the register closed
_REASONS = (_ILL, 7, 8, 9, 10, 11)
_MAIN_SHARES = (0.60, 0.07, 0.06, 0.16, 0.09, 0.02)
_DISENGAGED_SHARES = (0.22, 0.02, 0.04, 0.66, 0.01, 0.05)
_TOTALLED = ("/", "\\", "L", "I", "M", "C", "O", "G", "E")
_SEN_PULL = (0.0, 0.34, 0.24)
_CARE_PULL = 0.75


@dataclass
class Daily:
    """``marks`` is pupils by half-days of the last school year (places in MARKS); a day has two columns."""

    pupil: Whole  # the person of each row
    days: Whole
    marks: NDArray[np.uint8]
    school: NDArray[np.int16]  # pupils by three terms
    term: Whole  # the term of each day


def rates(world: World, place: int) -> tuple[Real, Flags]:
    """Each pupil's chance of missing a half-day in a school year, and who is of the disengaged group.

    Chances are the quantiles of a two-group logit-normal mixture, given out in the order of risk, so that the published
    overall, persistent and severe absence hold at every size of area.
    """
    rng = world.draws("absence risk")
    people = world.people
    level = world.provision.level[:, place].astype(np.int64)
    steady = rng.standard_normal(people.size)
    score = steady + np.array(_SEN_PULL)[level] + _CARE_PULL * world.care.in_need + 0.25 * world.needs.vulnerability
    score = score + 0.45 * world.draws(f"absence {place}").standard_normal(people.size)
    chance, disengaged = np.zeros(people.size), np.zeros(people.size, dtype=bool)
    school = world.enrolment.at(place * 3 + 1)
    told = calibration()["attendance"]
    scale = by_year(told["overall"], world.time.years[place]) / by_year(told["overall"], 2024)
    for phase, fitted in told["fitted"].items():
        here = np.flatnonzero((world.schools.phase[school] == phase) & (school != NOWHERE))
        ordered = here[np.argsort(np.round(score[here], 9), kind="stable")]
        values, split = _mixture(len(ordered), fitted)
        chance[ordered] = np.minimum(0.97, values * np.where(values < 0.5, scale, 1.0))
        disengaged[ordered[split:]] = True
    return np.where(chance == 0, 0.06, chance), disengaged


def _mixture(count: int, fitted: list[float]) -> tuple[Real, int]:
    """The quantiles of the mixture, the main group's first; and where the disengaged begin."""
    share, mean, spread, low_mean, low_spread = fitted
    away = round(share * count)
    main = _quantiles(count - away, mean, spread)
    return np.concatenate([main, _quantiles(away, low_mean, low_spread)]), count - away


def _quantiles(count: int, mean: float, spread: float) -> Real:
    normal = NormalDist(mean, spread)
    logits = np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])
    chances: Real = 1 / (1 + np.exp(-logits))
    return chances


def attend(world: World) -> Daily:
    """The half-days of the last school year up to the last day."""
    rng, time = world.draws("attendance"), world.time
    year = time.last_year
    days = np.concatenate([half.school_days() for half in half_terms(year)])
    days = days[days <= time.as_of]
    term = np.searchsorted([half_terms(year)[n].last for n in (1, 3, 5)], days)
    table = world.enrolment.school[:, -3:]
    taught = year_group(world.people.born, year) >= 0
    pupil = np.flatnonzero((table != NOWHERE).any(axis=1) & taught)
    daily = Daily(pupil, days, np.zeros((len(pupil), 2 * len(days)), dtype=np.uint8), table[pupil], term)
    chance, disengaged = rates(world, 4)
    _ordinary(daily, chance[pupil], disengaged[pupil], rng)
    _part_time(daily, world, rng)
    _suspended(daily, world)
    _closed(daily, world)
    daily.marks[np.repeat(daily.school[:, term] == NOWHERE, 2, axis=1)] = 0
    return daily


def _ordinary(daily: Daily, chance: Real, disengaged: Flags, rng: np.random.Generator) -> None:
    """Days missed and why: mostly whole days, more in winter and before holidays."""
    count, days = len(daily.pupil), len(daily.days)
    season = 0.16 * np.cos((daily.days - 15) * 2 * np.pi / 365.25) - 0.02
    odds = (chance / (1 - chance))[:, None] * np.exp(season)[None, :]
    p = (odds / (1 + odds)).astype(np.float32)
    lot = rng.random((count, days), dtype=np.float32)
    morning = lot < p
    other = rng.random((count, days), dtype=np.float32) < p
    afternoon = np.where(rng.random((count, days), dtype=np.float32) < 0.92, morning, other)
    shares = np.cumsum([_MAIN_SHARES, _DISENGAGED_SHARES], axis=1)[disengaged.astype(int)].astype(np.float32)
    why = rng.random((count, days), dtype=np.float32)
    reason = np.full((count, days), _REASONS[0], dtype=np.uint8)
    for place in range(len(_REASONS) - 1):
        reason = np.where(why > shares[:, place, None], np.uint8(_REASONS[place + 1]), reason)
    late = rng.random((count, days), dtype=np.float32)
    present = np.select(
        [late < 0.008, late < 0.018, late < 0.024], [np.uint8(3), np.uint8(4), np.uint8(5)], np.uint8(_AM)
    )
    present = np.where((late > 0.9955), np.uint8(14), present)
    daily.marks[:, 0::2] = np.where(morning, reason, present)
    daily.marks[:, 1::2] = np.where(afternoon, np.where(reason == 11, np.uint8(9), reason), np.uint8(_PM))


def _part_time(daily: Daily, world: World, rng: np.random.Generator) -> None:
    """Afternoons off on a part-time timetable, for some weeks, of a few pupils with support or a plan."""
    level = world.provision.current()[daily.pupil]
    lot = rng.random(len(daily.pupil))
    start = rng.integers(0, max(1, len(daily.days) - 30), len(daily.pupil))
    length = rng.integers(25, 90, len(daily.pupil))
    part_time = np.flatnonzero((level > 0) & (lot < 0.012))
    for row in part_time.tolist():
        span = slice(2 * start[row] + 1, 2 * (start[row] + length[row]) + 1, 2)
        daily.marks[row, span] = np.where(daily.marks[row, span] == _PM, _PART_TIME, daily.marks[row, span])


def _suspended(daily: Daily, world: World) -> None:
    """E for the half-days of each suspension."""
    rows = world.exclusions
    rows = rows.where((rows["kind"] == "SUSP") & (rows["start"] >= daily.days[0]))
    place = np.full(world.people.size, -1, dtype=np.int64)
    place[daily.pupil] = np.arange(len(daily.pupil))
    known = rows.where(place[rows["person"]] >= 0)
    count = known["sessions"].astype(np.int64)
    pupil = np.repeat(place[known["person"]], count)
    begin = np.repeat(2 * np.searchsorted(daily.days, known["start"]), count)
    offset = np.arange(len(pupil)) - np.repeat(np.cumsum(count) - count, count)
    column = begin + offset
    inside = column < daily.marks.shape[1]
    daily.marks[pupil[inside], column[inside]] = _SUSPENDED


def _closed(daily: Daily, world: World) -> None:
    """No marks on the days a school closes for training; Y4 where one had to close; an old code at one school (Q9)."""
    rng = world.draws("closures")
    shut = inset_days(world)
    schools = np.flatnonzero(np.isin(world.schools.phase, ["PRIMARY", "SECONDARY", "SPECIAL", "AP"])).tolist()
    at = np.repeat(daily.school[:, daily.term], 2, axis=1)
    day_of = np.repeat(daily.days, 2)
    for school in schools:
        for closed in shut[school, world.time.last_year].tolist():
            columns = np.flatnonzero(day_of == closed)
            if len(columns):
                daily.marks[:, columns] = np.where(at[:, columns] == school, 0, daily.marks[:, columns])
    snow = int(rng.choice(schools))
    columns = np.flatnonzero(day_of == daily.days[min(85, len(daily.days) - 1)])
    daily.marks[:, columns] = np.where(
        (at[:, columns] == snow) & (daily.marks[:, columns] > 0), _CLOSED, daily.marks[:, columns]
    )
    old = int(rng.choice(schools))
    holiday = (at == old) & (daily.marks == 10)
    daily.marks[holiday] = _OLD_CODE


def counted_totals(world: World, daily: Daily, place: int, term: int) -> Table:
    """Half-days of a term by code, a row a pupil and code: counted from the last year's marks, drawn for earlier years.

    ``place`` is the school year (0 to 4) and ``term`` 0 to 2 within it.
    """
    codes = np.array(_TOTALLED, dtype=object)
    person, totals = _counted(daily, term) if place == 4 else _drawn(world, place, term)
    row, code = np.nonzero(totals)
    return Table(person=person[row], code=codes[code], sessions=totals[row, code])


def _counted(daily: Daily, term: int) -> tuple[Whole, Whole]:
    columns = np.repeat(daily.term == term, 2)
    marks = daily.marks[:, columns]
    of_mark = [[place for place, mark in enumerate(MARKS) if mark == code] for code in _TOTALLED]
    totals = np.stack([np.isin(marks, places).sum(axis=1) for places in of_mark], axis=1)
    return daily.pupil, totals.astype(np.int64)


def _drawn(world: World, place: int, term: int) -> tuple[Whole, Whole]:
    rng = world.draws(f"totals {place} {term}")
    year = world.time.years[place]
    halves = half_terms(year)[2 * term : 2 * term + 2]
    possible = 2 * sum(len(half.school_days()) for half in halves)
    at = world.enrolment.at(place * 3 + term)
    person = np.flatnonzero((at != NOWHERE) & (year_group(world.people.born, year) >= 0))
    chance, disengaged = rates(world, place)
    missed = rng.binomial(possible, chance[person])
    suspended = _suspended_sessions(world, halves[0].first, halves[1].last)[person]
    suspended = np.minimum(suspended, possible)
    missed = np.minimum(missed, possible - suspended)
    shares = np.where(disengaged[person][:, None], _DISENGAGED_SHARES[:5], _MAIN_SHARES[:5])
    reasons = rng.multinomial(missed, shares / shares.sum(axis=1, keepdims=True))
    here = possible - missed - suspended
    late = rng.binomial(here, 0.012)
    morning = (here - late) // 2
    present = np.stack([morning, here - late - morning, late], axis=1)
    return person, np.concatenate([present, reasons, suspended[:, None]], axis=1).astype(np.int64)


def _suspended_sessions(world: World, first: int, last: int) -> Whole:
    rows = world.exclusions
    inside = (rows["start"] >= first) & (rows["start"] <= last) & (rows["kind"] == "SUSP")
    total = np.bincount(rows["person"][inside], weights=rows["sessions"][inside], minlength=world.people.size)
    return np.round(total).astype(np.int64)
