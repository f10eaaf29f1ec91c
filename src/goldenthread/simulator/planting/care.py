"""Asked about again and again (T10), and short breaks nobody reviews (T23)."""

import numpy as np

from goldenthread.simulator.dates import months_before, to_weekday
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.identification import NONE
from goldenthread.simulator.planting.beds import Beds
from goldenthread.simulator.short_breaks import SOCIAL_CARE_BASES, is_care_review, more_events
from goldenthread.simulator.tables import NO_DATE, Table, either, every, latest, numbered


def _asked(beds: Beds, rng: np.random.Generator, person: Whole, day: Whole) -> None:
    """Adds contacts that led to nothing."""
    care, count = beds.world.care, len(person)
    rows = Table(
        person=person, happened=day, source=every("2A", count),
        outcome=either(rng.random(count) < 0.6, "NFA", "ADVICE"),
        contact=numbered("CON", len(care.contacts) + 1 + np.arange(count)),
    )  # fmt: skip
    care.contacts = care.contacts.plus(rows)


def _days(as_of: int, rng: np.random.Generator, count: int, low: int, high: int, number: int) -> list[Whole]:
    """``number`` different weekdays for each of ``count`` children, spread from ``high`` to ``low`` days ago."""
    step = (high - low) // number
    return [to_weekday(as_of - high + place * step + rng.integers(0, step - 8, count)) for place in range(number)]


