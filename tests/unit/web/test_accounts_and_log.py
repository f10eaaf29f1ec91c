"""The administrator makes accounts and sees no child; information governance reads the log and checks it."""

import html
import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from goldenthread.access import Role
from goldenthread.casework import MOVES, Kind, State, Who

SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).strip()


def test_an_account_is_made_with_a_password_that_is_shown_once(
    sign_in: SignIn, stranger: Any, fresh: str, log: Log
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    sent = {"name": "Raj Patel", "email": "Raj.Patel@Example.org", "role": "THERAPIST", "worker": "w-raj"}
    made = client.post("/people", sent)
    found = re.search(r"<strong class=\"gt-break\">([a-z-]+-\d{3})</strong>", made.content.decode())
    assert found
    assert found.group(1) not in client.get("/people").content.decode()
    said = "Made an account for raj.patel@example.org as therapist or clinician, who is w-raj of the staff file."
    assert log(action="account")[0]["says"] == said
    signed = stranger.post("/accounts/login/", {"login": "raj.patel@example.org", "password": found.group(1)})
    assert stranger.get(signed["Location"])["Location"] == "/accounts/password/change/"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"email": "not-an-address"}, "Enter a work e-mail address"),
        ({"email": "SENCO@example.org"}, "There is already an account for this address."),
        ({"name": ""}, "Enter the person's name"),
        ({"role": "GOD"}, "Choose what the person does."),
        ({"worker": "w-tess"}, "Choose somebody from the staff file who has no account yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    sign_in: SignIn, fresh: str, sent: dict[str, str], message: str
) -> None:
    whole = {"name": "Raj Patel", "email": "raj@example.org", "role": "THERAPIST", "worker": "w-raj"} | sent
    answer = sign_in(Role.ADMINISTRATOR).post("/people", whole)
    assert answer.status_code == 422
    assert message in text(answer)
    assert f'value="{whole["email"]}"' in answer.content.decode()


def test_nobody_changes_their_own_account(sign_in: SignIn, fresh: str) -> None:
    from goldenthread.web.accounts.models import User

    own = User.objects.get(email="administrator@example.org").pk
    client = sign_in(Role.ADMINISTRATOR)
    assert "Nobody changes their own role" in text(client.get(f"/people/{own}"))
    for sent in ({"act": "role", "role": "SENCO", "why": "x"}, {"act": "password"}, {"act": "close"}):
        assert client.post(f"/people/{own}", sent).status_code == 403


def test_a_role_is_changed_with_a_reason_that_is_logged(sign_in: SignIn, fresh: str, log: Log) -> None:
    from goldenthread.web.accounts.models import User

    user = User.objects.get(email="senco@example.org")
    client = sign_in(Role.ADMINISTRATOR)
    assert client.post(f"/people/{user.pk}", {"act": "role", "role": "TEAM_MANAGER", "why": ""}).status_code == 422
    client.post(f"/people/{user.pk}", {"act": "role", "role": "TEAM_MANAGER", "why": "Head's letter of 3 June"})
    assert User.objects.get(pk=user.pk).role == "TEAM_MANAGER"
    assert log(action="act")[0]["reason"] == "Head's letter of 3 June"


def test_a_closed_account_is_signed_out_at_once(sign_in: SignIn, fresh: str) -> None:
    from goldenthread.web.accounts.models import User

    senco = sign_in(Role.SENCO)
    assert senco.get("/work").status_code == 200
    sign_in(Role.ADMINISTRATOR).post(f"/people/{User.objects.get(email='senco@example.org').pk}", {"act": "close"})
    assert senco.get("/work").status_code == 302


def test_a_new_password_ends_what_the_old_one_opened(sign_in: SignIn, fresh: str, log: Log) -> None:
    from goldenthread.web.accounts.models import User

    senco = sign_in(Role.SENCO)
    sign_in(Role.ADMINISTRATOR).post(f"/people/{User.objects.get(email='senco@example.org').pk}", {"act": "password"})
    assert senco.get("/work").status_code == 302
    said = "Gave senco@example.org, who is w-nadia of the staff file, a new one-time password."
    assert log(action="account")[0]["says"] == said


def test_the_log_is_checked_and_a_change_shows(sign_in: SignIn, fresh: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "OWNER_URL", fresh)
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    assert "The log is whole" in text(client.post("/log", follow=True))
    with psycopg.connect(fresh) as connection:
        connection.execute("alter table audit.entry disable trigger never_changed")
        connection.execute(
            "update audit.entry set says = 'Nothing' where entry_id = (select max(entry_id) from audit.entry)"
        )
    assert "NOT whole" in text(client.post("/log", follow=True))


def test_the_log_is_filtered_by_person_child_and_action(sign_in: SignIn, fresh: str) -> None:
    sign_in(Role.TRIAGE_LEAD).get("/work")
    sign_in(Role.SENCO).get("/overview")
    client = sign_in(Role.INFORMATION_GOVERNANCE)
    asha = client.get("/log?child=c-asha&action=list")
    assert "My work: 1 child. Which children Jo Tanaka saw" in text(asha) and "c-asha" in text(asha)
    assert 'href="/log?action=list"' in asha.content.decode()  # taking one filter off leaves the other
    refused = text(client.get("/log?action=refused"))
    assert "This page is for: partnership leader, analyst." in refused
    assert "My work: 1 child" not in refused
    assert "Jo Tanaka" not in text(client.get("/log?who=w-nadia")).replace("Remove", "")


def test_the_matrix_lists_every_page(sign_in: SignIn) -> None:
    from goldenthread.web.pages import pages

    said = text(sign_in(Role.INFORMATION_GOVERNANCE).get("/access"))
    for page in pages().values():
        assert page.title in said


def test_whoever_leads_a_team_may_offer_any_concern_a_list_shows() -> None:
    """The bulk offer of the Team page writes a 'give' in every open state; the table of moves allows each."""
    for state in set(State) - {State.CLOSED, State.EXPIRED}:
        assert Who.LEAD in MOVES[state, Kind.GIVE], state
