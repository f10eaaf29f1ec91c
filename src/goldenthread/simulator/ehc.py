"""EHC requests, decisions, advice and reviews, at the pace the council kept in each year."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from goldenthread.simulator.dates import Timeline, calendar_year, day, to_weekday
from goldenthread.simulator.draws import Draws, Flags, Whole, pick, top
from goldenthread.simulator.needs import Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.plans import Plans
from goldenthread.simulator.settings import Preset, by_year, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, either, every, numbered

_FROM = {
    "SCHOOL": 0.55, "PAR": 0.30, "EY": 0.06, "FE": 0.02, "YP": 0.01, "HEALTH": 0.03, "CSC": 0.02, "OTH": 0.01,
}  # fmt: skip
WEEKS_20 = 140


@dataclass
class Ehc:
    """``cases`` one row a request, ``advice`` one row an adviser asked, ``reviews`` one row a review due or held."""

    cases: Table
    advice: Table
    reviews: Table


def run(people: People, needs: Needs, plans: Plans, preset: Preset, draws: Draws, time: Timeline) -> Ehc:
    """All EHC work of the five years, and the annual reviews of the last three."""
    cases = _cases(people, needs, plans, preset, draws("ehc"), time)
    return Ehc(
        cases, _advice(cases, people, needs, draws("advice"), time), _reviews(plans, people, draws("reviews"), time)
    )


def _cases(
    people: People, needs: Needs, plans: Plans, preset: Preset, rng: np.random.Generator, time: Timeline
) -> Table:
    """Requests that led to plans, with the durations of the year the plan was issued; then all the others."""
    first = day(date(time.last_year - 4, 1, 1))
    planned = np.flatnonzero(plans.issued >= first)
    final = plans.issued[planned]
    received = final - _durations(final, rng)
    other, asked = _others(people, needs, plans, received, preset, rng, time)
    person = np.r_[planned, other]
    received = to_weekday(np.r_[received, asked])
    final = np.r_[final, np.zeros(len(other), dtype=np.int64)]
    cases = Table(person=person, received=received, final=final)
    return _decided(cases, people, rng, time)


def _durations(final: Whole, rng: np.random.Generator) -> Whole:
    """Days from request to plan: the year's share within 20 weeks, its share over a year, the rest between."""
    told = calibration()["ehc"]
    days = np.zeros(len(final), dtype=np.int64)
    year = calendar_year(final)
    for value in np.unique(year).tolist():
        of_year = year == value
        total = int(of_year.sum())
        in_time = top(of_year, round(total * by_year(told["within_20_weeks"], value) / 100), rng.random(len(final)))
        long = top(of_year & ~in_time, round(total * by_year(told["over_a_year"], value) / 100), rng.random(len(final)))
        between = of_year & ~in_time & ~long
        days[in_time] = rng.integers(98, WEEKS_20 - 4, len(final))[in_time]
        days[between] = rng.integers(WEEKS_20 + 8, 360, len(final))[between]
        days[long] = rng.integers(372, 560, len(final))[long]
    return days


def _others(
    people: People, needs: Needs, plans: Plans, planned: Whole, preset: Preset, rng: np.random.Generator, time: Timeline
) -> tuple[Whole, Whole]:
    """Requests without a plan yet: what the year's count leaves over, made for children at the published ages."""
    told = calibration()["ehc"]
    asked_by_age = np.log(np.array(told["requested_by_age"], dtype=float) + 0.05)
    free = (plans.issued == NO_DATE) | (plans.issued > time.as_of)
    child, when = [], []
    for year in range(time.last_year - 4, time.last_year + 2):
        begin, end = day(date(year, 1, 1)), min(day(date(year, 12, 31)), time.as_of - 3)
        share = (end - begin) / 365
        here = int(((planned >= begin) & (planned <= end)).sum())
        count = max(0, preset.scaled(by_year(told["requests"], year) * share) - here)
        age = people.age(begin + 180)
        eager = asked_by_age[np.clip(age, 0, 25)] + 0.45 * needs.weight + rng.gumbel(0, 1, people.size)
        chosen = np.flatnonzero(top(free & (age >= 0) & (age <= 25), count, eager))
        free[chosen] = False
        child.append(chosen)
        when.append(rng.integers(begin, end + 1, len(chosen)))
    return np.concatenate(child), np.concatenate(when)


