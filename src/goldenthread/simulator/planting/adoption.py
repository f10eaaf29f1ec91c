"""A few children adopted out of care: an old identity that ends, a new one that must never be joined to it.

The two are different people in the truth. Social care marks the old one the only way the safeguarding dataset lets
it: the episode of care ceased by adoption (E12), and a permanence order of that kind. Name, birthday and sex stay
alike, pupil number and NHS number do not.
"""

import numpy as np

from goldenthread.simulator.draws import Whole
from goldenthread.simulator.planting.beds import Beds
from goldenthread.simulator.tables import Table, every, numbered

_PAIRS = 14


def adopt(beds: Beds) -> None:
    """Makes pairs of people who look like one child, before and after."""
    world, rng = beds.world, beds.world.draws("adoption")
    people, age, as_of = world.people, world.people.age(world.time.as_of), world.time.as_of
    care = world.care
    known = np.zeros(people.size, dtype=bool)
    known[
        np.concatenate(
            [care.contacts["person"], care.episodes["person"], care.early_help["person"], world.waits["person"]]
        )
    ] = True
    plain = (age >= 5) & (age <= 12) & ~known & (people.twin_of < 0) & (world.provision.current() == 0)
    count = world.preset.scaled(_PAIRS, least=2)
    before = beds.choose(rng, plain & ~(world.enrolment.school >= 0).any(axis=1), count)
    after = _of_the_same_age(beds, rng, before)
    people.born[before] = people.born[after]
    people.boy[before] = people.boy[after]
    people.forename[before] = np.where(rng.random(len(before)) < 0.8, people.forename[after], people.forename[before])
    people.middle[before] = people.middle[after]
    people.restricted[after] = True
    adopted_on = as_of - rng.integers(200, 700, len(before))
    _care_episode(beds, rng, before, adopted_on)


def _of_the_same_age(beds: Beds, rng: np.random.Generator, before: Whole) -> Whole:
    """For each old identity a child on a roll of the same age, so that single years of age keep their counts."""
    world = beds.world
    age = world.people.age(world.time.as_of)
    chosen = []
    for person in before.tolist():
        among = world.on_roll & (age == age[person]) & (world.people.twin_of < 0) & (world.provision.current() == 0)
        chosen.append(int(beds.choose(rng, among, 1)[0]))
    return np.array(chosen, dtype=np.int64)


def _care_episode(beds: Beds, rng: np.random.Generator, person: Whole, adopted_on: Whole) -> None:
    """Referred, looked after, adopted: and nothing after."""
    care, count = beds.world.care, len(person)
    started = np.maximum(adopted_on - rng.integers(500, 900, count), beds.world.people.born[person] + 30)
    first = len(care.episodes)
    episodes = Table(
        person=person, started=started, ended=adopted_on, nfa=np.zeros(count, dtype=bool),
        source=every("6", count), need=every("N1", count),
        reason=every("RC1", count), episode=numbered("REF", first + 1 + np.arange(count)),
        number=first + np.arange(count),
    )  # fmt: skip
    care.episodes = care.episodes.plus(episodes)
    plans = care.plans.having(adopted=np.zeros(len(care.plans), dtype=bool))
    care.plans = plans.plus(
        Table(
            person=person, episode=episodes["episode"], kind=every("CLA", count), started=started + 10,
            ended=adopted_on, plan=numbered("PLN", len(plans) + 1 + np.arange(count)),
            adopted=np.ones(count, dtype=bool),
        )
    )  # fmt: skip
