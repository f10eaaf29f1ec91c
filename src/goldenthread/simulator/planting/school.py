"""Suspended often without a review of the plan (T17), and living away without education (T26)."""

import numpy as np

from goldenthread.simulator.conditions import school_year_began
from goldenthread.simulator.dates import half_terms
from goldenthread.simulator.draws import Whole
from goldenthread.simulator.ehc import early_review
from goldenthread.simulator.identification import SUPPORT
from goldenthread.simulator.planting.beds import Beds
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, earliest, either, every, no_dates, numbered


def _sessions_this_year(beds: Beds) -> Whole:
    rows, began = beds.world.exclusions, school_year_began(beds.world.time.as_of)
    now = (rows["start"] >= began) & (rows["kind"] != "PERM")
    total = np.bincount(rows["person"][now], weights=rows["sessions"][now], minlength=beds.world.people.size)
    return np.round(total).astype(np.int64)


def _suspend(beds: Beds, rng: np.random.Generator, person: Whole, times: int, sessions: Whole) -> None:
    """Gives each child ``times`` suspensions of ``sessions`` half-days, over the year, in place of those it had."""
    world = beds.world
    began = school_year_began(world.time.as_of)
    rows = world.exclusions
    world.exclusions = rows.where(~(np.isin(rows["person"], person) & (rows["start"] >= began)))
    days = np.concatenate([half.school_days() for half in half_terms(world.time.last_year)])
    days = days[days <= world.time.as_of]
    step = (len(days) - 12) // times
    first = int(max(int(str(notice)[1:]) for notice in world.exclusions["notice"])) + 1
    school = world.enrolment.at(-1)[person]
    for place in range(times):
        at = 8 + place * step + rng.integers(0, max(1, step - 7), len(person))
        ends = np.minimum(at + (sessions + 1) // 2 - 1, len(days) - 1)
        count = len(person)
        world.exclusions = world.exclusions.plus(
            Table(
                person=person, school=school, start=days[at], end=days[ends], sessions=sessions,
                kind=every("SUSP", count), reason=either(rng.random(count) < 0.6, "DB", "PP"),
                level=world.provision.current()[person], notice=numbered("X", first + np.arange(count)),
                cancelled=np.zeros(count, dtype=np.int64),
            )
        )  # fmt: skip
        first += count
    world.exclusions = world.exclusions.ordered("start", "person")


def _review_early(beds: Beds, person: Whole, after: Whole) -> None:
    """Holds an early review a number of days after each child's first suspension of the year."""
    world = beds.world
    rows = world.exclusions
    now = rows.where((rows["start"] >= school_year_began(world.time.as_of)) & (rows["kind"] != "PERM"))
    first = earliest(now["person"], now["start"], world.people.size)[person]
    meeting = np.minimum(first + after, world.time.as_of - 1)
    number = int(world.ehc.reviews["number"].max()) + 1
    rows = early_review(person, every("SUSP", len(person)), first, meeting, number)
    rows["decided"] = np.where(rows["decided"] <= world.time.as_of, rows["decided"], NO_DATE)
    rows["draft"] = rows["decided"].copy()
    world.ehc.reviews = world.ehc.reviews.plus(rows)


def plant_suspensions(beds: Beds) -> None:
    """T17, and four ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T17")
    age, held = world.people.age(world.time.as_of), world.plans.in_force(world.time.as_of)
    before = held & (world.plans.issued < school_year_began(world.time.as_of))
    already = _sessions_this_year(beds)
    pupil = world.on_roll & (age >= 8) & (age <= 15)
    saved = np.flatnonzero(beds.arising("T17") & (rng.random(world.people.size) < 0.25))
    beds.touched[saved] = True
    _review_early(beds, saved, rng.integers(20, 90, len(saved)))
    share = -(-beds.misses("T17") // 4)
    chosen = beds.choose(rng, pupil & before & (already < 12), beds.wanted("T17"))
    _suspend(beds, rng, chosen, 7, 2 * rng.integers(3, 6, len(chosen)))
    earlier = chosen[rng.random(len(chosen)) < 0.25]
    _review_early(beds, earlier, -rng.integers(30, 90, len(earlier)))
    beds.plant("T17", chosen)
    reviewed = beds.choose(rng, pupil & before & (already < 12), share)
    _suspend(beds, rng, reviewed, 7, 2 * rng.integers(3, 6, len(reviewed)))
    _review_early(beds, reviewed, rng.integers(20, 120, len(reviewed)))
    fewer = beds.choose(rng, pupil & before & (already < 12), share)
    _suspend(beds, rng, fewer, 6, np.full(len(fewer), 4))
    no_plan = beds.choose(rng, pupil & (world.provision.current() == SUPPORT) & (already < 12), 2 * share)
    _suspend(beds, rng, no_plan, 7, 2 * rng.integers(3, 6, len(no_plan)))
    for person in (saved, reviewed, fewer, no_plan):
        beds.near("T17", person)


def plant_away(beds: Beds) -> None:
    """T26, and four ways of nearly meeting it."""
    world, rng = beds.world, beds.world.draws("plant T26")
    away, age = world.away.placements, world.people.age(world.time.as_of)
    inside = np.zeros(world.people.size, dtype=bool)
    inside[away["person"][(away["setting"] != "FOST") & (age[away["person"]] >= 6) & (age[away["person"]] <= 16)]] = (
        True
    )
    fostered = np.zeros(world.people.size, dtype=bool)
    fostered[away["person"][(away["setting"] == "FOST") & (age[away["person"]] >= 6)]] = True
    chosen = beds.choose(rng, inside, beds.wanted("T26"))
    _without_education(beds, chosen, rng.integers(50, 190, len(chosen)), outside=True)
    beds.plant("T26", chosen)
    share = -(-beds.misses("T26") // 4)
    recent, missed, near_home = (beds.choose(rng, inside, max(1, share * part // 2)) for part in (1, 1, 3))
    _without_education(beds, recent, rng.integers(10, 36, len(recent)), outside=True)
    _without_education(beds, missed, rng.integers(50, 190, len(missed)), outside=True)
    _miss_a_visit(beds, missed)
    _without_education(beds, near_home, rng.integers(50, 190, len(near_home)), outside=False)
    foster = beds.choose(rng, fostered, 2 * share)
    _without_education(beds, foster, rng.integers(50, 190, len(foster)), outside=True)
    for person in (recent, missed, near_home, foster):
        beds.near("T26", person)


def _without_education(beds: Beds, person: Whole, ago: Whole, outside: bool) -> None:
    """Visits all held; those since a day some time ago found the child without education."""
    world = beds.world
    places, events, as_of = world.away.placements, world.away.events, world.time.as_of
    since = np.zeros(world.people.size, dtype=np.int64)
    since[person] = as_of - ago
    mine = since[places["person"]] != NO_DATE
    places["outside"] = np.where(mine, outside, places["outside"])
    home = places["host"] == "LA:990"
    places["host"] = np.where(
        mine & ~np.bool_(outside), "LA:990", np.where(mine & home & np.bool_(outside), "LA:991", places["host"])
    )
    places["start"] = np.where(mine, np.minimum(places["start"], since[places["person"]] - 60), places["start"])
    places["educated"] = np.where(mine, places["start"] + 4, places["educated"])
    own = since[events["person"]] != NO_DATE
    events["held"] = np.where(
        own & (events["held"] == NO_DATE) & (events["due"] <= as_of - 3), events["due"] + 2, events["held"]
    )
    found = own & (events["held"] >= since[events["person"]])
    events["education"] = np.where(found, "NONE", events["education"])
    events["education_since"] = np.where(found, since[events["person"]], events["education_since"])
    _seen_lately(beds, person, since[person])


def _seen_lately(beds: Beds, person: Whole, since: Whole) -> None:
    """A visit in the last days that found the child so."""
    as_of = beds.world.time.as_of
    due = np.minimum(np.maximum(since + 1, as_of - 20 - np.arange(len(person)) % 9), as_of - 3)
    _visit(beds, person, due, np.minimum(due + 1, as_of - 1), every("NONE", len(person)), since)


def _miss_a_visit(beds: Beds, person: Whole) -> None:
    """A visit was due and never held."""
    count = len(person)
    _visit(beds, person, np.full(count, beds.world.time.as_of - 55), no_dates(count), blank(count), no_dates(count))


def _visit(beds: Beds, person: Whole, due: Whole, held: Whole, education: Column, since: Whole) -> None:
    """Adds one visit to each child's placement."""
    away = beds.world.away
    place = np.zeros(beds.world.people.size, dtype=np.int64)
    place[away.placements["person"]] = np.arange(len(away.placements))
    rows = away.placements.where(place[person])
    number = 1 + max(int(str(event)[3:]) for event in away.events["event"])
    extra = Table(
        person=person, placement=rows["placement"], code=either(rows["looked_after"], "V28", "V85"), due=due,
        held=held, education=education, education_since=since, not_held=either(held == NO_DATE, "WORKER", None),
        event=numbered("AWE", number + np.arange(len(person))),
    )  # fmt: skip
    away.events = away.events.plus(extra)
