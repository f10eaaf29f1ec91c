"""What the first page of a child counts and tells, and how the page about the record counts what was joined."""

import re
from collections.abc import Callable
from typing import Any

import psycopg

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
HAL = "/children/c-hal/concerns/stuck_waiting/2025-10-16"


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def happening(answer: Any) -> str:
    return words(answer).split("What is happening", 1)[1].split("The whole timeline", 1)[0]


def test_the_headline_counts_only_concerns_that_the_viewer_may_read(site: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    listed = client.get("/children/c-asha/concerns").content.decode()
    readable = set(re.findall(r'href="(/children/c-asha/concerns/[^"]+)"', listed))
    withheld = listed.count("A concern recorded by")
    page = words(client.get("/children/c-asha"))
    assert f"Open concerns ({len(readable)})" in page
    headline = page.split("About the record", 1)[1].split("Do next", 1)[0]
    more = len(readable) - 1
    assert (f"and {more} more concern" in headline) == bool(more)
    assert f"{len(readable)} open concern" in words(client.get("/children/c-asha/concerns"))
    assert ("that you may read" in words(client.get("/children/c-asha/concerns"))) == bool(withheld)


def test_a_concern_that_is_only_known_of_is_told_and_not_counted(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("delete from published.concern where child_id = 'c-hal'")
        for number in (1, 2):
            connection.execute(
                """insert into published.concern (child_id, signal, since, says, status)
                   values ('c-hal', %s, '2026-01-01', 'A contact', 'live')""",
                [f"other_{number}"],
            )
            connection.execute(
                """insert into published.because (child_id, signal, since, agency, category, says)
                   values ('c-hal', %s, '2026-01-01', 'CSC', 'care', 'Contact')""",
                [f"other_{number}"],
            )
    client = sign_in(Role.THERAPIST)  # health knows that social care has records, and not what they say
    page, listed = words(client.get("/children/c-hal")), words(client.get("/children/c-hal/concerns"))
    assert "A concern recorded by children" in page
    assert "more concern" not in page and "Open concerns (" not in page
    assert "0 open concerns that you may read" in listed


def test_what_is_happening_is_the_newest_first_and_nothing_that_was_over_long_ago(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into published.chronology (child_id, item_id, happened, agency, category, kind, says)
               values ('c-asha', 'a', '2020-03-01', 'EDU', 'education', 'suspension', 'Suspended in 2020'),
                      ('c-asha', 'b', '2020-10-01', 'EDU', 'education', 'sen', 'SEN provision recorded: SEN support')"""
        )
    told = happening(sign_in(Role.THERAPIST).get("/children/c-asha"))
    assert "Suspended in 2020" not in told
    newest_first = ("Attendance 81 %", "Referred to CAMHS", "to community paediatrics", "to speech and language",
                    "Joined Hillview Primary", "SEN support")  # fmt: skip
    places = [told.index(says) for says in newest_first]
    assert places == sorted(places)
    parts = [told[start:end] for start, end in zip(places, [*places[1:], len(told)], strict=True)]
    why = [re.search(r"No end is recorded|Nothing newer is recorded", part) for part in parts]
    assert [found and found[0] for found in why] == [None, None, None, *["No end is recorded"] * 2,
                                                     "Nothing newer is recorded"]  # fmt: skip


def test_where_nothing_is_going_on_the_page_says_so(fresh: str, sign_in: SignIn) -> None:
    told = happening(sign_in(Role.THERAPIST).get("/children/c-gus"))
    assert "No record that you may read tells of anything that is going on" in told


def test_the_count_of_records_joined_by_name_is_that_of_the_rows_beneath(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into published.link_line (child_id, person_key, source, sender, agency, how, says)
               values ('c-hal', 'ch|x|1', 'community_waits', 'ODS:RZZ01', 'CH', 'D4', 'same name and birth date'),
                      ('c-hal', 'ch|x|2', 'community_waits', 'ODS:RZZ01', 'CH', 'SCORE', 'same name')"""
        )
    page = words(sign_in(Role.THERAPIST).get("/children/c-hal/about"))
    assert "4 records joined as this child, 2 of them by name and not by number" in page


def test_the_line_beside_the_name_counts_the_sources_the_viewer_may_know_of(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into published.link_line (child_id, person_key, source, sender, agency, how, says)
               values ('c-hal', 'csc|x|1', 'ssd', 'LA:999', 'CSC', 'SCORE', 'same name')"""
        )
        connection.execute("update published.child set sources = 3, by_name_only = 1 where child_id = 'c-hal'")
    for tab in ("", "/about"):
        health = words(sign_in(Role.THERAPIST).get(f"/children/c-hal{tab}"))
        assert "1 of 3 sources you may know of joined by name, not by number" in health
        school = words(sign_in(Role.SENCO).get(f"/children/c-hal{tab}"))
        assert "one child: the sources you may know of agree by number" in school
        assert "joined by name" not in school.replace("every record is joined by name", "")
    assert "counts the sources of these records: in 1 of 3, every record is joined by name." in words(
        sign_in(Role.THERAPIST).get("/children/c-hal/about")
    )


def test_who_has_looked_is_told_with_roles_in_words(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    client.get("/children/c-hal")
    page = words(client.get("/children/c-hal/about"))
    assert "Tess Whitlock, therapist or clinician" in page
    assert "THERAPIST" not in page


def test_what_was_done_about_a_concern_is_named_to_those_alone_who_may_read_it(fresh: str, sign_in: SignIn) -> None:
    therapist, senco = sign_in(Role.THERAPIST), sign_in(Role.SENCO)
    assert therapist.post(HAL, {"act": "take", "seen": "0"}).status_code == 302
    assert "Took the concern “" in words(therapist.get("/children/c-hal/about"))
    assert senco.get(HAL).status_code == 403
    page = words(senco.get("/children/c-hal/about"))
    assert "Acted on a concern." in page
    assert "Took the concern" not in page


def test_a_school_is_told_when_social_care_looked_and_not_that_it_was_social_care(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            """insert into published.involvement (child_id, team_id, team, agency)
               values ('c-hal', 't-cwd', 'Short breaks team', 'CWD')"""
        )
    assert sign_in(Role.SOCIAL_WORKER).get("/children/c-hal/timeline").status_code == 200
    assert sign_in(Role.THERAPIST).get("/children/c-hal").status_code == 200
    page = words(sign_in(Role.SENCO).get("/children/c-hal/about"))
    assert "Somebody of another agency Looked at the record." in page
    assert "Sam Okafor" not in page and "social worker" not in page
    assert "Tess Whitlock, therapist or clinician" in page
