"""A page: its address, its title, who may see it, and what it shows; it refuses and writes the log by itself.

A page about a child has ``<child_id>`` in its address. Before the page's own code runs, the child is opened: whether
this viewer may see this child is decided, and written down, whatever the page does next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html

from goldenthread.web import looks, navigation, refusing
from goldenthread.web.acts import NOT_TRIED, Act, Changed, Done, Outcome, Shown, Tried, Wrong, too_long
from goldenthread.web.components.words import plural
from goldenthread.web.may_see import MaySee
from goldenthread.web.viewing import Moved, NotYet, Refused, Viewing

View = Callable[[Viewing], dict[str, Any]]
NOT_TYPED = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Tab:
    """A page's place in the navigation: its words, its order, and how what waits for the viewer is counted.

    ``counts`` is a statement that yields one number, ``of_work`` an aggregate over ``w``, the viewer's work in hand
    (see access.in_hand() in store/sql/pages.sql); in both stand ``%(worker)s``, ``%(teams)s``, ``%(leads)s`` and
    ``%(as_of)s`` in the place of values. Neither, for a page that holds no work.
    """

    text: str
    order: int
    counts: str = ""
    of_work: str = ""
    leads: bool = False  # only for whoever leads or deputises in a team


@dataclass(frozen=True)
class Page:
    """One page. ``view`` returns what the template reads; ``acts`` are what can be sent to it.

    ``title`` is the page's name in the access matrix, and its heading unless ``view`` returns another ``title``.
    """

    path: str
    title: str
    may_see: MaySee
    view: View
    template: str
    acts: tuple[Act, ...] = ()
    tab: Tab | None = None
    needs_run: bool = True  # whether there is anything to show before the first refresh

    def __post_init__(self) -> None:
        """A page says who may see it. Raises TypeError when it does not."""
        if not isinstance(self.may_see, MaySee):
            raise TypeError(f"The page {self.path!r} does not say who may see it.")

    @property
    def about_a_child(self) -> bool:
        """Whether the page shows one child's record."""
        return "<child_id>" in self.path

    def __call__(self, request: HttpRequest, **parts: str) -> HttpResponse:
        """The answer to one request: the page, a refusal in plain words, or the way to sign in."""
        if request.method not in {"GET", "HEAD", "POST"} or (request.method == "POST" and not self.acts):
            return refusing.wrong_method(request)
        if not (request.user.is_authenticated or self.may_see.public):
            return refusing.sign_in_first(request)
        try:
            with transaction.atomic():
                at = Viewing.of(request, self.path, parts, needs_run=self.needs_run)
                response = self._answer(at)
                looks.write(at.looks, at)  # last, so that the log's chain waits for nothing but the commit
            if at.looks:
                looks.keep_head()
            return response
        except Refused as refused:
            return refusing.refused(request, self.path, refused)
        except Moved as moved:
            return HttpResponseRedirect(request.path.replace(moved.old_id, moved.child_id, 1))
        except NotYet:
            return refusing.nothing_yet(request)

    def _answer(self, at: Viewing) -> HttpResponse:
        if not self.may_see.allows(at.roles):
            raise Refused(f"This page is for: {self.may_see.says}.")
        if self.about_a_child:
            at.open_child(at.parts["child_id"])
        tried = NOT_TRIED
        status = 200
        if at.request.method == "POST":
            outcome, name = self._act(at)
            if isinstance(outcome, Done):
                return self._done(at, outcome)
            tried, status = _again(outcome, name, at.request.POST)
        response = self._shown(at, tried, status)
        if at.shown:
            says = f"{self.title}: {plural(len(at.shown), 'child', 'children')}."
            at.note(looks.Look("list", says=says, children=at.shown))
        return response

    def _act(self, at: Viewing) -> tuple[Outcome, str]:
        name = at.request.POST.get("act", "") or self.acts[0].name
        act = next((act for act in self.acts if act.name == name), None)
        if act is None:
            return Wrong({"": "This page does not know that request. Go back and try again."}), name
        at.must_act()
        long = too_long(at.typed)
        if long:
            return Wrong({"": long}), name
        with transaction.atomic():  # an act that is not recorded leaves nothing behind
            outcome = act.do(at)
            if not (isinstance(outcome, Done) or (isinstance(outcome, Shown) and outcome.keeps)):
                transaction.set_rollback(True)
        return outcome, name

    def _done(self, at: Viewing, done: Done) -> HttpResponse:
        at.note(looks.Look("act", done.about, says=done.did, reason=done.why or None))
        messages.success(at.request, _linked(done))
        return HttpResponseRedirect(done.href)

    def _shown(self, at: Viewing, tried: dict[str, Any], status: int) -> HttpResponse:
        at.tried = tried
        context = {"title": self.title, "path": at.request.path, **tried}
        shown = self.view(at)
        if self.about_a_child:
            at.read(self.title, shown)
        context.update(shown)
        context.update(navigation.around(at))
        return HttpResponse(render_to_string(self.template, context, at.request), status=status)


def _linked(done: Done) -> str:
    """What is said, with the link that goes with it."""
    if done.back is None:
        return done.says
    text, href = done.back
    return format_html('{} <a class="govuk-notification-banner__link" href="{}">{}</a>', done.says, href, text)


def _again(outcome: Wrong | Changed | Shown, name: str, sent: QueryDict) -> tuple[dict[str, Any], int]:
    """What the template needs to show a form again with everything that was typed, and the answer's status."""
    typed = {key: str(value) for key, value in sent.items() if key not in NOT_TYPED}
    if isinstance(outcome, Changed):
        return Tried(name, typed, changed=outcome.says).context(), 409
    if isinstance(outcome, Shown):
        return {**Tried(name, typed).context(), **outcome.context}, 200
    return Tried(name, typed, wrong=outcome.messages).context(), 422
