"""What the council's SEND team, inclusion team and short-breaks team send, and who looks after children away."""

import numpy as np

from goldenthread.simulator.dates import to_weekday
from goldenthread.simulator.draws import Flags, pick_words
from goldenthread.simulator.identifiers import COUNCIL
from goldenthread.simulator.settings import ErrorRates
from goldenthread.simulator.staff import casework_team, lead_workers
from goldenthread.simulator.tables import (
    NO_DATE,
    Table,
    blank,
    either,
    every,
    figures,
    no_dates,
    numbered,
    words,
    yes_no,
)
from goldenthread.simulator.views.identity import Looking, Seen
from goldenthread.simulator.views.own import Post, Sender, Template
from goldenthread.simulator.world import World

_TWO_YEARS = 730
ORG = f"LA:{COUNCIL}"
SEND = Sender("send", f"LA{COUNCIL}", ORG)
INCLUSION = Sender("inclusion", f"LA{COUNCIL}", ORG)
SHORT_BREAKS = Sender("short-breaks", f"LA{COUNCIL}", ORG, "%d/%m/%Y", mark=True)
AWAY = Sender("away", f"LA{COUNCIL}", ORG)

_CASES = Template(
    name="ehc_cases", key="case",
    events={
        "request_received_date": "received", "request_logged_date": "logged", "assess_decided_date": "decided",
        "assess_notified_date": "notified", "issue_decided_date": "issue_decided", "draft_issued_date": "draft",
        "final_issued_date": "final", "placement_named_date": "final", "closed_date": "closed",
    },
    plans={},
    words={
        "case_id": "case", "request_from_code": "asked_by", "reassessment_flag": "reassessment",
        "assess_decision_code": "decision", "issue_decision_code": "issue_decision", "week20_flag": "week20",
        "lead_worker_id": "worker", "close_code": "close",
    },
    follows={
        "assess_decision_code": "assess_decided_date", "issue_decision_code": "issue_decided_date",
        "week20_flag": "final_issued_date", "close_code": "closed_date",
    },
    slips=("assess_decided_date", "draft_issued_date"),
)  # fmt: skip
_ADVICE = Template(
    name="ehc_advice", key="advice",
    events={"requested_date": "requested", "reached_adviser_date": "reached", "received_date": "received"},
    plans={"due_date": "due"},
    words={
        "advice_id": "advice", "case_id": "case", "adviser_code": "adviser", "adviser_org": "org", "team_id": "team",
        "return_code": "answer", "known_to_service_flag": "known",
    },
    follows={"return_code": "received_date", "known_to_service_flag": "received_date"}, slips=("received_date",),
)  # fmt: skip
_REVIEWS = Template(
    name="ehc_reviews", key="review",
    events={
        "meeting_date": "meeting", "report_sent_date": "report", "decision_date": "decided",
        "decision_notified_date": "decided", "amendment_notice_date": "draft",
    },
    plans={"due_date": "due", "trigger_date": "triggered"},
    words={
        "review_id": "review", "plan_id": "plan", "review_code": "code", "trigger_code": "trigger",
        "not_held_code": "not_held", "decision_code": "decision", "parent_attended_flag": "parent",
        "health_attended_flag": "health", "social_care_attended_flag": "social", "lead_worker_id": "worker",
    },
    follows={
        "decision_code": "decision_date", "parent_attended_flag": "meeting_date",
        "health_attended_flag": "meeting_date", "social_care_attended_flag": "meeting_date",
    },
    slips=("decision_notified_date",),
)  # fmt: skip
_NOTICES = Template(
    name="exclusion_notices", key="notice",
    events={
        "start_date": "start", "end_date": "shown_end", "decided_date": "start", "parents_told_date": "start",
        "la_told_date": "told", "cancelled_date": "cancelled", "off_roll_date": "off_roll",
    },
    plans={},
    words={
        "notice_id": "notice", "setting_urn": "urn", "category_code": "kind", "reason_codes": "reason",
        "suspended_sessions": "half_days", "lunchtime_flag": "lunch", "early_review_considered_flag": "considered",
    },
    follows={}, slips=("la_told_date",),
)  # fmt: skip
_PACKAGES = Template(
    name="short_break_packages", key="version",
    events={
        "version_start_date": "version_start", "version_end_date": "version_end", "package_end_date": "end",
        "assessed_date": "assessed", "last_review_date": "reviewed",
    },
    plans={"package_start_date": "start", "next_review_due_date": "next_due", "first_paid_date": "start"},
    words={
        "package_id": "package", "end_reason_code": "why", "legal_basis_code": "basis", "route_code": "route",
        "provision_code": "provision", "provider_org": "provider", "provider_name": "provider_name",
        "allocated_weekly_minutes": "weekly", "allocated_annual_nights": "yearly", "annual_cost_pence": "pence",
        "in_ehc_plan_flag": "in_plan", "child_in_need_plan_flag": "in_need", "assessment_code": "assessment",
        "lead_agency_code": "lead", "lead_worker_id": "worker", "lead_worker_role_code": "lead_role",
        "team_name": "team",
    },
    follows={"end_reason_code": "package_end_date"},
)  # fmt: skip
_BREAK_EVENTS = Template(
    name="short_break_events", key="event", events={"held_date": "held", "report_date": "held"},
    plans={"due_date": "due"},
    words={
        "event_id": "event", "package_id": "package", "event_code": "code", "trigger_code": "trigger",
        "not_held_code": "not_held", "lead_agency_code": "agency", "child_seen_flag": "child_seen",
        "parent_view_flag": "parent", "outcome_code": "outcome",
    },
    follows={"child_seen_flag": "held_date", "parent_view_flag": "held_date", "outcome_code": "held_date"},
)  # fmt: skip
_PLACEMENTS = Template(
    name="away_placements", key="placement",
    events={"placement_start_date": "start", "placement_end_date": "end", "education_start_date": "educated"},
    plans={"next_visit_due_date": "next_visit"},
    words={
        "placement_id": "placement", "legal_basis_code": "basis", "looked_after_flag": "looked_after_flag",
        "ssda903_place_code": "place", "boarding_weeks": "weeks_told", "setting_urn": "urn", "setting_name": "name",
        "setting_code": "setting", "setting_postcode": "postcode", "host_la_org": "host", "distance_metres": "distance",
        "lead_agency_code": "lead", "lead_worker_id": "worker", "lead_worker_role_code": "lead_role",
    },
    follows={},
)  # fmt: skip
_AWAY_EVENTS = Template(
    name="away_events", key="event", events={"held_date": "held", "report_date": "held"},
    plans={"due_date": "due", "education_status_since_date": "since_told"},
    words={
        "event_id": "event", "placement_id": "placement", "event_code": "code", "not_held_code": "not_held",
        "mode_code": "mode", "lead_agency_code": "agency", "child_seen_flag": "seen", "child_seen_alone_flag": "alone",
        "education_status_code": "education_told", "progress_code": "progress",
    },
    follows={"mode_code": "held_date", "child_seen_flag": "held_date", "child_seen_alone_flag": "held_date",
             "education_status_code": "held_date", "progress_code": "held_date"},
)  # fmt: skip


