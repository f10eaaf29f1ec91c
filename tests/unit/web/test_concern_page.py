"""One concern's page: what may be done and by whom, what others did meanwhile, and what happens if nobody acts."""

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]
HAL = "/children/c-hal/concerns/stuck_waiting/2025-10-16"
TAKE = "Take it: I will see to this"
LATER = {"by-day": "1", "by-month": "12", "by-year": "2030"}


def text(answer: Any) -> str:
    """A page's text on one line, without the token that differs from page to page."""
    page = " ".join(answer.content.decode().split())
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", text(answer)).split())


def seen(client: Any) -> str:
    page = client.get(HAL).content.decode()
    return str(page.split('name="seen" value="', 1)[1].split('"', 1)[0])


def act(client: Any, name: str, **typed: str) -> Any:
    return client.post(HAL, {"act": name, "seen": seen(client), **typed})


def test_who_took_it_is_not_asked_to_take_it_again(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert act(client, "take").status_code == 302
    assert TAKE not in text(client.get(HAL))
    assert act(client, "take").status_code == 403


def test_who_offered_it_on_may_keep_it_while_nobody_answered(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    act(client, "take")
    act(client, "give", to="|t-cwd", why="Needs a short break first")
    assert "Keep it: I will see to this" in text(client.get(HAL))
    assert act(client, "take").status_code == 302


def test_whoever_handed_it_back_or_declined_it_reads_it_no_more(fresh: str, sign_in: SignIn) -> None:
    owner, first, second = (sign_in(role) for role in (Role.THERAPIST, Role.TEAM_MANAGER, Role.SOCIAL_WORKER))
    acts = (
        (owner, "give", {"to": "|t-cwd", "why": "For your team"}),
        (first, "answer", {"answer": "accept"}),
        (first, "give", {"to": "w-sam|t-cwd", "why": "Please"}),
        (second, "answer", {"answer": "decline", "why": "Not mine"}),
        (first, "give", {"to": "w-tess|t-slt", "why": "Back to you"}),
        (owner, "answer", {"answer": "accept"}),
        (owner, "close", {"outcome": "helped", "why": "Seen"}),
        (owner, "reopen", {"why": "It came back"}),
    )
    read_by_others = []
    for client, name, typed in acts:
        assert act(client, name, **typed).status_code == 302, (name, typed)
        assert owner.get(HAL).status_code == 200
        read_by_others.append([one.get(HAL).status_code == 200 for one in (first, second)])
    gone = [False, False]
    assert read_by_others == [*[[True, True]] * 5, gone, gone, gone]
    with psycopg.connect(fresh) as connection:
        connection.execute("select access.regrant()")
    assert first.get(HAL).status_code == second.get(HAL).status_code == 403


def test_what_somebody_else_did_meanwhile_is_told_and_nothing_is_overwritten(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    act(client, "take")
    old = seen(client)
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, text)
               values ('c-hal', 'stuck_waiting', '2025-10-16', 'note', 'w-raj', 'Raj Patel', 'Rang the family')"""
        )
    answer = client.post(HAL, {"act": "note", "seen": old, "text": "My note"})
    assert answer.status_code == 409
    assert "Someone else acted while you were writing: Raj Patel added a note." in text(answer)
    assert "My note" in text(answer)


def test_what_one_did_oneself_meanwhile_is_not_told_as_somebody_elses(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert client.post(HAL, {"act": "take", "seen": "0"}).status_code == 302
    answer = client.post(HAL, {"act": "note", "seen": "0", "text": "My note"})
    assert answer.status_code == 409
    assert "You have acted on this since you opened this page, here or in another window: you took it." in text(answer)
    assert "Someone else" not in text(answer)
    assert "My note" in text(answer)


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_does_not_say_what_was_seen_is_sent_back(number: str, site: str, sign_in: SignIn) -> None:
    answer = sign_in(Role.THERAPIST).post(HAL, {"act": "note", "seen": number, "text": "My note"})
    assert answer.status_code == 409
    assert "This concern has changed since you opened this page" in text(answer)


def test_each_box_says_how_much_it_takes_and_more_is_refused_in_a_sentence(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert "Up to 2,000 characters." in text(client.get(HAL))
    answer = act(client, "note", text="a" * 2001)
    assert answer.status_code == 422
    assert "This is 2,001 characters long. Shorten it to 2,000 or fewer." in text(answer)
    assert "a" * 2001 in text(answer), "and nothing typed is lost"
    assert act(client, "note", text="a\r\n" * 999 + "b").status_code == 302, "a line end counts as one"
    act(client, "take")
    assert "Up to 200 characters." in text(client.get(HAL))
    assert act(client, "plan", step="a" * 201, **LATER).status_code == 422


def test_the_page_says_who_sees_that_nobody_acted_and_from_when(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    undated = words(client.get(HAL))
    assert "If nobody acts It has no date, so it does not show as overdue in your list" in undated
    assert "the Team page of Raj Patel and Tess Whitlock (Speech and language therapy)" in undated
    act(client, "take")
    act(client, "plan", step="Ring", **LATER)
    planned = words(client.get(HAL))
    assert "After 1 December 2030, it shows as overdue in your list and counts as" in planned
    assert "asks for a first step within" not in planned, "a step that was planned has its own day"
    assert "Nobody is sent a message." in planned
    act(client, "close", outcome="helped", why="Seen")
    assert "If nobody acts" not in words(client.get(HAL))


def test_what_is_late_already_says_so(site: str, sign_in: SignIn) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    listed = client.get("/children/c-chloe/concerns").content.decode()
    href = re.search(r'href="(/children/c-chloe/concerns/short_break_unreviewed/[^"]*)"', listed)
    assert href
    page = words(client.get(href[1]))
    assert "Its day has passed: it shows as overdue in your list and counts as overdue on the Team page of" in page


def test_a_child_released_since_the_refresh_has_the_date_it_has_in_my_work(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.card set state = 'backlog', due = null where child_id = 'c-hal'")
    client = sign_in(Role.THERAPIST)
    waiting = words(client.get(HAL))
    assert "It waits until it is released on the Team page of Raj Patel and Tess Whitlock" in waiting
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name, at)
               select child_id, team_id, owner, '2026-11-16', 'w-tess', 'Tess Whitlock', '2026-11-18 09:00+00'
               from published.card where child_id = 'c-hal'"""
        )
    due = "30 December 2026"  # six weeks from 18 November, as the level asks
    assert due in words(client.get("/work?due=later"))
    released = words(client.get(HAL))
    assert f"Your first step is due {due}" in released
    assert "“One need, guidance not met”, which asks for a first step within 42 days" in released


def test_a_standard_from_after_the_concerns_day_is_said_to_be_so(site: str, sign_in: SignIn) -> None:
    page = words(sign_in(Role.THERAPIST).get(HAL))
    assert "It has applied since 24 October 2025; it was not yet in force on 16 October 2025, when this began." in page
    assert "limit.True" not in page


def test_the_log_names_the_sign_and_the_day_as_people_do(fresh: str, sign_in: SignIn, log: Log) -> None:
    client = sign_in(Role.THERAPIST)
    act(client, "take")
    act(client, "plan", step="Ring", **LATER)
    says = log(action="act", child_id="c-hal")[0]["says"]
    assert says.startswith("planned a step on the concern “")
    assert says.endswith("”, true since 16 October 2025")
    assert "stuck_waiting" not in says
