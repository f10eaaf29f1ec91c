"""Children's social care and early help: contacts, referrals, assessments, plans, reviews and time in care."""

from dataclasses import dataclass

import numpy as np

from goldenthread.simulator.dates import Timeline, to_weekday
from goldenthread.simulator.draws import Draws, Flags, Real, Whole, pick, top
from goldenthread.simulator.enrolment import NOWHERE, Enrolment
from goldenthread.simulator.identification import NONE, PLAN, SUPPORT, Provision
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import NO_DATE, Table, either, numbered

_SOURCES = np.array(["2A", "1A", "6", "3A", "5C", "10", "1B", "2B", "8"], dtype=object)
_SOURCE_WEIGHTS = [0.21, 0.1, 0.28, 0.13, 0.08, 0.08, 0.05, 0.05, 0.02]
_CLOSURES = np.array(["RC1", "RC3", "RC8", "RC9"], dtype=object)
_NEED_WEIGHTS = [0.55, 0.0, 0.03, 0.08, 0.2, 0.05, 0.01, 0.05]
_YEARS_KEPT = 3


@dataclass
class Care:
    """Everything social care records; each table has ``person`` and days, NO_DATE where not (yet) so."""

    contacts: Table
    early_help: Table
    episodes: Table
    assessments: Table
    plans: Table  # kind CIN, CP or CLA
    reviews: Table  # kind CP or CLA
    in_need: Flags
    protected: Flags
    looked_after: Flags
    disabled: Flags


def look_after(
    people: People,
    needs: Needs,
    provision: Provision,
    enrolment: Enrolment,
    preset: Preset,
    draws: Draws,
    time: Timeline,
) -> Care:
    """Those open on the last day in the published numbers, and the three years of contacts and cases before."""
    rng = draws("care")
    told = calibration()["care"]
    child = (people.age(time.as_of) < 18) & (people.born < time.as_of - 10)
    claim = needs.vulnerability + 0.12 * needs.weight + rng.gumbel(0, 0.6, people.size)
    level = np.where(enrolment.at(-1) == NOWHERE, -1, provision.current())
    looked_after = _by_sen(child & (people.age(time.as_of) >= 0), claim + 0.3 * rng.standard_normal(people.size), level,
                           preset.scaled(told["looked_after"], 3), told["looked_after_support"],
                           told["looked_after_plan"])  # fmt: skip
    rest = _by_sen(child & ~looked_after, claim, level, preset.scaled(told["in_need"] - told["looked_after"], 8),
                   told["in_need_support"] - 3.0, told["in_need_plan"] - 2.0)  # fmt: skip
    in_need = rest | looked_after
    protected = top(rest, preset.scaled(told["protection_plans"], 2), claim + rng.gumbel(0, 0.5, people.size))
    disability = (needs.of("SLD") > 0) | (needs.of("PMLD") > 0) | (needs.of("PD") > 1.3) | (needs.of("ASD") > 1.6)
    disabled = in_need & disability
    episodes = _episodes(child, in_need, claim, people, preset, rng, time)
    assessments = _assessments(episodes, rng, time)
    plans = _plans(episodes, protected, looked_after, people, rng, time)
    return Care(
        contacts=_contacts(child, claim, episodes, preset, rng, time),
        early_help=_early_help(child, claim, preset, rng, time), episodes=episodes, assessments=assessments,
        plans=plans, reviews=_plan_reviews(plans, rng, time), in_need=in_need, protected=protected,
        looked_after=looked_after, disabled=disabled,
    )  # fmt: skip


def _by_sen(among: Flags, claim: Real, level: Whole, count: int, support: float, plan: float) -> Flags:
    """Exactly ``count``; among the pupils of them, the published shares have SEN support and a plan."""
    pupil = level >= NONE
    share = 0.80 * count
    chosen = top(among & (level == PLAN), round(share * plan / 100), claim)
    chosen |= top(among & (level == SUPPORT), round(share * support / 100), claim)
    chosen |= top(among & pupil & (level == NONE), round(share) - int(chosen.sum()), claim)
    return chosen | top(among & ~pupil & ~chosen, count - int(chosen.sum()), claim)


