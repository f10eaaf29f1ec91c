"""Short breaks: packages for disabled children and their families, and the reviews and visits that watch over them."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.care import Care
from goldenthread.simulator.dates import Timeline, to_weekday
from goldenthread.simulator.draws import Draws, Whole, pick_words, some, top
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.plans import Plans
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, either, numbered

SOCIAL_CARE_BASES = ("S17", "S17N", "UNK")
_REVIEW_EVENTS = ("REV", "IRO", "ASM", "REA")
_CARE_AGENCIES = ("CSC", "CWD")


@dataclass
class ShortBreaks:
    """``packages`` one row a version of a package, ``events`` one row a review, visit or assessment due or held."""

    packages: Table
    events: Table


def arrange(
    people: People, needs: Needs, plans: Plans, care: Care, preset: Preset, draws: Draws, time: Timeline
) -> ShortBreaks:
    """Packages for the children with most need, and their events; some go unreviewed for long."""
    rng = draws("short breaks")
    told = calibration()["care"]
    claim = needs.of("SLD") + 2 * needs.of("PMLD") + needs.of("PD") + needs.of("ASD") + 0.5 * plans.in_force(time.as_of)
    claim = claim + needs.of("COMPLEX") + rng.gumbel(0, 0.7, people.size)
    child = (people.age(time.as_of) >= 3) & (people.age(time.as_of) < 18) & ~care.looked_after
    all_of_them = top(child, preset.scaled(told["short_breaks"], 14), claim)
    social = some(rng, all_of_them, preset.scaled(told["short_breaks_of_social_care"], 9))
    packages = _packages(np.flatnonzero(all_of_them), social, people, rng, time)
    events = _events(packages, rng, time)
    return ShortBreaks(packages, events)


def _packages(person: Whole, social: Column, people: People, rng: np.random.Generator, time: Timeline) -> Table:
    count = len(person)
    basis = either(
        social[person],
        pick_words(rng, {"S17": 0.72, "S17N": 0.2, "UNK": 0.08}, count),
        pick_words(rng, {"LO": 0.9, "S20R48": 0.1}, count),
    )
    longest = np.maximum(60, (time.as_of - people.born[person]) - 3 * 365)
    ago = np.minimum(np.round(rng.gamma(2.0, 420, count)).astype(np.int64) + 25, longest)
    ago = np.where(social[person] & (rng.random(count) < 0.75), np.maximum(ago, np.minimum(longest, 320)), ago)
    night = np.isin(basis, ["S17N", "S20R48"])
    by_day = pick_words(rng, {"DAY": 0.35, "HOL": 0.2, "OUTREACH": 0.2, "DP": 0.15, "HOME": 0.1}, count)
    provision = either(night, pick_words(rng, {"RESID": 0.6, "FOSTER": 0.4}, count), by_day)
    route = np.where(basis == "LO", pick_words(rng, {"UNI": 0.5, "TGT": 0.5}, count),
                     np.where(basis == "UNK", "UNK", pick_words(rng, {"SBT": 0.7, "CWD": 0.3}, count)))  # fmt: skip
    ended = (rng.random(count) < 0.07) & (ago > 200)
    end = np.where(ended, time.as_of - rng.integers(5, 150, count), NO_DATE)
    table = Table(
        person=person, package=numbered("SB", rng.permutation(count) + 1), start=time.as_of - ago,
        version_start=time.as_of - ago, version_end=end, end=end, basis=basis, route=route.astype(object),
        provision=provision.astype(object), minutes=np.where(night, 0, rng.integers(2, 13, count) * 60),
        nights=np.where(night, rng.integers(8, 60, count), 0), cost=rng.integers(40, 900, count) * 10000,
    )  # fmt: skip
    return _new_versions(table, rng, time)


def _new_versions(table: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """One package in five changed its hours: that closes a version and opens the next."""
    changed = (table["end"] == NO_DATE) & (table["start"] < time.as_of - 250) & (rng.random(len(table)) < 0.2)
    when = time.as_of - rng.integers(20, 200, len(table))
    old = table.where(changed).copy()
    old["version_end"] = when[changed] - 1
    table["version_start"] = np.where(changed, when, table["version_start"])
    return table.plus(old).ordered("package", "version_start")


def _events(packages: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """Reviews every half-year where they are kept up, visits between, a few led by health."""
    current = packages.where(packages["version_end"] == NO_DATE)
    social = np.isin(current["basis"], SOCIAL_CARE_BASES)
    kept_up = social & (rng.random(len(current)) < 0.80)
    parts = []
    for back in range(5):
        held = time.as_of - np.round(rng.uniform(8, 165, len(current))).astype(np.int64) - back * 172
        real = kept_up & (held > current["start"] + 20)
        parts.append(
            _event(
                current.where(real), "REV", held[real], held[real] + rng.integers(-20, 6, int(real.sum())), "CWD", rng
            )
        )
    lapsed = social & ~kept_up
    old = time.as_of - rng.integers(195, 700, len(current))
    real = lapsed & (old > current["start"] + 20) & (rng.random(len(current)) < 0.75)
    parts.append(_event(current.where(real), "REV", old[real], old[real], "CSC", rng))
    overdue = lapsed & (rng.random(len(current)) < 0.5)
    parts.append(
        _event(
            current.where(overdue),
            "REV",
            np.zeros(int(overdue.sum()), dtype=np.int64),
            time.as_of - rng.integers(5, 90, int(overdue.sum())),
            "CWD",
            rng,
        )
    )
    visit = rng.random(len(current)) < np.where(social, 0.5, 0.85)
    parts.append(
        _event(
            current.where(visit),
            "VIS",
            time.as_of - rng.integers(5, 170, int(visit.sum())),
            time.as_of - rng.integers(1, 170, int(visit.sum())),
            "CWD",
            rng,
        )
    )
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.ordered("person", "due", "held")
    return table.having(event=numbered("SBE", rng.permutation(len(table)) + 1))


def _event(packages: Table, code: str, held: Whole, due: Whole, agency: str, rng: np.random.Generator) -> Table:
    held = np.where(held == NO_DATE, NO_DATE, to_weekday(held))
    return Table(
        person=packages["person"], package=packages["package"], code=np.full(len(held), code, dtype=object), held=held,
        due=due, agency=np.full(len(held), agency, dtype=object),
    )  # fmt: skip


def more_events(rows: Table, code: str, held: Whole, agency: str, number: int) -> Table:
    """Further events held for these packages; ``number`` is the first to give."""
    return Table(
        person=rows["person"], package=rows["package"], code=np.full(len(rows), code, dtype=object), held=held,
        due=held - 3, agency=np.full(len(rows), agency, dtype=object),
        event=numbered("SBE", number + np.arange(len(rows))),
    )  # fmt: skip


def is_care_review(events: Table) -> Column:
    """A review or assessment held and led by social care: not a visit, and not one that health leads."""
    led = np.isin(events["code"], _REVIEW_EVENTS) & np.isin(events["agency"], _CARE_AGENCIES)
    return np.asarray(led & (events["held"] != NO_DATE))
