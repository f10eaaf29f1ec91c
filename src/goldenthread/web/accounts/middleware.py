"""Whoever signs in with a password that somebody else gave them chooses their own before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

Answer = Callable[[HttpRequest], HttpResponse]
CHANGE = "/accounts/password/change/"
OPEN_MEANWHILE = (CHANGE, "/accounts/logout/", "/static/", "/notice", "/signs")


def new_password_first(answer: Answer) -> Answer:
    """Leads an account with a one-time password to the page that changes it."""

    def changed_first(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        waits = user.is_authenticated and user.one_time
        if waits and not request.path.startswith(OPEN_MEANWHILE):
            return HttpResponseRedirect(CHANGE)
        return answer(request)

    return changed_first
