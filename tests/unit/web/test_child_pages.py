"""A child's pages: what each role reads, what is withheld and how, and what acting on a concern leaves behind."""

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.test import override_settings
from django.utils import timezone

from goldenthread.access import Role
from goldenthread.web.components.words import day

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]
HAL = "/children/c-hal/concerns/stuck_waiting/2025-10-16"
TABS = ("", "/concerns", "/due", "/timeline", "/people", "/about")


def text(answer: Any) -> str:
    """A page's text on one line, without the token that differs from page to page."""
    page = " ".join(answer.content.decode().split())
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_the_therapist_who_has_the_child_and_is_logged(
    tab: str, site: str, sign_in: SignIn, log: Log
) -> None:
    answer = sign_in(Role.THERAPIST).get(f"/children/c-asha{tab}")
    assert answer.status_code == 200, text(answer)[:2000]
    assert "Asha Mehta" in text(answer)
    assert log()[0] | {"action": "read", "child_id": "c-asha"} == log()[0]


@pytest.mark.parametrize("tab", TABS)
def test_a_child_of_another_team_is_refused_in_words_that_tell_nothing(
    tab: str, site: str, sign_in: SignIn, log: Log
) -> None:
    client = sign_in(Role.THERAPIST)
    there, nowhere = client.get(f"/children/c-dev{tab}"), client.get(f"/children/c-nobody{tab}")
    assert there.status_code == nowhere.status_code == 403
    assert text(there).replace("c-dev", "x") == text(nowhere).replace("c-nobody", "x")
    assert log()[0]["action"] == "refused"


def test_the_first_page_says_what_to_do_next_and_because_of_which_records(site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.THERAPIST).get("/children/c-asha"))
    assert "Do next:" in page
    assert "Will you ask the family whether the school may be told" in page
    assert "Record L00003:" in page
    assert "community_waits" not in page, "feeds are named as people name them"


def test_what_ended_after_its_limit_stands_with_what_is_over_and_says_what_ended_it(site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.THERAPIST).get("/children/c-asha/due"))
    over = page.partition("Done, or over")[2]
    assert "Ended late" in over
    assert "The referral was closed without a contact on 2 March 2026. It was due " in over
    assert "physiotherapy" not in page.partition("Done, or over")[0], "nobody is asked for it any more"


def test_a_school_is_told_that_health_is_involved_and_never_what_health_wrote(site: str, sign_in: SignIn) -> None:
    client = sign_in(Role.SENCO)
    pages = " ".join(text(client.get(f"/children/c-asha{tab}")) for tab in TABS)
    assert "Referred to speech and language therapy" not in pages
    assert "Referred to CAMHS" not in pages
    assert "Contact from a neighbour" not in pages
    assert "recorded by health. Ask health" in pages.replace("Recorded", "recorded")
    assert "Joined Hillview Primary" in pages


def test_what_could_not_be_looked_for_is_shown_with_its_reason(fresh: str, sign_in: SignIn) -> None:
    with psycopg.connect(fresh) as connection:
        connection.execute(
            "insert into published.unanswered values ('c-hal', 'stuck_waiting', 'Not known: no list came in May')"
        )
    page = text(sign_in(Role.THERAPIST).get("/children/c-hal"))
    assert "<strong>Not known:</strong> no list came in May" in page


def test_a_hostile_name_and_sentence_are_only_text(site: str, sign_in: SignIn) -> None:
    page = sign_in(Role.THERAPIST).get("/children/c-gus").content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_who_takes_a_concern_has_it_and_the_log_and_the_history_say_so(fresh: str, sign_in: SignIn, log: Log) -> None:
    client = sign_in(Role.THERAPIST)
    before = text(client.get(HAL))
    assert "Take it: I will see to this" in before
    answer = client.post(HAL, {"act": "take", "seen": "0"})
    assert (answer.status_code, answer["Location"]) == (302, HAL)
    after = text(client.get(HAL))
    assert "You have it now" in after
    assert "Tess Whitlock took it" in after
    assert [e for e in log() if e["action"] == "act" and e["child_id"] == "c-hal"]


