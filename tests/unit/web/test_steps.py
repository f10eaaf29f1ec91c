"""The step on a card: planned, done, late, or brought forward because somebody says that it cannot wait."""

import datetime
import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from django.utils import timezone
from tests.unit.web.on_a_concern import HAL, act, text

from goldenthread.access import Role
from goldenthread.web.components.words import day

SignIn = Callable[[Role], Any]
IN_THREE_DAYS = {"by-day": "23", "by-month": "11", "by-year": "2026"}
PLAN_NEXT = "Do next: plan the next step, or close the concern"


def card(client: Any, name: str = "Hal T.") -> str:
    told = [one for one in client.get("/work").content.decode().split('<li class="gt-card') if name in one]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", told[0])))


def run(url: str, statement: str) -> Any:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def tess(fresh: str, sign_in: SignIn) -> Any:
    """Tess has Hal's concern, first on her list, and has planned a step."""
    client = sign_in(Role.THERAPIST)
    run(fresh, "update published.card set place = 1, due = '2026-12-04' where child_id = 'c-hal'")
    act(client, "take")
    act(client, "plan", step="Ring the family", **IN_THREE_DAYS)
    return client


def test_what_happened_says_whether_the_planned_step_is_done(tess: Any) -> None:
    answer = act(tess, "action", what="Rang the family")
    assert answer.status_code == 422
    assert "Say whether the planned step is done." in text(answer)
    assert "Is the planned step done? “Ring the family”" in text(answer)


def test_a_step_that_is_done_is_no_longer_what_to_do_next(tess: Any) -> None:
    assert "Do next: Ring the family" in text(tess.get("/children/c-hal")), "the plan goes before the sign's question"
    act(tess, "action", what="Rang the family", done="yes")
    said = card(tess)
    assert PLAN_NEXT in said and "Ring the family" not in said
    assert "No date yet: plan the next step to set one" in said
    assert PLAN_NEXT in text(tess.get("/children/c-hal"))
    assert "The planned step is done: plan the next step, or close the concern." in text(tess.get(HAL))
    assert "recorded what happened on 20 November 2026, and that the planned step is done" in text(tess.get(HAL))


def test_a_step_that_is_not_done_yet_stays(tess: Any) -> None:
    act(tess, "action", what="Rang, nobody there", done="no")
    assert "Do next: Ring the family" in card(tess)
    assert "Next step due 23 November 2026, in 3 days" in card(tess)


def test_the_next_step_can_be_planned_with_what_happened(tess: Any) -> None:
    half = act(tess, "action", what="Rang the family", done="yes", next="Visit")
    assert "Enter the day by which the next step will be done." in text(half)
    when = {"next-by-day": "27", "next-by-month": "11", "next-by-year": "2026"}
    act(tess, "action", what="Rang the family", done="yes", next="Visit", **when)
    assert "Do next: Visit" in card(tess) and "Next step due 27 November 2026, in 7 days" in card(tess)


def test_where_no_step_is_planned_nothing_is_asked_about_one(tess: Any) -> None:
    act(tess, "action", what="Rang the family", done="yes")
    assert "Is the planned step done?" not in text(tess.get(HAL))
    assert act(tess, "action", what="Wrote to the family").status_code == 200


def test_what_cannot_wait_is_due_within_two_days_of_being_said(tess: Any, fresh: str, sign_in: SignIn) -> None:
    answer = text(act(tess, "urgent", why="A bruise was seen"))
    assert "You said that this cannot wait." in answer and "a step due by 22 November 2026" in answer
    assert answer.count("Recorded") == 1, "the banner's title says that it is recorded"
    said = card(tess)
    assert "Tess Whitlock says this cannot wait: “A bruise was seen”" in said
    assert "Step due in 2 days" in said, "the plan was for the third day, and was made before"
    assert "which asks for a step within 2 days" in text(tess.get(HAL))
    act(tess, "plan", step="Visit today", **{**IN_THREE_DAYS, "by-day": "24"})
    assert "Step due in 4 days" in card(tess), "what was planned since is the answer"


