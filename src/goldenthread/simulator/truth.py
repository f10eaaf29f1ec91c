"""What is true, gathered for the judge: the people, the conditions, and who only seems to meet one."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from goldenthread.simulator.conditions import NAMES, Facts, school_year_began
from goldenthread.simulator.dates import as_date
from goldenthread.simulator.draws import Flags, Whole
from goldenthread.simulator.short_breaks import is_care_review
from goldenthread.simulator.tables import NO_DATE, Table, either
from goldenthread.simulator.waits import is_open
from goldenthread.simulator.world import World


def facts(world: World) -> Facts:
    """The true events, as the conditions want them."""
    as_of = world.time.as_of
    waits = world.waits.where(is_open(world.waits) & (world.waits["received"] <= as_of))
    breaks, away = world.short_breaks, world.away
    return Facts(
        size=world.people.size, as_of=as_of, age=world.people.age(as_of),
        level=np.where(world.on_roll, world.provision.current(), -1), holds_plan=world.plans.in_force(as_of),
        waits=waits.having(since=waits["original"]), contacts=world.care.contacts, assessments=world.care.assessments,
        suspensions=this_year(world.exclusions, as_of), early_meetings=early(world.ehc.reviews),
        packages=running(breaks.packages, as_of),
        care_reviews=care_reviews(breaks.events, world.care.reviews, world.care.assessments),
        placements=away.placements.where(away.placements["end"] == NO_DATE),
        no_education=no_education(away.events, world.people.size), visits=visits(away.events, as_of),
    )  # fmt: skip


def this_year(exclusions: Table, as_of: int) -> Table:
    """Suspensions of the school year, without the cancelled and without permanent exclusions."""
    now = (
        (exclusions["start"] >= school_year_began(as_of))
        & (exclusions["start"] <= as_of)
        & (exclusions["cancelled"] == NO_DATE)
    )
    return exclusions.where(now & (exclusions["kind"] != "PERM"))


def early(reviews: Table) -> Table:
    """Early reviews and reassessments that were held."""
    rows = reviews.where(np.isin(reviews["code"], ["EARLY", "REASSESS"]) & (reviews["meeting"] != NO_DATE))
    return Table(person=rows["person"], held=rows["meeting"])


def running(packages: Table, as_of: int) -> Table:
    """The version in force of each package that still runs."""
    return packages.where(
        (packages["version_end"] == NO_DATE)
        & ((packages["end"] == NO_DATE) | (packages["end"] > as_of))
        & (packages["version_start"] <= as_of)
    )


def care_reviews(events: Table, plan_reviews: Table, assessments: Table) -> Table:
    """Every review or assessment that social care held: of the short break, of a plan, or of the family."""
    kept = events.where(is_care_review(events))
    plans = plan_reviews.where(plan_reviews["held"] != NO_DATE)
    done = assessments.where(assessments["ended"] != NO_DATE)
    return Table(
        person=np.concatenate([kept["person"], plans["person"], done["person"]]),
        held=np.concatenate([kept["held"], plans["held"], done["ended"]]),
    )


def no_education(events: Table, size: int) -> Whole:
    """Since when each child away has had no education, by the newest visit or review held."""
    held = events.where(events["held"] != NO_DATE).ordered("held", "due")
    since = np.zeros(size, dtype=np.int64)
    since[held["person"]] = np.where(held["education"] == "NONE", held["education_since"], NO_DATE)
    return since


def visits(events: Table, as_of: int) -> Table:
    """Visits that were due by the last day, held or not."""
    return events.where(np.isin(events["code"], ["V28", "V85"]) & (events["due"] <= as_of) & (events["due"] != NO_DATE))


def tables(
    world: World, true: Mapping[str, Flags], delivered: Mapping[str, Flags], planted: Mapping[str, Flags],
    negatives: Mapping[str, Flags],
) -> dict[str, pa.Table]:  # fmt: skip
    """The truth's tables but for the lines of the files; a near miss that meets the condition after all is none."""
    near = {name: negatives[name] & ~true[name] for name in NAMES}
    return {
        "people": people_table(world), "conditions": _conditions(world, true, delivered),
        "negatives": _named(world, near), "planted": _named(world, planted),
    }  # fmt: skip


def people_table(world: World) -> pa.Table:
    """One row a person, with what fairness is judged by."""
    people = world.people
    twin = either(people.twin_of >= 0, people.ids[np.maximum(people.twin_of, 0)], None)
    return pa.table(
        {
            "person": pa.array(people.ids, pa.string()), "twin_of": pa.array(twin, pa.string()),
            "ethnicity_group": pa.array(people.group, pa.string()),
            "ethnicity": pa.array(people.ethnicity, pa.string()), "family": pa.array(people.family),
            "born": pa.array(people.born.astype(np.int32), pa.int32()).cast(pa.date32()),
            "sex": pa.array(np.where(people.boy, "M", "F").tolist()), "surname": pa.array(people.surname, pa.string()),
            "forename": pa.array(people.forename, pa.string()), "postcode": pa.array(people.postcode, pa.string()),
            "deprived": pa.array(people.deprived), "nhs_number": pa.array(people.nhs, pa.string()),
            "upn": pa.array(world.enrolment.upn, pa.string()),
        }
    )  # fmt: skip


def _conditions(world: World, true: Mapping[str, Flags], delivered: Mapping[str, Flags]) -> pa.Table:
    names, places, is_true, shown = [], [], [], []
    for name in NAMES:
        who = np.flatnonzero(true[name] | delivered[name])
        names += [name] * len(who)
        places.append(who)
        is_true.append(true[name][who])
        shown.append(delivered[name][who])
    return pa.table(
        {
            "condition": pa.array(names, pa.string()),
            "person": pa.array(world.people.ids[np.concatenate(places)], pa.string()),
            "true": pa.array(np.concatenate(is_true)), "delivered": pa.array(np.concatenate(shown)),
        }
    )  # fmt: skip


def _named(world: World, flags: Mapping[str, Flags]) -> pa.Table:
    who = {name: np.flatnonzero(flags[name]) for name in NAMES}
    names = [name for name in NAMES for _ in who[name]]
    return pa.table(
        {
            "condition": pa.array(names, pa.string()),
            "person": pa.array(world.people.ids[np.concatenate(list(who.values()))], pa.string()),
        }
    )


def told(world: World, seed: int, errors: str, without: tuple[str, ...]) -> dict[str, object]:
    """What the manifest says of the run, but for its files."""
    when = as_date(world.time.as_of).isoformat()
    return {
        "as_of": when,
        "preset": world.preset.name,
        "seed": seed,
        "errors": errors,
        "without": list(without),
        "synthetic": True,
    }