def _episodes(
    child: Flags, in_need: Flags, claim: Real, people: People, preset: Preset, rng: np.random.Generator, time: Timeline
) -> Table:
    """Referrals: one open episode for each child in need, and those of three years that have closed."""
    told = calibration()["care"]
    open_child = np.flatnonzero(in_need)
    age = time.as_of - people.born[open_child]
    ago = np.minimum(np.round(rng.gamma(1.1, 340, len(open_child))).astype(np.int64) + 3, np.maximum(3, age - 2))
    chance = np.where(child, np.exp(np.clip(claim, -3, 4)), 0)
    closed = pick(rng, chance, preset.scaled(told["referrals_a_year"] * _YEARS_KEPT * 0.72))
    born_ago = time.as_of - people.born[closed]
    begun = np.minimum(rng.integers(60, 365 * 6, len(closed)), np.maximum(40, born_ago - 2))
    lasted = np.round(rng.gamma(1.2, 110, len(closed))).astype(np.int64) + 8
    started, ended = time.as_of - begun, np.minimum(time.as_of - begun + lasted, time.as_of - 5)
    nfa = rng.random(len(closed)) < 0.3
    ended = np.where(nfa, np.minimum(started + rng.integers(1, 12, len(closed)), time.as_of - 2), ended)
    first_open = np.full(people.size, time.as_of + 1)
    first_open[open_child] = time.as_of - ago
    before = ended < first_open[closed]
    person = np.r_[open_child, closed[before]]
    table = Table(
        person=person, started=to_weekday(np.r_[time.as_of - ago, started[before]]),
        ended=np.r_[np.zeros(len(open_child), dtype=np.int64), ended[before]],
        nfa=np.r_[np.zeros(len(open_child), dtype=bool), nfa[before]],
        source=_SOURCES[pick(rng, _SOURCE_WEIGHTS, len(person))],
        need=np.array([f"N{n + 1}" for n in range(8)], dtype=object)[pick(rng, _NEED_WEIGHTS, len(person))],
        reason=_CLOSURES[pick(rng, [0.2, 0.1, 0.4, 0.3], len(person))],
    )  # fmt: skip
    table["started"] = np.minimum(table["started"], time.as_of - 1)
    table["ended"] = np.where(table["ended"] == NO_DATE, NO_DATE, np.maximum(table["ended"], table["started"]))
    table["reason"] = either(table["ended"] == NO_DATE, None, table["reason"])
    table = table.ordered("started", "person")
    return table.having(episode=numbered("REF", rng.permutation(len(table)) + 1), number=np.arange(len(table)))


