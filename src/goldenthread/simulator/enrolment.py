"""Which school each child is at in each of the fifteen terms, and the spells on a roll that follow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goldenthread.simulator import identifiers
from goldenthread.simulator.dates import Timeline, day, year_group
from goldenthread.simulator.draws import Draws, Flags, Whole, some, top
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.plans import Plans
from goldenthread.simulator.schools import Schools
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, either

NOWHERE = -1
_TERMS = 15
GoesToStateSchool = Callable[[Whole], Flags]


@dataclass
class Enrolment:
    """``school`` is people by terms (place of the school, NOWHERE without one); spells are its unbroken stretches."""

    school: NDArray[np.int16]
    spells: Table  # person, school, admitted, left (NO_DATE while there), destination
    upn: Column
    former_upn: Column
    uln: Column

    def at(self, term: int) -> Whole:
        """School of each person in a term."""
        return self.school[:, term].astype(np.int64)


def enrol(
    people: People, needs: Needs, plans: Plans, schools: Schools, preset: Preset, draws: Draws, time: Timeline
) -> Enrolment:
    """Schools by term: near home, with brothers and sisters, special where the plan says so, and some moves."""
    placing = _Placing(people, schools, draws("placing"))
    state = _state_school(people, draws("state school"))
    special, elsewhere = _special(people, needs, plans, state, preset, draws("special"), time)
    table = np.full((people.size, _TERMS), NOWHERE, dtype=np.int16)
    for term, when in enumerate(time.terms()):
        group = year_group(people.born, when.year)
        home = np.where(group <= 6, placing.primary, placing.secondary)
        here = state(group)
        at = np.where(here, home, NOWHERE)
        in_special = special & (group >= 0) & (group <= 14) & (people.age(when.last) < 19)
        planned = (plans.issued <= when.first) & (plans.issued != NO_DATE)
        at = np.where(in_special & planned, placing.special, np.where(elsewhere & planned, NOWHERE, at))
        table[:, term] = at
    _moves(table, people, placing, schools, draws("moves"))
    _alternative(table, needs, plans, schools, preset, draws("alternative"))
    return _numbered(table, people, schools, draws("pupil numbers"), time)


class _Placing:
    """The school of each phase each child would go to: the family's choice among those near home."""

    def __init__(self, people: People, schools: Schools, rng: np.random.Generator) -> None:
        self.primary = self._of("PRIMARY", people, schools, rng, together=0.9)
        self.secondary = self._of("SECONDARY", people, schools, rng, together=0.8)
        self.special = self._of("SPECIAL", people, schools, rng, together=0.2)
        self.other_primary = self._of("PRIMARY", people, schools, rng, together=0.9)
        self.other_secondary = self._of("SECONDARY", people, schools, rng, together=0.9)

    @staticmethod
    def _of(phase: str, people: People, schools: Schools, rng: np.random.Generator, together: float) -> Whole:
        """Families choose by size and nearness; ``together`` is the share of children at the family's choice."""
        places = schools.of_phase(phase)
        families = int(people.family.max()) + 1
        locality = np.zeros(families, dtype=np.int64)
        locality[people.family] = people.locality
        chosen = np.zeros((2, max(families, people.size)), dtype=np.int64)
        for where in range(int(people.locality.max()) + 1):
            weight = schools.size[places] * np.where(schools.locality[places] == where, 12.0, 1.0)
            edges = np.cumsum(weight)
            for row, home in ((0, locality), (1, people.locality)):
                draw = np.minimum(np.searchsorted(edges, rng.random(len(home)) * edges[-1]), len(places) - 1)
                chosen[row, : len(home)] = np.where(home == where, places[draw], chosen[row, : len(home)])
        with_family = rng.random(people.size) < together
        return np.asarray(np.where(with_family, chosen[0][people.family], chosen[1][: people.size]))


def _state_school(people: People, rng: np.random.Generator) -> GoesToStateSchool:
    """A test, by year group, of who goes to a state school: the same children year after year."""
    nursery, school, sixth = (share / 100 for share in calibration()["schools"]["enrolled"])
    lot, sixth_lot, nursery_lot = (rng.random(people.size) for _ in range(3))

    def goes(group: Whole) -> Flags:
        in_school: Flags = (group >= 0) & (group <= 11) & (lot < school)
        in_sixth = (group >= 12) & (group <= 13) & (lot < school) & (sixth_lot < sixth / school)
        return np.asarray(in_school | in_sixth | ((group == -1) & (nursery_lot < nursery)))

    return goes


def _special(
    people: People, needs: Needs, plans: Plans, state: GoesToStateSchool, preset: Preset, rng: np.random.Generator,
    time: Timeline,
) -> tuple[Flags, Flags]:  # fmt: skip
    """Plan holders at special schools, and those educated elsewhere: published shares fix who stays in mainstream."""
    told = calibration()["sen"]
    group = year_group(people.born, time.last_year)
    held = plans.in_force(time.spring_census(time.last_year))
    claim = needs.of("SLD") * 2 + needs.of("PMLD") * 3 + needs.of("ASD") + 0.4 * needs.weight
    claim = claim + rng.gumbel(0, 0.6, people.size)
    year = told["years"].index(min(told["years"], key=lambda known: abs(known - time.last_year - 1)))
    out = np.zeros(people.size, dtype=bool)
    for among, phase in (
        ((group >= 0) & (group <= 6), "plan_primary"),
        ((group >= 7) & (group <= 13), "plan_secondary"),
    ):
        rate = told[phase][year] / 100
        in_class = among & state(group)
        stay = round(rate * int((in_class & ~held).sum()) / (1 - rate))
        out |= held & among & ~top(held & in_class, stay, -claim)
    special = top(out, preset.scaled(calibration()["schools"]["special_places"] * 1.06, least=4), claim)
    ceased = (plans.issued != NO_DATE) & (plans.ceased != NO_DATE) & (rng.random(people.size) < 0.4)
    return special | ceased, out & ~special


