"""The first page after signing in: the first tab of one's role."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from goldenthread.access import Role
from goldenthread.web import refusing
from goldenthread.web.pages import pages
from goldenthread.web.viewing import Viewing


def home(request: HttpRequest) -> HttpResponse:
    """Leads to where this role's work is; to the sign-in page first, for whoever is not signed in."""
    user: Any = request.user
    if not user.is_authenticated:
        return refusing.sign_in_first(request)
    with transaction.atomic():
        leads = Viewing.of(request, "", {}, needs_run=False).given()["leads"]
    return HttpResponseRedirect(first(Role[user.role], leads=bool(leads)))


def first(role: Role, *, leads: bool = False) -> str:
    """The address where a role's day begins: for most their first tab, for a manager who leads a team the team."""
    if role is Role.TEAM_MANAGER and leads:
        return "/team"
    if role is Role.ANALYST:
        return "/intake"
    mine = [page for page in pages().values() if page.tab and page.may_see.allows({role})]
    return f"/{min(mine, key=lambda page: page.tab.order if page.tab else 0).path}"