def test_a_concern_with_an_owner_is_not_said_to_be_nobodys(site: str, sign_in: SignIn) -> None:
    said = text(sign_in(Role.THERAPIST).get(HAL))
    assert "Not taken up yet" in said and "Nobody has taken it" not in said


def test_the_card_tells_how_late_the_clock_is_and_of_which_kind_beside_the_owners_step(tess: Any, fresh: str) -> None:
    run(
        fresh,
        "update published.clock set record_id = (select record_id from published.because where child_id = 'c-asha' "
        "and signal = 'waiting_without_sen_support' and category = 'health') "
        "where child_id = 'c-asha' and code = 'CHS-18' and subject_says like 'speech%'",
    )
    late = run(
        fresh,
        "select date '2026-11-20' - due from published.clock where child_id = 'c-asha' and code = 'CHS-18' "
        "and subject_says like 'speech%'",
    )[0][0]
    said = card(tess, "Asha M.")
    assert f"{late} days late: service standard missed" in said
    assert "Step 33 days late" in said
    assert "Your first step was due 18 October 2026" in said


def test_a_card_on_a_fifth_place_says_why_it_is_there(fresh: str, sign_in: SignIn) -> None:
    run(fresh, "update published.card set level = 3 where child_id <> 'c-hal'")
    run(fresh, "update published.card set level = 6 where child_id = 'c-hal'")
    client = sign_in(Role.THERAPIST)
    fifth = "Here because every fifth place goes to the child who has waited longest"
    assert fifth in card(client) and card(client).startswith('"> 5 .')
    assert fifth not in card(client, "Asha M.")


def test_several_needs_over_one_concern_are_explained_without_telling_whose(fresh: str, sign_in: SignIn) -> None:
    run(fresh, "update published.card set place = 1, reason = 'Several open needs, and nobody has acted' "
               "where child_id = 'c-hal'")  # fmt: skip
    said = card(sign_in(Role.THERAPIST))
    assert "Several open needs, and nobody has acted. The level counts every open need of the child" in said


# ── one today ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_in_a_made_up_area_today_is_the_day_of_its_records(tess: Any, fresh: str) -> None:
    assert "Leave empty for today, 20 November 2026" in text(tess.get(HAL))
    late = act(tess, "plan", step="Ring", **{**IN_THREE_DAYS, "by-day": "19"})
    assert "The day must be today, 20 November 2026, or later." in text(late)
    future = act(tess, "action", what="Rang", done="yes", **{"on-day": "21", "on-month": "11", "on-year": "2026"})
    assert "The day must be today, 20 November 2026, or before." in text(future)
    assert "This week began on 16 November 2026." in text(tess.get("/team"))


def test_with_an_areas_own_files_today_is_the_real_day(tess: Any) -> None:
    today = timezone.localdate()
    monday = today - datetime.timedelta(days=today.weekday())
    by = {"by-day": str(today.day), "by-month": str(today.month), "by-year": str(today.year)}
    with override_settings(SIMULATED=False):
        act(tess, "plan", step="Ring today", **by)
        assert f"Next step due {day(today)}, today" in card(tess), "not counted from the day of the records"
        assert "Step due today" in card(tess)
        assert f"This week began on {day(monday)}." in text(tess.get("/team"))


def test_a_release_counts_from_today_and_uses_its_weeks_budget(tess: Any, fresh: str) -> None:
    tess.post("/team", {"act": "release", "owner": "t-slt|w-tess", "number": "1"})
    assert run(fresh, "select week, day from casework.backlog_release") == [
        (datetime.date(2026, 11, 16), datetime.date(2026, 11, 20))
    ]
    run(fresh, "update published.card set level_name = 'One need, guidance not met' where due is null")
    assert "First step due 1 January 2027, in 6 weeks" in text(tess.get("/work?due=later")).replace(
        "Your first step is due", "First step due"
    )
    assert "11 of 12" in text(tess.get("/team"))


def test_a_release_of_more_than_wait_says_how_many_wait(tess: Any) -> None:
    answer = tess.post("/team", {"act": "release", "owner": "t-slt|w-tess", "number": "9"})
    assert "5 children wait: enter a number from 1 to 5." in text(answer)
