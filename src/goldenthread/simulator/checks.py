"""The health visitor's checks of the first five years: due, done, declined, missed."""

import numpy as np

from goldenthread.simulator.dates import Timeline, to_weekday
from goldenthread.simulator.draws import Draws
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import NO_DATE, Table, numbered

# check: first, due and last day of its window in days of life (SI 2013/351 as clocks.md 6 has it)
_WINDOWS = {"NB": (1, 14, 30), "W6": (42, 56, 63), "Y1": (270, 365, 457), "Y2": (691, 913, 914)}
_SCREENED = ("communication", "gross_motor", "fine_motor", "problem_solving", "personal_social")


def check(people: People, draws: Draws, time: Timeline) -> Table:
    """One row a check of a child under five, or due in the last 24 months, from the moment it is due.

    Whether a family is seen goes by family: those who miss one check miss others.
    """
    rng = draws("checks")
    hard = rng.standard_normal(int(people.family.max()) + 1)[people.family] + 0.7 * (people.deprivation - 0.5)
    parts = []
    for code, (first, due, last) in _WINDOWS.items():
        here = np.flatnonzero((people.born + first <= time.as_of) & ((people.age(time.as_of) < 5) | (people.born + last > time.as_of - 730)))
        parts.append(_of_kind(code, here, people.born[here], first, due, last, hard[here], rng, time))
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.ordered("person", "due")
    return table.having(check=numbered("HC", rng.permutation(len(table)) + 1, 7))


def _of_kind(code, person, born, first, due, last, hard, rng, time):  # type: ignore[no-untyped-def]
    count = len(person)
    told = calibration()["checks"]
    score = hard + 1.2 * rng.standard_normal(count)
    order = np.argsort(np.argsort(score)) / max(1, count)
    done = order < told["done"][code] / 100
    on_time = rng.random(count) < told["in_time"][code] / 100
    held = born + np.where(on_time, rng.integers(max(1, first), due + 1, count), rng.integers(due + 1, last + 60, count))
    held = np.where(done, to_weekday(held), NO_DATE)
    held = np.where(held <= time.as_of, held, NO_DATE)
    over = born + last < time.as_of
    lot = rng.random(count)
    missed = np.select([lot < 0.25, lot < 0.55, lot < 0.7], ["DECLINED", "DNA", "CANCPROV"], "OFFERED")
    status = np.where(held != NO_DATE, "DONE", np.where(over, missed, np.where(lot < 0.5, "DUE", "BOOKED"))).astype(object)
    scores = {name: np.where((held != NO_DATE) & (code == "Y2"), rng.integers(4, 13, count) * 5, -1) for name in _SCREENED}
    return Table(
        person=person, code=np.full(count, code, dtype=object), first=born + first, due=born + due, last=born + last, held=held,
        status=status, declined=np.where(status == "DECLINED", np.minimum(born + due, time.as_of), NO_DATE),
        inferred=rng.random(count) < 0.12, **scores,
    )  # fmt: skip
