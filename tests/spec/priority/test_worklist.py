"""From a sign to a person's work: who owns it, how urgent it is and why, and what waits in the backlog."""

from typing import Any

import pytest

TEAMS = [
    {"team_id": "SLT", "team": "Speech therapy", "agency": "CH", "service": "SLT", "duties": "ASK_CLINICIAN"},
    {"team_id": "CWD", "team": "Short breaks", "agency": "CWD", "duties": "SHORT_BREAK_REVIEW"},
    {"team_id": "AWAY", "team": "Living away", "agency": "CSC", "duties": "AWAY_EDUCATION;AWAY_VISIT"},
    {"team_id": "TRI", "team": "Joint triage", "agency": "ICB", "duties": "JOINT_TRIAGE"},
]  # fmt: skip
PEOPLE = [
    {"team_id": "SLT", "worker_id": "tess", "is_lead": True, "is_deputy": False},
    {"team_id": "SLT", "worker_id": "raj", "is_lead": False, "is_deputy": True},
    {"team_id": "SLT", "worker_id": "may", "is_lead": False, "is_deputy": False},
    {"team_id": "CWD", "worker_id": "kath", "is_lead": True, "is_deputy": False},
    {"team_id": "AWAY", "worker_id": "lena", "is_lead": True, "is_deputy": False},
    {"team_id": "TRI", "worker_id": "jo", "is_lead": True, "is_deputy": False},
]  # fmt: skip


def sign(child: str, signal: str, since: str, domain: str = "health") -> dict[str, Any]:
    return {"child_id": child, "signal": signal, "since": since, "says": "…", "domain": domain}


def open_to(child: str, team: str, worker: str | None = None, **more: str) -> dict[str, Any]:
    """The team's own record of the child, on which the child's sign rests unless ``record_id`` is another."""
    return {"child_id": child, "team": team, "worker": worker, "started": "2025-01-01", "record_id": child, **more}


def event(number: int, child: str, kind: str, by: str, at: str, **more: Any) -> dict[str, Any]:
    row = {"event_id": number, "child_id": child, "signal": "waiting_without_sen_support", "since": "2025-06-01"}
    return {**row, "kind": kind, "by_worker": by, "at": f"{at} 10:00", **more}


WAITING = sign("Asha", "waiting_without_sen_support", "2025-06-01")
HELD_BY_SLT = {"team": TEAMS, "team_member": PEOPLE, "involvement": [open_to("Asha", "SLT")]}


def test_a_sign_goes_to_the_team_open_to_the_child_and_there_to_its_lead(worklist: Any) -> None:
    concern = worklist(finding=[WAITING], **HELD_BY_SLT).concerns["Asha", "waiting_without_sen_support"]
    assert (concern["team_id"], concern["owner"], concern["deputy"]) == ("SLT", "tess", "raj")


CAMHS = {"team_id": "CAMHS", "team": "Mental health", "agency": "CAMHS", "service": "CAMHS", "duties": "ASK_CLINICIAN"}


def test_a_wait_for_one_service_is_never_told_to_the_clinician_of_another(worklist: Any) -> None:
    """Speech therapy has known Asha longer; the sign rests on the wait that mental health holds."""
    both = [open_to("Asha", "SLT", record_id="L1:1"), open_to("Asha", "CAMHS", started="2025-05-01")]
    known = {"team_member": PEOPLE, "involvement": both}
    concern = worklist(finding=[WAITING], team=[*TEAMS, CAMHS], **known).concerns["Asha", WAITING["signal"]]
    assert concern["team_id"] == "CAMHS"
    concern = worklist(finding=[WAITING], team=TEAMS, **known).concerns["Asha", WAITING["signal"]]
    assert (concern["team_id"], concern["owner"]) == (None, None)


def test_nobody_is_their_own_deputy(worklist: Any) -> None:
    without_lead = {**HELD_BY_SLT, "team_member": [person for person in PEOPLE if person["worker_id"] != "tess"]}
    concern = worklist(finding=[WAITING], **without_lead).concerns["Asha", WAITING["signal"]]
    assert (concern["owner"], concern["deputy"]) == ("raj", None)


