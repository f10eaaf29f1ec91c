"""Open concerns about one's children that others have: for whoever has none, within the walls of the child's page."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
HEADING = re.compile(r"Open concerns about (?:your pupils|children your team is open to), with others \((\d+)\)")


def text(answer: Any) -> str:
    """The page without its tags, spaces told once."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def rows(answer: Any) -> list[tuple[str, str]]:
    """The child and the title of each row."""
    part = answer.content.decode().partition('id="others"')[2]
    found = re.findall(r'href="/children/([^"]*)">.*?data-label="Concern">(.*?)<br>', part, re.S)
    return [(child, html.unescape(title)) for child, title in found]


def empty_handed(url: str) -> None:
    """Nobody was given anything: routing names a team that none of the accounts is in."""
    with psycopg.connect(url) as connection:
        connection.execute("update published.concern set team_id = 't-camhs', owner = 'w-cora', deputy = null")


@pytest.mark.parametrize("role", [Role.SENCO, Role.THERAPIST, Role.EHC_COORDINATOR, Role.SOCIAL_WORKER, Role.DCO])
def test_they_are_those_of_the_childs_own_page_and_no_other(
    role: Role, fresh: str, sign_in: SignIn, world: Any
) -> None:
    empty_handed(fresh)
    client = sign_in(role)
    page = client.get("/work")
    told = [
        (child["child_id"], title)
        for child in world.children()
        for title in titles(client.get(f"/children/{child['child_id']}/concerns"))
    ]
    counted = HEADING.search(text(page))
    assert (int(counted[1]) if counted else 0) == len(told)
    assert set(rows(page)) <= set(told)
    assert len(rows(page)) == min(len(told), 25)


def titles(answer: Any) -> list[str]:
    """The titles of the open concerns a child's page lists."""
    if answer.status_code != 200:
        return []
    found = re.findall(r'<h2 class="govuk-heading-s[^>]*><a [^>]*>(.*?)</a>', answer.content.decode(), re.S)
    return [html.unescape(one) for one in found]


def test_a_senco_sees_who_has_what_about_the_schools_pupils(fresh: str, sign_in: SignIn, log: Any) -> None:
    with psycopg.connect(fresh) as connection:  # a school may read what rests on its own records
        connection.execute("update published.concern set team_id = 't-ehc', owner = 'w-eli' where child_id = 'c-asha'")
        connection.execute(
            "delete from published.because where child_id = 'c-asha' and category <> 'education' "
            "and signal = 'waiting_without_sen_support'"
        )
    page = sign_in(Role.SENCO).get("/work")
    assert HEADING.findall(text(page)) == ["1"], "the other one rests on health's records"
    assert "Eli Brooks EHC coordination" in text(page)
    assert rows(page) == [("c-asha", "Health has known for a year; school has no SEN support recorded")]
    assert "c-asha" in log(action="list")[0]["says"], "whose names a list shows is in the log"


def test_what_is_withheld_is_neither_shown_nor_counted(site: str, sign_in: SignIn) -> None:
    assert not HEADING.search(text(sign_in(Role.SENCO).get("/work"))), "every concern rests on health's or care's too"


def test_whoever_has_work_of_their_own_is_not_shown_others(site: str, sign_in: SignIn) -> None:
    assert not HEADING.search(text(sign_in(Role.THERAPIST).get("/work")))


def test_a_closed_concern_and_a_sealed_child_are_left_out(fresh: str, sign_in: SignIn) -> None:
    empty_handed(fresh)
    client = sign_in(Role.THERAPIST)
    before = HEADING.search(text(client.get("/work")))
    assert before
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, outcome, reason) "
            "values ('c-hal', 'stuck_waiting', '2025-10-16', 'close', 'w-cora', 'Cora Flynn', 'helped', 'Seen')"
        )
        connection.execute(
            "insert into casework.restriction (child_id, kind, from_date, by_worker, by_name, why) "
            "values ('c-001', 'sealed', '2026-01-01', 'w-ig', 'Ina', 'Adopted')"
        )
    after = HEADING.search(text(client.get("/work")))
    assert after and int(after[1]) == int(before[1]) - 2
