"""My work: who needs me today, and why."""

import datetime
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
    """The page without its tags, spaces told once."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def names(answer: Any) -> list[str]:
    return re.findall(r'<h2><span class="gt-card__place">.*?<a [^>]*>(.*?)</a>', answer.content.decode(), re.S)


def event(url: str, kind: str, child_id: str, signal: str, since: datetime.date, **more: Any) -> None:
    """What somebody did, written as its owner would find it."""
    row = {
        "child_id": child_id,
        "signal": signal,
        "since": since,
        "kind": kind,
        "by_worker": "w-raj",
        "by_name": "Raj Patel",
    }
    row |= more
    with psycopg.connect(url) as connection:
        columns = ", ".join(row)
        marks = ", ".join(f"%({name})s" for name in row)
        connection.execute(f"insert into casework.concern_event ({columns}) values ({marks})".encode(), row)


def test_a_card_says_who_it_is_why_it_is_there_and_what_to_do_next(sign_in: SignIn) -> None:
    page = sign_in(Role.TRIAGE_LEAD).get("/work")
    said = text(page)
    assert names(page) == ["Asha M."]
    assert ", aged 8, Year 3, Hillview Primary" in said
    assert "Three agencies, a passed limit, waiting longest." in said
    assert "On 3 lists (speech and language therapy, community paediatrics, CAMHS)" in said
    assert "Do next: Who will lead, and which list should see this child first? Owner: you, not taken up yet" in said
    assert "Owner: you, not taken up yet · Your first step was due" in said
    assert "1 child · 1 with a step overdue" in said


def test_the_count_in_the_navigation_is_the_length_of_the_list(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    page = client.get("/work")
    count = re.search(r'My work <span class="gt-count">.*?</span>(\d+)<', page.content.decode())
    assert count
    listed = names(page) + names(client.get("/work?page=2"))
    assert len(listed) == int(count.group(1)) == len(set(listed))


def test_elsewhere_the_navigation_counts_the_same(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    on_work, elsewhere = (client.get(path).content.decode() for path in ("/work", "/search"))
    counts = [re.findall(r'My work <span class="gt-count">.*?</span>(\d+)<', page) for page in (on_work, elsewhere)]
    assert counts[0] == counts[1] != []


def test_twenty_five_rows_and_a_place_that_stays_when_filtered(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert len(names(client.get("/work"))) == 25
    oakfield = client.get("/work?school=900002")
    assert 0 < len(names(oakfield)) < 25
    assert "Remove this filter" in text(oakfield)
    first = re.search(r'gt-card__place">(\d+)', oakfield.content.decode())
    assert first and int(first.group(1)) > 1  # its place in the whole list, not in the filtered one


def test_a_page_past_the_end_shows_the_last_page(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    assert names(client.get("/work?page=999")) == names(client.get("/work?page=2"))


@pytest.mark.parametrize(
    "question", ["page=-1", "page=x", "whose=everybody", "due=never", "level=1;drop", "school='", "kind=%00"]
)
def test_an_address_that_asks_for_nonsense_is_answered_plainly(sign_in: SignIn, question: str) -> None:
    assert sign_in(Role.THERAPIST).get(f"/work?{question}").status_code == 200


def test_an_empty_list_says_why_and_what_to_try(sign_in: SignIn) -> None:
    said = text(sign_in(Role.DCO).get("/work"))
    assert "Nothing waits for you." in said
    assert "No open concern has been given to you." in said
    filtered = text(sign_in(Role.THERAPIST).get("/work?due=later&school=900003"))
    assert "No child fits these filters." in filtered
    assert "See the whole list" in filtered


def test_what_a_colleague_takes_leaves_my_list_at_once(sign_in: SignIn, fresh: str, world: Any) -> None:
    before = names(sign_in(Role.THERAPIST).get("/work"))
    event(fresh, "take", "c-asha", "waiting_without_sen_support", world.ago(420), by_team="t-slt")
    client = sign_in(Role.THERAPIST)
    assert names(client.get("/work"))[:1] != before[:1] == ["Asha M."]
    assert "Owner: Raj Patel" in text(client.get("/work?whose=team"))


def test_the_list_offers_to_take_what_nobody_took_and_to_record_on_what_one_has(
    sign_in: SignIn, fresh: str, world: Any
) -> None:
    client = sign_in(Role.TRIAGE_LEAD)
    assert "Take it" in text(client.get("/work"))
    taken = {"by_worker": "w-jo", "by_name": "Jo Tanaka", "by_team": "t-tri"}
    event(fresh, "take", "c-asha", "on_several_lists", world.ago(155), **taken)
    after = text(client.get("/work"))
    assert "Record what happened" in after and "Take it" not in after
    assert "Owner: you ·" in after
    assert "Taken up since the list was last put in order; until then: " in after


def test_what_is_offered_to_me_is_counted_and_can_be_answered(sign_in: SignIn, fresh: str, world: Any) -> None:
    event(
        fresh, "give", "c-hal", "stuck_waiting", world.ago(400), to_worker="w-jo", to_name="Jo Tanaka", reason="Panel"
    )
    client = sign_in(Role.TRIAGE_LEAD)
    assert "1 handover to answer" in text(client.get("/work"))
    offered = client.get("/work?whose=offered")
    assert names(offered) == ["Hal T."]
    assert "#act-answer" in offered.content.decode()


def test_a_plan_is_the_next_step_and_its_date_is_due(sign_in: SignIn, fresh: str, world: Any) -> None:
    concern = ("c-asha", "on_several_lists", world.ago(155))
    event(fresh, "take", *concern, by_worker="w-jo", by_name="Jo Tanaka", by_team="t-tri")
    event(fresh, "plan", *concern, by_worker="w-jo", by_name="Jo Tanaka", text="Ring the family", due=world.ago(-3))
    said = text(sign_in(Role.TRIAGE_LEAD).get("/work"))
    assert "Do next: Ring the family" in said
    assert "Step due in 3 days" in said
    assert "Owner: you · Next step due 23 November 2026, in 3 days" in said


def test_a_card_without_a_date_says_so_and_is_counted(sign_in: SignIn, fresh: str) -> None:
    """Nothing that waits for a date may read as if it were on time."""
    assert "1 child · 1 with a step overdue" in text(sign_in(Role.TRIAGE_LEAD).get("/work"))
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.card set due = null where team_id = 't-tri'")
    client = sign_in(Role.TRIAGE_LEAD)
    page = client.get("/work")
    assert "1 child · 0 with a step overdue · 1 with no date yet" in text(page)
    assert "No date yet: plan the next step to set one" in text(page)
    assert names(client.get("/work?due=none")) == ["Asha M."]


def test_a_child_released_from_the_backlog_has_a_date_at_once(sign_in: SignIn, fresh: str) -> None:
    """The day the next refresh will give: the release, and the days in which the level's owner should take a step."""
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "update published.card set level_name = 'One need, guidance not met' where child_id = 'c-030'"
        )
        connection.execute(
            "insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name, at) values "
            "('c-030', 't-slt', 'w-tess', date '2026-11-16', 'w-tess', 'Tess Whitlock', timestamptz '2026-11-18 12:00')"
        )
    client = sign_in(Role.THERAPIST)
    said = text(client.get("/work")) + text(client.get("/work?page=2"))
    assert "Your first step is due 30 December 2026, in 5 weeks" in said  # 42 days from 18 November


