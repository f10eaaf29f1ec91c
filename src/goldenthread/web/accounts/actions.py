"""What an administrator does with accounts: makes them, changes a role, renews a password, closes one."""

import re
from typing import Any

from goldenthread.access import Role
from goldenthread.web.accounts import queries
from goldenthread.web.accounts.models import User
from goldenthread.web.accounts.passwords import made_up
from goldenthread.web.acts import Done, Outcome, Shown, Wrong
from goldenthread.web.looks import Look
from goldenthread.web.viewing import Refused, Viewing

OWN = "Nobody changes their own account; ask another administrator."
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def make(at: Viewing) -> Outcome:
    """Makes an account with a one-time password, shown once and kept nowhere."""
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
    says = f"Made an account for {email.lower()} as {Role[role].says}, {_bound(worker)}."
    at.note(Look("account", says=says))
    return Shown({"made": {"email": email.lower(), "password": password}, "typed": {}}, keeps=True)


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
    at.note(Look("account", says=f"Gave {user.email}, {_bound(user.worker_id)}, a new one-time password."))
    return Shown({"made": {"email": user.email, "password": fresh}}, keeps=True)


def close(at: Viewing) -> Outcome:
    """Closes an account, or opens it again. What its person did stays under their name."""
    user = _user(at)
    user.is_active = not user.is_active
    user.save(update_fields=["is_active"])
    says = f"The account of {user.name} is {'open again' if user.is_active else 'closed'}."
    return Done(says, f"/people/{user.pk}", says)


def account(at: Viewing) -> dict[str, Any]:
    """The account that the address names. Raises Refused when there is none."""
    found = queries.account(at, at.parts["number"])
    if found is None:
        raise Refused("There is no such account.", links=(("All accounts", "/people"),))
    return found


def _bound(worker: str) -> str:
    """Who of the staff file an account is: whoever signs in with it sees what that person may see."""
    return f"who is {worker} of the staff file" if worker else "who is nobody of the staff file"


def _user(at: Viewing) -> Any:
    found = account(at)
    if found["id"] == at.request.user.pk:
        raise Refused(OWN)
    return User.objects.get(pk=found["id"])
