"""What holds for every answer: whose address the log keeps, and that no copy stays on a shared computer."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def never_kept(answer: Answer) -> Answer:
    """Tells browsers and everything between to keep no copy of a page: the back button shows nothing after sign-out."""

    def kept_nowhere(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return kept_nowhere


def who_asks(answer: Answer) -> Answer:
    """Takes the address of whoever asks from the proxy in front: the nearest it names that is no proxy of ours.

    What anybody else says in that header is not believed, and neither is what stands before it, which whoever asks
    can have written.
    """

    def with_their_address(request: HttpRequest) -> HttpResponse:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if said and request.META.get("REMOTE_ADDR") in settings.PROXIES:
            named = [one.strip() for one in reversed(said.split(","))]
            nearest = next((one for one in named if one not in settings.PROXIES), "")
            request.META["REMOTE_ADDR"] = _address(nearest) or request.META["REMOTE_ADDR"]
        return answer(request)

    return with_their_address


def _address(said: str) -> str:
    try:
        return str(ip_address(said))
    except ValueError:
        return ""
