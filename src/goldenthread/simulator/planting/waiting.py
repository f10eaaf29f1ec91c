"""Waiting long without support at school (T03), and standing on several lists at once (T07)."""

import numpy as np

from goldenthread.simulator.draws import Flags, Whole, pick_words
from goldenthread.simulator.identification import NONE, SUPPORT
from goldenthread.simulator.planting.beds import Beds
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, every
from goldenthread.simulator.waits import PROVIDERS, is_open, pass_on

_LONG_WAITS = {"SLT": 0.07, "ASD": 0.29, "ADHD": 0.27, "CAMHS": 0.13, "PAED": 0.12, "OT": 0.09, "PSY": 0.03}
_SEVERAL = (("SLT", "PAED", "CAMHS"), ("OT", "ASD", "CAMHS"), ("PAED", "ADHD", "OT"), ("OT", "ASD", "PAED", "ADHD"))
_PAIRS = (("PAED", "ADHD"), ("OT", "ASD"))
_ONE_PROVIDER = ("OT", "PAED", "PT")
_YOUNG = {"SLT": 0.15, "PAED": 0.25, "OT": 0.35, "ASD": 0.25}
_OTHER_SERVICES = {"AUD": 0.5, "DIET": 0.5}


def _waits(beds: Beds, person: Whole, service: Column, since: Whole, band: str = "STD") -> None:
    """Adds open referrals to the world's waits, with numbers of their own."""
    world = beds.world
    told = calibration()["waits"]
    count, first = len(person), int(world.waits["number"].max()) + 1
    rows = Table(
        person=person, service=service,
        provider=np.array([PROVIDERS[told[code]["provider"]] for code in service], dtype=object), received=since,
        original=since.copy(), band=np.full(count, band, dtype=object), called=since + 5000,
        rejected=np.zeros(count, dtype=np.int64), first_contact=np.zeros(count, dtype=np.int64),
        clock_stop=np.zeros(count, dtype=np.int64), closed=np.zeros(count, dtype=np.int64), closed_code=blank(count),
        previous=blank(count), number=first + np.arange(count), lot=np.full(count, 0.5),
    )  # fmt: skip
    world.waits = world.waits.plus(rows)


def _end(beds: Beds, person: Whole, column: str, day: Whole, code: str | None = None) -> None:
    """Ends every open wait of these children: closes, rejects or stops its clock on a day."""
    waits = beds.world.waits
    when = np.zeros(beds.world.people.size, dtype=np.int64)
    when[person] = day
    mine = is_open(waits) & (when[waits["person"]] != NO_DATE)
    waits[column] = np.where(mine, np.maximum(when[waits["person"]], waits["received"] + 1), waits[column])
    if code is not None:
        waits["closed_code"] = np.where(mine, code, waits["closed_code"])
        waits["closed"] = np.where(mine & (waits["closed"] == NO_DATE), waits[column], waits["closed"])


def _free(beds: Beds) -> Flags:
    """Children whom no service has an open referral for."""
    world = beds.world
    free = np.ones(world.people.size, dtype=bool)
    free[world.waits["person"][is_open(world.waits)]] = False
    return free


