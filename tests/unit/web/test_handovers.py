"""A concern that is offered on: who is asked, who has it meanwhile, and what each of them is told."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from tests.unit.web.on_a_concern import HAL, act, text

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
TAKE = "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team) values {}"


def card(client: Any, where: str = "/work?whose=mine", name: str = "Hal T.") -> str:
    """What the card of one child says."""
    told = [one for one in client.get(where).content.decode().split('<li class="gt-card') if name in one]
    assert told, f"{name} is not on {where}"
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", told[0])))


@pytest.fixture
def tess(fresh: str, sign_in: SignIn) -> Any:
    """Tess, who leads speech therapy, has Hal's concern and offers it to Raj of the same team by name."""
    client = sign_in(Role.THERAPIST)
    with psycopg.connect(fresh) as connection:  # so that Hal is on the first page of the list
        connection.execute("update published.card set place = 1 where child_id = 'c-hal'")
    act(client, "take")
    return client


def test_an_offer_to_somebody_by_name_asks_nobody_else(tess: Any) -> None:
    said = text(act(tess, "give", to="w-raj|t-slt", why="You know the family"))
    assert "Offered to Raj Patel. You keep it until Raj takes it." in said
    assert "Answer the handover" not in said, "whoever offered it is not asked, nor is the rest of the team"
    assert act(tess, "answer", answer="accept").status_code == 403
    assert "Offered to me" not in text(tess.get("/work"))


def test_only_the_one_named_is_given_the_concern(tess: Any, fresh: str, sign_in: SignIn) -> None:
    act(tess, "give", to="w-raj|t-slt", why="You know the family")
    with psycopg.connect(fresh) as connection:
        given = connection.execute(
            "select worker_id, team_id from access.given where child_id = 'c-hal' order by 1, 2"
        ).fetchall()
    assert given == [("w-raj", None), ("w-tess", None), (None, "t-slt")], "the team has it because Tess does"
    act(tess, "give", to="|t-cwd", why="Needs a short break first")
    with psycopg.connect(fresh) as connection:
        teams = connection.execute(
            "select team_id from access.given where child_id = 'c-hal' and team_id is not null order by 1"
        ).fetchall()
    assert teams == [("t-cwd",), ("t-slt",)]
    manager = sign_in(Role.TEAM_MANAGER)
    assert "Offered to me or my team (1)" in text(manager.get("/work"))
    assert "Offered to your team" in card(manager, "/work?whose=offered")


def test_the_card_says_that_one_still_has_it_and_who_was_asked(tess: Any) -> None:
    act(tess, "give", to="w-raj|t-slt", why="You know the family")
    said = card(tess)
    assert re.search(r"Owner: you; offered to Raj Patel on \d+ \w+ \d{4}, no answer yet", said)
    assert "not taken up yet" not in said
    assert "Keep it" in said and "Take it" not in said
    page = text(tess.get(HAL))
    assert "Offered to Raj Patel on" in page and "Keep it: I will see to this" in page


def test_the_teams_page_says_which_handovers_wait_for_an_answer(tess: Any, fresh: str) -> None:
    act(tess, "give", to="w-raj|t-slt", why="You know the family")
    with psycopg.connect(fresh) as connection:  # so that it is among those longest without action
        connection.execute("delete from published.card where child_id not in ('c-hal', 'c-asha')")
        connection.execute("delete from published.concern where child_id not in ('c-hal', 'c-asha')")
    said = text(tess.get("/team"))
    assert "1 card offered on, no answer yet" in said
    assert "Tess Whitlock; offered to Raj Patel on" in said


@pytest.mark.parametrize("form", ["give", "action", "plan"])
def test_a_link_from_a_list_finds_the_form_open_and_first(tess: Any, form: str) -> None:
    page = tess.get(f"{HAL}?do={form}").content.decode()
    forms = re.findall(r'<details class="gt-act" id="act-(\w+)"( open)?>', page)
    assert forms[0] == (form, " open")
    assert [name for name, is_open in forms if is_open] == [form]
    assert "open" not in re.findall(r'<details class="gt-act"[^>]*>', tess.get(f"{HAL}?do=nothing").content.decode())[0]


def test_lists_link_to_the_form_itself(tess: Any) -> None:
    assert f"{HAL}?do=action#act-action" in html.unescape(tess.get("/work").content.decode())
    assert f"{HAL}?do=give#act-give" in html.unescape(tess.get("/work").content.decode())
    assert re.search(r'href="[^"]*\?do=give#act-give">Reassign', tess.get("/team").content.decode())


def test_after_closing_the_banner_says_whose_and_leads_back(tess: Any) -> None:
    answer = act(tess, "close", outcome="helped", why="Seen, and help has begun")
    assert "Hal Twin’s concern is closed: Waiting more than a year." in text(answer)
    link = re.search(r'govuk-notification-banner__link" href="([^"]*)"', answer.content.decode())
    assert link and "Reopen the concern" in text(tess.get(link[1]))


def test_whoever_had_nothing_but_the_concern_gets_no_link_to_it(tess: Any, sign_in: SignIn) -> None:
    act(tess, "give", to="|t-cwd", why="Needs a short break first")
    manager = sign_in(Role.TEAM_MANAGER)
    answer = act(manager, "answer", answer="decline", why="Not ours")
    assert "Declined. Hal Twin’s concern is back with whoever offered it." in text(answer)
    assert "govuk-notification-banner__link" not in answer.content.decode()


def test_what_is_asked_of_somebody_else_is_not_told_as_if_it_were_the_readers(fresh: str, sign_in: SignIn) -> None:
    mine = text(sign_in(Role.THERAPIST).get("/children/c-hal"))
    assert "Do next: Is this child still waiting" in mine and "Nothing is asked of you" not in mine
    with psycopg.connect(fresh) as connection:
        connection.execute(
            TAKE.format("('c-hal', 'stuck_waiting', '2025-10-16', 'take', 'w-raj', 'Raj Patel', 't-slt')").encode()
        )
    others = text(sign_in(Role.THERAPIST).get("/children/c-hal"))
    assert "Asked of Raj Patel (Speech and language therapy): Is this child still waiting" in others
    assert "Nothing is asked of you." in others and "Do next:" not in others