def _decided(cases: Table, people: People, rng: np.random.Generator, time: Timeline) -> Table:
    """Decision to assess, decision to issue, draft, refusal: each on a day that has come, or not yet."""
    told = calibration()["ehc"]
    count = len(cases)
    year = calendar_year(cases["received"])
    quick = np.array([by_year(told["decided_in_6_weeks"], y) / 100 for y in year.tolist()])
    refuses = np.array([by_year(told["refused"], y) / 100 for y in year.tolist()])
    gap = np.where(rng.random(count) < quick, rng.integers(20, 42, count), rng.integers(45, 150, count))
    has_plan = cases["final"] != NO_DATE
    gap = np.where(has_plan, np.minimum(gap, np.maximum(14, (cases["final"] - cases["received"]) // 2)), gap)
    decided = to_weekday(cases["received"] + gap)
    total_without = max(1, int((~has_plan).sum()))
    refused = ~has_plan & (rng.random(count) < np.minimum(0.9, refuses * count / total_without))
    withdrew = ~has_plan & ~refused & (rng.random(count) < 0.05)
    old = ~has_plan & ~refused & ~withdrew & (cases["received"] < time.as_of - 620)
    withdrew |= old & (rng.random(count) < 0.7)
    not_issued = old & ~withdrew
    issue_decided = np.where(has_plan, cases["final"] - rng.integers(14, 35, count), 0)
    issue_decided = np.where(not_issued, decided + rng.integers(70, 200, count), issue_decided)
    table = cases.having(
        decided=np.where(withdrew & (rng.random(count) < 0.5), NO_DATE, decided), refused=refused, withdrew=withdrew,
        not_issued=not_issued, issue_decided=issue_decided,
        withdrawn_on=np.where(withdrew, cases["received"] + rng.integers(30, 200, count), NO_DATE),
        asked_by=words_from(rng, count), exception=(rng.random(count) < 0.04),
    )  # fmt: skip
    for name in ("decided", "issue_decided", "withdrawn_on"):
        table[name] = np.where(table[name] <= time.as_of, table[name], NO_DATE)
    table = table.ordered("received", "person")
    table["issue_decided"] = np.where(table["issue_decided"] <= table["decided"], NO_DATE, table["issue_decided"])
    return table.having(case=numbered("EHC", rng.permutation(count) + 1), number=np.arange(count))


def words_from(rng: np.random.Generator, count: int) -> Column:
    """Who asked for the assessment."""
    labels = np.array(list(_FROM), dtype=object)
    return labels[pick(rng, list(_FROM.values()), count)]


_ADVISERS = ("PAR", "EDU", "MED", "EP", "CSC", "SLT", "OT", "CAMHS", "PFA")
_USUAL_DAYS = {"PAR": 20, "EDU": 28, "MED": 62, "EP": 95, "CSC": 45, "SLT": 50, "OT": 58, "CAMHS": 70, "PFA": 40}


def _advice(cases: Table, people: People, needs: Needs, rng: np.random.Generator, time: Timeline) -> Table:
    """Everyone regulation 6(1) names is asked, and the therapies a child needs; each answers in its time."""
    assessed = (cases["decided"] != NO_DATE) & ~cases["refused"] & ~cases["withdrew"]
    rows = cases.where(assessed)
    age = (rows["received"] - people.born[rows["person"]]) // 365
    wanted: dict[str, Flags] = {name: np.ones(len(rows), dtype=bool) for name in ("PAR", "EDU", "MED", "EP", "CSC")}
    for adviser, kinds, base in (
        ("SLT", ("SLCN", "ASD"), 0.15),
        ("OT", ("PD", "ASD"), 0.1),
        ("CAMHS", ("MH", "SEMH"), 0.08),
    ):
        claim = np.maximum.reduce([needs.of(kind)[rows["person"]] for kind in kinds])
        wanted[adviser] = rng.random(len(rows)) < base + 0.4 * (claim > 0)
    wanted["PFA"] = age >= 14
    parts = [_asked(rows.where(mask), adviser, rng, time) for adviser, mask in wanted.items()]
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    table = table.ordered("number", "requested")
    return table.having(advice=numbered("ADV", rng.permutation(len(table)) + 1, 7))


def _asked(rows: Table, adviser: str, rng: np.random.Generator, time: Timeline) -> Table:
    count = len(rows)
    requested = to_weekday(rows["decided"] + rng.integers(1, 8, count))
    reached = to_weekday(requested + rng.integers(0, 6, count))
    pace = np.round(_USUAL_DAYS[adviser] * rng.lognormal(-0.1, 0.45, count)).astype(np.int64) + 3
    received = to_weekday(reached + pace)
    final = np.where(rows["issue_decided"] == NO_DATE, time.as_of + 4000, rows["issue_decided"])
    received = np.minimum(received, np.maximum(reached + 1, final - 2))
    silent = rng.random(count) < 0.03
    came = ~silent & (received <= time.as_of)
    answer = np.array(["FULL", "FULL", "PART", "NOTKNOWN", "NONEED"], dtype=object)
    chance = [0.5, 0.2, 0.1, 0.15, 0.05] if adviser in {"CSC", "CAMHS", "SLT", "OT"} else [0.7, 0.2, 0.1, 0.0, 0.0]
    soon = (requested <= time.as_of) & (reached <= time.as_of)
    return Table(
        person=rows["person"], case=rows["case"], number=rows["number"], adviser=np.full(count, adviser, dtype=object),
        requested=requested, reached=np.where(rng.random(count) < 0.15, NO_DATE, reached),
        received=np.where(came, received, NO_DATE), answer=either(came, answer[pick(rng, chance, count)], None),
    ).where(soon)  # fmt: skip


def _reviews(plans: Plans, people: People, rng: np.random.Generator, time: Timeline) -> Table:
    """Annual reviews of the last three years, due a year after the plan or the last meeting, and the next one due."""
    told = calibration()["ehc"]
    begin = time.as_of - 3 * 365
    holder = np.flatnonzero((plans.issued != NO_DATE) & ((plans.ceased == NO_DATE) | (plans.ceased > begin)))
    ends = np.where(plans.ceased[holder] == NO_DATE, time.as_of + 400, plans.ceased[holder])
    last = np.maximum(plans.issued[holder], begin - rng.integers(0, 365, len(holder)))
    parts = []
    for _ in range(5):
        due = last + 365
        late = rng.gamma(1.2, 28, len(holder)).astype(np.int64) - rng.integers(0, 45, len(holder))
        missed = rng.random(len(holder)) < told["review_without_meeting"] / 100
        meeting = to_weekday(due + late)
        held = ~missed & (meeting <= time.as_of) & (meeting < ends)
        real = due < ends
        parts.append(
            Table(
                person=holder, due=due, meeting=np.where(held, meeting, NO_DATE), missed=missed & (due <= time.as_of)
            ).where(real)
        )
        last = np.where(missed, due, np.maximum(meeting, last + 200))
    table = parts[0]
    for part in parts[1:]:
        table = table.plus(part)
    first_future = table["due"] <= time.as_of + 365
    table = table.where(first_future & ((table["due"] <= time.as_of) | (table["meeting"] == NO_DATE))).ordered(
        "person", "due"
    )
    return _concluded(table, rng, time)


def _concluded(table: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """The decision after each meeting: within four weeks as often as published, and its letter."""
    count = len(table)
    quick = rng.random(count) < calibration()["ehc"]["decided_in_4_weeks"] / 100
    gap = np.where(quick, rng.integers(7, 28, count), rng.integers(30, 160, count))
    decided = np.where(table["meeting"] != NO_DATE, to_weekday(table["meeting"] + gap), NO_DATE)
    decided = np.where(decided <= time.as_of, decided, NO_DATE)
    outcome = np.array(["MAINTAIN", "AMEND", "CEASE"], dtype=object)[pick(rng, [0.6, 0.39, 0.01], count)]
    return table.having(
        code=every("ANNUAL", count), trigger=blank(count), decided=decided,
        decision=either(decided == NO_DATE, None, outcome), draft=either(outcome == "AMEND", decided, NO_DATE),
        number=rng.permutation(count) + 1,
    )  # fmt: skip


def early_review(person: Whole, trigger: Column, triggered: Whole, meeting: Whole, number: int) -> Table:
    """Rows of early reviews held, decided three weeks later; ``number`` is the first number to give."""
    count = len(person)
    return Table(
        person=person, due=meeting, meeting=meeting, missed=np.zeros(count, dtype=bool),
        code=every("EARLY", count), trigger=trigger, decided=meeting + 21,
        decision=every("AMEND", count), draft=meeting + 21, number=number + np.arange(count),
    )  # fmt: skip
