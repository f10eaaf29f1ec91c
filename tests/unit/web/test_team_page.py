"""Team: is the work held and moving? Unowned cards, absent owners, caseloads, the backlog and its weekly budget."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg

from goldenthread.access import Role

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def run(url: str, statement: str) -> Any:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else None


def test_a_lead_sees_who_has_how_much_and_what_waits(sign_in: SignIn) -> None:
    said = text(sign_in(Role.THERAPIST).get("/team"))
    assert "29 cards in hand · 5 waiting to be released" in said
    assert (
        "Tess Whitlock Speech and language therapy, lead 29 in hand: Tess Whitlock 1 overdue: Tess Whitlock 5" in said
    )


def test_the_counts_of_an_owner_open_the_very_cards(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    links = re.findall(r'href="(/work\?[^"]*)">(\d+)<', client.get("/team").content.decode())
    assert len(links) == 2
    for href, count in links:
        page = client.get(html.unescape(href))
        shown = text(page)
        found = re.search(r"Rows 1 to 25 of (\d+)", shown)
        cards = int(found.group(1)) if found else page.content.decode().count('class="gt-card__place"')
        assert cards == int(count), href
        assert "Owner: Tess Whitlock, Speech and language therapy" in shown


def test_somebody_who_leads_no_team_is_told_so_and_sees_no_child(sign_in: SignIn) -> None:
    answer = sign_in(Role.SOCIAL_WORKER).get("/team")
    assert "You lead no team" in text(answer)
    assert "/children/" not in answer.content.decode()
    assert ">Team" not in sign_in(Role.SOCIAL_WORKER).get("/work").content.decode()


def test_a_release_takes_the_most_pressing_first_and_is_within_the_budget(
    sign_in: SignIn, fresh: str, log: Log
) -> None:
    client = sign_in(Role.THERAPIST)
    answer = client.post("/team", {"act": "release", "owner": "t-slt|w-tess", "number": "2"}, follow=True)
    assert "2 children released to Tess Whitlock." in text(answer)
    released = run(fresh, "select child_id, by_worker from casework.backlog_release order by release_id")
    first = run(fresh, "select child_id from published.card where state = 'backlog' order by place limit 2")
    assert sorted(child for child, _ in released) == sorted(child for (child,) in first)
    assert {worker for _, worker in released} == {"w-tess"}
    assert "10 of 12" in text(answer)
    assert "31 cards in hand · 3 waiting" in text(answer)
    assert log(action="act")[0]["says"] == "released 2 from the backlog to Tess Whitlock, Speech and language therapy"


def test_a_release_that_is_sent_twice_is_made_once(sign_in: SignIn, fresh: str) -> None:
    client = sign_in(Role.THERAPIST)
    sent = {"act": "release", "owner": "t-slt|w-tess", "number": "2", "seen": "0"}
    assert client.post("/team", sent).status_code == 302
    again = client.post("/team", sent)
    assert again.status_code == 409
    assert "2 children released to Tess Whitlock this week so far" in text(again)
    assert run(fresh, "select count(*) from casework.backlog_release") == [(2,)]


def test_more_than_the_budget_leaves_is_refused_and_what_was_typed_stays(sign_in: SignIn, fresh: str) -> None:
    run(fresh, "update published.team set weekly_budget = 3 where team_id = 't-slt'")
    client = sign_in(Role.THERAPIST)
    answer = client.post("/team", {"act": "release", "owner": "t-slt|w-tess", "number": "4"})
    assert answer.status_code == 422
    assert "Enter a number from 1 to 3" in text(answer)
    assert 'value="4"' in answer.content.decode()
    assert "<title>Error: Team" in answer.content.decode()
    assert run(fresh, "select count(*) from casework.backlog_release") == [(0,)]


def test_nobody_releases_to_a_team_that_is_not_theirs(sign_in: SignIn, fresh: str, log: Log) -> None:
    answer = sign_in(Role.TEAM_MANAGER).post("/team", {"act": "release", "owner": "t-slt|w-tess", "number": "1"})
    assert answer.status_code == 403
    assert run(fresh, "select count(*) from casework.backlog_release") == [(0,)]
    assert log()[0]["action"] == "refused"


def test_an_owner_who_is_away_shows_and_the_work_is_offered_to_the_deputy(
    sign_in: SignIn, fresh: str, log: Log
) -> None:
    run(
        fresh,
        "update published.team_member set absent_from = '2026-11-01', absent_to = '2026-12-05' "
        "where worker_id = 'w-sam'",
    )
    client = sign_in(Role.TEAM_MANAGER)
    run(fresh, "update published.team_member set is_deputy = true where worker_id = 'w-kath'")
    before = text(client.get("/team"))
    assert "Sam Okafor is away until 5 December 2026 with 1 card, 1 overdue" in before
    assert "Kath Moran stands in." in before
    sent = {"act": "offer", "owner": "t-cwd|w-sam", "to": "w-kath", "why": ""}
    refused = client.post("/team", sent)
    assert "Say why, and what the colleague should know." in text(refused)
    answer = client.post("/team", sent | {"why": "Sam is ill; the family expects a call"}, follow=True)
    assert "1 concern offered to Kath Moran." in text(answer)
    events = run(fresh, "select kind, child_id, by_worker, to_worker, reason from casework.concern_event")
    assert events == [("give", "c-chloe", "w-kath", "w-kath", "Sam is ill; the family expects a call")]
    assert log(action="act")[0]["reason"] == "Sam is ill; the family expects a call"


def test_nobody_at_home_is_offered_to_somebody_outside_the_team(sign_in: SignIn, fresh: str) -> None:
    sent = {"act": "offer", "owner": "t-cwd|w-sam", "to": "w-tess", "why": "Because"}
    answer = sign_in(Role.TEAM_MANAGER).post("/team", sent)
    assert "Choose a colleague of this team." in text(answer)
    assert run(fresh, "select count(*) from casework.concern_event") == [(0,)]


def test_cards_nobody_has_come_first(sign_in: SignIn, fresh: str) -> None:
    run(fresh, "update published.concern set owner = null where team_id = 't-cwd'")
    run(fresh, "update published.card set owner = null where team_id = 't-cwd'")
    run(fresh, "update published.card_concern set owner = null where team_id = 't-cwd'")
    answer = sign_in(Role.TEAM_MANAGER).get("/team")
    assert "Nobody has these (1)" in text(answer)
    assert re.search(r'Team <span class="gt-count">.*?</span>1<', answer.content.decode())


def test_what_has_stood_longest_is_at_the_top(sign_in: SignIn) -> None:
    said = text(sign_in(Role.THERAPIST).get("/team"))
    table = said[said.index("Longest without action") :]
    assert table.index("Asha M.") < table.index("161 days") if "161 days" in table else "Asha M." in table
    assert "None yet; open since 26 September 2025 420 days" in table


def test_work_of_somebody_whose_account_was_closed_is_there_to_be_offered(sign_in: SignIn, fresh: str) -> None:
    run(fresh, "update public.accounts_user set is_active = false where worker_id = 'w-sam'")
    assert "Sam Okafor has left with 1 card" in text(sign_in(Role.TEAM_MANAGER).get("/team"))
