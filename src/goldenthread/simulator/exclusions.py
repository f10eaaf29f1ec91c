"""Suspensions and permanent exclusions: few pupils, many each, and far more at some schools than at others."""

import numpy as np

from goldenthread.simulator.dates import Timeline, half_terms
from goldenthread.simulator.draws import Draws, Real, Whole, pick, top
from goldenthread.simulator.enrolment import NOWHERE, Enrolment
from goldenthread.simulator.identification import Provision
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.schools import Schools
from goldenthread.simulator.settings import by_year, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, either, every, numbered

_PHASES = ("PRIMARY", "SECONDARY", "SPECIAL")
_REASONS = {
    "DB": 0.42, "VA": 0.17, "PP": 0.16, "PA": 0.07, "VP": 0.06, "DA": 0.03, "OW": 0.02, "DM": 0.02, "BU": 0.01,
    "TH": 0.01, "MT": 0.01, "SM": 0.01, "RA": 0.01,
}  # fmt: skip
_MOST_SESSIONS = 90  # forty-five days in a school year is the legal limit


def exclude(
    people: People,
    needs: Needs,
    enrolment: Enrolment,
    provision: Provision,
    schools: Schools,
    draws: Draws,
    time: Timeline,
) -> Table:
    """A row a suspension (SUSP, LNCH) or permanent exclusion (PERM) of the five years, by first day."""
    rng = draws("exclusions")
    parts = [
        _of_year(place, year, people, needs, enrolment, provision, schools, rng, time)
        for place, year in enumerate(time.years)
    ]
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.where(table["start"] <= time.as_of).ordered("start", "person")
    table = _within_limit(table)
    return table.having(
        notice=numbered("X", rng.permutation(len(table)) + 1), cancelled=np.zeros(len(table), dtype=np.int64)
    )


def risk(people: People, needs: Needs, level: Whole, school: Whole, schools: Schools, year_end: int) -> Real:
    """How likely a pupil is to be suspended: needs, support, age (peak in Year 9), sex, home, and the school's ways."""
    age = people.age(year_end)
    peak = -0.09 * (age - 14) ** 2
    known = np.array([0.0, 1.35, 1.2])[level]
    behaviour = 0.5 * np.minimum(needs.of("SEMH"), 3) + 0.4 * np.minimum(needs.of("ADHD"), 3)
    culture = np.where(school == NOWHERE, 0.0, np.log(schools.suspends[school]))
    score: Real = known + behaviour + peak + 0.6 * people.boy + 0.5 * needs.vulnerability + culture
    return score


def _of_year(
    place: int, year: int, people: People, needs: Needs, enrolment: Enrolment, provision: Provision, schools: Schools,
    rng: np.random.Generator, time: Timeline,
) -> Table:  # fmt: skip
    """Exactly the year's share of pupils of each phase, with counts that add up to its rate."""
    told = calibration()["exclusion"]
    school = enrolment.at(place * 3 + 1)
    level = provision.level[:, place].astype(np.int64)
    score = risk(people, needs, level, school, schools, half_terms(year)[-1].last)
    score = score + rng.gumbel(0, 0.75, people.size)
    times = np.zeros(people.size, dtype=np.int64)
    share_done = _share_of_year(year, time)
    for column, phase in enumerate(_PHASES):
        here = (school != NOWHERE) & (schools.phase[school] == phase)
        count = int(here.sum())
        old_enough = here & (people.age(half_terms(year)[0].first) >= 5)
        pupils = top(
            old_enough, round(count * by_year(told["one_or_more"], year)[column] / 100 * share_done**0.3), score
        )
        total = round(count * by_year(told["rate"], year)[column] / 100 * share_done)
        times[pupils] = _spread(rng, int(pupils.sum()), total, score[pupils])
    table = _events(times, school, level, year, rng)
    return _permanent(table, times, school, level, schools, score, year, rng)


def _share_of_year(year: int, time: Timeline) -> float:
    days = np.concatenate([half.school_days() for half in half_terms(year)])
    return float((days <= time.as_of).mean())