def test_the_worker_who_has_the_child_comes_before_the_lead(worklist: Any) -> None:
    known = {**HELD_BY_SLT, "involvement": [open_to("Asha", "SLT", "may")]}
    assert worklist(finding=[WAITING], **known).cards["Asha"]["owner"] == "may"


def test_where_the_lead_is_away_the_deputy_has_it(worklist: Any) -> None:
    people = [{**p, "absent_from": "2026-03-01", "absent_to": "2026-03-09"} if p["worker_id"] == "tess" else p
              for p in PEOPLE]  # fmt: skip
    assert worklist(finding=[WAITING], **{**HELD_BY_SLT, "team_member": people}).cards["Asha"]["owner"] == "raj"


def test_a_health_team_without_a_tie_to_the_child_is_never_given_the_sign(worklist: Any) -> None:
    concern = worklist(finding=[WAITING], team=TEAMS, team_member=PEOPLE).concerns["Asha", WAITING["signal"]]
    assert (concern["team_id"], concern["owner"]) == (None, None)


def test_somebody_who_takes_a_concern_has_it_until_it_is_closed(worklist: Any) -> None:
    taken = [event(1, "Asha", "take", "may", "2026-02-01", by_team="SLT")]
    assert worklist(finding=[WAITING], fact_concern_event=taken, **HELD_BY_SLT).cards["Asha"]["owner"] == "may"


def test_a_closed_concern_leaves_the_worklist_and_a_reopened_one_comes_back(worklist: Any) -> None:
    closed = [event(1, "Asha", "close", "tess", "2026-02-01")]
    assert not worklist(finding=[WAITING], fact_concern_event=closed, **HELD_BY_SLT).cards
    reopened = [*closed, event(2, "Asha", "reopen", "jo", "2026-02-05")]
    assert "Asha" in worklist(finding=[WAITING], fact_concern_event=reopened, **HELD_BY_SLT).cards


def test_a_closed_concern_comes_back_when_the_sign_returns_later_but_not_when_its_date_is_corrected(
    worklist: Any,
) -> None:
    closed = [event(1, "Asha", "close", "tess", "2026-02-01")]
    later = {**WAITING, "since": "2026-02-20"}
    assert "Asha" in worklist(finding=[later], fact_concern_event=closed, **HELD_BY_SLT).cards
    corrected = {**WAITING, "since": "2025-05-20"}
    assert not worklist(finding=[corrected], fact_concern_event=closed, **HELD_BY_SLT).cards


@pytest.mark.parametrize(
    ("also", "level"),
    [
        ({}, 6),
        ({"clock": [{"child_id": "Asha", "category": "health", "state": "overdue", "level": "must"}]}, 5),
        ({"clock": [{"child_id": "Asha", "category": "health", "state": "overdue", "level": "guidance"}]}, 6),
        ({"clock": [{"child_id": "Asha", "category": "care", "state": "overdue", "level": "must"}]}, 6),
        ({"care_plan": [{"child_id": "Asha", "kind": "CIN", "started": "2025-01-01"}]}, 3),
        ({"care_plan": [{"child_id": "Asha", "kind": "CIN", "started": "2025-01-01", "ended": "2025-09-01"}]}, 6),
        ({"fact_concern_event": [event(1, "Asha", "cannot_wait", "tess", "2026-02-01")]}, 1),
    ],
)
def test_the_first_level_that_fits_is_the_reason(worklist: Any, also: dict[str, Any], level: int) -> None:
    assert worklist(finding=[WAITING], **HELD_BY_SLT, **also).cards["Asha"]["level"] == level


def test_acted_on_without_change_for_twelve_weeks_is_level_four(worklist: Any) -> None:
    plan = [{"child_id": "Asha", "kind": "CIN", "started": "2025-01-01"}]
    acted = [event(1, "Asha", "action", "tess", "2025-12-08", happened="2025-12-08")]  # exactly 84 days
    assert (
        worklist(finding=[WAITING], care_plan=plan, fact_concern_event=acted, **HELD_BY_SLT).cards["Asha"]["level"] == 4
    )
    later = [event(1, "Asha", "action", "tess", "2025-12-09", happened="2025-12-09")]
    assert (
        worklist(finding=[WAITING], care_plan=plan, fact_concern_event=later, **HELD_BY_SLT).cards["Asha"]["level"] == 6
    )


