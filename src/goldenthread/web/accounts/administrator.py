"""Makes the first administrator of an area's own store, with a password that works once."""

from goldenthread.access import Role
from goldenthread.store import Store
from goldenthread.web.accounts.passwords import made_up
from goldenthread.web.server import set_up

ADDRESS = "administrator@example.org"


def first_administrator(url: str, store: Store, email: str = ADDRESS) -> str | None:
    """The one-time password of a new administrator; None when somebody already has an account that was used.

    An administrator who has never signed in gets a new password, since the first one may be lost.
    """
    set_up(url, store)
    from goldenthread.web.accounts.models import User

    people = list(User.objects.all()[:2])
    if len(people) > 1 or any(user.last_login for user in people):
        return None
    password = made_up()
    if not people:
        User.objects.make(email, "First administrator", Role.ADMINISTRATOR.name, password, one_time=True)
        return password
    people[0].one_time = True
    people[0].set_password(password)
    people[0].save(update_fields=["password", "one_time"])
    return password


def lines(url: str, store: Store) -> list[str]:
    """What the command line prints: how the administrator signs in the first time; nothing when that is past."""
    password = first_administrator(url, store)
    if password is None:
        return []
    return [
        f"Sign in as {ADDRESS} with the one-time password {password}",
        "You will choose your own password, then make accounts for your colleagues. An administrator sees no child.",
    ]