def _spread(rng: np.random.Generator, pupils: int, total: int, score: Real) -> Whole:
    """Times suspended: one each, and the rest by a long-tailed draw in which the likeliest have most."""
    if pupils == 0:
        return np.zeros(0, dtype=np.int64)
    extra = max(0, total - pupils)
    heat = rng.gamma(0.42, 1.0, pupils) * np.exp(0.35 * (score - score.mean())) + 0.01
    more = np.bincount(pick(rng, heat, extra), minlength=pupils)
    return np.minimum(1 + more, 28).astype(np.int64)


def _events(times: Whole, school: Whole, level: Whole, year: int, rng: np.random.Generator) -> Table:
    person = np.repeat(np.arange(len(times)), times)
    days = np.concatenate([half.school_days() for half in half_terms(year)])
    at = rng.integers(5, len(days) - 4, len(person))
    order = np.lexsort([at, person])
    at = _apart(person[order], at[order], len(days))
    length = pick(rng, [0.28, 0.27, 0.17, 0.08, 0.15, 0.05], len(person))
    sessions = np.array([1, 2, 4, 6, 10, 3])[length]
    lunch = rng.random(len(person)) < 0.008
    end = np.minimum(at + np.maximum(0, (sessions + 1) // 2 - 1), len(days) - 1)
    reason = np.array(list(_REASONS), dtype=object)[pick(rng, list(_REASONS.values()), len(person))]
    return Table(
        person=person, school=school[person], start=days[at], end=np.where(lunch, days[at], days[end]),
        sessions=np.where(lunch, 1, sessions), kind=either(lunch, "LNCH", "SUSP"), reason=reason, level=level[person],
    )  # fmt: skip


def _apart(person: Whole, at: Whole, last: int) -> Whole:
    """Keeps a pupil's suspensions from overlapping: each begins at least six school days after the one before."""
    spaced = at.copy()
    for _ in range(12):
        close = np.r_[False, (person[1:] == person[:-1]) & (spaced[1:] < spaced[:-1] + 6)]
        if not close.any():
            break
        moved = np.minimum(np.r_[0, spaced[:-1] + 6], last - 5)
        spaced = np.where(close, moved, spaced)
    return spaced


def _within_limit(table: Table) -> Table:
    """Drops overlapping rows of one pupil, and what would pass forty-five days in a school year."""
    table = table.ordered("person", "start")
    same = np.r_[False, table["person"][1:] == table["person"][:-1]]
    overlap = same & np.r_[False, table["start"][1:] <= table["end"][:-1]]
    table = table.where(~overlap)
    year = (table["start"] - 243) * 1000 // 365242
    key = table["person"] * 100 + year % 100
    first = np.r_[True, key[1:] != key[:-1]]
    total = np.cumsum(table["sessions"])
    before = np.maximum.accumulate(np.where(first, total - table["sessions"], 0))
    return table.where(total - before <= _MOST_SESSIONS).ordered("start", "person")


def _permanent(
    table: Table,
    times: Whole,
    school: Whole,
    level: Whole,
    schools: Schools,
    score: Real,
    year: int,
    rng: np.random.Generator,
) -> Table:
    """Permanent exclusions, mostly of pupils suspended several times before, three in four at secondary school."""
    here = (school != NOWHERE) & np.isin(schools.phase[school], _PHASES)
    count = round(int(here.sum()) * by_year(calibration()["exclusion"]["permanent"], year) / 100)
    secondary = here & (schools.phase[school] == "SECONDARY")
    claim = score + 0.35 * times + rng.gumbel(0, 0.8, len(times)) + 1.0 * secondary
    child = np.flatnonzero(top(here & (times > 0), count, claim))
    days = np.concatenate([half.school_days() for half in half_terms(year)])
    last = np.zeros(len(times), dtype=np.int64)
    np.maximum.at(last, table["person"], table["end"])
    start = days[np.minimum(np.searchsorted(days, last[child] + 9), len(days) - 1)]
    reason: Column = np.array(["DB", "PP", "PA", "OW"], dtype=object)[pick(rng, [0.5, 0.25, 0.15, 0.1], len(child))]
    return table.plus(
        Table(
            person=child, school=school[child], start=start, end=np.full(len(child), NO_DATE),
            sessions=np.zeros(len(child), dtype=np.int64), kind=every("PERM", len(child)),
            reason=reason, level=level[child],
        )
    )  # fmt: skip
