"""The sign-in library's forms, with messages that say what to do in the words of our own pages."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp

from goldenthread.web.accounts import guesses

ADDRESS = "Enter an e-mail address in the correct format, like name@example.org"
WORDS = {
    "login": {"required": "Enter your e-mail address", "invalid": ADDRESS},
    "password": {"required": "Enter your password"},
    "oldpassword": {"required": "Enter the password you have now"},
    "password1": {"required": "Enter a new password"},
    "password2": {"required": "Enter the new password again"},
    "code": {"required": "Enter the code that your app shows now"},
}


class _Plain:
    """Puts our messages in the place of the framework's, field by field."""

    fields: dict[str, Any]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in self.fields.keys() & WORDS.keys():
            self.fields[name].error_messages.update(WORDS[name])


class SignIn(_Plain, account.LoginForm):  # type: ignore[misc]  # the library has no types
    """Address and password."""


class ChangePassword(_Plain, guesses.NewPassword):
    """The old password and the new one, twice."""


class ConfirmPassword(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class Code(_Plain, guesses.SecondStep):
    """The second step of signing in."""


class ConfirmCode(_Plain, guesses.SecondStepAgain):
    """A code once more."""


class TurnOn(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new second step."""
