"""Writes into the audit log what the sign-in library announces: signed in, signed out, password changed, locked out."""

from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from goldenthread.store import audit
from goldenthread.web.looks import keep_head


def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signed in."""
    _write(request, user, "sign_in", "Signed in.")


def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signed out."""
    if user is not None:
        _write(request, user, "sign_out", "Signed out.")


def password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody chose their own password, so a one-time password is one no longer."""
    if user.one_time:
        user.one_time = False
        user.save(update_fields=["one_time"])
    _write(request, user, "password", "Changed their password.")


def locked_out(request: HttpRequest, username: str, **_: Any) -> None:
    """Too many wrong passwords for one address."""
    says = f"Too many wrong passwords for {username}."
    _entry(audit.Entry("nobody", "not signed in", "locked_out", says=says, source_address=_from(request)))


def _write(request: HttpRequest, user: Any, action: str, says: str) -> None:
    worker = user.worker_id or f"account-{user.pk}"
    _entry(audit.Entry(worker, user.name, action, role=user.role, says=says, source_address=_from(request)))


def _entry(entry: audit.Entry) -> None:
    with transaction.atomic():
        audit.append(connection, entry)
    keep_head()


def _from(request: HttpRequest | None) -> str | None:
    return request.META.get("REMOTE_ADDR") if request is not None else None