def _moves(
    table: NDArray[np.int16], people: People, placing: _Placing, schools: Schools, rng: np.random.Generator
) -> None:
    """About one child in forty a year changes school; in the last year some do so after the autumn term."""
    mainstream = np.isin(schools.phase[table], ["PRIMARY", "SECONDARY"]) & (table != NOWHERE)
    when = rng.integers(1, _TERMS, people.size)
    moving = rng.random(people.size) < 0.115
    later = np.arange(_TERMS)[None, :] >= when[:, None]
    primary = schools.phase[table] == "PRIMARY"
    new = np.where(primary, placing.other_primary[:, None], placing.other_secondary[:, None])
    kept = schools.phase[table[np.arange(people.size), when]] == "PRIMARY"
    same_phase = primary == kept[:, None]
    table[:] = np.where(moving[:, None] & later & mainstream & same_phase, new, table)


def _alternative(
    table: NDArray[np.int16], needs: Needs, plans: Plans, schools: Schools, preset: Preset, rng: np.random.Generator
) -> None:
    """Spells at the pupil referral unit: older pupils with social and emotional needs, for two terms or more."""
    unit = schools.of_phase("AP")[0]
    secondary = schools.phase[table] == "SECONDARY"
    claim = needs.of("SEMH") + needs.of("ADHD") + 0.5 * needs.vulnerability + rng.gumbel(0, 1, len(table))
    for first in range(0, _TERMS, 2):
        stay = 2 + rng.poisson(1.2, len(table))
        count = preset.scaled(calibration()["schools"]["ap_places"] * 0.62)
        chosen = top(secondary[:, first] & (table[:, first] != NOWHERE), count, claim + rng.gumbel(0, 1.2, len(table)))
        spell = (np.arange(_TERMS)[None, :] >= first) & (np.arange(_TERMS)[None, :] < first + stay[:, None])
        table[:] = np.where(chosen[:, None] & spell & secondary, unit, table)


def _numbered(
    table: NDArray[np.int16], people: People, schools: Schools, rng: np.random.Generator, time: Timeline
) -> Enrolment:
    """Spells on a roll, and the pupil and learner numbers given at the first school and at 14."""
    spells = _spells(table, people, time)
    ever = (table != NOWHERE).any(axis=1) | (people.age(time.as_of) >= 5)
    first = np.where(table[:, 0] != NOWHERE, table[:, 0], table.max(axis=1))
    first = np.where(first == NOWHERE, rng.integers(0, len(schools.urn), len(table)), first)
    year = np.array([2000]) + (year_of_entry(people.born) - 2000)
    order = np.lexsort([rng.random(len(table)), year, first])
    group = first[order] * 1000 + year[order] % 100
    start = np.r_[True, group[1:] != group[:-1]]
    serial = np.arange(len(order)) - np.maximum.accumulate(np.where(start, np.arange(len(order)), 0))
    places = np.empty(len(order), dtype=np.int64)
    places[order] = serial
    upn = identifiers.pupil_numbers(schools.establishment[first], year, places)
    temporary = identifiers.pupil_numbers(schools.establishment[first], year, places, temporary=True)
    had_temporary = some(rng, ever, round(0.015 * int(ever.sum())))
    uln = identifiers.learner_numbers(rng.permutation(len(table)) + 1)
    older = people.age(time.as_of) >= 14
    return Enrolment(
        table, spells, either(ever, upn, None), either(had_temporary, temporary, None), either(older, uln, None)
    )


def year_of_entry(born: Whole) -> Whole:
    """The calendar year in which a child born that day starts Reception."""
    turned_four = born + 4 * 365 + 120
    years: Whole = turned_four.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def _spells(table: NDArray[np.int16], people: People, time: Timeline) -> Table:
    """Unbroken stretches at one school. A child already there in the first term was admitted at the usual age."""
    terms = time.terms()
    before = np.concatenate([np.full((len(table), 1), NOWHERE - 1), table[:, :-1]], axis=1)
    person, term = np.nonzero((table != before) & (table != NOWHERE))
    ends = np.concatenate([table[:, 1:], np.full((len(table), 1), NOWHERE - 1)], axis=1) != table
    _, last = np.nonzero(ends & (table != NOWHERE))
    first_day = np.array([t.first for t in terms])
    last_day = np.array([t.last for t in terms])
    admitted = np.where(term == 0, _usual_admission(people, person, time), first_day[term])
    left = np.where(last == _TERMS - 1, NO_DATE, last_day[last])
    following = np.where(last < _TERMS - 1, table[person, np.minimum(last + 1, _TERMS - 1)], NOWHERE)
    destination = either(left == NO_DATE, None, either(following != NOWHERE, "SCHOOL", "OTH"))
    return Table(
        person=person,
        school=table[person, term].astype(np.int64),
        admitted=admitted,
        left=left,
        destination=destination,
    )


def _usual_admission(people: People, person: Whole, time: Timeline) -> Whole:
    """September of Reception, Year 7 or Year 12, whichever the child had last reached in the first year."""
    year = time.years[0]
    group = year_group(people.born[person], year)
    since = np.select([group >= 12, group >= 7, group >= 0], [group - 12, group - 7, group], 0)
    starts = np.array([day(date(year - back, 9, 3)) for back in range(8)])
    return np.asarray(starts[np.clip(since, 0, 7)])
