"""Children living away from home: where, on what basis, who visits, and whether they are in education."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.care import Care
from goldenthread.simulator.dates import Timeline, to_weekday
from goldenthread.simulator.draws import Draws, Whole, pick_words, top
from goldenthread.simulator.enrolment import NOWHERE, Enrolment
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.plans import Plans
from goldenthread.simulator.schools import Schools
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, either, numbered

RESIDENTIAL = ("RSS", "RSSCH", "CH", "SCH", "HOSP", "CARE", "FECR")
_PLACE = {"RSS": "S1", "RSSCH": "K2", "CH": "K2", "SCH": "K1", "FOST": "U6", "SUPP": "K3"}


@dataclass
class Away:
    """``placements`` one row a placement, ``events`` one row a visit or review due or held."""

    placements: Table
    events: Table


def place(
    people: People, needs: Needs, plans: Plans, care: Care, enrolment: Enrolment, schools: Schools, preset: Preset,
    draws: Draws, time: Timeline,
) -> Away:  # fmt: skip
    """Residential and distant placements of looked-after children, and of plan holders at residential schools."""
    rng = draws("away")
    told = calibration()["care"]
    age = people.age(time.as_of)
    off_roll = enrolment.at(-1) == NOWHERE
    claim = needs.weight + needs.of("SLD") + 0.6 * (age >= 11) + 1.2 * off_roll + rng.gumbel(0, 0.8, people.size)
    can = (age >= 8) & (age < 18) & (care.looked_after | plans.in_force(time.as_of)) & off_roll
    residential = top(can, preset.scaled(told["away_residential"], 6), claim)
    foster = top(
        care.looked_after & ~residential & (age >= 2), preset.scaled(told["away_foster"], 3), rng.random(people.size)
    )
    person = np.flatnonzero(residential | foster)
    placements = _placements(person, residential, care, schools, people, rng, time)
    return Away(placements, _events(placements, age, rng, time))


def _placements(
    person: Whole,
    residential: Column,
    care: Care,
    schools: Schools,
    people: People,
    rng: np.random.Generator,
    time: Timeline,
) -> Table:
    count = len(person)
    inside = residential[person]
    looked_after = care.looked_after[person]
    setting = np.where(looked_after, pick_words(rng, {"CH": 0.6, "RSSCH": 0.2, "SCH": 0.03, "RSS": 0.17}, count),
                       pick_words(rng, {"RSS": 0.8, "RSSCH": 0.2}, count))  # fmt: skip
    setting = either(inside, setting, "FOST")
    outside = np.where(inside, rng.random(count) < 0.7, True)
    school = schools.of_phase("OTHER")[rng.integers(0, len(schools.of_phase("OTHER")), count)]
    host = either(outside, schools.host[school], "LA:990")
    begun = time.as_of - np.minimum(
        rng.integers(60, 1200, count), np.maximum(50, time.as_of - people.born[person] - 400)
    )
    at_school = np.isin(setting, ["RSS", "RSSCH"])
    basis = either(looked_after, pick_words(rng, {"S20": 0.45, "S31": 0.55}, count), "S42")
    return Table(
        person=person, placement=numbered("AW", rng.permutation(count) + 1), start=begun,
        end=np.zeros(count, dtype=np.int64), setting=setting, basis=basis, looked_after=looked_after, host=host,
        outside=outside, school=school, urn=either(at_school, schools.urn[school], None),
        postcode=schools.postcode[school], name=schools.name[school],
        place=np.array([_PLACE.get(code) for code in setting], dtype=object),
        metres=np.where(outside, rng.integers(14_000, 180_000, count), rng.integers(1_500, 12_000, count)),
        educated=begun + rng.integers(0, 12, count), weeks=np.where(at_school, 38, 52),
    )  # fmt: skip


def _events(placements: Table, age: Whole, rng: np.random.Generator, time: Timeline) -> Table:
    """Visits every six weeks in the first year and three-monthly later, and a review each half-year."""
    count = len(placements)
    parts = []
    new = placements["start"] > time.as_of - 365
    gap = np.where(new, 40, 84)
    due = np.maximum(placements["start"] + 7, time.as_of - 400)
    status = np.where(
        age[placements["person"]] >= 18, "NOTAGE", pick_words(rng, {"FT": 0.86, "PT": 0.08, "TUITION": 0.06}, count)
    )
    code = either(placements["looked_after"], "V28", "V85")
    for _ in range(11):
        held = to_weekday(due + rng.integers(-5, 3, count))
        late = rng.random(count) < 0.06
        parts.append(
            _rows(placements, code, due, np.where(late, held + 12, held), status, placements["start"]).where(
                due <= time.as_of - 14
            )
        )
        due = due + gap
    review = either(placements["looked_after"], "LACR", "EHCR")
    held = to_weekday(time.as_of - rng.integers(10, 175, count))
    parts.append(
        _rows(placements, review, held - 4, held, status, placements["start"]).where(held > placements["start"])
    )
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.ordered("placement", "due")
    table["held"] = np.where(table["held"] > time.as_of, NO_DATE, table["held"])
    return table.having(event=numbered("AWE", rng.permutation(len(table)) + 1))


def _rows(placements: Table, code: Column, due: Whole, held: Whole, status: Column, since: Whole) -> Table:
    return Table(
        person=placements["person"], placement=placements["placement"], code=code, due=due, held=held,
        education=status.astype(object), education_since=since, not_held=blank(len(placements)),
    )  # fmt: skip