def test_an_overnight_break_without_a_review_is_level_two_and_a_day_break_is_not(worklist: Any) -> None:
    found = [sign(c, "short_break_unreviewed", "2025-06-01", "care") for c in ("Chloe", "Dan")]
    breaks = [{"child_id": "Chloe", "annual_nights": 40, "provision": "RESID"},
              {"child_id": "Dan", "annual_nights": 0, "provision": "DAY"}]  # fmt: skip
    cards = worklist(finding=found, short_break=breaks, team=TEAMS, team_member=PEOPLE).cards
    assert cards["Chloe"]["level"] == 2
    assert cards["Dan"]["level"] > 2


def test_what_was_so_before_the_first_load_waits_in_the_backlog_until_a_manager_releases_it(worklist: Any) -> None:
    assert worklist(finding=[WAITING], **HELD_BY_SLT).cards["Asha"]["state"] == "backlog"
    released = [{"child_id": "Asha", "team_id": "SLT", "owner": "tess", "at": "2026-02-16 09:00"}]
    card = worklist(finding=[WAITING], fact_backlog_release=released, **HELD_BY_SLT).cards["Asha"]
    assert (card["state"], str(card["due"])) == ("work", "2026-03-30")  # released 16 February, level 6: 42 days


def test_a_release_to_one_owner_gives_another_nothing(worklist: Any) -> None:
    """May has Asha now; what was released to Tess leaves May's budget and backlog as they are."""
    known = {**HELD_BY_SLT, "involvement": [open_to("Asha", "SLT", "may")]}
    released = [{"child_id": "Asha", "team_id": "SLT", "owner": "tess", "at": "2026-02-16 09:00"}]
    assert worklist(finding=[WAITING], fact_backlog_release=released, **known).cards["Asha"]["state"] == "backlog"
    to_her = [{**released[0], "owner": "may"}]
    assert worklist(finding=[WAITING], fact_backlog_release=to_her, **known).cards["Asha"]["state"] == "work"


def test_what_nobody_owns_is_released_too(worklist: Any) -> None:
    released = [{"child_id": "Asha", "team_id": "SLT", "owner": None, "at": "2026-02-16 09:00"}]
    card = worklist(finding=[WAITING], fact_backlog_release=released, **{**HELD_BY_SLT, "team_member": []}).cards[
        "Asha"
    ]
    assert (card["team_id"], card["owner"], card["state"]) == ("SLT", None, "work")


def test_new_harm_and_touched_concerns_do_not_wait_in_the_backlog(worklist: Any) -> None:
    new = {**WAITING, "since": "2026-01-20"}
    card = worklist(finding=[new], **HELD_BY_SLT).cards["Asha"]
    assert (card["state"], card["new_harm"], str(card["due"])) == ("work", True, "2026-03-03")
    noted = [event(1, "Asha", "note", "tess", "2026-02-01")]
    assert worklist(finding=[WAITING], fact_concern_event=noted, **HELD_BY_SLT).cards["Asha"]["state"] == "work"


def test_a_planned_step_sets_the_date(worklist: Any) -> None:
    planned = [event(1, "Asha", "plan", "tess", "2026-02-01", due="2026-03-10")]
    assert (
        str(worklist(finding=[WAITING], fact_concern_event=planned, **HELD_BY_SLT).cards["Asha"]["due"]) == "2026-03-10"
    )


def test_the_step_that_was_planned_last_sets_the_date_until_it_is_done(worklist: Any) -> None:
    plans = [event(1, "Asha", "plan", "tess", "2026-02-01", due="2026-03-20"),
             event(2, "Asha", "plan", "tess", "2026-02-02", due="2026-03-10")]  # fmt: skip
    rang = {"happened": "2026-02-03"}
    not_yet = event(3, "Asha", "action", "tess", "2026-02-03", step_done=False, **rang)
    done = event(4, "Asha", "action", "tess", "2026-02-03", step_done=True, **rang)
    following = event(5, "Asha", "plan", "tess", "2026-02-04", due="2026-03-30")
    for told, due in [(plans, "2026-03-10"), ([*plans, not_yet], "2026-03-10"), ([*plans, done], "None"),
                      ([*plans, done, following], "2026-03-30")]:  # fmt: skip
        assert str(worklist(finding=[WAITING], fact_concern_event=told, **HELD_BY_SLT).cards["Asha"]["due"]) == due


