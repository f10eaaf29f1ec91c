"""Who can sign in, and as what; the administrator makes accounts here and sees no child."""

import re
from typing import Any

from goldenthread.access import Role
from goldenthread.web.accounts import queries
from goldenthread.web.accounts.passwords import made_up
from goldenthread.web.acts import Act, Outcome, Shown, Wrong
from goldenthread.web.looks import Look
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


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


def make(at: Viewing) -> Outcome:
    """Makes an account with a one-time password, shown once and kept nowhere."""
    from goldenthread.web.accounts.models import User

    email, name, role, worker = (at.typed.get(part, "") for part in ("email", "name", "role", "worker"))
    people = dict(queries.staff(at))
    wrong = {}
    if not _ADDRESS.fullmatch(email) or len(email) > 200:
        wrong["email"] = "Enter a work e-mail address, for example asha.mehta@example.org."
    elif User.objects.filter(email=email.lower()).exists():
        wrong["email"] = "There is already an account for this address."
    if not name:
        wrong["name"] = "Enter the person's name, as colleagues know it."
    if role not in Role.__members__:
        wrong["role"] = "Choose what the person does."
    if worker and worker not in people:
        wrong["worker"] = "Choose somebody from the staff file who has no account yet."
    if wrong:
        return Wrong(wrong)
    password = made_up()
    User.objects.make(email, name, role, password, worker_id=worker, one_time=True)
    at.note(Look("account", says=f"Made an account for {email.lower()} as {Role[role].says}."))
    return Shown({"made": {"email": email.lower(), "password": password}, "typed": {}}, keeps=True)


PAGE = Page(
    path="people",
    title="Accounts",
    may_see=only(Role.ADMINISTRATOR),
    view=view,
    template="accounts/accounts.html.jinja",
    acts=(Act("make", make),),
    tab=Tab("Accounts", 10),
    needs_run=False,
)
