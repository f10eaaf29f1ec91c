"""Referrals to health services and the queues they join: first come, first served, at each service's own pace."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from goldenthread.simulator.dates import Timeline
from goldenthread.simulator.draws import Draws, Flags, Whole, pick, shared_out, top
from goldenthread.simulator.needs import KINDS, Needs
from goldenthread.simulator.people import People
from goldenthread.simulator.settings import Preset, calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, blank, either

PROVIDERS = {"A": "ODS:ZZA01", "B": "ODS:ZZB01", "C": "ODS:ZZC01"}
T03_SERVICES = ("SLT", "OT", "PT", "PAED", "ASD", "ADHD", "CAMHS", "PSY")
_HISTORY = 52 * 5  # weeks of referrals made before the last day
_ROUND = 26  # weeks; the children referred in one round are chosen together
_REST = 4  # rounds before a child is referred to the same service again
_KNOWN_ELSEWHERE = 1.9  # how much likelier a child is referred whom another service has just been asked about
_LOST = 1.18  # referrals made for each that stays in the queue until seen: some are rejected, some leave
_QUICKER = (8, 2)  # weeks that the bands SOON and URG wait
_AT_FIRST = 0.65  # of its length now, the queue's five years ago
_MISSED = 0.06  # of those called
_SOONEST = 2  # days from a referral to the first day anybody can be seen
_AGES = {"SLT": (1, 13), "ASD": (3, 17), "ADHD": (6, 17), "CAMHS": (6, 17), "PSY": (5, 17), "AUD": (1, 12)}
_BANDS = np.array(["STD", "SOON", "URG"], dtype=object)


def refer(people: People, needs: Needs, preset: Preset, draws: Draws, time: Timeline) -> Table:
    """One row a referral of the last five years, in the order received.

    Children with several needs are referred to several services: some referrals are for a child whom another service
    already has (drawn independently, no child stood on three lists).
    """
    rows = None
    for service, told in calibration()["waits"].items():
        rng = draws(f"waits {service}")
        made = _referrals(service, told, people, needs, preset, rng, time, rows)
        rows = made if rows is None else rows.plus(made)
    if rows is None:
        raise ValueError("The calibration names no health service.")
    return _tidied(rows, people, draws("wait details"), time)


def _referrals(
    service: str, told: Mapping[str, Any], people: People, needs: Needs, preset: Preset, rng: np.random.Generator,
    time: Timeline, earlier: Table | None,
) -> Table:  # fmt: skip
    child, received = _asked(service, told, people, needs, preset, rng, time, earlier)
    count = len(child)
    standard = told["standard"] / 100
    band = pick(rng, [standard, (1 - standard) * 0.75, (1 - standard) * 0.25], count)
    return Table(
        person=child, service=_word(service, count), provider=_word(PROVIDERS[told["provider"]], count),
        received=received, original=received.copy(), band=_BANDS[band],
        called=_called(received, band, told["weeks"], rng, time),
    )  # fmt: skip


def _word(word: str, count: int) -> Column:
    return np.full(count, word, dtype=object)


def _asked(
    service: str, told: Mapping[str, Any], people: People, needs: Needs, preset: Preset, rng: np.random.Generator,
    time: Timeline, earlier: Table | None,
) -> tuple[Whole, Whole]:  # fmt: skip
    """Who is referred and when: in each half-year, those with the greatest claim whom the service does not know yet."""
    low, high = _AGES.get(service, (0, 17))
    load = np.array([told["need"].get(kind, 0.0) for kind in KINDS])
    claim = np.log(np.minimum(needs.severity, 3) @ load + 0.02)
    resting = np.zeros(people.size, dtype=np.int64)
    rounds = _HISTORY // _ROUND
    counts = shared_out(round(told["weekly"] * preset.share * _LOST * _HISTORY), np.ones(rounds))
    children, days = [], []
    for number in range(rounds):
        first = time.as_of - (rounds - number) * _ROUND * 7
        age = people.age(first + 90)
        score = claim + rng.gumbel(0, 1, people.size) + _KNOWN_ELSEWHERE * _just_asked(earlier, first, people.size)
        chosen = np.flatnonzero(top((age >= low) & (age <= high) & (resting <= 0), int(counts[number]), score))
        resting = np.maximum(0, resting - 1)
        resting[chosen] = _REST
        children.append(chosen)
        days.append(np.maximum(rng.integers(first, first + _ROUND * 7, len(chosen)), people.born[chosen] + 20))
    child, received = np.concatenate(children), np.concatenate(days)
    soon = received < time.as_of
    return child[soon], received[soon]


def _just_asked(earlier: Table | None, first: int, size: int) -> Flags:
    """Children referred elsewhere between half a year before and the end of this round."""
    known = np.zeros(size, dtype=bool)
    if earlier is not None:
        recent = (earlier["received"] >= first - 180) & (earlier["received"] < first + _ROUND * 7)
        known[earlier["person"][recent]] = True
    return known


def _called(received: Whole, band: Whole, weeks: float, rng: np.random.Generator, time: Timeline) -> Whole:
    """The day each is seen: in turn within their band, for which the service keeps places apart; some miss their turn.

    The queue of the standard band has grown to ``weeks`` long; who misses the appointment waits on for another.
    """
    called = received.copy()
    for each, length in enumerate((weeks, *_QUICKER)):
        mine = np.flatnonzero(band == each)
        called[mine] = _in_turn(received[mine], length, time)
    missed = rng.random(len(received)) < _MISSED
    again = np.round((called - received) * rng.uniform(0.05, 0.6, len(received))).astype(np.int64)
    return called + np.where(missed, again, 0)


def _in_turn(received: Whole, weeks: float, time: Timeline) -> Whole:
    """First come, first served: ``start = max(arrival, (rank + queue at first) / capacity)``, in days.

    The capacity is the one with which the queue, ``_AT_FIRST`` of ``weeks`` five years ago, is ``weeks`` long now; by
    Little's law a queue is as many long as arrive while its last one waits.
    """
    days, now, before = _HISTORY * 7, weeks * 7, weeks * 7 * _AT_FIRST
    arrivals = max(len(received), 1) / days
    capacity = arrivals * (days + before) / (days + now)
    rank = np.empty(len(received))
    rank[np.argsort(received, kind="stable")] = np.arange(len(received))
    start = time.as_of - days + (rank + arrivals * before) / capacity
    return np.maximum(received + _SOONEST, np.round(start).astype(np.int64))


def _tidied(rows: Table, people: People, rng: np.random.Generator, time: Timeline) -> Table:
    """What became of each: rejected, seen, missed appointments, closed; one open referral to a service a child."""
    count = len(rows)
    lot = rng.random(count)
    received, called = rows["received"], rows["called"]
    rejected = np.where(lot < 0.07, received + rng.integers(5, 40, count), NO_DATE)
    left = np.where((lot >= 0.07) & (lot < 0.15), received + rng.integers(60, 500, count), NO_DATE)
    left = np.where((left != NO_DATE) & (left < called), left, NO_DATE)
    seen = np.where((rejected == NO_DATE) & (left == NO_DATE), called, NO_DATE)
    stopped = seen + rng.integers(0, 40, count) * (rng.random(count) < 0.4)
    closed = np.select([rejected != NO_DATE, left != NO_DATE], [rejected, left], stopped + rng.integers(60, 400, count))
    dates = {
        "rejected": rejected,
        "first_contact": seen,
        "clock_stop": np.where(seen == NO_DATE, NO_DATE, stopped),
        "closed": closed,
    }
    past = {name: np.where(days <= time.as_of, days, NO_DATE) for name, days in dates.items()}
    reasons = np.array(["WITHDREW", "DNA", "MOVED", "WITHDREW"], dtype=object)[rng.integers(0, 4, count)]
    code = np.select(
        [rejected != NO_DATE, left != NO_DATE], [_word("REJECTED", count), reasons], _word("TREATED", count)
    )
    table = rows.having(
        **past, closed_code=either(past["closed"] == NO_DATE, None, code), previous=blank(count),
        number=np.arange(count), lot=rng.random(count),
    )  # fmt: skip
    table = table.ordered("received", "number")
    table["number"] = rng.permutation(len(table)) + 1
    return _transferred(table, rng, time)


def is_open(rows: Table) -> Column:
    """Neither rejected, nor closed, nor with a stopped clock (decision 0003)."""
    ended = (rows["rejected"] != NO_DATE) | (rows["closed"] != NO_DATE) | (rows["clock_stop"] != NO_DATE)
    return np.asarray(~ended)


def _transferred(rows: Table, rng: np.random.Generator, time: Timeline) -> Table:
    """Some open referrals were passed on within the provider: a new row begins a new clock (defect Q5)."""
    moved = is_open(rows) & (rows["received"] < time.as_of - 150) & (rng.random(len(rows)) < 0.06)
    return pass_on(rows, moved, rng, time)


def pass_on(rows: Table, moved: Column, rng: np.random.Generator, time: Timeline) -> Table:
    """Closes the marked referrals as transferred and opens a new one for each, with the original date kept."""
    old = rows.where(moved)
    when = np.maximum(old["received"] + 30, time.as_of - rng.integers(20, 110, len(old)))
    new = old.having(
        received=when,
        previous=old["number"].astype(object),
        number=rows["number"].max(initial=0) + 1 + np.arange(len(old)),
    )
    closing = rows.copy()
    closing["closed"][moved] = when
    closing["closed_code"][moved] = "TRANSFER"
    return closing.plus(new)
