"""The first page after signing in: the first tab of one's role."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from goldenthread.access import Role
from goldenthread.web import refusing
from goldenthread.web.pages import pages


def home(request: HttpRequest) -> HttpResponse:
    """Leads to where this role's work is; to the sign-in page first, for whoever is not signed in."""
    user: Any = request.user
    if not user.is_authenticated:
        return refusing.sign_in_first(request)
    return HttpResponseRedirect(first(Role[user.role]))


def first(role: Role) -> str:
    """The address of a role's first tab."""
    mine = [page for page in pages().values() if page.tab and page.may_see.allows({role})]
    return f"/{min(mine, key=lambda page: page.tab.order if page.tab else 0).path}"
