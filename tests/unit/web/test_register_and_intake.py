"""What everybody may read about signs, and what analysts do: let a sign through, read loads, release data."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role
from goldenthread.access.small_numbers import hidden, said

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def run(url: str, statement: str) -> Any:
    with psycopg.connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


def test_the_register_is_public_and_complete(stranger: Any, world: Any) -> None:
    said_ = text(stranger.get("/signs"))
    for entry in world.register():
        assert entry["title"] in said_
    assert "never a score" in said_


def test_one_sign_shows_its_rule_to_everybody_and_its_counts_to_analysts(stranger: Any, sign_in: SignIn) -> None:
    public, analyst = (
        text(stranger.get("/signs/stuck_waiting")),
        text(sign_in(Role.ANALYST).get("/signs/stuck_waiting")),
    )
    assert "select" in public and "How often it is wrong" in public
    assert "33 children" in analyst and "33 children" not in public
    assert "Record the decision" not in public


def test_a_sign_is_shown_in_words_and_not_as_it_is_written_for_the_machine(stranger: Any, fresh: str) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "update published.signal_register set basis = '', needs = 'health_wait', "
            "says = 'Referred to {service:service} on {first_day:date}: {waited:weeks}' where signal = 'stuck_waiting'"
        )
    said_ = text(stranger.get("/signs/stuck_waiting"))
    words = said_[: said_.index("As the machine reads it")]
    assert "Referred to [service] on [first day]: [waited, in weeks]" in words
    assert "health_wait" not in words and "A referral to a health service" in words
    assert "in force from 24 October 2025" in words


def test_a_sample_that_is_no_number_of_findings_is_refused_however_long(sign_in: SignIn, fresh: str) -> None:
    sent = {"status": "trial", "sample": "9" * 5000, "why": "Because"}
    assert sign_in(Role.ANALYST).post("/signs/bounced", sent).status_code == 422


def test_a_sign_goes_no_further_without_a_sample_and_a_reason(sign_in: SignIn, fresh: str) -> None:
    client = sign_in(Role.ANALYST)
    answer = client.post("/signs/bounced", {"status": "live", "sample": "some", "why": ""})
    assert answer.status_code == 422
    assert "Say how many of its findings you looked at" in text(answer)
    assert 'value="some"' in answer.content.decode()
    assert run(fresh, "select count(*) from casework.signal_status") == [(0,)]


def test_a_named_person_lets_a_sign_through_and_the_register_says_so(sign_in: SignIn, fresh: str, log: Log) -> None:
    sent = {"status": "trial", "sample": "20", "why": "17 of 20 were right, with the school nurse"}
    answer = sign_in(Role.ANALYST).post("/signs/bounced", sent, follow=True)
    assert "is set to trial, from the next refresh on" in text(answer)
    assert "Ivy Chen set it to trial after 20 findings" in text(answer)
    assert run(fresh, "select status, sample, by_worker from casework.signal_status") == [("trial", 20, "w-ivy")]
    assert log(action="act")[0]["reason"] == sent["why"]


def test_nobody_else_lets_a_sign_through(sign_in: SignIn, stranger: Any, fresh: str) -> None:
    sent = {"status": "live", "sample": "20", "why": "Because"}
    assert sign_in(Role.SENCO).post("/signs/bounced", sent).status_code == 403
    assert stranger.post("/signs/bounced", sent).status_code == 403
    assert run(fresh, "select count(*) from casework.signal_status") == [(0,)]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 12, 30], [0, 12, 30]),
        ([3, 12, 30], [None, None, 30]),  # the total less 12 and 30 would tell the 3
        ([3, 4, 30], [None, None, 30]),
        ([2, 0, 0], [None, 0, 0]),
        ([], []),
    ],
)
def test_small_counts_are_hidden_with_one_more_where_a_total_would_tell_them(
    counts: list[int], shown: list[int | None]
) -> None:
    assert hidden(counts) == shown


def test_a_hidden_count_is_said_to_be_too_small() -> None:
    assert said(None) == "too few to show"
    assert said(1204) == "1,204"


def test_every_file_shows_where_its_rows_went(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    one = text(client.get("/intake/loads/L00001"))
    assert "420 rows read = equals 418 kept + plus 2 set aside + plus 0 already held" in one
    assert "There is no 13th month." in one
    assert "Correct the birth date in the school" in one
    assert "9 admission_date The day is not a day. <b>aaa</b>-99" in one.replace("&lt;", "<").replace("&gt;", ">")
    assert "17 date_of_birth There is no 13th month. Not shown" in one
    assert "<b>aaa" not in client.get("/intake/loads/L00001").content.decode()
    assert "Not recognised" in text(client.get("/intake/loads/L00005"))
    absent = client.get("/intake/loads/L99999")
    assert absent.status_code == 403
    assert "There is nothing here by that name" in text(absent) and "You may not see" not in text(absent)


def test_a_broken_sum_is_shown_as_one(sign_in: SignIn, fresh: str) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.load set rows_kept = 400 where load_id = 'L00001'")
    assert "The sum is broken" in text(sign_in(Role.ANALYST).get("/intake/loads/L00001"))


def test_reading_lines_that_were_set_aside_is_logged(sign_in: SignIn, log: Log) -> None:
    sign_in(Role.ANALYST).get("/intake/loads/L00001")
    assert log(action="read")[0]["says"] == "Read 3 rows set aside of load L00001."


def test_a_late_source_comes_first_and_says_why(sign_in: SignIn) -> None:
    page = text(sign_in(Role.ANALYST).get("/intake"))
    assert "1 source is late" in page
    assert page.index("Child-health checks") < page.index("School roll")


def test_sources_are_filtered_by_state(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    late = text(client.get("/intake?state=late"))
    assert "Child-health checks" in late
    assert "Hillview Primary (900001)" in text(client.get("/intake"))
    assert "Hillview Primary (900001)" not in late
    assert "No source fits these filters." in text(client.get("/intake?state=never"))
    assert "School roll" in text(client.get("/intake?page=9"))


def test_a_made_up_area_is_never_called_real(sign_in: SignIn, fresh: str) -> None:
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    assert "made-up area" in text(client.get("/intake/real"))
    assert client.post("/intake/real", {"why": "x"}).status_code == 403


def test_no_store_is_called_real_while_this_version_does_only_part_of_a_rule(
    sign_in: SignIn, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SIMULATED", False)
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.signal_register set status = 'shadow'")
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    page = text(client.get("/intake/real"))
    assert "This version does not do all of it: error rates by group are not measured." in page
    assert "Release as real data" not in page
    confirmed = dict.fromkeys(("TL3", "TL8", "TL10", "TL22"), "yes")
    refused = client.post("/intake/real", confirmed | {"why": "Signed on 3 June"})
    assert refused.status_code == 422
    assert "no store of it may be called real" in text(refused)
    assert "This store may not be called real yet" in text(client.get("/intake/real"))


@pytest.mark.parametrize(("cut", "stands"), [(False, "Holds in part"), (True, "Does not hold")])
def test_a_log_that_was_cut_does_not_hold_for_real_data(
    sign_in: SignIn, fresh: str, monkeypatch: pytest.MonkeyPatch, cut: bool, stands: str
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SIMULATED", False)
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    client.get("/log")
    if cut:
        with psycopg.connect(fresh) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute("delete from audit.chain where number = (select max(number) from audit.chain)")
        client.get("/log")  # takes the number of the one that is gone
    said = text(client.get("/intake/real"))
    assert f"staff read it to them. {stands} " in said


def test_real_files_are_not_called_real_until_every_rule_holds(
    sign_in: SignIn, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from goldenthread.web.intake import trust

    monkeypatch.setattr(settings, "SIMULATED", False)
    monkeypatch.setattr(trust, "RULES", tuple(replace(rule, lacks="") for rule in trust.RULES))
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    client.get("/work")
    page = client.get("/intake/real")
    assert "This store may not be called real yet" in text(page)
    assert "Let through by nobody" in text(page)
    confirmed = dict.fromkeys(("TL3", "TL8", "TL10", "TL22"), "yes")
    refused = client.post("/intake/real", confirmed | {"why": "Signed on 3 June"})
    assert "It cannot be released while TL12 does not hold" in text(refused)
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.signal_register set status = 'shadow'")
    missing = client.post("/intake/real", {"TL3": "yes", "why": ""})
    assert "Confirm each of these" in text(missing) and "Say where it is written down." in text(missing)
    done = client.post("/intake/real", confirmed | {"why": "Signed on 3 June"}, follow=True)
    assert "Real data, released" in text(done)
    with psycopg.connect(fresh) as connection:
        connection.execute("update published.signal_register set status = 'live'")
    assert "may not be called real" in text(client.get("/intake/real"))


def test_an_analyst_may_look_but_not_release(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SIMULATED", False)
    client = sign_in(Role.ANALYST)
    assert "Release as real data" not in text(client.get("/intake/real"))
    assert client.post("/intake/real", {"why": "x"}).status_code == 403


def test_the_notice_follows_the_feeds_and_the_agreement(stranger: Any, fresh: str) -> None:
    from goldenthread.extracts import extracts

    before = text(stranger.get("/notice"))
    for feed in extracts().values():
        if feed.about_people:
            assert feed.title in before
            assert feed.gateway in before
    assert "Schools, about their own pupils" in before
    assert "URN" not in before and "ODS" not in before and "months from" not in before
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.sharing_agreement (agency, category, purpose, gives, from_date, decided_by, why) "
            "values ('VOL', 'education', 'DIRECT_CARE', 'full', '2026-01-01', 'The board', 'A trial')"
        )
    assert "VOL" in text(stranger.get("/notice")) or "voluntary" in text(stranger.get("/notice")).lower()


def test_an_overview_counts_cards_as_they_stand_now(sign_in: SignIn, fresh: str) -> None:
    client = sign_in(Role.LEADER)
    assert "At least 28 cards on people’s lists, 5 cards waiting" in text(client.get("/overview"))
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name) "
            "values ('c-030', 't-slt', 'w-tess', date '2026-11-16', 'w-tess', 'Tess Whitlock')"
        )
        connection.execute(
            "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, outcome, reason) "
            "select child_id, signal, since, 'close', 'w-tess', 'Tess Whitlock', 'helped', 'Seen on Monday' "
            "from published.concern where child_id in ('c-001', 'c-002')"
        )
    assert "At least 27 cards on people’s lists, some cards waiting" in text(client.get("/overview"))
