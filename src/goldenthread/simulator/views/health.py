"""What the health providers send: their waiting lists, and the health visitors' checks."""

import numpy as np

from goldenthread.simulator.checks import SCREENED
from goldenthread.simulator.dates import to_weekday, within
from goldenthread.simulator.draws import Whole, pick_words
from goldenthread.simulator.settings import ErrorRates
from goldenthread.simulator.staff import health_team
from goldenthread.simulator.tables import (
    NO_DATE,
    Column,
    Table,
    blank,
    either,
    every,
    figures,
    known,
    numbered,
    words,
    yes_no,
)
from goldenthread.simulator.views.identity import Looking
from goldenthread.simulator.views.own import Post, Sender, Template
from goldenthread.simulator.waits import PROVIDERS, is_open
from goldenthread.simulator.world import World

_TWO_YEARS = 730
SENDERS = {
    "A": Sender("community", "ZZA01", PROVIDERS["A"]),
    "B": Sender("hospital", "ZZB01", PROVIDERS["B"], "%d/%m/%Y", mark=True),
    "C": Sender("mental-health", "ZZC01", PROVIDERS["C"]),
}
_TEAM_TYPE = {"SLT": "33", "OT": "23", "PT": "26", "PAED": "06", "PSY": "37", "AUD": "17", "DIET": "58"}
_WAITS = Template(
    name="community_waits", key="referral",
    events={
        "received_date": "received", "accepted_date": "accepted", "triaged_date": "triaged",
        "rejected_date": "rejected", "priority_band_date": "triaged", "risk_assessed_date": "risk_assessed",
        "first_contact_date": "first_contact", "first_support_date": "support",
        "second_wait_start_date": "second_start", "second_wait_end_date": "second_end", "clock_stop_date": "clock_stop",
        "last_family_contact_date": "spoke", "closed_date": "closed", "closed_letter_date": "closed",
    },
    plans={"original_received_date": "original", "next_appointment_date": "booked"},
    words={
        "referral_id": "referral", "pathway_id": "pathway", "provider_org": "provider", "service_code": "service",
        "csds_team_type_code": "team_type", "team_id": "team", "team_name": "team_name",
        "referral_source_code": "source", "referred_by_org": "referred_by", "referral_reason_code": "reason",
        "previous_referral_id": "previous_id", "rejected_code": "rejected_code", "triaged_role_code": "role",
        "priority_band_code": "band", "waiting_for_code": "waiting_for", "first_contact_code": "contact_code",
        "second_wait_for_code": "second_for", "support_code": "support_code", "clock_stop_code": "stop_code",
        "dna_count": "dna", "family_cancelled_count": "cancelled", "provider_cancelled_count": "provider_cancelled",
        "interpreter_flag": "interpreter", "adjustment_flag": "adjustment", "closed_code": "closed_code",
    },
    follows={
        "rejected_code": "rejected_date", "triaged_role_code": "triaged_date",
        "priority_band_code": "priority_band_date", "first_contact_code": "first_contact_date",
        "second_wait_for_code": "second_wait_start_date", "clock_stop_code": "clock_stop_date",
        "closed_code": "closed_date",
    },
    slips=("first_contact_date", "triaged_date"),
)  # fmt: skip
_CHECKS = Template(
    name="child_health_checks", key="check", events={"held_date": "held", "declined_date": "declined"},
    plans={
        "responsible_from_date": "responsible", "window_start_date": "first", "due_date": "due",
        "window_end_date": "last",
    },
    words={
        "check_id": "check", "check_code": "code", "provider_org": "provider", "team_id": "team",
        "status_code": "status", "csds_activity_code": "activity", "derivation_code": "derivation",
        "asq3_used_flag": "asq_used", "asq3_interval_months": "interval",
        **{f"asq3_{name}_score": f"score_{name}" for name in SCREENED},
        **{f"asq3_{name}_band_code": f"band_{name}" for name in SCREENED},
    },
    follows={"csds_activity_code": "held_date", "derivation_code": "held_date", "asq3_used_flag": "held_date"},
    slips=("held_date",),
)  # fmt: skip
_REJECTIONS = {"CRITERIA": 0.4, "INCOMPLETE": 0.25, "REDIRECT": 0.25, "AREA": 0.1}
_ACTIVITY = {"NB": "08", "W6": "09", "Y1": "10", "Y2": "11"}


