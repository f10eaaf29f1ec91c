"""What the log says of a look at a child: the kinds of record that the page showed in full, and no others (TL9)."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]
IDENTITY, EDUCATION, HEALTH, CARE, EHC = "identity", "education", "health", "care", "ehc"

# What the world holds of each child that the role may read in full. Asha: school and health records, and one contact of
# social care's; a concern of the therapist's that rests on both. Chloe: a short break that social care recorded.
# Eve: EHC dates. Teams: each team involved whose kind of record the role may read, and not one it may only know of.
LOOKS = [
    (Role.THERAPIST, "c-asha", "", {EDUCATION, HEALTH}),
    (Role.THERAPIST, "c-asha", "/concerns", {EDUCATION, HEALTH}),
    (Role.THERAPIST, "c-asha", "/concerns/waiting_without_sen_support/2025-09-26", {EDUCATION, HEALTH}),
    (Role.THERAPIST, "c-asha", "/due", {HEALTH}),
    (Role.THERAPIST, "c-asha", "/timeline", {EDUCATION, HEALTH}),
    (Role.THERAPIST, "c-asha", "/timeline?agency=CAMHS", {HEALTH}),
    (Role.THERAPIST, "c-asha", "/people", {EDUCATION, HEALTH}),
    (Role.THERAPIST, "c-asha", "/letter", {HEALTH}),
    (Role.THERAPIST, "c-asha", "/words", set()),
    (Role.THERAPIST, "c-asha", "/about", set()),
    (Role.SENCO, "c-asha", "", {EDUCATION}),
    (Role.SENCO, "c-asha", "/due", set()),
    (Role.SENCO, "c-asha", "/timeline", {EDUCATION}),
    (Role.SENCO, "c-asha", "/people", {EDUCATION}),
    (Role.SENCO, "c-asha", "/letter", set()),
    (Role.SENCO, "c-asha", "/about", set()),
    (Role.SOCIAL_WORKER, "c-chloe", "/concerns", {CARE}),
    (Role.SOCIAL_WORKER, "c-chloe", "/due", {CARE}),
    (Role.SOCIAL_WORKER, "c-chloe", "/timeline", {CARE}),
    (Role.SOCIAL_WORKER, "c-chloe", "/people", {EDUCATION, CARE, EHC}),
    (Role.EHC_COORDINATOR, "c-eve", "/due", {EHC}),
    (Role.EHC_COORDINATOR, "c-eve", "/timeline", {EHC}),
    (Role.TRIAGE_LEAD, "c-asha", "/due", set()),
    (Role.TRIAGE_LEAD, "c-asha", "/timeline", set()),
    (Role.TRIAGE_LEAD, "c-asha", "/people", set()),
]


@pytest.mark.parametrize(("role", "child", "tab", "shown"), LOOKS)
def test_a_look_is_logged_as_the_kinds_of_record_it_showed(
    role: Role, child: str, tab: str, shown: set[str], site: str, sign_in: SignIn, log: Log
) -> None:
    assert sign_in(role).get(f"/children/{child}{tab}").status_code == 200
    newest = log(action="read", child_id=child)[0]
    assert set(newest["categories"]) == {IDENTITY, *shown}


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_whoever_saw_a_childs_name_in_a_list_stands_among_those_who_looked(fresh: str, sign_in: SignIn) -> None:
    sign_in(Role.TRIAGE_LEAD).get("/work")
    sign_in(Role.SENCO).get("/search?q=twin")
    about = text(sign_in(Role.THERAPIST).get("/children/c-asha/about"))
    assert "Jo Tanaka, triage lead Looked at " in about
    about = text(sign_in(Role.SENCO).get("/children/c-hal/about"))
    assert "Looked at " in about
    assert "c-ida" not in about  # of a list, nothing of the others on it


def test_reading_the_log_is_a_line_of_the_log(fresh: str, sign_in: SignIn, log: Log) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason) "
            "values ('c-ben', 'w-nadia', 'Nadia', 4, 'He is in my office')"
        )
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    for path, query, child in (
        ("/log", None, None),
        ("/log?child=c-asha&action=list", "?action=list&child=c-asha", "c-asha"),
        ("/log?who=w-jo&page=2", "?who=w-jo&page=2", None),
        ("/log/opened", None, None),
    ):
        client.get(path)
        newest = log(action="read")[0]
        assert (newest["role"], newest["query"], newest["child_id"]) == ("INFORMATION_GOVERNANCE", query, child), path
    assert log(action="list")[0]["children"] == ["c-ben"]
    assert "information governance" in text(sign_in(Role.THERAPIST).get("/children/c-asha/about")).lower()


def test_what_is_withheld_is_not_logged_as_seen(site: str, sign_in: SignIn, log: Log) -> None:
    page = sign_in(Role.SENCO).get("/children/c-asha/people").content.decode()
    assert "recorded by health" in page.replace("Recorded", "recorded")
    assert HEALTH not in log(action="read", child_id="c-asha")[0]["categories"]


def test_a_page_that_comes_back_with_a_mistake_is_a_look_at_all_it_shows(fresh: str, sign_in: SignIn, log: Log) -> None:
    concern = "/children/c-asha/concerns/waiting_without_sen_support/2025-09-26"
    assert sign_in(Role.THERAPIST).post(concern, {"act": "note", "seen": "0", "text": ""}).status_code == 422
    assert {HEALTH, EDUCATION} <= set(log(action="read", child_id="c-asha")[0]["categories"])


def test_what_stands_on_the_page_of_a_child_who_died_is_all_that_is_logged(
    fresh: str, sign_in: SignIn, log: Log
) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.child set died = '2026-11-01' where child_id = 'c-asha'")
    for tab in ("/letter", "/about"):  # no letter is printed, and so no wait is shown
        assert sign_in(Role.THERAPIST).get(f"/children/c-asha{tab}").status_code == 200
        assert log(action="read", child_id="c-asha")[0]["categories"] == [IDENTITY]
