"""What a page must never tell, channel by channel: lists, counts, search, refusals, errors, addresses."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def test_search_finds_only_the_viewers_own_children(sign_in: SignIn, world: Any) -> None:
    mine = {row["child_id"] for row in world.children() if row["school_urn"] == "900001"}
    page = (
        sign_in(Role.SENCO).get("/search?q=a").content.decode()
        + sign_in(Role.SENCO).get("/search?q=ca").content.decode()
    )
    found = set(re.findall(r'href="/children/([^"/]+)"', page))
    assert found <= mine
    assert "Carter" not in page


def test_search_says_the_same_of_a_child_of_others_and_of_nobody(sign_in: SignIn) -> None:
    client = sign_in(Role.SENCO)
    of_others, of_nobody = (text(client.get(f"/search?q={name}")).replace(name, "") for name in ("Carter", "Zzyzx"))
    assert of_others == of_nobody
    assert "Nobody you may see is found" in of_others


def test_search_counts_only_what_it_lists(sign_in: SignIn) -> None:
    page = sign_in(Role.SENCO).get("/search?q=twin")
    assert "2 children found by “twin”" in text(page)
    assert len(re.findall(r'<li class="gt-card">', page.content.decode())) == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("larsen", "Eve Larsen"),
        ("LARSEN EVE", "Eve Larsen"),
        ("lars", "Eve Larsen"),
        ("d’arcy", None),
        ("%", None),
        ("_", None),
    ],
)
def test_search_reads_names_as_people_write_them(sign_in: SignIn, asked: str, found: str | None) -> None:
    said = text(sign_in(Role.SENCO).get("/search", {"q": asked}))
    assert (found in said) if found else ("children found" not in said or "0 children" in said)


def test_search_by_birth_date_in_any_common_form(sign_in: SignIn, world: Any) -> None:
    born = next(row["born"] for row in world.children() if row["child_id"] == "c-eve")
    for form in (f"{born.day} {born.month} {born.year}", f"{born.day}/{born.month}/{born.year}", born.isoformat()):
        assert "Eve Larsen" in text(sign_in(Role.SENCO).get("/search", {"q": f"larsen {form}"}))
    assert "Eve Larsen" not in text(sign_in(Role.SENCO).get("/search", {"q": "larsen 1 1 2001"}))


def test_a_search_is_logged_with_what_was_asked(sign_in: SignIn, log: Log) -> None:
    sign_in(Role.SENCO).get("/search", {"q": "twin"})
    assert log(action="search")[0]["query"] == "twin"
    assert log(action="list")[0]["says"] == "Search: 2 children."
    assert log(action="list")[0]["children"] == ["c-hal", "c-ida"]


def test_a_child_of_others_and_a_child_that_is_not_there_are_refused_in_the_same_words(
    sign_in: SignIn, log: Log
) -> None:
    client = sign_in(Role.SENCO)
    answers = [client.get(f"/children/{child}") for child in ("c-ben", "c-nobody")]
    if answers[0].status_code == 404:
        pytest.fail("The child's pages are not there.")
    assert [answer.status_code for answer in answers] == [403, 403]
    assert text(answers[0]) == text(answers[1])
    assert [entry["child_id"] for entry in log(action="refused")[:2]] == ["c-nobody", "c-ben"]


def test_an_older_id_of_a_child_of_others_is_refused_as_one_of_nobody(sign_in: SignIn, fresh: str, log: Log) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("insert into published.child_alias values ('c-old-ben', 'c-ben'), ('c-old-eve', 'c-eve')")
    for role in (Role.SENCO, Role.LEADER):
        client = sign_in(role)
        for tab in ("", "/timeline"):
            old, nobody = (client.get(f"/children/{child}{tab}") for child in ("c-old-ben", "c-not-ben"))
            assert (old.status_code, old.get("Location")) == (nobody.status_code, None) == (403, None)
            said = [re.sub(r'name="csrf[^>]*>|Printed [^<]*', "", one.content.decode()) for one in (old, nobody)]
            assert said[0].replace("c-old-ben", "c-not-ben") == said[1]
            entries = log(action="refused")[:2]
            assert [one.pop("child_id") for one in entries] in (["c-not-ben", "c-old-ben"], [None, None])
            for one in entries:
                one.pop("entry_id"), one.pop("at")
            assert entries[0] == entries[1]
    answer = sign_in(Role.SENCO).get("/children/c-old-eve/timeline")
    assert answer["Location"] == "/children/c-eve/timeline"


@pytest.mark.parametrize("role", [Role.LEADER, Role.ANALYST, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_roles_without_children_see_no_childs_name_on_any_page(sign_in: SignIn, role: Role, world: Any) -> None:
    from goldenthread.web.pages import pages

    client = sign_in(role)
    surnames = {row["surname"] for row in world.children()} - {
        "Cole",
        "Young",
        "Ward",
        "Cross",
        "Reed",
        "Vale",
        "Bright",
    }
    for page in pages().values():
        if (
            page.may_see.allows({role}) and not page.about_a_child and page.path != "log"
        ):  # it keeps what was searched for
            said = text(client.get("/" + page.path.replace("<load_id>", "L00003").replace("<signal>", "stuck_waiting")
                                   .replace("<number>", "1")))  # fmt: skip
            told = {name for name in surnames if re.search(rf"\b{re.escape(name)}\b", said)}
            assert not told, (page.path, told)


def test_small_counts_are_not_shown_to_leaders(sign_in: SignIn) -> None:
    said = text(sign_in(Role.LEADER).get("/overview"))
    assert "too few to show" in said
    assert not re.search(r"Final EHC plan Legal limit passed [1-4]\b", said)


def test_a_leaders_headline_does_not_give_a_hidden_count_away(sign_in: SignIn, fresh: str) -> None:
    with psycopg.connect(fresh) as connection:
        waiting = "select ctid from published.card where state = 'backlog' order by child_id limit 3"
        connection.execute(
            f"update published.card set state = 'work' where state = 'backlog' and ctid not in ({waiting})"
        )
    page = sign_in(Role.LEADER).get("/overview")
    headline = text(page).split(" waiting to be released")[0][-80:]
    assert headline.endswith("some cards"), headline
    assert not re.search(r"\b[1-4] (cards? )?waiting to be released", text(page))


def test_a_list_of_what_to_put_right_names_no_child(sign_in: SignIn) -> None:
    answer = sign_in(Role.ANALYST).get("/intake/put-right/sender", {"sender": "ODS:RZZ01", "source": "community_waits"})
    assert "waits november.csv , lines 2, 3" in text(answer)
    assert "c-asha" not in answer.content.decode()


def test_a_search_does_not_say_that_nothing_is_wrong_when_a_concern_is_with_others(sign_in: SignIn) -> None:
    """What a search counts is with the viewer or a team of theirs; a child with none of it may have others'."""
    said = text(sign_in(Role.SENCO).get("/search?q=larsen"))
    assert "with you or your team" in said
    assert "0 open concerns" not in said