def plant_long_waits(beds: Beds) -> None:
    """T03, and seven ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T03")
    as_of, age, level = world.time.as_of, world.people.age(world.time.as_of), world.provision.current()
    pupil = world.on_roll & (age >= 6) & (age <= 15) & _free(beds)
    plain = pupil & (level == NONE)
    chosen = beds.choose(rng, plain, beds.wanted("T03"))
    _waits(beds, chosen, pick_words(rng, _LONG_WAITS, len(chosen)), as_of - rng.integers(372, 620, len(chosen)))
    beds.plant("T03", chosen)
    passed = np.isin(world.waits["person"], chosen) & is_open(world.waits) & (rng.random(len(world.waits)) < 0.2)
    world.waits = pass_on(world.waits, passed, rng, world.time)
    share = -(-beds.misses("T03") // 6)
    shorter = beds.choose(rng, plain, share)
    _waits(beds, shorter, pick_words(rng, _LONG_WAITS, len(shorter)), as_of - rng.integers(250, 352, len(shorter)))
    helped = beds.choose(rng, pupil & (level == SUPPORT), 2 * share)
    _waits(beds, helped, pick_words(rng, _LONG_WAITS, len(helped)), as_of - rng.integers(372, 620, len(helped)))
    ended = [beds.choose(rng, plain, -(-share // 3)) for _ in range(3)]
    for person in ended:
        _waits(beds, person, pick_words(rng, _LONG_WAITS, len(person)), as_of - rng.integers(380, 620, len(person)))
    _end(beds, ended[0], "clock_stop", as_of - rng.integers(5, 200, len(ended[0])))
    _end(beds, ended[1], "closed", as_of - rng.integers(5, 200, len(ended[1])), "DISCHARGED")
    _end(beds, ended[2], "rejected", as_of - rng.integers(300, 340, len(ended[2])), "REJECTED")
    elsewhere = beds.choose(rng, plain, share)
    _waits(
        beds,
        elsewhere,
        pick_words(rng, _OTHER_SERVICES, len(elsewhere)),
        as_of - rng.integers(372, 500, len(elsewhere)),
    )
    young = beds.choose(rng, ~world.on_roll & (age >= 2) & (age <= 4) & _free(beds), share)
    _waits(beds, young, pick_words(rng, _YOUNG, len(young)), as_of - rng.integers(372, 500, len(young)))
    for person in (shorter, helped, *ended, elsewhere, young):
        beds.near("T03", person)


def _several(
    beds: Beds, rng: np.random.Generator, person: Whole, sets: tuple[tuple[str, ...], ...], low: int, high: int
) -> None:
    """Open referrals to the services of one set each, each waiting from ``low`` to ``high`` days."""
    which = rng.integers(0, len(sets), len(person))
    for place, services in enumerate(sets):
        mine = person[which == place]
        for service in services:
            since = beds.world.time.as_of - rng.integers(low, high + 1, len(mine))
            _waits(beds, mine, np.full(len(mine), service, dtype=object), since)


def plant_lists(beds: Beds) -> None:
    """T07, and five ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T07")
    age = world.people.age(world.time.as_of)
    _alike(beds)
    able = (age >= 5) & (age <= 15) & _free(beds)
    pool = able & (world.needs.weight > 1.2)
    pool = pool if pool.sum() > 3 * beds.misses("T07") else able
    chosen = beds.choose(rng, pool, beds.wanted("T07"))
    _several(beds, rng, chosen, _SEVERAL, 195, 330)
    beds.plant("T07", chosen)
    share = -(-beds.misses("T07") // 5)
    near = [beds.choose(rng, pool, share) for _ in range(5)]
    _several(beds, rng, near[0], (_ONE_PROVIDER,), 195, 330)
    _several(beds, rng, near[1], _SEVERAL[:3], 60, 180)
    _several(beds, rng, near[2], _PAIRS, 290, 340)
    _several(beds, rng, near[3], _PAIRS, 195, 330)
    _waits(
        beds,
        near[3],
        every("CAMHS", len(near[3])),
        world.time.as_of - rng.integers(195, 330, len(near[3])),
        band="SOON",
    )
    _several(beds, rng, near[4], _SEVERAL[:3], 195, 330)
    _one_ended(beds, rng, near[4])
    for person in near:
        beds.near("T07", person)


def _alike(beds: Beds) -> None:
    """Children on four lists and more are in the standard band on all: three beside an urgent one says nothing."""
    waits = beds.world.waits
    count = np.bincount(waits["person"][is_open(waits)], minlength=beds.world.people.size)
    many = (count[waits["person"]] >= 4) & is_open(waits)
    waits["band"] = np.where(many, "STD", waits["band"])


def _one_ended(beds: Beds, rng: np.random.Generator, person: Whole) -> None:
    """Stops the clock of one of the several waits of each of these children."""
    waits = beds.world.waits
    mine = np.flatnonzero(np.isin(waits["person"], person) & is_open(waits))
    first = mine[np.unique(waits["person"][mine], return_index=True)[1]]
    waits["clock_stop"][first] = beds.world.time.as_of - rng.integers(5, 60, len(first))
    waits["first_contact"][first] = waits["clock_stop"][first] - 2