def send_ehc(world: World, rates: ErrorRates, seen: Seen, post: Post) -> tuple[Table, Table]:
    """The SEND team's cases, advice and reviews; returns the cases and the reviews as delivered."""
    cases, as_of = world.ehc.cases, world.time.as_of
    cases = _case_words(cases, world)
    recent = (cases["closed"] == NO_DATE) | (cases["closed"] > as_of - _TWO_YEARS)
    sent = cases.where(recent)
    post.send(SEND, _CASES, sent, sent["received"], world.draws("post cases"), seen)
    advice = world.ehc.advice
    live = np.isin(advice["case"], sent["case"])
    advice = _advice_words(advice.where(live), world)
    post.send(SEND, _ADVICE, advice, advice["requested"], world.draws("post advice"), seen)
    reviews = _review_words(world, rates)
    post.send(SEND, _REVIEWS, reviews, np.minimum(reviews["known"], as_of), world.draws("post reviews"), seen)
    return sent, reviews


def _case_words(cases: Table, world: World) -> Table:
    rng, count, as_of = world.draws("case words"), len(cases), world.time.as_of
    refused = cases["refused"] & (cases["decided"] != NO_DATE)
    closed = np.select(
        [cases["final"] != NO_DATE, refused, cases["withdrew"], cases["not_issued"]],
        [cases["final"], cases["decided"] + 5, cases["withdrawn_on"], cases["issue_decided"]], NO_DATE,
    )  # fmt: skip
    closed = np.where(closed <= as_of, closed, NO_DATE)
    close = np.select(
        [cases["final"] != NO_DATE, refused, cases["withdrew"], cases["not_issued"]],
        ["ISSUED", "REFUSED", "WITHDRAWN", "NOTISSUED"],
        "OTH",
    )
    logged = np.minimum(cases["received"] + np.where(rng.random(count) < 0.15, rng.integers(3, 15, count), 0), as_of)
    draft = np.where(cases["issue_decided"] != NO_DATE, cases["issue_decided"] + 4, NO_DATE)
    team = casework_team(world.people.locality[cases["person"]])
    return cases.having(
        logged=logged, notified=np.where(cases["decided"] == NO_DATE, NO_DATE, cases["decided"] + 1),
        draft=np.where(cases["not_issued"] | (draft > as_of), NO_DATE, draft), closed=closed,
        close=close.astype(object), decision=either(refused, "N", "Y"),
        issue_decision=either(cases["not_issued"], "N", "Y"), week20=yes_no(cases["exception"]),
        reassessment=every("N", count), worker=lead_workers(world, team, cases["person"]),
    )  # fmt: skip


