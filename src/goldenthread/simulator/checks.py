"""The health visitor's checks of the first five years: due, done, declined, missed."""

import numpy as np

from goldenthread.simulator.dates import Timeline, to_weekday
from goldenthread.simulator.draws import Draws, Real, Whole
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import NO_DATE, Table, either, numbered

# check: first, due and last day of its window in days of life (SI 2013/351)
_WINDOWS = {"NB": (1, 14, 30), "W6": (42, 56, 63), "Y1": (270, 365, 457), "Y2": (691, 913, 914)}
SCREENED = ("communication", "gross_motor", "fine_motor", "problem_solving", "personal_social")


def check(people: People, draws: Draws, time: Timeline) -> Table:
    """One row a check of a child under five, or due in the last 24 months, from the moment it is due.

    Whether a family is seen goes by family: those who miss one check miss others.
    """
    rng = draws("checks")
    hard = rng.standard_normal(int(people.family.max()) + 1)[people.family] + 0.7 * (people.deprivation - 0.5)
    parts = []
    young = people.age(time.as_of) < 5
    for code, (first, _, last) in _WINDOWS.items():
        recent = people.born + last > time.as_of - 730
        here = np.flatnonzero((people.born + first <= time.as_of) & (young | recent))
        parts.append(_of_kind(code, here, people, hard[here], rng, time))
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.ordered("person", "due")
    return table.having(check=numbered("HC", rng.permutation(len(table)) + 1, 7))


def _of_kind(code: str, person: Whole, people: People, hard: Real, rng: np.random.Generator, time: Timeline) -> Table:
    """One check of these children: done in time, late, declined, missed, or not yet due."""
    count, told = len(person), calibration()["checks"]
    first, due, last = (people.born[person] + days for days in _WINDOWS[code])
    place = np.argsort(np.argsort(hard + 1.2 * rng.standard_normal(count))) / max(1, count)
    on_time = rng.random(count) < told["in_time"][code] / 100
    early, late = (first + rng.integers(0, due - first + 1), due + 1 + rng.integers(0, last - due + 60))
    held = np.where(place < told["done"][code] / 100, to_weekday(np.where(on_time, early, late)), NO_DATE)
    held = np.where(held <= time.as_of, held, NO_DATE)
    lot, done = rng.random(count), held != NO_DATE
    missed = either(lot < 0.25, "DECLINED", either(lot < 0.55, "DNA", either(lot < 0.7, "CANCPROV", "OFFERED")))
    status = either(done, "DONE", either(last < time.as_of, missed, either(lot < 0.5, "DUE", "BOOKED")))
    scores = {name: np.where(done & (code == "Y2"), rng.integers(4, 13, count) * 5, -1) for name in SCREENED}
    return Table(
        person=person, code=np.full(count, code, dtype=object), first=first, due=due, last=last, held=held,
        status=status, declined=np.where(status == "DECLINED", np.minimum(due, time.as_of), NO_DATE),
        inferred=rng.random(count) < 0.12, **scores,
    )  # fmt: skip
