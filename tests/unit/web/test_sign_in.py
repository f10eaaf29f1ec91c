"""Signing in: with an address and a password, with a second step, for the first time, and not at all."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldenthread.access import Role
from goldenthread.store import Store, StoreError

LOGIN = "/accounts/login/"
SignIn = Callable[[Role], Any]
Log = Callable[..., list[dict[str, Any]]]


def address(role: Role) -> str:
    return f"{role.name.lower()}@example.org"


def try_to_sign_in(client: Any, email: str, password: str, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more})


@pytest.fixture
def client(fresh: str, stranger: Any) -> Any:
    """A stranger's browser, on a database of this test's own."""
    return stranger


def test_the_right_password_leads_to_where_one_was_going(client: Any, password: str, log: Log) -> None:
    asked = client.get("/work?whose=team")
    assert asked["Location"] == f"{LOGIN}?next=%2Fwork%3Fwhose%3Dteam"
    answer = try_to_sign_in(client, "Therapist@Example.org ", password, next="/work?whose=team")
    assert answer["Location"] == "/work?whose=team"
    assert log(action="sign_in")[0]["worker_id"] == "w-tess"


def test_after_signing_in_one_does_not_land_on_another_site(client: Any, password: str) -> None:
    assert try_to_sign_in(client, address(Role.ANALYST), password, next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize(("role", "first"), [
    (Role.SENCO, "/work"), (Role.LEADER, "/overview"), (Role.ANALYST, "/intake"),
    (Role.TEAM_MANAGER, "/team"), (Role.SOCIAL_WORKER, "/work"),
    (Role.INFORMATION_GOVERNANCE, "/log"), (Role.ADMINISTRATOR, "/people"),
])  # fmt: skip
def test_the_first_page_is_where_the_work_of_the_role_is(sign_in: SignIn, role: Role, first: str) -> None:
    assert sign_in(role).get("/")["Location"] == first


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Any) -> None:
    answers = [try_to_sign_in(client, email, "wrong-password") for email in (address(Role.SENCO), "x@example.org")]
    said = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert "The e-mail address or the password is wrong." in said[0]
    assert said[0] == said[1]


def test_guessing_stops_after_six_tries_even_with_the_right_password(client: Any, password: str, log: Log) -> None:
    for _ in range(6):
        answer = try_to_sign_in(client, address(Role.SENCO), "wrong-password")
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert try_to_sign_in(client, address(Role.SENCO), password).status_code == 429
    assert log(action="locked_out")
    assert try_to_sign_in(client, address(Role.ANALYST), password).status_code == 302  # nobody else is shut out


def test_passwords_are_kept_as_owasp_asks_and_older_hashes_are_renewed(client: Any, password: str) -> None:
    from django.contrib.auth.hashers import make_password
    from django.test import override_settings

    from goldenthread.web import settings as declared
    from goldenthread.web.accounts.models import User

    with override_settings(PASSWORD_HASHERS=declared.PASSWORD_HASHERS):
        user = User.objects.get(email=address(Role.SENCO))
        user.password = make_password(password, hasher="pbkdf2_sha256")
        user.save()
        assert try_to_sign_in(client, user.email, password)["Location"] == "/"
        user.refresh_from_db()
        # OWASP's password storage cheat sheet: Argon2id, 19 MiB of memory at least, two passes, one lane
        assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert user.check_password(password)


def test_a_closed_account_does_not_sign_in(client: Any, password: str) -> None:
    from goldenthread.web.accounts.models import User

    User.objects.filter(email=address(Role.SENCO)).update(is_active=False)
    try_to_sign_in(client, address(Role.SENCO), password)
    assert client.get("/work").status_code == 302


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/", "/admin/"])
def test_there_is_no_way_to_sign_up_or_to_reset_a_password_by_oneself(client: Any, path: str) -> None:
    assert client.get(path, follow=True).status_code == 404


def test_a_one_time_password_has_to_be_changed_first(client: Any, password: str, log: Log) -> None:
    from goldenthread.web.accounts.models import User

    User.objects.filter(email=address(Role.SENCO)).update(one_time=True)
    try_to_sign_in(client, address(Role.SENCO), password)
    assert client.get("/work")["Location"] == "/accounts/password/change/"
    page = client.get("/accounts/password/change/")
    assert "given to you by somebody else" in page.content.decode()
    short = client.post(
        page.request["PATH_INFO"], {"oldpassword": password, "password1": "short", "password2": "short"}
    )
    assert "at least 12 characters" in short.content.decode()
    fresh = "three-random-words-77"
    sent = {"oldpassword": password, "password1": fresh, "password2": fresh}
    landed = client.post(page.request["PATH_INFO"], sent, follow=True)
    assert landed.request["PATH_INFO"] == "/work"
    assert "Your password is changed." in landed.content.decode()
    assert log(action="password")


def test_with_a_second_step_the_password_alone_opens_nothing(client: Any, password: str) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    from goldenthread.web.accounts.models import User

    user = User.objects.get(email=address(Role.SENCO))
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get(user=user).data)  # sealed, not as it is
    answer = try_to_sign_in(client, user.email, password)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/work").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "That code is wrong or too old." in wrong.content.decode()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/work").status_code == 200


def test_a_second_step_can_be_turned_on(sign_in: SignIn, fresh: str, password: str) -> None:
    client = sign_in(Role.SENCO)
    assert "Off." in client.get("/accounts/2fa/").content.decode()
    asked = client.get("/accounts/2fa/totp/activate/")
    if asked.status_code == 302:
        assert "Confirm that it is you" in client.get(asked["Location"]).content.decode()
        client.post(asked["Location"], {"password": password})
        asked = client.get("/accounts/2fa/totp/activate/")
    assert "Scan this with an authenticator app" in asked.content.decode()


def test_signing_out_ends_it(sign_in: SignIn, fresh: str, log: Log) -> None:
    client = sign_in(Role.SENCO)
    client.post("/accounts/logout/")
    assert client.get("/work").status_code == 302
    assert log(action="sign_out")


def test_demonstration_accounts_are_one_for_each_role_and_people_of_the_area(site: str, fresh: str) -> None:
    from django.conf import settings

    from goldenthread.web.accounts import demo
    from goldenthread.web.accounts.models import User

    User.objects.all().delete()
    made = demo.make(site, settings.STORE)
    assert [one.role for one in made] == list(Role)
    by_role = {one.role: one for one in made}
    assert by_role[Role.THERAPIST].worker_id == "w-tess"
    assert by_role[Role.TRIAGE_LEAD].worker_id == "w-jo"
    assert by_role[Role.SENCO].worker_id in {"w-nadia", "w-owen", "w-mary"}
    workers = [one.worker_id for one in made if one.worker_id]
    assert len(workers) == len(set(workers))
    kept = settings.STORE.path / demo.KEPT
    assert kept.stat().st_mode & 0o777 == 0o600
    assert demo.make(site, settings.STORE) == made  # again: the same accounts, the same password
    assert any(made[0].password in line for line in demo.lines(site, settings.STORE))


def test_a_store_with_real_files_gets_no_demonstration_account(tmp_path: Path) -> None:
    from goldenthread.web.accounts import demo

    with pytest.raises(StoreError, match="no demonstration account"):
        demo.make("postgresql:///nowhere", Store.create(tmp_path / "real"))


def test_the_first_administrator_gets_a_password_that_works_once(site: str, fresh: str, client: Any) -> None:
    from django.conf import settings

    from goldenthread.web.accounts import administrator
    from goldenthread.web.accounts.models import User

    User.objects.all().delete()
    first = administrator.first_administrator(site, settings.STORE)
    again = administrator.first_administrator(site, settings.STORE)
    assert first and again and first != again  # the first one may be lost before anybody signs in
    answer = try_to_sign_in(client, administrator.ADDRESS, again)
    assert client.get(answer["Location"])["Location"] == "/accounts/password/change/"
    assert administrator.first_administrator(site, settings.STORE) is None


def test_the_key_that_signs_sessions_is_the_owners_alone(site: str) -> None:
    from django.conf import settings

    path = settings.STORE.path / "web.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == settings.SECRET_KEY


def test_serving_beyond_this_machine_is_refused_without_https(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    from goldenthread import web

    monkeypatch.delenv("GOLDENTHREAD_HTTPS", raising=False)
    with pytest.raises(StoreError, match="over the network in the clear"):
        web.serve(settings.STORE, site, 8000, host="0.0.0.0")  # noqa: S104 - that it is refused is the test


@pytest.mark.parametrize(("email", "password", "says", "field"), [
    ("", "x", "Enter your e-mail address", "login"),
    ("nobody", "x", "Enter an e-mail address in the correct format, like name@example.org", "login"),
    ("a@example.org", "", "Enter your password", "password"),
])  # fmt: skip
def test_what_is_missing_is_said_in_plain_words_and_leads_to_its_field(
    client: Any, email: str, password: str, says: str, field: str
) -> None:
    page = try_to_sign_in(client, email, password).content.decode()
    assert "This field is required" not in page and "Enter a valid email" not in page
    assert re.search(rf'<a href="#{field}">{re.escape(says)}</a>', page), page
    assert f'id="{field}-error"' in page and "There is a problem" in page


def test_the_page_about_ones_account_keeps_the_way_back_to_work(sign_in: SignIn) -> None:
    page = sign_in(Role.THERAPIST).get("/accounts/2fa/").content.decode()
    assert 'href="/work"' in page and "Tess Whitlock" in page


def test_a_form_that_was_open_too_long_keeps_the_way_back_to_work(sign_in: SignIn) -> None:
    from django.test import Client

    client = sign_in(Role.THERAPIST)
    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = strict.post("/children/c-asha/words", {"text": "Hello"}, headers={"origin": "http://127.0.0.1"})
    page = answer.content.decode()
    assert "This page was open for too long" in page and 'href="/work"' in page
