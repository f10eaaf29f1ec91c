"""Whether this person may see this of this child, for this purpose, now; and why, in a sentence.

The order: protection first; then a relationship; then what the sharing agreement, or a decision about this child alone,
gives of that kind of record. The database holds the same rules as functions and row-level security (walls.sql), and
the two are held equal by test.
"""

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.access.agreement import AGENCY_CATEGORY, CATEGORIES, NARROW, Gives, level
from goldenthread.access.people import ChildFacts, ConcernKey, Viewer, day_of
from goldenthread.access.roles import Purpose, Route
from goldenthread.access.sentences import ask, because_not, because_of_route


@dataclass(frozen=True)
class Decision:
    """The answer. ``because`` is a sentence; ``via`` the route that opened it.

    When it is not allowed, ``gives`` INVOLVEMENT means that the page may say that something exists, and ``ask`` says
    whom to ask; with NONE nothing is said at all.
    """

    allowed: bool
    because: str
    via: Route | None
    gives: Gives
    ask: str = ""


def decide(
    viewer: Viewer,
    child: ChildFacts,
    category: str,
    purpose: Purpose,
    at: datetime,
    *,
    holder: str | None = None,
    concern: ConcernKey | None = None,
) -> Decision:
    """Whether ``viewer`` may see records of ``category`` about ``child``.

    ``holder``: the agency whose record it is; not known, the strictest answer for any holder is given. ``concern``: the
    record is one of those a concern rests on. Raises ValueError for a category that does not exist.
    """
    if category not in CATEGORIES:
        raise ValueError(f"There is no category '{category}'. Choose one of {', '.join(CATEGORIES)}.")
    day = day_of(at)
    routes = open_routes(viewer, child, at)
    if not routes or _sealed(viewer, child, category, day):
        return _refused(viewer, child, category, holder, purpose, Gives.NONE, related=bool(routes))
    if category == "identity" or Route.BREAK_GLASS in routes:
        via: Route | None = _first(routes) if category == "identity" else Route.BREAK_GLASS
        gives = Gives.FULL
    else:
        via, gives = _by_agreement(viewer, child, category, purpose, day, holder, routes, concern)
    if gives is Gives.FULL:
        return Decision(True, because_of_route(via, viewer, child, at), via, gives)
    return _refused(viewer, child, category, holder, purpose, gives, related=True)


def open_routes(viewer: Viewer, child: ChildFacts, at: datetime) -> frozenset[Route]:
    """The routes by which this person may come to this child at that moment; none when the child is sealed to them."""
    day = day_of(at)
    if any(r.category is None and r.seals("identity", viewer.agencies, day) for r in child.restrictions):
        return frozenset()
    found = set()
    if any(i.team_id in viewer.team_ids and i.open_on(day) for i in child.involvements):
        found.add(Route.INVOLVEMENT)
    if child.school_urn is not None and child.school_urn in viewer.setting_urns:
        found.add(Route.ROLL)
    if child.given:
        found.add(Route.CONCERN)
    if any(g.at <= at < g.until for g in child.glass):
        found.add(Route.BREAK_GLASS)
    return frozenset(found) & viewer.role.routes


def decide_concern(
    viewer: Viewer,
    child: ChildFacts,
    concern: ConcernKey,
    records: frozenset[tuple[str, str | None]],
    purpose: Purpose,
    at: datetime,
) -> Decision:
    """Whether ``viewer`` may read what a concern says. ``records``: category and holder of each record it rests on.

    Whoever was given the concern may; anyone else who may open the child, when every record beneath is open to them.
    """
    sealed = any(_sealed(viewer, child, category, day_of(at)) for category, _ in records)
    routes = open_routes(viewer, child, at)
    if Route.CONCERN in routes and concern in child.given and not sealed:
        return Decision(True, because_of_route(Route.CONCERN, viewer, child, at), Route.CONCERN, Gives.FULL)
    if not records:
        return _refused(viewer, child, "identity", None, purpose, Gives.NONE, related=bool(routes))
    answers = [
        decide(viewer, child, category, purpose, at, holder=holder) for category, holder in sorted(records, key=str)
    ]
    return min(answers, key=lambda answer: (answer.gives, answer.allowed))


def effective(
    viewer: Viewer, child: ChildFacts, category: str, purpose: Purpose, day: date, holder: str | None
) -> Gives:
    """What somebody related to the child is given of a holder's records; of an unknown holder's, the least of any."""
    if holder is None or holder not in AGENCY_CATEGORY:
        return min(effective(viewer, child, category, purpose, day, each) for each in AGENCY_CATEGORY)
    if holder in viewer.agencies and category not in NARROW:
        return Gives.FULL
    told = [d for d in child.decisions if d.about(viewer.agencies, holder, category, day)]
    newest = {(d.holder, d.agency): d.share for d in told}
    if newest:
        return Gives.FULL if all(newest.values()) else Gives.NONE
    return level(viewer.terms, viewer.agencies, holder, category, purpose, day)


def _by_agreement(
    viewer: Viewer,
    child: ChildFacts,
    category: str,
    purpose: Purpose,
    day: date,
    holder: str | None,
    routes: frozenset[Route],
    concern: ConcernKey | None,
) -> tuple[Route | None, Gives]:
    wide = routes & {Route.INVOLVEMENT, Route.ROLL}
    narrow = Route.CONCERN in routes and concern is not None and concern in child.given
    if not wide and not narrow:
        return None, Gives.NONE
    return _first(wide) if wide else Route.CONCERN, effective(viewer, child, category, purpose, day, holder)


def _first(routes: frozenset[Route]) -> Route:
    return next(route for route in Route if route in routes)


def _sealed(viewer: Viewer, child: ChildFacts, category: str, day: date) -> bool:
    return any(r.seals(category, viewer.agencies, day) for r in child.restrictions)


def _refused(
    viewer: Viewer,
    child: ChildFacts,
    category: str,
    holder: str | None,
    purpose: Purpose,
    gives: Gives,
    *,
    related: bool,
) -> Decision:
    hint = gives is Gives.INVOLVEMENT and not child.protected
    because = because_not(viewer, category, purpose, related=related)
    return Decision(False, because, None, gives if hint else Gives.NONE, ask(category, holder) if hint else "")
