"""Fits the sign-in library to this house: nobody signs themselves up, guesses are counted, codes are sealed."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

WRONG = "The e-mail address or the password is wrong. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by an administrator, never by who comes by."""

    error_messages: Mapping[str, str] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "incorrect_password": "That is not your password. Try again.",
        "enter_current_password": "Enter your current password, then the new one twice.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To where the person's day begins, which says that the password is changed."""
        return "/"

    def can_delete_email(self, email_address: Any) -> bool:
        """The address is the account; an administrator changes it."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """The secret behind somebody's one-time codes is sealed with the store's own key before it reaches the database."""

    error_messages: Mapping[str, str] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is wrong or too old. Enter the code your app shows now.",
    }

    def encrypt(self, text: str) -> str:
        """``text``, sealed."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"second step|" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def who_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The address somebody tries to sign in with, as wrong tries are counted: trimmed and in lower case."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().lower()[:255]  # as many letters as the count keeps
