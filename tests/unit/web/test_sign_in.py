"""Signing in: with an address and a password, with a second step, for the first time, and not at all."""

import logging
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


def try_from(client: Any, place: str, email: str, password: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=place)


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


def test_guessing_stops_wherever_it_comes_from(client: Any, password: str) -> None:
    for number in range(6):
        answer = try_from(client, f"10.0.0.{number}", address(Role.SENCO), "wrong-password")
    assert answer.status_code == 429
    assert try_from(client, "10.0.0.99", address(Role.SENCO), password).status_code == 429


def test_one_address_may_not_try_the_same_password_with_everybody(client: Any, password: str, log: Log) -> None:
    for number in range(60):
        answer = try_from(client, "10.0.0.7", f"somebody-{number}@example.org", "wrong-password")
    assert answer.status_code == 429
    assert try_from(client, "10.0.0.7", address(Role.ANALYST), password).status_code == 429
    assert try_from(client, "10.0.0.8", address(Role.ANALYST), password).status_code == 302


def test_an_offices_own_mistypings_do_not_shut_it_out(client: Any, password: str) -> None:
    for role in (Role.SENCO, Role.ANALYST, Role.LEADER):
        for _ in range(5):
            assert try_from(client, "10.0.0.7", address(role), "mistyped-again").status_code == 200
        assert try_from(client, "10.0.0.7", address(role), password).status_code == 302
        client.post("/accounts/logout/")
    from axes.models import AccessAttempt

    assert not AccessAttempt.objects.exists()  # what somebody mistyped who then signed in no longer counts


def test_the_servers_own_log_names_nobody_who_tried(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for _ in range(7):
            try_to_sign_in(client, "asha.mehta@example.org", "wrong-password")
    assert "asha" not in caplog.text


def test_the_audit_log_keeps_wrong_tries_and_not_what_was_typed(client: Any, log: Log) -> None:
    try_to_sign_in(client, "my-password-by-mistake@example.org", "wrong-password")
    for _ in range(6):
        try_to_sign_in(client, address(Role.SENCO), "wrong-password")
    said = [entry["says"] for entry in log(worker_id="nobody")]
    assert any("an address without an account" in one for one in said)
    assert any(re.search(r"for account \d+ \(Nadia", one) for one in said), said
    assert not any("@" in one for one in said)


@pytest.mark.parametrize(("trusted", "said", "kept"), [
    ("127.0.0.1,::1", "10.1.1.1, 192.0.2.7", "192.0.2.7"),  # what stands before it, whoever asks wrote
    ("127.0.0.1,192.0.2.7", "10.1.1.1, 192.0.2.7", "10.1.1.1"),
    ("127.0.0.1", "not an address", "127.0.0.1"),
    ("", "192.0.2.7", "127.0.0.1"),
])  # fmt: skip
def test_whose_address_it_is_the_proxy_in_front_says_and_nobody_else(
    client: Any, log: Log, trusted: str, said: str, kept: str
) -> None:
    from django.test import override_settings

    with override_settings(PROXIES=frozenset(trusted.split(","))):
        client.post(LOGIN, {"login": "x@example.org", "password": "wrong"}, headers={"X-Forwarded-For": said})
    assert log(action="sign_in_failed")[0]["source_address"] == kept


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

    from goldenthread.web.accounts.models import User

    secret, user = with_second_step(Role.SENCO), User.objects.get(email=address(Role.SENCO))
    assert secret not in str(Authenticator.objects.get(user=user).data)  # sealed, not as it is
    answer = try_to_sign_in(client, user.email, password)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/work").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "That code is wrong or too old." in wrong.content.decode()
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/work").status_code == 200


def code_of(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_second_step(role: Role) -> str:
    from allauth.mfa.totp.internal.auth import TOTP

    from goldenthread.web.accounts.models import User

    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(User.objects.get(email=address(role)), secret)
    return secret


def test_codes_are_guessed_six_times_and_no_more(client: Any, password: str, log: Log) -> None:
    secret = with_second_step(Role.SENCO)
    try_to_sign_in(client, address(Role.SENCO), password)
    answers = [client.post("/accounts/2fa/authenticate/", {"code": f"00000{number}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 429
    assert client.get("/work").status_code == 302
    assert log(action="sign_in_failed") and log(action="locked_out")
    client.cookies.clear()
    assert try_to_sign_in(client, address(Role.SENCO), password).status_code == 429  # nor from the beginning


def test_a_code_is_taken_once_by_whichever_worker(client: Any, password: str) -> None:
    from django.core.cache import caches

    secret = with_second_step(Role.SENCO)
    code = code_of(secret)
    try_to_sign_in(client, address(Role.SENCO), password)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    client.post("/accounts/logout/")
    caches.close_all()
    try_to_sign_in(client, address(Role.SENCO), password)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
    assert "LocMem" not in type(caches["default"]).__name__  # which would be one for each worker


def test_guessing_an_old_password_stops_after_six(sign_in: SignIn, fresh: str, password: str, log: Log) -> None:
    client, chosen = sign_in(Role.SENCO), "three-random-words-77"
    for number in range(6):
        answer = client.post(
            "/accounts/password/change/",
            {"oldpassword": f"wrong-{number}", "password1": chosen, "password2": chosen},
        )
    assert answer.status_code == 429
    sent = {"oldpassword": password, "password1": chosen, "password2": chosen}
    assert client.post("/accounts/password/change/", sent).status_code == 429
    assert not log(action="password")
    from axes.models import AccessAttempt

    assert "wrong-1" not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


@pytest.mark.parametrize("second_step", [False, True])
def test_guessing_who_one_is_again_stops_after_six(
    sign_in: SignIn, fresh: str, password: str, second_step: bool
) -> None:
    client = sign_in(Role.SENCO)
    where, name = "/accounts/confirm/", "password"
    if second_step:
        with_second_step(Role.SENCO)
        where, name = "/accounts/2fa/confirm/", "code"
    answers = [client.post(where, {name: f"00000{number}"}).status_code for number in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]
    assert client.post(where, {name: password}).status_code == 429


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