_ADVISER_TEAM = {
    "EP": "T-EP", "CSC": "T-CIN", "SLT": "T-A-SLT", "OT": "T-B-OT", "CAMHS": "T-C-CAMHS", "MED": "T-B-PAED",
    "PFA": "T-EP",
}  # fmt: skip
_ADVISER_ORG = {
    "SLT": "ODS:ZZA01",
    "OT": "ODS:ZZB01",
    "MED": "ODS:ZZB01",
    "CAMHS": "ODS:ZZC01",
    "EP": ORG,
    "CSC": ORG,
    "PFA": ORG,
}


def _advice_words(advice: Table, world: World) -> Table:
    school = world.enrolment.at(-1)[advice["person"]]
    at_school = either(school >= 0, world.schools.urn[school], None)
    adviser = advice["adviser"]
    team = np.array([_ADVISER_TEAM.get(code) for code in adviser], dtype=object)
    org = np.array([_ADVISER_ORG.get(code) for code in adviser], dtype=object)
    school_name = np.array([None if urn is None else f"T-{urn}" for urn in at_school], dtype=object)
    is_school = adviser == "EDU"
    reached = np.where(advice["reached"] == NO_DATE, advice["requested"], advice["reached"])
    return advice.having(
        team=np.where(is_school, school_name, team),
        org=either(is_school, np.array([None if u is None else f"URN:{u}" for u in at_school], dtype=object), org),
        due=reached + 42, known=either(advice["answer"] == "NOTKNOWN", "N", "Y"),
    )  # fmt: skip


def _review_words(world: World, rates: ErrorRates) -> Table:
    """Reviews of the last 24 months and those to come; some meetings held have no date (defect Q4)."""
    rng, reviews, as_of = world.draws("review words"), world.ehc.reviews, world.time.as_of
    rows = reviews.where((reviews["due"] > as_of - _TWO_YEARS) | (reviews["meeting"] > as_of - _TWO_YEARS))
    count = len(rows)
    annual = rows["code"] == "ANNUAL"
    lost = annual & (rows["decided"] != NO_DATE) & (rng.random(count) < rates.of("rows", "review_date_blank"))
    plan_day = lost & (rng.random(count) < 0.4)
    meeting = np.where(lost, np.where(plan_day, world.plans.issued[rows["person"]], NO_DATE), rows["meeting"])
    held = meeting != NO_DATE
    return rows.having(
        meeting=meeting, true_meeting=rows["meeting"], review=numbered("AR", rows["number"], 7),
        plan=numbered("PLAN", rows["person"] * 7 % 99991, 6),
        not_held=either(rows["missed"], pick_words(rng, {"NEVER": 0.5, "WORKER": 0.3, "REARR": 0.2}, count), None),
        report=np.where(held & ~lost, to_weekday(rows["meeting"] + 10) * ((rows["meeting"] + 12) <= as_of), NO_DATE),
        triggered=np.where(annual, NO_DATE, np.maximum(rows["meeting"] - 20, 1)),
        parent=yes_no(rng.random(count) < 0.9), health=yes_no(rng.random(count) < 0.12),
        social=yes_no(rng.random(count) < 0.18),
        known=np.where(rows["due"] < as_of, np.maximum(rows["due"] - 60, 1), as_of - 40),
        worker=lead_workers(world, casework_team(world.people.locality[rows["person"]]), rows["person"]),
    )  # fmt: skip


def send_exclusions(world: World, rates: ErrorRates, looking: Looking, post: Post) -> Table:
    """Notices of the last 24 months; schools do not tell the council of every suspension."""
    rng, rows, as_of = world.draws("notice words"), world.exclusions, world.time.as_of
    told = (rng.random(len(rows)) >= rates.of("rows", "notice_absent")) | (rows["kind"] == "PERM")
    rows = rows.where(told & (rows["start"] > as_of - _TWO_YEARS))
    count = len(rows)
    susp = rows["kind"] == "SUSP"
    table = rows.having(
        urn=world.schools.urn[rows["school"]], shown_end=np.where(rows["kind"] == "PERM", NO_DATE, rows["end"]),
        told=np.minimum(to_weekday(rows["start"] + rng.integers(0, 6, count)), as_of),
        half_days=either(rows["kind"] == "PERM", None, figures(rows["sessions"])), lunch=yes_no(rows["kind"] == "LNCH"),
        off_roll=np.where((rows["kind"] == "PERM") & (rows["start"] + 40 <= as_of), rows["start"] + 40, NO_DATE),
        considered=either(susp & (rows["level"] == 2), yes_no(rng.random(count) < 0.1), None),
    )  # fmt: skip
    seen = looking.through("school", "inclusion", ("upn",))
    post.send(INCLUSION, _NOTICES, table, table["told"], world.draws("post notices"), seen)
    return table


