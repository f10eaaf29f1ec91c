"""What the delivered rows show once perfectly joined: the same facts as the truth's, as far as the files carry them."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator import truth
from goldenthread.simulator.conditions import Facts
from goldenthread.simulator.dates import within
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.enrolment import NOWHERE
from goldenthread.simulator.tables import NO_DATE, Table
from goldenthread.simulator.waits import is_open
from goldenthread.simulator.world import World


@dataclass(frozen=True)
class Sent:
    """The rows of the last delivery, as their senders wrote them; ``person`` is whom each is truly about."""

    roll: Table
    waits: Table
    cases: Table
    reviews: Table
    notices: Table
    packages: Table
    break_events: Table
    placements: Table
    away_events: Table


def facts(world: World, sent: Sent) -> Facts:
    """The facts that the conditions rest on, from delivered rows."""
    as_of, size, care = world.time.as_of, world.people.size, world.care
    waits = sent.waits.where(is_open(sent.waits))
    since = np.where(waits["original"] == NO_DATE, waits["received"], waits["original"])
    return Facts(
        size=size, as_of=as_of, age=world.people.age(as_of), level=_level(sent.roll, size),
        holds_plan=_plans(world, sent), waits=waits.having(since=since), contacts=care.contacts,
        assessments=care.assessments, suspensions=_suspensions(world, sent), early_meetings=truth.early(sent.reviews),
        packages=truth.running(sent.packages, as_of),
        care_reviews=truth.care_reviews(sent.break_events, care.reviews, care.assessments),
        placements=sent.placements.where(sent.placements["end"] == NO_DATE),
        no_education=truth.no_education(sent.away_events, size), visits=truth.visits(sent.away_events, as_of),
    )  # fmt: skip


def _level(roll: Table, size: int) -> Whole:
    """The newest provision a school wrote on its roll, of those still on one."""
    level = np.full(size, -1, dtype=np.int64)
    here = roll.where(roll["left"] == NO_DATE)
    level[here["person"]] = here["level"]
    return level


def _plans(world: World, sent: Sent) -> Flags:
    """Plans in force in the last SEN2 return, and those issued since by the cases."""
    held = world.plans.in_force(world.time.spring_census(world.time.last_year)).copy()
    held[sent.cases["person"][sent.cases["final"] != NO_DATE]] = True
    return held


def _suspensions(world: World, sent: Sent) -> Table:
    """This year's notices, and the autumn's suspensions of the spring census that no notice told of."""
    rows = world.exclusions
    terms = world.time.terms()
    on_census = world.enrolment.at(13) != NOWHERE
    counted = within(rows["start"], terms[12].first, terms[12].last) & on_census[rows["person"]]
    known = set(sent.notices["notice"].tolist())
    told = np.array([notice in known for notice in rows["notice"].tolist()], dtype=bool)
    return truth.this_year(rows.where(counted | told), world.time.as_of)