def send_waits(world: World, rates: ErrorRates, looking: Looking, post: Post) -> Table:
    """Each provider's list, and what all of them say: the rows as delivered on the last day."""
    rows = _as_recorded(world, rates)
    for letter, sender in SENDERS.items():
        mine = rows.where(rows["provider"] == sender.org)
        seen = looking.through(letter, f"{letter}patients", ("nhs",))
        post.send(sender, _WAITS, mine, mine["received"], world.draws(f"post waits {letter}"), seen)
    return rows.where(~rows["mistake"])


def _as_recorded(world: World, rates: ErrorRates) -> Table:
    """Referrals of the last 24 months and all open ones, with what the provider's system says of each."""
    rng, time, waits = world.draws("record waits"), world.time, world.waits
    recent = (waits["closed"] == NO_DATE) | (waits["closed"] > time.as_of - _TWO_YEARS)
    rows = waits.where(recent & (waits["received"] <= time.as_of))
    count = len(rows)
    late = (
        is_open(rows)
        & (rows["received"] > time.as_of - 120)
        & (rng.random(count) < rates.of("rows", "referral_late") * 2)
    )
    lost = known(rows["previous"]) & (rng.random(count) < rates.of("rows", "original_date_lost"))
    rows = _described(rows, world, rng, lost)
    rows = rows.having(mistake=np.zeros(count, dtype=bool)).where(~late)
    return rows.plus(_entered_by_mistake(rows, world, rates))


def _entered_by_mistake(rows: Table, world: World, rates: ErrorRates) -> Table:
    """Referrals typed in against the wrong child, sent four weeks ago and withdrawn since."""
    rng = world.draws("mistaken waits")
    count = max(1, round(len(rows) * rates.of("rows", "withdrawn")))
    source = rows.where(
        np.sort(rng.choice(np.flatnonzero(is_open(rows) & (rows["received"] < world.time.as_of - 40)), count))
    )
    child = np.flatnonzero(within(world.people.age(world.time.as_of), 4, 15))
    wrong = rng.choice(child, len(source))
    ids = numbered("R", 900_000 + np.arange(len(source)), 7)
    return source.having(
        person=wrong, referral=ids, mistake=np.ones(len(source), dtype=bool), previous_id=blank(len(source))
    )


