"""What stands in the place of a page, in plain words: sign in first, you may not see this, it went wrong."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from goldenthread.web import looks, navigation
from goldenthread.web.viewing import Refused, Viewing

NOT_KEPT = {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"}


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; what was typed in a form that came too late can be sent again."""
    if request.method == "POST":
        return _typed_again(request, "You were signed out before this was sent")
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before the last sign-in. Shown again when it came from our own page, refused when it did not."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    if urlsplit(origin).netloc != request.get_host():
        return _page(
            request, 403, "This did not come from a page of Golden Thread", "Go to the page and try again there."
        )
    return _typed_again(request, "This page was open for too long")


def refused(request: HttpRequest, page: str, why: Refused) -> HttpResponse:
    """What a refusal says, and its line in the log. Whether what was asked for exists, it does not say."""
    with transaction.atomic():
        at = Viewing.of(request, page, {}, needs_run=False)
        looks.write([looks.Look("refused", why.child_id, says=why.because)], at)
        around = navigation.around(at) if at.roles else {}
    looks.keep_head()
    absent = why.because.startswith("There is no such")
    title = "There is nothing here by that name" if absent else "You may not see this"
    return _page(request, 403, title, why.because, links=why.links, **around)


def nothing_yet(request: HttpRequest) -> HttpResponse:
    """Before the first refresh."""
    says = "No files have been worked through yet. Load the agencies' files, then run 'goldenthread refresh'."
    return _page(request, 503, "There is nothing to show yet", says)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """Something a page was sent that it does not take."""
    return _page(request, 405, "This page cannot take that", "Go back and use the buttons on the page.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page has this address."""
    return _page(request, 404, "There is no page here", "Check the address, or start from the top of this page.")


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault. What happened is in the server's log; nothing of it is shown."""
    says = (
        "Something went wrong on our side. Nothing you sent was recorded. Try again in a minute; if it happens again, "
        "tell your administrator the time and the page."
    )
    return _page(request, 500, "This did not work", says)


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """Too many wrong passwords or one-time codes."""
    says = "Too many wrong passwords or codes were tried. Wait 15 minutes and try again, or ask your administrator."
    return _page(request, 429, "Sign-in is stopped for a while", says)


def _typed_again(request: HttpRequest, title: str) -> HttpResponse:
    kept = [(name, str(text)) for name, text in request.POST.items() if name not in NOT_KEPT]
    context = {
        "title": title,
        "kept": kept,
        "path": request.get_full_path(),
        "signed_in": request.user.is_authenticated,
        **navigation.elsewhere(request),
    }
    return HttpResponse(render_to_string("components/typed_again.html.jinja", context, request), status=403)


def _page(
    request: HttpRequest, status: int, title: str, says: str, links: tuple[tuple[str, str], ...] = (), **around: Any
) -> HttpResponse:
    context = {"title": title, "says": says, "links": links, **around}
    return HttpResponse(render_to_string("components/instead.html.jinja", context, request), status=status)
