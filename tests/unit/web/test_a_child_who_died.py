"""A child of whom a record says that it died: what every page says first, and that no letter leaves the house."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
TABS = ("", "/concerns", "/due", "/timeline", "/people", "/about", "/letter")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


@pytest.fixture
def died(fresh: str) -> str:
    """Social care and the SEND team say that Asha died, as a refresh would publish it: no sign is left."""
    with psycopg.connect(fresh) as owner:
        owner.execute("update published.child set died = '2026-03-03' where child_id = 'c-asha'")
        for table in ("concern", "card", "card_concern", "because"):
            owner.execute(f"delete from published.{table} where child_id = 'c-asha'")
        owner.execute(
            "update published.clock set state = 'not_due', because = 'A record says that the child had died by "
            "3 March 2026.' where child_id = 'c-asha'"
        )
        owner.execute(
            "insert into published.death (child_id, person_key, record_id, agency, category, source, sender, received, "
            "died, closed, by_day) values ('c-asha', 'csc|LA:999|p0000', 'L00004:9', 'CSC', 'identity', 'ssd', "
            "'LA:999', '2026-03-05', '2026-03-03', null, '2026-03-03'), ('c-asha', 'ch|ODS:RZZ01|p0000', 'L00003:7', "
            "'CH', 'health', 'community_waits', 'ODS:RZZ01', '2026-03-09', null, '2026-03-06', '2026-03-06')"
        )
    return fresh


@pytest.mark.parametrize("tab", TABS)
def test_every_page_says_so_first(died: str, sign_in: SignIn, tab: str) -> None:
    page = text(sign_in(Role.THERAPIST).get(f"/children/c-asha{tab}"))
    said = page.index("A record says that Asha")
    assert said < page.index("If this is wrong, say so")
    assert "the community health service: closed a case on 6 March 2026 because the child had died" in page.replace(
        "The community", "the community"
    )
    for asks in ("Do next", "Past its date", "days late", "Ask, and record what", "Nothing asks for a step"):
        assert asks not in page, asks


def test_whose_record_it_is_stands_there_for_those_alone_who_may_know(died: str, sign_in: SignIn) -> None:
    school = text(sign_in(Role.SENCO).get("/children/c-asha"))
    assert "social care" not in school.lower(), "the school is not told that social care knows the child"
    assert "A record says that Asha had died by 3 March 2026" in school
    with psycopg.connect(died) as owner:
        owner.execute(
            "insert into casework.sharing_agreement (agency, holder, category, purpose, gives, from_date, decided_by, "
            "why) select 'EDU', 'CSC', 'care', purpose, 'involvement', '2026-01-01', 'the board', 'agreed' "
            "from casework.sharing_agreement group by purpose"
        )
    told = text(sign_in(Role.SENCO).get("/children/c-asha"))
    assert "A record says that Asha died on 3 March 2026." in told
    assert (
        "Children's social care: died on 3 March 2026 (Children's social care and early help, record of 5 March" in told
    )


def test_no_letter_is_shown_or_recorded(died: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert "Dear family" in text(client.get("/children/c-hal/letter"))
    page = text(client.get("/children/c-asha/letter"))
    assert "Dear family" not in page and "No letter is printed" in page
    assert "one-page letter" not in text(client.get("/children/c-asha"))
    sent = {"sent-day": "1", "sent-month": "11", "sent-year": "2026"}
    assert client.post("/children/c-asha/letter", sent).status_code == 403
    with psycopg.connect(died) as owner:
        assert owner.execute("select count(*) from casework.letter_sent").fetchone() == (0,)


def test_work_and_search(died: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert "Asha" not in text(client.get("/work"))
    found = text(client.get("/search?q=mehta"))
    assert "A record says that this child has died." in found
    assert "open concern" not in found


def test_records_that_disagree_are_both_shown(died: str, sign_in: SignIn) -> None:
    with psycopg.connect(died) as owner:
        owner.execute(
            "insert into published.death (child_id, person_key, record_id, agency, category, source, sender, received, "
            "by_day, disagrees) values ('c-asha', 'edu|URN:900001|p0000', 'L00001:2', 'EDU', 'education', "
            "'attendance_sessions', 'URN:900001', '2026-11-18', '2026-11-09', "
            "'At school in the week that began on that day')"
        )
    page = text(sign_in(Role.SENCO).get("/children/c-asha"))
    assert "A record says that Asha had died by 3 March 2026" in page
    assert "Other records tell of later days, so one of them is wrong." in page
    assert "The school, 9 November 2026: At school in the week that began on that day" in page
    assert "Dear family" not in text(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))


def test_once_the_record_is_parted_the_child_is_not_said_to_have_died(died: str, sign_in: SignIn) -> None:
    with psycopg.connect(died) as owner:
        owner.execute("delete from published.death where agency = 'CSC'")
        owner.execute("update published.child set died = '2026-03-06' where child_id = 'c-asha'")
    client = sign_in(Role.THERAPIST)
    page = client.get("/children/c-asha").content.decode()
    (address,) = set(re.findall(r'href="(/children/c-asha/not-this-child[^"]+)"', page))
    form = {"person_key": "ch|ODS:RZZ01|p0000", "reason": "It is another Asha"}
    assert client.post(html.unescape(address), form).status_code == 302
    assert "A record says" not in text(client.get("/children/c-asha"))
    assert "No letter until the next refresh" in text(client.get("/children/c-asha/letter"))
