"""What holds for every answer: no copy stays on a shared computer."""

from collections.abc import Callable

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
