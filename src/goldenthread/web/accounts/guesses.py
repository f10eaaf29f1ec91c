"""Counts wrong passwords and wrong one-time codes wherever they are asked for, and stops them as at the sign-in page.

Six for one account, wherever they come from; sixty from one address, whatever accounts they are for: an office of many
people stands behind one address, and its own mistypings must not shut it out. What somebody who then signs in had
mistyped no longer counts. The counts are in the database, so that every worker sees the same.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

FOR_AN_ACCOUNT, FROM_AN_ADDRESS, MINUTES = 6, 60, 15
STOPPED = "Too many wrong tries. Wait 15 minutes and try again."


class Counter(AxesDatabaseHandler):  # type: ignore[misc]  # the library has no types
    """Counts for each account as the library does, and for each address by a higher limit."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The wrong tries for the account, or those from the address by the same measure: whichever is more."""
        by_account: int = super().get_failures(request, credentials)
        return max(by_account, _from_address(request) * FOR_AN_ACCOUNT // FROM_AN_ADDRESS)


def _from_address(request: HttpRequest) -> int:
    since = timezone.now() - timedelta(minutes=MINUTES)
    address = getattr(request, "axes_ip_address", None)
    found = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
    return int(found.aggregate(n=Sum("failures_since_start"))["n"] or 0)


def counted(user: Any, check: Callable[[], str]) -> str:
    """What ``check`` answers of somebody known, who proves again who they are; a wrong answer counts.

    Raises ValidationError when it is wrong, or when there were too many: then nothing is checked.
    """
    request, known = context.request, {"email": user.email}
    if not AxesProxyHandler.is_allowed(request, known):
        request.axes_locked_out = True  # the library answers with the page that says how long to wait
        user_login_failed.send(__name__, credentials=known, request=request)
        raise ValidationError(STOPPED)
    try:
        return check()
    except ValidationError:
        user_login_failed.send(__name__, credentials=known, request=request)
        raise


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""

    def clean_oldpassword(self) -> str:
        """The old password, where it is right."""
        return counted(self.user, super().clean_oldpassword)


class SecondStep(AuthenticateForm):  # type: ignore[misc]
    """The one-time code, at sign-in."""

    def clean_code(self) -> str:
        """The code, where it is right."""
        return counted(self.user, super().clean_code)


class SecondStepAgain(ReauthenticateForm):  # type: ignore[misc]
    """The one-time code, of somebody who is signed in."""

    def clean_code(self) -> str:
        """The code, where it is right."""
        return counted(self.user, super().clean_code)
