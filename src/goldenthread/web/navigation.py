"""The line of links at the top: work and not places, each with how much of it waits for this viewer."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from markupsafe import Markup

from goldenthread.web import rows

if TYPE_CHECKING:
    from goldenthread.web.page import Page, Tab
    from goldenthread.web.viewing import Viewing


def around(at: "Viewing") -> dict[str, Any]:
    """What the base page reads on every page of ours: navigation, viewer, day, and what has just been recorded."""
    done = Markup(" ").join(message.message for message in messages.get_messages(at.request))
    return {"navigation": links(at), "viewer": at.viewer, "as_of": at.as_of, "today": at.today, "done": done}


def elsewhere(request: HttpRequest) -> dict[str, Any]:
    """The same, but for what was recorded, on a page that is none of ours; nothing before somebody may go anywhere."""
    from goldenthread.web.viewing import Viewing

    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.one_time:
        return {}
    with transaction.atomic():
        at = Viewing.of(request, "", {}, needs_run=False)
        return {"navigation": links(at), "viewer": at.viewer, "as_of": at.as_of}


def links(at: "Viewing") -> list[dict[str, Any]]:
    """The tabs this viewer may open, in order, with their counts from one statement."""
    from goldenthread.web.pages import pages

    mine = [page for page in pages().values() if page.tab and page.may_see.allows(at.roles) and _shown(at, page.tab)]
    mine.sort(key=lambda page: page.tab.order if page.tab else 0)
    counts = _counts(at, mine)
    return [
        {
            "text": page.tab.text if page.tab else page.title,
            "href": f"/{page.path}",
            "count": counts.get(page.path, 0),
            "current": page.path == at.page,
            "active": page.path == at.page,
        }
        for page in mine
    ]


def _shown(at: "Viewing", tab: "Tab") -> bool:
    return bool(at.viewer.worker_id) and (not tab.leads or bool(at.given()["leads"]))


def _counts(at: "Viewing", mine: list["Page"]) -> dict[str, int]:
    """What waits behind each tab: what the page counted on its way, and one statement for the rest."""
    tabs = {page.path: page.tab for page in mine if page.tab and page.path not in at.counted}
    own = {path: tab.counts for path, tab in tabs.items() if tab.counts}
    of_work = {path: tab.of_work for path, tab in tabs.items() if tab.of_work}
    if not own and not of_work:
        return at.counted
    names = {path: f"n{number}" for number, path in enumerate([*own, *of_work])}
    asks = [f"({statement}) as {names[path]}" for path, statement in own.items()]
    asks += [f"{aggregate} as {names[path]}" for path, aggregate in of_work.items()]
    work = "from access.in_hand() w where not w.waits" if of_work else ""
    found = rows.row(f"select {', '.join(asks)} {work}", at.given()) or {}
    return at.counted | {path: found[name] or 0 for path, name in names.items()}
