"""One account: another role, a new one-time password, closed or open again. Nobody changes their own."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.accounts import actions, queries
from goldenthread.web.acts import Act
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The account and what can be done with it."""
    found = actions.account(at)
    return {
        "title": found["name"],
        "account": found,
        "own": found["id"] == at.request.user.pk,
        "roles": queries.roles(),
        "made": at.tried.get("made"),
    }


PAGE = Page(
    path="people/<number>",
    title="One account",
    may_see=only(Role.ADMINISTRATOR),
    view=view,
    template="accounts/account.html.jinja",
    acts=(Act("role", actions.role), Act("password", actions.password), Act("close", actions.close)),
    needs_run=False,
)