def test_our_own_fault_tells_nothing_but_that(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    from goldenthread.web.worklist import cards

    def broken(*_: object) -> None:
        raise RuntimeError("Asha Mehta, born 3 June 2018")

    monkeypatch.setattr(cards, "work", broken)
    client = sign_in(Role.THERAPIST)
    client.raise_request_exception = False
    answer = client.get("/work")
    assert answer.status_code == 500
    assert "This did not work" in text(answer)
    assert "Mehta" not in text(answer)
    assert "Traceback" not in text(answer)


def test_a_page_that_is_not_there_says_so_plainly(sign_in: SignIn) -> None:
    answer = sign_in(Role.SENCO).get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no page here" in text(answer)


def test_no_page_stays_on_a_shared_computer(sign_in: SignIn) -> None:
    answer = sign_in(Role.SENCO).get("/work")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_beyond_ones_own_children_a_reason_is_needed_and_reviewed(
    sign_in: SignIn, fresh: str, log: Log, world: Any
) -> None:
    born = next(row["born"] for row in world.children() if row["child_id"] == "c-ben")
    asked = {"act": "look", "surname": "carter", "born-day": born.day, "born-month": born.month, "born-year": born.year}
    client = sign_in(Role.SENCO)
    assert "Say why this child needs you now" in text(client.post("/search/beyond", asked))
    reason = "He is in my office and says that he cannot go home"
    found = client.post("/search/beyond", asked | {"reason": reason})
    assert "Ben Carter" in text(found)
    entry = log(action="search")[0]
    assert (entry["reason"], entry["worker_id"]) == (reason, "w-nadia")
    opened = asked | {"act": "open", "reason": reason, "child_id": "c-ben", "hours": "4"}
    again = client.post("/search/beyond", opened | {"hours": ""})
    assert again.status_code == 422
    assert 'href="#hours-c-ben"' in again.content.decode() and 'id="hours-c-ben"' in again.content.decode()
    assert "Choose for how many hours." in text(again) and "Open this record" in text(again)
    assert client.post("/search/beyond", opened)["Location"] == "/children/c-ben"
    assert log(action="break_glass")[0]["child_id"] == "c-ben"
    governance = sign_in(Role.INFORMATION_GOVERNANCE)
    page = governance.get("/log/opened")
    assert "1 opening to review" in text(page)
    assert reason in text(page)
    with psycopg.connect(fresh) as connection:
        number = connection.execute("select glass_id from casework.break_glass").fetchall()[0][0]
    assert "Choose what you found." in text(
        governance.post("/log/opened", {"glass": number, "finding": "", "why": "x"})
    )
    done = governance.post(
        "/log/opened", {"glass": number, "finding": "right", "why": "The school rang us"}, follow=True
    )
    assert "is reviewed" in text(done)
    assert "0 openings to review" in text(done)


def test_nobody_reviews_their_own_opening(sign_in: SignIn, fresh: str) -> None:
    from goldenthread.web.accounts.models import User

    with psycopg.connect(fresh) as connection:
        glass = connection.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason) "
            "values ('c-ben', 'w-nadia', 'Nadia', 4, 'He is in my office') returning glass_id"
        ).fetchone()
    User.objects.filter(email="senco@example.org").update(role="INFORMATION_GOVERNANCE")
    client = sign_in(Role.SENCO)
    page = client.get("/log/opened")
    assert "0 openings to review" in text(page) and "Waits for somebody else" in text(page)
    assert "Record the review" not in text(page)
    sent = {"glass": glass[0], "finding": "right", "why": "I was right"}
    assert "somebody else reviews it" in text(client.post("/log/opened", sent))
    assert "1 opening to review" in text(sign_in(Role.INFORMATION_GOVERNANCE).get("/log/opened"))
    with psycopg.connect(fresh) as connection:
        assert connection.execute("select count(*) from casework.break_glass_review").fetchall() == [(0,)]