def _described(rows: Table, world: World, rng: np.random.Generator, lost: Column) -> Table:
    count, as_of = len(rows), world.time.as_of
    received = rows["received"]
    live = rows["rejected"] == NO_DATE
    triaged = np.where(live, np.minimum(received + rng.integers(2, 25, count), as_of), NO_DATE)
    risk = np.where(live & (rng.random(count) < 0.6), np.minimum(triaged + rng.integers(0, 60, count), as_of), NO_DATE)
    seen = rows["first_contact"]
    second = (seen != NO_DATE) & (rng.random(count) < 0.35)
    second_end = np.where(second & (rows["closed"] != NO_DATE), rows["closed"] - 3, NO_DATE)
    service = rows["service"]
    referral = numbered("R", rows["number"], 7)
    before = np.array([None if n is None else f"R{n:07d}" for n in rows["previous"]], dtype=object)
    until = np.where(rows["closed"] == NO_DATE, as_of, rows["closed"])
    due_soon = live & (seen == NO_DATE) & (rows["closed"] == NO_DATE) & (rng.random(count) < 0.15)
    return rows.having(
        referral=referral, pathway=numbered("PW", rows["number"], 7),
        original=np.where(lost | (~known(rows["previous"]) & (rng.random(count) < 0.3)), NO_DATE, rows["original"]),
        previous_id=either(lost, None, before), team=health_team(rows["provider"], service),
        team_name=np.array([f"{code} team" for code in service], dtype=object),
        team_type=np.array([_TEAM_TYPE.get(code) for code in service], dtype=object),
        accepted=np.where(live, triaged, NO_DATE), triaged=triaged, risk_assessed=risk,
        source=pick_words(rng, {"01": 0.35, "14": 0.3, "11": 0.15, "12": 0.12, "Q9": 0.01, "24": 0.07}, count),
        referred_by=pick_words(rng, {"ODS:ZZG01": 0.5, "LA:990": 0.15, "ODS:ZZA01": 0.35}, count),
        reason=pick_words(rng, {"01": 0.4, "02": 0.3, "97": 0.3}, count),
        rejected_code=either(live, None, pick_words(rng, _REJECTIONS, count)),
        role=words(["NURSE", "SLT", "OT", "DOC", "CAMHSP"], rng.integers(0, 5, count)),
        waiting_for=either(second, "TREAT", np.where(np.isin(service, ["ASD", "ADHD"]), "DIAG", "ASSESS")),
        contact_code=words(["ASSESS", "TREAT", "ADVICE"], rng.integers(0, 3, count)),
        support=np.where(rng.random(count) < 0.5, seen, NO_DATE), second_start=np.where(second, seen, NO_DATE),
        second_end=second_end, second_for=either(second, "SPECIALIST", None),
        support_code=pick_words(rng, {"NONE": 0.6, "RESOURCES": 0.25, "GROUP": 0.1, "PHONE": 0.05}, count),
        stop_code=words(["TREATED", "DISCHARGED", "NOTREAT"], rng.choice([0, 0, 0, 1, 2], count)),
        dna=figures(rng.poisson(0.15, count)), cancelled=figures(rng.poisson(0.1, count)),
        provider_cancelled=figures(rng.poisson(0.1, count)),
        spoke=np.where(rng.random(count) < 0.5, np.maximum(received, until - rng.integers(1, 300, count)), NO_DATE),
        booked=np.where(due_soon, to_weekday(as_of + rng.integers(3, 60, count)), NO_DATE),
        interpreter=yes_no(world.people.minority[rows["person"]] & (rng.random(count) < 0.2)),
        adjustment=yes_no(rng.random(count) < 0.12),
    )  # fmt: skip


def send_checks(world: World, looking: Looking, post: Post) -> None:
    """The child health system's checks, monthly."""
    rng, checks = world.draws("record checks"), world.checks
    count = len(checks)
    arrived = np.where(rng.random(count) < 0.05, checks["first"] + 20, NO_DATE)
    born = world.people.born[checks["person"]]
    table = checks.having(
        provider=np.full(count, PROVIDERS["A"], dtype=object), team=every("T-HV", count),
        activity=words([_ACTIVITY[code] for code in checks["code"]], np.arange(count)) if count else blank(0),
        derivation=either(checks["inferred"], "INFERRED", "CODED"),
        responsible=np.where(arrived != NO_DATE, arrived, born),
        asq_used=either(checks["communication"] >= 0, "Y", None),
        interval=either(checks["communication"] >= 0, "27", None), **_scores(checks),
    )  # fmt: skip
    known = np.minimum(checks["first"], world.time.as_of)
    seen = looking.through("child_health", "health visiting", ("nhs",))
    post.send(SENDERS["A"], _CHECKS, table, known, world.draws("post checks"), seen)


def _scores(checks: Table) -> dict[str, Column]:
    bands = {}
    for name in SCREENED:
        score: Whole = checks[name]
        bands[f"score_{name}"] = figures(score)
        judged = either(score < 30, "BELOW", either(score < 40, "MONITOR", "ABOVE"))
        bands[f"band_{name}"] = either(score < 0, None, judged)
    return bands