def plant_contacts(beds: Beds) -> None:
    """T10, and four ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T10")
    as_of, age = world.time.as_of, world.people.age(world.time.as_of)
    quiet = np.ones(world.people.size, dtype=bool)
    quiet[world.care.contacts["person"][world.care.contacts["happened"] > as_of - 1000]] = False
    quiet[
        world.care.episodes["person"][
            (world.care.episodes["ended"] == NO_DATE) | (world.care.episodes["ended"] > as_of - 900)
        ]
    ] = False
    known = np.where(world.on_roll, world.provision.current(), NONE) != NONE
    child = quiet & (age >= 5) & (age <= 15) & world.on_roll
    chosen = beds.choose(rng, child & known, beds.wanted("T10"))
    for day in _days(as_of, rng, len(chosen), 6, 530, 3):
        _asked(beds, rng, chosen, day)
    often = chosen[rng.random(len(chosen)) < 0.3]
    _asked(beds, rng, often, to_weekday(as_of - rng.integers(5, 60, len(often))))
    beds.plant("T10", chosen)
    share = -(-beds.misses("T10") // 4)
    near = [
        beds.choose(rng, child & among, count)
        for among, count in ((known, share), (known, share), (~known, 2 * share), (known, share))
    ]
    for place in (0, 2):
        for day in _days(as_of, rng, len(near[place]), 6, 530, 3):
            _asked(beds, rng, near[place], day)
    _assessed(beds, rng, near[0])
    for day in _days(as_of, rng, len(near[1]), 6, 500, 2):
        _asked(beds, rng, near[1], day)
    _asked(beds, rng, near[1], to_weekday(as_of - rng.integers(560, 700, len(near[1]))))
    twice = _days(as_of, rng, len(near[3]), 6, 500, 2)
    for day in (*twice, twice[1]):
        _asked(beds, rng, near[3], day)
    for person in near:
        beds.near("T10", person)


def _assessed(beds: Beds, rng: np.random.Generator, person: Whole) -> None:
    """A referral and a finished assessment after the first contacts."""
    care, as_of, count = beds.world.care, beds.world.time.as_of, len(person)
    started = to_weekday(as_of - rng.integers(60, 200, count))
    first = len(care.episodes)
    rows = Table(
        person=person, started=started - 4, ended=np.minimum(started + 55, as_of - 1), nfa=np.zeros(count, dtype=bool),
        source=every("2A", count), need=every("N5", count),
        reason=every("RC8", count), episode=numbered("REF", first + 1 + np.arange(count)),
        number=first + np.arange(count),
    )  # fmt: skip
    care.episodes = care.episodes.plus(rows)
    care.assessments = care.assessments.plus(
        Table(
            person=person, episode=rows["episode"], started=started, ended=np.minimum(started + 45, as_of - 1),
            assessment=numbered("ASM", len(care.assessments) + 1 + np.arange(count)),
        )
    )  # fmt: skip


def _reviewed_elsewhere(beds: Beds) -> Flags:
    """Children whom social care assessed, or whose plan it reviewed, in the last months: that counts too."""
    care, size = beds.world.care, beds.world.people.size
    since = months_before(beds.world.time.as_of, 6) - 20
    seen = np.maximum(
        latest(care.reviews["person"], care.reviews["held"], size),
        np.maximum(
            latest(care.assessments["person"], care.assessments["ended"], size),
            latest(care.assessments["person"], care.assessments["started"], size),
        ),
    )
    return seen >= since


def plant_short_breaks(beds: Beds) -> None:
    """T23, and five ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T23")
    as_of = world.time.as_of
    packages = world.short_breaks.packages
    running = (packages["version_end"] == NO_DATE) & np.isin(packages["basis"], SOCIAL_CARE_BASES)
    old = running & (packages["start"] <= months_before(as_of, 9) - 10)
    has_old = np.zeros(world.people.size, dtype=bool)
    has_old[packages["person"][old]] = True
    able = has_old & ~beds.arising("T23") & ~_reviewed_elsewhere(beds)
    chosen = beds.choose(rng, able, beds.wanted("T23"))
    _unreviewed(beds, rng, chosen)
    beds.plant("T23", chosen)
    share = max(1, beds.misses("T23") // 8)
    newer = beds.choose(rng, able, share)
    _unreviewed(beds, rng, newer)
    mine = np.isin(packages["person"], newer) & running
    start = as_of - rng.integers(120, 262, len(packages))
    packages["start"] = np.where(mine, start, packages["start"])
    packages["version_start"] = np.where(mine, start, packages["version_start"])
    world.short_breaks.packages = packages.where(
        ~(np.isin(packages["person"], newer) & (packages["version_end"] != NO_DATE))
    )
    _drop_events_before(beds, newer)
    for low, high in ((0, 2), (150, 178)):
        person = beds.choose(rng, able, share)
        _unreviewed(beds, rng, person)
        _review(beds, person, as_of - rng.integers(low, high + 1, len(person)), "CWD")
        beds.near("T23", person)
    beds.near("T23", newer)
    beds.near(
        "T23", np.unique(packages["person"][running & ~np.isin(packages["person"], np.flatnonzero(beds.touched))])
    )
    beds.near("T23", np.unique(packages["person"][packages["basis"] == "LO"]))


def _unreviewed(beds: Beds, rng: np.random.Generator, person: Whole) -> None:
    """Takes away what social care held in the last months; to some it leaves a visit, or a review that health led."""
    world = beds.world
    events = world.short_breaks.events
    recent = (
        np.isin(events["person"], person)
        & is_care_review(events)
        & (events["held"] >= months_before(world.time.as_of, 6) - 12)
    )
    lot = rng.random(len(events))
    events["code"] = np.where(recent & (lot < 0.2), "VIS", events["code"])
    events["agency"] = np.where(recent & (lot >= 0.2) & (lot < 0.35), "CH", events["agency"])
    world.short_breaks.events = events.where(~(recent & (lot >= 0.35)))


def _review(beds: Beds, person: Whole, held: Whole, agency: str) -> None:
    """Holds a review of each child's package on a day."""
    world = beds.world
    packages = world.short_breaks.packages
    running = np.flatnonzero(packages["version_end"] == NO_DATE)
    place = np.zeros(world.people.size, dtype=np.int64)
    place[packages["person"][running]] = running
    rows = packages.where(place[person])
    events = world.short_breaks.events
    number = 1 + max(int(str(event)[3:]) for event in events["event"])
    world.short_breaks.events = events.plus(more_events(rows, "REV", held, agency, number))


def _drop_events_before(beds: Beds, person: Whole) -> None:
    """Drops the events of these children's packages from before the packages now begin."""
    world = beds.world
    packages, events = world.short_breaks.packages, world.short_breaks.events
    begun = np.zeros(world.people.size, dtype=np.int64)
    begun[packages["person"]] = packages["start"]
    early = np.isin(events["person"], person) & (
        np.where(events["held"] == NO_DATE, events["due"], events["held"]) < begun[events["person"]]
    )
    world.short_breaks.events = events.where(~early)
