"""Who can sign in, and as what; the administrator makes accounts here and sees no child."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.accounts import actions, queries
from goldenthread.web.acts import Act
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Accounts, and the form for one more."""
    found = queries.accounts(at)
    return {
        "accounts": found,
        "active": sum(row["is_active"] for row in found),
        "staff": queries.staff(at),
        "roles": queries.roles(),
        "made": at.tried.get("made"),
    }


PAGE = Page(
    path="people",
    title="Accounts",
    may_see=only(Role.ADMINISTRATOR),
    view=view,
    template="accounts/accounts.html.jinja",
    acts=(Act("make", actions.make),),
    tab=Tab("Accounts", 10),
    needs_run=False,
)
