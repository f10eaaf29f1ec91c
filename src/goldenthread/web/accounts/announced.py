"""Writes into the audit log what the sign-in library announces: signed in or out, a wrong try, locked out, and more."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from goldenthread.store import audit
from goldenthread.web.accounts.adapter import who_tried
from goldenthread.web.looks import keep_head

NOBODY = "nobody"  # whoever is not signed in, as the log names them


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


def failed(request: HttpRequest, credentials: Mapping[str, Any], **_: Any) -> None:
    """A wrong password or one-time code. What was typed is not kept: it may be somebody's password."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        whose = _whose(who_tried(request, credentials))
        _nobody(request, "sign_in_failed", f"A wrong password or one-time code for {whose}.")


def locked_out(request: HttpRequest, username: str, **_: Any) -> None:
    """Too many of them, for one account or from one address."""
    _nobody(request, "locked_out", f"Too many wrong passwords or one-time codes for {_whose(username)}.")


def _whose(email: str) -> str:
    from goldenthread.web.accounts.models import User

    found = User.objects.filter(email=email).first()
    return f"account {found.pk} ({found.name})" if found else "an address without an account"


def _nobody(request: HttpRequest, action: str, says: str) -> None:
    _entry(audit.Entry(NOBODY, "not signed in", action, says=says, source_address=_from(request)))


def _write(request: HttpRequest, user: Any, action: str, says: str) -> None:
    worker = user.worker_id or f"account-{user.pk}"
    _entry(audit.Entry(worker, user.name, action, role=user.role, says=says, source_address=_from(request)))


def _entry(entry: audit.Entry) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:  # in nobody else's name is a line taken
            cursor.execute("select set_config('goldenthread.viewer', %s, true)", [_viewer(entry)])
        audit.append(connection, entry)
    keep_head()


def _viewer(entry: audit.Entry) -> str:
    return "" if entry.worker_id == NOBODY else entry.worker_id


def _from(request: HttpRequest | None) -> str | None:
    return request.META.get("REMOTE_ADDR") if request is not None else None
