"""Who may see a page: said once, where the page is declared; page, navigation and access matrix read it."""

from collections.abc import Collection
from dataclasses import dataclass

from goldenthread.access import Role, Route


@dataclass(frozen=True)
class MaySee:
    """Who may see a page. ``roles`` are those it is for; whose child it is, ``access.decide`` answers besides."""

    says: str  # as the access matrix prints it
    roles: frozenset[Role]
    public: bool = False

    def allows(self, roles: Collection[Role]) -> bool:
        """Whether somebody with these roles may see the page; nobody signed in has no roles."""
        return self.public or bool(self.roles.intersection(roles))


def only(*roles: Role) -> MaySee:
    """These roles and no other. Raises ValueError when none is named."""
    if not roles:
        raise ValueError("Name the roles that may see the page.")
    return MaySee(", ".join(role.says for role in roles), frozenset(roles))


def without(*roles: Role) -> MaySee:
    """Everybody who signs in, but for these roles."""
    return MaySee(f"everybody but: {', '.join(role.says for role in roles)}", frozenset(Role) - set(roles))


EVERYBODY = MaySee("everybody, signed in or not", frozenset(Role), public=True)
SIGNED_IN = MaySee("everybody who signs in", frozenset(Role))
CHILD_ROLES = only(*(role for role in Role if role.routes))  # those whose role opens children at all
PRACTITIONERS = only(*(role for role in Role if Route.INVOLVEMENT in role.routes))  # those who work with children
