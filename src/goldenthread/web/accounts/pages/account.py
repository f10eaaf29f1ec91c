"""One account: another role, a new one-time password, closed or open again. Nobody changes their own."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.accounts import queries
from goldenthread.web.accounts.passwords import made_up
from goldenthread.web.acts import Act, Done, Outcome, Shown, Wrong
from goldenthread.web.looks import Look
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.viewing import Refused, Viewing

OWN = "Nobody changes their own account; ask another administrator."


def view(at: Viewing) -> dict[str, Any]:
    """The account and what can be done with it."""
    found = _account(at)
    return {
        "title": found["name"],
        "account": found,
        "own": found["id"] == at.request.user.pk,
        "roles": queries.roles(),
        "made": at.tried.get("made"),
    }


def role(at: Viewing) -> Outcome:
    """Gives the account another role."""
    user, why = _user(at), at.typed.get("why", "")
    wanted = at.typed.get("role", "")
    wrong = {} if wanted in Role.__members__ else {"role": "Choose what the person does now."}
    if not why:
        wrong["role-why"] = "Say who decided this and why."
    if wrong:
        return Wrong(wrong)
    user.role = wanted
    user.save(update_fields=["role"])
    says = f"{user.name} is now {Role[wanted].says}."
    return Done(says, f"/people/{user.pk}", f"changed the role of {user.email} to {Role[wanted].says}", why=why)


def password(at: Viewing) -> Outcome:
    """Gives the account a new one-time password, shown once; whoever is signed in with the old one is signed out."""
    user = _user(at)
    fresh = made_up()
    user.set_password(fresh)
    user.one_time = True
    user.save(update_fields=["password", "one_time"])
    at.note(Look("account", says=f"Gave {user.email} a new one-time password."))
    return Shown({"made": {"email": user.email, "password": fresh}}, keeps=True)


def close(at: Viewing) -> Outcome:
    """Closes an account, or opens it again. What its person did stays under their name."""
    user = _user(at)
    user.is_active = not user.is_active
    user.save(update_fields=["is_active"])
    says = f"The account of {user.name} is {'open again' if user.is_active else 'closed'}."
    return Done(says, f"/people/{user.pk}", says)


def _account(at: Viewing) -> dict[str, Any]:
    found = queries.account(at, at.parts["number"])
    if found is None:
        raise Refused("There is no such account.", links=(("All accounts", "/people"),))
    return found


def _user(at: Viewing) -> Any:
    from goldenthread.web.accounts.models import User

    found = _account(at)
    if found["id"] == at.request.user.pk:
        raise Refused(OWN)
    return User.objects.get(pk=found["id"])


PAGE = Page(
    path="people/<number>",
    title="One account",
    may_see=only(Role.ADMINISTRATOR),
    view=view,
    template="accounts/account.html.jinja",
    acts=(Act("role", role), Act("password", password), Act("close", close)),
    needs_run=False,
)