def test_what_cannot_wait_is_due_in_two_days_from_when_it_was_said(worklist: Any) -> None:
    said = event(2, "Asha", "cannot_wait", "tess", "2026-02-25")
    earlier = event(1, "Asha", "plan", "tess", "2026-02-01", due="2026-03-20")
    sooner = event(1, "Asha", "plan", "tess", "2026-02-01", due="2026-02-26")
    since = event(3, "Asha", "plan", "tess", "2026-02-26", due="2026-03-05")
    for told, due in [([said], "2026-02-27"), ([earlier, said], "2026-02-27"), ([sooner, said], "2026-02-26"),
                      ([earlier, said, since], "2026-03-05")]:  # fmt: skip
        assert str(worklist(finding=[WAITING], fact_concern_event=told, **HELD_BY_SLT).cards["Asha"]["due"]) == due


def test_in_a_made_up_area_what_was_said_or_released_counts_from_the_day_of_its_records(worklist: Any) -> None:
    said = [event(1, "Asha", "cannot_wait", "tess", "2027-02-25", happened="2026-03-02")]
    assert str(worklist(finding=[WAITING], fact_concern_event=said, **HELD_BY_SLT).cards["Asha"]["due"]) == "2026-03-04"
    released = [{"child_id": "Asha", "team_id": "SLT", "owner": "tess", "at": "2027-02-16 09:00", "day": "2026-02-16"}]
    card = worklist(finding=[WAITING], fact_backlog_release=released, **HELD_BY_SLT).cards["Asha"]
    assert str(card["due"]) == "2026-03-30"


def test_only_live_signs_are_work(worklist: Any) -> None:
    register = [{"signal": "waiting_without_sen_support", "status": "shadow"}]
    made = worklist(finding=[WAITING], signal_register=register, **HELD_BY_SLT)
    assert not made.cards
    assert made.concerns["Asha", "waiting_without_sen_support"]["status"] == "shadow"


def test_a_sign_in_shadow_moves_no_card(worklist: Any) -> None:
    """Asha's card is of one need; that she is on several lists is still being looked at."""
    found = [
        WAITING,
        sign("Asha", "on_several_lists", "2025-06-01"),
        sign("Asha", "repeated_contacts", "2025-06-01", "care"),
    ]
    live = {"signal": "waiting_without_sen_support", "status": "live"}
    shadow = [{"signal": name, "status": "shadow"} for name in ("on_several_lists", "repeated_contacts")]
    assert worklist(finding=found, signal_register=[live, *shadow], **HELD_BY_SLT).cards["Asha"]["level"] == 6


def test_decisions_follow_a_child_whose_two_ids_became_one(worklist: Any) -> None:
    closed = [event(1, "Old", "close", "tess", "2026-02-01")]
    alias = [{"old_id": "Old", "child_id": "Asha"}]
    assert not worklist(finding=[WAITING], fact_concern_event=closed, child_alias=alias, **HELD_BY_SLT).cards


def test_the_partnerships_own_levels_hold_from_their_day(worklist: Any) -> None:
    own = [{"number": 1, "rule": "one_need", "name": "Everybody first", "from_date": "2026-02-01"},
           {"number": 1, "rule": "legal_limit", "name": "Not yet", "from_date": "2026-09-01"}]  # fmt: skip
    assert worklist(finding=[WAITING], fact_level=own, **HELD_BY_SLT).cards["Asha"]["level_name"] == "Everybody first"


def test_what_a_sign_rests_on_is_told_in_sentences_that_end_once(worklist: Any) -> None:
    lists = sign("Asha", "on_several_lists", "2025-06-01")
    basis = worklist(finding=[lists]).concerns["Asha", "on_several_lists"]["basis"]
    assert ".;" not in basis
    assert "is looked at by those services together. SEND code of practice" in basis