def test_what_cannot_wait_comes_first_and_says_so(sign_in: SignIn, fresh: str, world: Any) -> None:
    event(fresh, "cannot_wait", "c-020", "stuck_waiting", world.ago(150), reason="A bruise was seen")
    page = sign_in(Role.THERAPIST).get("/work")
    assert names(page)[0].startswith(world.FORENAMES[19])
    assert "Cannot wait" in text(page)
    assert "Raj Patel says this cannot wait: “A bruise was seen”" in text(page)


def test_the_backlog_is_counted_and_not_listed(sign_in: SignIn, fresh: str, world: Any) -> None:
    client = sign_in(Role.THERAPIST)
    assert "5 more children wait in the backlog" in text(client.get("/work"))
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name) "
            "values ('c-030', 't-slt', 'w-tess', date '2026-11-16', 'w-tess', 'Tess Whitlock')"
        )
    assert "4 more children wait in the backlog" in text(client.get("/work"))
    listed = names(client.get("/work")) + names(client.get("/work?page=2"))
    assert any(one.startswith(world.FORENAMES[29]) for one in listed)


def test_a_child_released_since_the_refresh_has_the_place_that_is_its_due(
    sign_in: SignIn, fresh: str, world: Any
) -> None:
    """Worse than whatever else Tess has: first at once, whatever place it had in the backlog."""
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.card set level = 3 where owner = 'w-tess' and child_id <> 'c-030'")
        connection.execute("update published.card set level = 2, place = 99 where child_id = 'c-030'")
        connection.execute(
            "insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name) "
            "values ('c-030', 't-slt', 'w-tess', date '2026-11-16', 'w-tess', 'Tess Whitlock')"
        )
    assert names(sign_in(Role.THERAPIST).get("/work"))[0].startswith(world.FORENAMES[29])


def test_a_hostile_name_is_only_ever_text(sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    pages = client.get("/work?whose=team").content.decode() + client.get("/work?whose=team&page=2").content.decode()
    assert "Gus&lt;script&gt;alert(1)&lt;/script&gt;" in pages
    assert "<script>alert" not in pages
    assert "<img src=x" not in pages


def test_the_log_says_whose_names_a_list_showed(sign_in: SignIn, log: Log) -> None:
    sign_in(Role.TRIAGE_LEAD).get("/work")
    entry = log(action="list")[0]
    assert entry["worker_id"] == "w-jo"
    assert (entry["says"], entry["children"]) == ("My work: 1 child.", ["c-asha"])
    assert entry["purpose"]


def test_one_role_never_sees_the_list_of_another(sign_in: SignIn, world: Any) -> None:
    """Every name on a list belongs to a concern that was given to the viewer or a team of theirs."""
    teams = {worker: team for worker, _, _, team, *_ in world.PEOPLE}
    owned = {(one["child_id"], one["team_id"]) for one in world.concerns()}
    surname = {row["child_id"]: f"{row['forename']} {row['surname'][0]}." for row in world.children()}
    for role, worker in [(Role.SENCO, "w-nadia"), (Role.SOCIAL_WORKER, "w-sam"), (Role.EHC_COORDINATOR, "w-eli")]:
        wanted = {surname[child] for child, team in owned if team == teams[worker]}
        assert set(names(sign_in(role).get("/work?whose=team"))) == wanted, role
