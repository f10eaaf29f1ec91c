"""'This is not this child', page by page: once said, no page shows anything of that record on that child."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
KEY = "ch|ODS:RZZ01|p0000"  # the health record of Asha, by its line about how it was joined
PAGES = ("", "/concerns", "/due", "/timeline", "/people", "/letter")
PRINTED = r"Printed \d+ \w+ \d{4} at [\d:]+[ap]m"
SAID = "One of the records this rested on has been parted from this child; the next refresh works it out anew."


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def told_of_asha(client: Any) -> dict[str, str]:
    """Says what each page about her tells, but for the minute in which it was printed."""
    pages = {page: text(client.get(f"/children/c-asha{page}")) for page in PAGES}
    assert all(len(re.findall(PRINTED, page)) == (name != "/letter") for name, page in pages.items())
    return {page: re.sub(PRINTED, "", told) for page, told in pages.items()}


@pytest.fixture
def health_record(fresh: str) -> str:
    """Says of every row of Asha's that came from health that it follows from one record."""
    with psycopg.connect(fresh) as owner:
        assert owner.execute(
            "select 1 from published.link_line where child_id = 'c-asha' and person_key = %s", (KEY,)
        ).fetchone()
        for table in ("chronology", "clock", "because"):
            owner.execute(
                f"update published.{table} set person_key = %s where child_id = 'c-asha' and category = 'health'",
                (KEY,),
            )
        owner.execute(
            "update published.involvement set person_key = %s where child_id = 'c-asha' and agency in ('CH', 'CAMHS')",
            (KEY,),
        )
        owner.execute(
            "insert into published.chronology (child_id, item_id, happened, agency, category, kind, says, person_key) "
            "values ('c-asha', 'two', '2026-01-05', 'EDU', 'education', 'enrolment', 'Joined a school', 'edu|a'), "
            "('c-asha', 'three', '2026-01-05', 'EDU', 'education', 'enrolment', 'Joined a school', 'edu|b')"
        )
    return fresh


def part(client: Any) -> Any:
    address = f"/children/c-asha/not-this-child?{urlencode({'record': KEY})}"
    return client.post(address, {"person_key": KEY, "reason": "The family says so"})