def _assessments(episodes: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """An assessment soon after each referral that goes on; four in five within forty-five working days."""
    table = episodes.where(~episodes["nfa"])
    count = len(table)
    started = to_weekday(table["started"] + rng.integers(1, 12, count))
    quick = rng.random(count) < calibration()["care"]["assessed_in_45_days"] / 100
    ended = to_weekday(table["started"] + np.where(quick, rng.integers(20, 62, count), rng.integers(66, 120, count)))
    rows = Table(
        person=table["person"],
        episode=table["episode"],
        started=started,
        ended=np.where(ended <= time.as_of, ended, NO_DATE),
    ).where(started <= time.as_of)
    return rows.having(assessment=numbered("ASM", rng.permutation(len(rows)) + 1))


def _plans(
    episodes: Table, protected: Flags, looked_after: Flags, people: People, rng: np.random.Generator, time: Timeline
) -> Table:
    """A plan of the kind each open case has, and the plans of some closed ones."""
    open_case = episodes["ended"] == NO_DATE
    person = episodes["person"]
    kind = np.select([looked_after[person], protected[person]], ["CLA", "CP"], "CIN").astype(object)
    late = rng.random(len(episodes))
    planned = (open_case & ((kind != "CIN") | (late < 0.72))) | (~open_case & ~episodes["nfa"] & (late < 0.45))
    rows, kind = episodes.where(planned), np.where(open_case, kind, "CIN")[planned]
    started = np.minimum(rows["started"] + rng.integers(20, 90, len(rows)), time.as_of - 1)
    started = np.where(rows["ended"] == NO_DATE, started, np.minimum(started, rows["ended"]))
    since = np.where(kind == "CLA", np.maximum(people.born[rows["person"]] + 5, started), started)
    table = Table(
        person=rows["person"],
        episode=rows["episode"],
        kind=kind.astype(object),
        started=since,
        ended=rows["ended"].copy(),
    )
    return table.having(plan=numbered("PLN", rng.permutation(len(table)) + 1))


def _plan_reviews(plans: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """Reviews of protection plans and of looked-after children: first within three months, then at most six apart."""
    rows = plans.where((plans["kind"] != "CIN") & (plans["ended"] == NO_DATE))
    parts, due = [], rows["started"] + np.where(rows["kind"] == "CLA", 28, 90)
    for _ in range(9):
        held = to_weekday(due + rng.integers(-12, 5, len(rows)))
        parts.append(
            Table(
                person=rows["person"],
                plan=rows["plan"],
                kind=rows["kind"],
                due=due,
                held=np.where(held <= time.as_of, held, NO_DATE),
            )
        )
        due = due + rng.integers(150, 182, len(rows))
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.where((table["due"] <= time.as_of) & (table["due"] > time.as_of - 900)).ordered("person", "due")
    return table.having(review=numbered("REV", rng.permutation(len(table)) + 1))


def _contacts(
    child: Flags, claim: Real, episodes: Table, preset: Preset, rng: np.random.Generator, time: Timeline
) -> Table:
    """Contacts of three years: one a day or more before each referral, and those that led to nothing."""
    told = calibration()["care"]
    wanted = preset.scaled(told["contacts_a_year"] * _YEARS_KEPT)
    led = episodes.where(episodes["started"] > time.as_of - 365 * _YEARS_KEPT)
    chance = np.where(child, np.exp(np.clip(claim * 0.8, -3, 3)), 0)
    other = pick(rng, chance, max(0, wanted - len(led)))
    day = time.as_of - rng.integers(3, 365 * _YEARS_KEPT, len(other))
    person, happened = np.r_[led["person"], other], np.r_[led["started"] - rng.integers(0, 3, len(led)), day]
    table = Table(
        person=person, happened=to_weekday(happened), source=_SOURCES[pick(rng, _SOURCE_WEIGHTS, len(person))],
        outcome=either(np.arange(len(person)) < len(led), "REFERRAL", "NFA"),
    )  # fmt: skip
    advice = (table["outcome"] == "NFA") & (rng.random(len(person)) < 0.4)
    table["outcome"] = np.where(advice, "ADVICE", table["outcome"])
    table["happened"] = np.minimum(table["happened"], time.as_of)
    table = table.ordered("happened", "person")
    return table.having(contact=numbered("CON", rng.permutation(len(table)) + 1))


def _early_help(child: Flags, claim: Real, preset: Preset, rng: np.random.Generator, time: Timeline) -> Table:
    """Early-help episodes of three years, most of them ended."""
    count = preset.scaled(calibration()["care"]["early_help_a_year"] * _YEARS_KEPT, 12)
    person = pick(rng, np.where(child, np.exp(np.clip(claim * 0.6, -3, 2.5)), 0), count)
    started = time.as_of - rng.integers(4, 365 * _YEARS_KEPT, count)
    ended = started + np.round(rng.gamma(2.0, 80, count)).astype(np.int64) + 20
    table = Table(person=person, started=to_weekday(started), ended=np.where(ended <= time.as_of, ended, NO_DATE))
    table["started"] = np.minimum(table["started"], time.as_of)
    table = table.ordered("started", "person")
    return table.having(help=numbered("EH", rng.permutation(count) + 1))
