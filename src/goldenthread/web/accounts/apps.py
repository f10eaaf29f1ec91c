"""Tells Django that accounts live here, and writes sign-ins into the audit log."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts people sign in with."""

    name = "goldenthread.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connects what the sign-in library announces to the log."""
        from allauth.account.signals import password_changed, user_logged_in, user_logged_out
        from axes.signals import user_locked_out
        from django.contrib.auth.signals import user_login_failed

        from goldenthread.web.accounts import announced

        wires: list[tuple[Any, Any]] = [
            (user_logged_in, announced.signed_in),
            (user_logged_out, announced.signed_out),
            (password_changed, announced.password_changed),
            (user_login_failed, announced.failed),
            (user_locked_out, announced.locked_out),
        ]
        for signal, heard in wires:
            signal.connect(heard, dispatch_uid=heard.__name__)
