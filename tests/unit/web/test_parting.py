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
SAID = "One of the records this rested on has been parted from this child; the next refresh works it out anew."


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


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


def test_the_page_about_the_record_still_says_who_parted_it(health_record: str, sign_in: SignIn) -> None:
    part(sign_in(Role.THERAPIST))
    assert "Parted by Tess Whitlock" in text(sign_in(Role.SENCO).get("/children/c-asha/about"))


def test_whoever_has_no_other_tie_is_led_away_from_the_child(health_record: str, sign_in: SignIn) -> None:
    with psycopg.connect(health_record) as owner:
        owner.execute("delete from published.concern where child_id = 'c-asha'")
    client = sign_in(Role.THERAPIST)
    assert part(client).headers["location"] == "/"
    assert client.get("/children/c-asha").status_code == 403
    assert "Asha" not in text(client.get("/search?q=mehta")).replace("“mehta”", "")


def test_what_two_sources_told_alike_is_told_once(health_record: str, sign_in: SignIn) -> None:
    assert text(sign_in(Role.SENCO).get("/children/c-asha/timeline")).count("Joined a school.") == 1
