"""What every template may read, on pages of our own and on those of the sign-in library."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from goldenthread.web import navigation
from goldenthread.web.components.words import moment

OF_THE_LIBRARY = "/accounts/"  # its pages know nothing of ours


def around(request: HttpRequest) -> dict[str, Any]:
    """Whether the children are made up, when the page was made, and who is signed in when no page says so itself."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "simulated": settings.SIMULATED,
        "printed_at": moment(timezone.localtime()),
        "signed_in_as": {"name": getattr(user, "name", "")} if known else None,
        **(navigation.elsewhere(request) if request.path.startswith(OF_THE_LIBRARY) else {}),
    }