def take(client: Any) -> None:
    assert client.post(HAL, {"act": "take", "seen": "0"}).status_code == 302


def seen(client: Any) -> str:
    page = client.get(HAL).content.decode()
    return page.split('name="seen" value="', 1)[1].split('"', 1)[0]


def test_a_plan_without_a_day_is_not_recorded_and_nothing_typed_is_lost(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    take(client)
    answer = client.post(HAL, {"act": "plan", "seen": seen(client), "step": "Ring the family", "by-day": "31",
                               "by-month": "2", "by-year": "2027"})  # fmt: skip
    assert answer.status_code == 422
    page = text(answer)
    assert "That day does not exist" in page
    assert 'value="Ring the family"' in page
    assert 'value="31"' in page
    assert "planned a step" not in page


def test_plan_act_and_close_and_the_outcome_stands_in_the_history(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    take(client)
    steps = [
        {"act": "plan", "step": "Ring the family", "by-day": "1", "by-month": "12", "by-year": "2030"},
        {"act": "action", "what": "Rang the family; first appointment offered", "done": "yes"},
        {"act": "close", "outcome": "helped", "why": "Seen, and help has begun"},
    ]
    for step in steps:
        answer = client.post(HAL, {**step, "seen": seen(client)})
        assert answer.status_code == 302, text(answer)[:3000]
    page = text(client.get(HAL))
    assert "closed it: what was done helped" in page
    assert "Reopen the concern" in page
    assert "c-hal" not in text(client.get("/work"))


def test_closing_without_a_reason_is_refused(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    take(client)
    answer = client.post(HAL, {"act": "close", "outcome": "helped", "why": "  ", "seen": seen(client)})
    assert answer.status_code == 422
    assert "Say what changed for the child" in text(answer)


def test_a_colleague_it_is_given_to_sees_this_concern_and_nothing_else(fresh: str, sign_in: SignIn) -> None:
    giver, other = sign_in(Role.THERAPIST), sign_in(Role.TEAM_MANAGER)  # Kath Moran leads the short breaks team
    assert other.get("/children/c-hal").status_code == 403
    take(giver)
    answer = giver.post(HAL, {"act": "give", "to": "|t-cwd", "why": "Needs a short break first", "seen": seen(giver)})
    assert answer.status_code == 302, text(answer)[:3000]
    page = other.get(HAL)
    assert page.status_code == 200
    assert "Answer the handover" in text(page)
    assert other.get("/children/c-asha").status_code == 403


def test_whoever_was_only_given_a_concern_is_told_that_they_see_no_more(site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.TRIAGE_LEAD).get("/children/c-asha"))
    assert "You see one part of Asha’s record." in page
    assert "A concern about this child was given to you or your team, and it is open." in page
    assert "the concern “On three lists with two providers, each called routine” and the records beneath" in page
    assert "If you need more, ask the community health service and the school:" in page
    assert "no agency that has sent its data has a team open" not in page


def test_whoever_was_only_given_a_concern_writes_no_letter_that_tells_of_nothing_else(
    fresh: str, sign_in: SignIn
) -> None:
    client = sign_in(Role.TRIAGE_LEAD)
    assert "letter" not in text(client.get("/children/c-asha"))
    page = text(client.get("/children/c-asha/letter"))
    assert "Dear family" not in page and "does not know of a request" not in page
    sent = {"sent-day": "1", "sent-month": "11", "sent-year": "2026"}
    assert client.post("/children/c-asha/letter", sent).status_code == 403


@pytest.mark.parametrize(
    ("tab", "says"), [("/due", "Dates are"), ("/timeline", "The timeline is"), ("/people", "The teams involved are")]
)
def test_a_tab_that_was_not_given_says_so_and_whom_to_ask(tab: str, says: str, site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.TRIAGE_LEAD).get(f"/children/c-asha{tab}"))
    assert f"{says} not part of what you were given" in page
    assert "because no team of yours is open to Asha. If you need more, ask" in page
    for untrue in ("No date has passed", "No clock is running", "0 records", "0 teams", "no agency that has sent"):
        assert untrue not in page, untrue


def test_a_concern_of_a_child_who_is_not_open_to_me_is_refused(site: str, sign_in: SignIn) -> None:
    ben = "/children/c-ben/concerns/second_suspension/2026-09-21"
    assert sign_in(Role.THERAPIST).get(ben).status_code == 403


def test_the_childs_own_words_are_recorded_and_shown_first(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    missing = client.post("/children/c-asha/words", {"text": "I like swimming"})
    assert missing.status_code == 422
    assert "I like swimming" in text(missing)
    done = client.post("/children/c-asha/words", {"text": "I like swimming", "how": "said"})
    assert done.status_code == 302
    page = text(client.get("/children/c-asha"))
    assert "I like swimming" in page
    assert page.index("I like swimming") < page.index("What is happening")


def test_a_letter_says_each_list_and_its_sending_is_recorded(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    page = text(client.get("/children/c-asha/letter"))
    assert "Where Asha’s requests are" in page
    assert "Speech and language therapy" in page
    late = client.post("/children/c-asha/letter", {"sent-day": "1", "sent-month": "1", "sent-year": "2999"})
    assert late.status_code == 422
    done = client.post("/children/c-asha/letter", {"sent-day": "20", "sent-month": "11", "sent-year": "2026"})
    assert done.status_code == 302, text(done)[:2000]
    assert "last sent 20 November 2026" in text(client.get("/children/c-asha"))


def test_a_letter_never_says_that_nothing_is_open_where_its_writer_sees_only_a_part(site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.SENCO).get("/children/c-asha/letter"))  # her waits are health’s
    assert "Left out, because you may not see it:</strong> health" in page
    letter = page.split('<article class="gt-letter">', 1)[1].split("</article>", 1)[0]
    assert "no open request" not in letter
    assert "Nadia Rahman, who writes to you, does not know of a request or wait for Asha." in letter
    assert "Other services may hold requests that Nadia Rahman may not see or has not been told of." in letter
    assert "health" not in letter, "whose record was left out is not told to the family on paper"


def test_a_letter_has_the_day_it_is_printed_and_the_day_of_the_records_beside_it(site: str, sign_in: SignIn) -> None:
    page = text(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    letter = page.split('<article class="gt-letter">', 1)[1]
    assert letter.lstrip().startswith("<p>20 November 2026</p>"), "a made-up area lives on the day of its records"
    assert "worked out from what agencies had sent by 20 November 2026" in letter
    assert "since 26 September 2025 (60 weeks)" in letter
    assert "Other services may hold more requests" in letter
    assert "SENDIASS is the local advice service for families" in letter
    with override_settings(SIMULATED=False):
        real = text(sign_in(Role.THERAPIST).get("/children/c-asha/letter"))
    assert f'<article class="gt-letter"> <p>{day(timezone.localdate())}</p>' in real


def test_this_is_not_this_child_needs_a_reason_and_is_remembered(fresh: str, sign_in: SignIn) -> None:
    client = sign_in(Role.THERAPIST)
    about = client.get("/children/c-hal/about").content.decode()
    link = about.split('href="/children/c-hal/not-this-child?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    address = f"/children/c-hal/not-this-child?{link}"
    key = client.get(address).content.decode().split('name="person_key" value="', 1)[1].split('"', 1)[0]
    assert client.post(address, {"person_key": key, "reason": ""}).status_code == 422
    assert client.post(address, {"person_key": key, "reason": "The family says so"}).status_code == 302
    assert "Parted by Tess Whitlock" in text(client.get("/children/c-hal/about"))