def test_a_protected_child_is_never_found_beyond_ones_own(sign_in: SignIn, fresh: str, world: Any) -> None:
    born = next(row["born"] for row in world.children() if row["child_id"] == "c-chloe")
    asked = {
        "act": "look",
        "surname": "Adeyemi",
        "born-day": born.day,
        "born-month": born.month,
        "born-year": born.year,
    }
    said = text(sign_in(Role.SENCO).post("/search/beyond", asked | {"reason": "She is in my office now"}))
    assert "Nobody listed is found" in said
    assert "Chloe" not in said


def test_a_record_is_opened_only_from_what_was_found(sign_in: SignIn, fresh: str, world: Any) -> None:
    born = next(row["born"] for row in world.children() if row["child_id"] == "c-ben")
    sent = {"act": "open", "surname": "carter", "born-day": born.day, "born-month": born.month, "born-year": born.year,
            "reason": "He is in my office now", "child_id": "c-chloe", "hours": "4"}  # fmt: skip
    assert sign_in(Role.SENCO).post("/search/beyond", sent).status_code == 422


def test_what_was_typed_is_not_lost_when_the_session_ended(stranger: Any) -> None:
    answer = stranger.post("/team", {"act": "offer", "owner": "t-cwd|w-sam", "why": "A long and <b>careful</b> reason"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "nothing you typed is lost" in page
    assert "A long and &lt;b&gt;careful&lt;/b&gt; reason" in page
    assert 'name="why" value="A long' in page


def test_a_form_from_another_site_is_refused_and_not_shown_again(sign_in: SignIn) -> None:
    strict = sign_in(Role.THERAPIST)
    strict.handler.enforce_csrf_checks = True
    sent = {"act": "release", "owner": "t-slt|w-tess", "number": "5"}
    elsewhere = strict.post("/team", sent, HTTP_ORIGIN="https://evil.example")
    assert elsewhere.status_code == 403
    assert "did not come from a page of Golden Thread" in text(elsewhere)
    assert 'value="5"' not in elsewhere.content.decode()
    stale = strict.post("/team", sent, HTTP_ORIGIN="http://127.0.0.1")
    assert "Send it again" in text(stale)
