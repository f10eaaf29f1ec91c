"""Who may sign in: accounts, their roles, the demonstration accounts of made-up areas, and the first administrator."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldenthread.store import Store


def first_accounts(url: str, store: "Store") -> Iterable[str]:
    """Lines that say how to sign in to a store for the first time; none when people have accounts already.

    A made-up area gets one demonstration account a role; an area's own files get one administrator with a one-time
    password. ``url`` is the prepared database of ``store``.
    """
    from goldenthread.web.accounts import administrator, demo

    return demo.lines(url, store) if store.simulated else administrator.lines(url, store)
