"""The first administrator of an area's own store: a password that another has seen opens nothing but its change."""

from typing import Any

import pytest

from goldenthread.access import Role


@pytest.mark.parametrize("tries", [1, 2])
def test_the_password_printed_must_be_changed_before_anything_else(
    site: str, fresh: str, stranger: Any, tries: int
) -> None:
    from django.conf import settings

    from goldenthread.web.accounts import administrator
    from goldenthread.web.accounts.models import User

    User.objects.all().delete()
    for _ in range(tries):
        password = administrator.first_administrator(site, settings.STORE)
    user = User.objects.get()
    assert (user.role, user.one_time) == (Role.ADMINISTRATOR.name, True)
    stranger.post("/accounts/login/", {"login": administrator.ADDRESS, "password": password})
    for page in ("/people", "/accounts/2fa/"):
        assert stranger.get(page)["Location"] == "/accounts/password/change/"
    own = {"oldpassword": password, "password1": "three-random-words-77", "password2": "three-random-words-77"}
    stranger.post("/accounts/password/change/", own)
    assert stranger.get("/people").status_code == 200
