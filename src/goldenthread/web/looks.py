"""Writes the audit log: every look, search, refusal and act, in the same transaction as what it is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from goldenthread.store import audit

if TYPE_CHECKING:
    from goldenthread.web.viewing import Viewing


@dataclass(frozen=True)
class Look:
    """One line of the log to be. ``did`` is what happened: read, search, list, export, act, refused, break_glass."""

    did: str
    child_id: str | None = None
    categories: Collection[str] = ()
    via: str | None = None
    says: str = ""
    children: Collection[str] = ()
    query: str | None = None
    reason: str | None = None


def kinds(shown: object) -> set[str]:
    """The kinds of record among what a page shows: every row in it with a category, but for those it only tells of.

    A row that may not be read in full is there to say whom to ask: it says ``allowed: False``, or has no category.
    """
    if isinstance(shown, Mapping):
        found = kinds(tuple(shown.values()))
        named = isinstance(shown.get("category"), str) and shown.get("allowed", True)
        return found | {shown["category"]} if named else found
    if isinstance(shown, list | tuple):
        return {kind for each in shown for kind in kinds(each)}
    return set()


def write(looks: Sequence[Look], at: "Viewing") -> None:
    """Adds a line for each look, in the open transaction; the newest hash is copied into the store after its commit."""
    for look in looks:
        audit.append(
            connection,
            audit.Entry(
                worker_id=at.viewer.worker_id or "nobody",
                worker_name=at.viewer.name or "not signed in",
                role=at.role_name,
                action=look.did,
                child_id=look.child_id,
                categories=tuple(look.categories),
                purpose=at.purpose,
                via=look.via,
                page=at.page,
                says=look.says or None,
                source_address=at.request.META.get("REMOTE_ADDR"),
                children=tuple(look.children),
                query=look.query,
                reason=look.reason,
            ),
        )


def keep_head() -> None:
    """Copies the log's newest hash out of the database, so that a log cut short shows. Call it after the commit."""
    audit.keep_head(connection, settings.STORE)