def send_short_breaks(world: World, looking: Looking, post: Post) -> tuple[Table, Table]:
    """The register of packages, which finance keeps and which hardly knows of reviews, and the events."""
    rng, packages, as_of = world.draws("package words"), world.short_breaks.packages, world.time.as_of
    count = len(packages)
    social = packages["basis"] != "LO"
    team = either(social, "T-CWD", None)
    table = packages.having(
        version=_version_ids(packages), assessed=np.where(social, packages["start"] - 20, NO_DATE),
        reviewed=no_dates(count), next_due=no_dates(count),
        why=words(["AGE", "MOVED", "FAMILY", "NEEDMET"], rng.integers(0, 4, count)),
        provider=pick_words(rng, {"LOCAL:SB01": 0.5, "LOCAL:SB02": 0.3, "LOCAL:SB03": 0.2}, count),
        provider_name=blank(count), weekly=figures(np.where(packages["minutes"] > 0, packages["minutes"], -1)),
        yearly=figures(np.where(packages["nights"] > 0, packages["nights"], -1)), pence=figures(packages["cost"]),
        in_plan=yes_no(rng.random(count) < 0.3), in_need=yes_no(world.care.in_need[packages["person"]]),
        assessment=either(social, "CF", "NONE"), lead=either(social, "CWD", "EH"),
        lead_role=either(social, "SW", "FSW"), team=team,
        worker=lead_workers(world, team, packages["person"]),
    )  # fmt: skip
    seen = looking.through("care", "short breaks", ("upn", "la_child_id"))
    post.send(SHORT_BREAKS, _PACKAGES, table, table["version_start"], world.draws("post packages"), seen)
    events = world.short_breaks.events
    held = events["held"] != NO_DATE
    size = len(events)
    told = events.having(
        trigger=every("SCHED", size),
        not_held=either(held, None, pick_words(rng, {"WORKER": 0.6, "NEVER": 0.4}, size)),
        child_seen=yes_no(rng.random(size) < 0.8), parent=yes_no(rng.random(size) < 0.8),
        outcome=pick_words(rng, {"SAME": 0.7, "UP": 0.2, "DOWN": 0.1}, size),
    )  # fmt: skip
    known = np.minimum(np.where(events["due"] < as_of, np.maximum(events["due"] - 30, 1), as_of - 35), as_of)
    known = np.where(held & (events["due"] > events["held"]), np.minimum(known, events["held"]), known)
    post.send(SHORT_BREAKS, _BREAK_EVENTS, told, known, world.draws("post break events"), seen)
    return table, told


def _version_ids(packages: Table) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    version = np.where(packages["version_start"] == packages["start"], 1, 2)
    return np.array([f"{p}-{v}" for p, v in zip(packages["package"], version, strict=True)], dtype=object)


def send_away(world: World, looking: Looking, post: Post) -> tuple[Table, Table]:
    """The register of children living away and what their visits and reviews found."""
    rng, rows, as_of = world.draws("away words"), world.away.placements, world.time.as_of
    count = len(rows)
    looked_after: Flags = rows["looked_after"].astype(bool)
    team = either(looked_after, "T-PERM", None)
    table = rows.having(
        looked_after_flag=yes_no(looked_after), weeks_told=figures(rows["weeks"]), distance=figures(rows["metres"]),
        lead=either(looked_after, "CSC", "LASEN"), lead_role=either(looked_after, "SW", "EHCO"),
        next_visit=no_dates(count), worker=lead_workers(world, team, rows["person"]),
    )  # fmt: skip
    seen = looking.through("care", "away", ("upn", "nhs", "la_child_id"))
    post.send(AWAY, _PLACEMENTS, table, table["start"], world.draws("post placements"), seen)
    events = world.away.events
    size, held = len(events), events["held"] != NO_DATE
    told = events.having(
        mode=every("SETTING", size),
        agency=either(np.isin(events["code"], ["V85", "EHCR"]), "LASEN", "CSC"), seen=yes_no(rng.random(size) < 0.95),
        alone=yes_no(rng.random(size) < 0.8),
        progress=pick_words(rng, {"GOOD": 0.4, "SOME": 0.4, "STALLED": 0.2}, size),
        since_told=np.where(held, events["education_since"], NO_DATE), education_told=events["education"],
    )  # fmt: skip
    known = np.minimum(np.maximum(np.minimum(events["due"] - 20, np.where(held, events["held"], as_of)), 1), as_of)
    post.send(AWAY, _AWAY_EVENTS, told, known, world.draws("post away events"), seen)
    return table, told