def test_no_page_shows_the_parted_record(health_record: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    told = {page: text(client.get(f"/children/c-asha{page}")) for page in PAGES}
    for page in ("", "/timeline", "/people", "/due", "/letter"):
        assert re.search("speech and language therapy", told[page], re.I), page
    assert part(client).status_code == 302
    for page in PAGES:
        answer = client.get(f"/children/c-asha{page}")
        assert answer.status_code == 200, page
        assert not re.search(
            "speech and language therapy", text(answer).replace("Tess Whitlock, speech and language therapy", ""), re.I
        ), page


def test_a_concern_that_rested_on_it_says_so_and_no_more(health_record: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    address = next(
        found
        for found in re.findall(
            r'href="(/children/c-asha/concerns/[^"#]+)"', client.get("/children/c-asha").content.decode()
        )
        if "waiting_without_sen_support" in found
    )
    assert SAID not in text(client.get(address)) and "since 26 September 2025" in text(client.get(address))
    part(client)
    after = text(client.get(address))
    assert SAID in after and "since 26 September 2025" not in after
    assert "26 September 2025" not in text(client.get("/work?due=all"))
    assert SAID in text(client.get("/children/c-asha/concerns"))


def test_the_page_about_the_record_still_says_who_parted_it_and_why(health_record: str, sign_in: SignIn) -> None:
    part(sign_in(Role.THERAPIST))
    for _ in range(2):
        page = text(sign_in(Role.SENCO).get("/children/c-asha/about"))
        assert "Records parted from this child" in page and "Parted by Tess Whitlock" in page
        assert "The family says so" in page and "Health provider RZZ01, record L00001:2" in page
        with psycopg.connect(health_record) as owner:  # as a refresh would, which joins it elsewhere or nowhere
            owner.execute("delete from published.link_line where person_key = %s", (KEY,))


# ── a parting made by mistake ──────────────────────────────────────────────────────────────────────────────────────
def undo(client: Any, reason: str = "I misread the birth date") -> Any:
    page = client.get("/children/c-asha/about").content.decode()
    address = next(iter(re.findall(r'href="(/children/c-asha/join-again[^"]+)"', page)))
    assert "Join this record again?" in text(client.get(address))
    return client.post(address, {"parting": address.split("=")[1], "reason": reason})


def test_a_parting_is_undone_with_a_reason_and_everything_is_back_at_once(
    health_record: str, sign_in: SignIn, log: Callable[..., list[dict[str, Any]]]
) -> None:
    client = sign_in(Role.THERAPIST)
    before = told_of_asha(client)
    part(client)
    assert undo(client, "").status_code == 422
    answer = undo(client)
    assert (answer.status_code, answer.headers["location"]) == (302, "/children/c-asha/about")
    assert "The parting is undone" in text(client.get(answer.headers["location"]))
    assert told_of_asha(client) == before
    about = text(client.get("/children/c-asha/about"))
    assert "Undone by Tess Whitlock" in about and "I misread the birth date" in about and "Join it again" not in about
    (line,) = (one for one in log(action="act", child_id="c-asha") if "undid" in one["says"])
    assert (line["says"], line["reason"]) == ("undid the parting of record L00001:2", "I misread the birth date")
    with psycopg.connect(health_record) as owner:
        told = owner.execute("select decision, by_worker, record_id from casework.link_decision order by 1").fetchall()
    assert told == [("apart", "w-tess", "L00001:2"), ("undone", "w-tess", "L00001:2")]


def test_it_can_be_parted_again_after_that(health_record: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    part(client)
    undo(client)
    assert part(client).status_code == 302
    assert text(client.get("/children/c-asha/about")).count("Parted by Tess Whitlock") == 2
    assert undo(client).status_code == 302


def test_what_was_undone_or_never_parted_cannot_be_joined_again(health_record: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    part(client)
    undo(client)
    for number in ("1", "2", "99", "x"):
        answer = client.post(f"/children/c-asha/join-again?parting={number}", {"parting": number, "reason": "why"})
        assert answer.status_code == 403, number


def test_a_seal_is_stronger_than_an_undo(health_record: str, sign_in: SignIn) -> None:
    part(sign_in(Role.THERAPIST))
    senco = sign_in(Role.SENCO)
    assert "Join it again" in text(senco.get("/children/c-asha/about"))
    with psycopg.connect(health_record) as owner:
        owner.execute(
            "insert into casework.restriction (child_id, kind, category, keeps_to, from_date, by_worker, by_name, why) "
            "values ('c-asha', 'sealed', 'health', 'CH', '2026-01-01', 'w', 'W', 'a court said so')"
        )
    page = text(senco.get("/children/c-asha/about"))
    assert "Join it again" not in page and "Records parted" not in page
    assert senco.post("/children/c-asha/join-again?parting=1", {"parting": "1", "reason": "why"}).status_code == 403
    undo(sign_in(Role.THERAPIST))
    assert "speech and language" not in text(senco.get("/children/c-asha/timeline")).lower()


# ── two children taken for one ─────────────────────────────────────────────────────────────────────────────────────
def test_no_page_shows_the_other_child_s_name_once_its_record_is_parted(health_record: str, sign_in: SignIn) -> None:
    with psycopg.connect(health_record) as owner:
        owner.execute(
            "update published.child set forename = 'Zed', surname = 'Kay', born = '2015-01-01', "
            "name_keys = '{zed,kay}' where child_id = 'c-asha'"
        )
        owner.execute(
            "update published.link_line set forename = 'Zed', surname = 'Kay', born = '2015-01-01', "
            "name_keys = '{zed,kay}' where person_key = %s",
            (KEY,),
        )
        owner.execute(
            "update published.link_line set forename = 'Asha', surname = 'Mehta', born = '2018-08-22', "
            "name_keys = '{asha,mehta}' where child_id = 'c-asha' and person_key <> %s",
            (KEY,),
        )
    client = sign_in(Role.THERAPIST)
    lists = ("/work", "/work?whose=team", "/search?q=kay", "/search?q=mehta", "/search?q=1+1+2015")
    children = [f"/children/c-asha{page}" for page in (*PAGES, "/about")]
    assert all("Zed" in text(client.get(page)) for page in ("/work", "/search?q=kay", *children))
    part(client)
    client.get("/children/c-asha/about")  # the message that it was done
    for page in (*lists, *children):
        told = text(client.get(page))
        assert not re.search("Zed|1 January 2015", told), page
    assert "Asha Mehta" in text(client.get("/search?q=mehta")) and "Asha" in text(client.get("/work"))
    header = text(client.get("/children/c-asha"))
    assert "Asha Mehta" in header and "Born 22 August 2018" in header
    assert "being worked out again without a record that was parted" in header.replace("Being", "being")
    letter = text(client.get("/children/c-asha/letter"))
    assert "No letter until the next refresh" in letter and "Dear family" not in letter


def test_whoever_has_no_other_tie_is_led_away_from_the_child(health_record: str, sign_in: SignIn) -> None:
    with psycopg.connect(health_record) as owner:
        owner.execute("delete from published.concern where child_id = 'c-asha'")
    client = sign_in(Role.THERAPIST)
    assert part(client).headers["location"] == "/"
    assert client.get("/children/c-asha").status_code == 403
    assert "Asha" not in text(client.get("/search?q=mehta")).replace("“mehta”", "")


def test_what_two_sources_told_alike_is_told_once(health_record: str, sign_in: SignIn) -> None:
    assert text(sign_in(Role.SENCO).get("/children/c-asha/timeline")).count("Joined a school.") == 1
