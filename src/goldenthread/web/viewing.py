"""One person's look at one page: who they are, what day it is, what they may see, and the one way to the data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from goldenthread import access
from goldenthread.access import ChildFacts, ConcernKey, Decision, Purpose, Role, Viewer
from goldenthread.web import rows
from goldenthread.web.components.words import plural
from goldenthread.web.looks import Look, kinds
from goldenthread.web.rows import Row

# what access.decide is given to judge, and the child as far as row-level security lets this viewer see one; of its
# sources those alone are counted whose records the viewer may know of
_CHILD = """
    select access.child_facts(%(child_id)s) as facts, c.*, s.sources, s.by_name_only
    from (values (1)) one left join access.child c on c.child_id = %(child_id)s
    cross join lateral (
        select count(*)::integer as sources, (count(*) filter (where f.by_name))::integer as by_name_only
        from (select bool_and(l.how in ('D4', 'SCORE')) as by_name from published.link_line l
              where l.child_id = %(child_id)s
                and (l.child_id, l.person_key) not in (select p.child_id, p.person_key from access.parted() p)
              group by l.source) f) s
"""
# the wall of child_alias leaves the ids that lead to children this viewer may open
_MOVED = """
    select child_id from published.child_alias
    where old_id = %(old)s and child_id <> old_id and access.may(child_id, 'identity')
"""
NOT_THIS_CHILD = "You may not see this child, or there is no such child."
READS_ONLY = "You opened this record without a relationship: you may read it, and change nothing in it."


class Refused(Exception):
    """This may not be seen or done. ``because`` is told to the person, and tells nothing about a child."""

    def __init__(self, because: str, child_id: str | None = None, links: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(because)
        self.because, self.child_id, self.links = because, child_id, links


class Moved(Exception):
    """Two records proved to be one child; the older id leads to the one that stays."""

    def __init__(self, old_id: str, child_id: str) -> None:
        super().__init__(child_id)
        self.old_id, self.child_id = old_id, child_id


class NotYet(Exception):
    """No refresh has been published."""


@dataclass(frozen=True)
class Nobody:
    """Whoever reads a public page without signing in."""

    worker_id: str = ""
    name: str = ""
    role_says: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody signed in, as pages name them. ``access`` is what decides what they may see."""

    access: Viewer

    @property
    def worker_id(self) -> str:
        """Their id in the area's staff file; their account's own where they are not in it."""
        return self.access.worker_id

    @property
    def name(self) -> str:
        """Their name."""
        return self.access.name

    @property
    def role(self) -> Role:
        """Their role."""
        return self.access.role

    @property
    def role_says(self) -> str:
        """Their role in words."""
        return self.access.role.says

    @property
    def teams(self) -> list[str]:
        """The teams they belong to, by id."""
        return sorted(self.access.team_ids)

    @property
    def leads(self) -> list[str]:
        """The teams they lead or deputise in, by id."""
        return sorted(self.access.leads)


@dataclass
class Viewing:
    """A look in the making. It lives as long as one request and one transaction."""

    request: HttpRequest
    page: str
    parts: Mapping[str, str]
    viewer: Person | Nobody
    now: datetime
    as_of: date
    purpose_of: Purpose
    child: Row = field(default_factory=dict)
    facts: ChildFacts | None = None
    tried: dict[str, Any] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    counted: dict[str, int] = field(default_factory=dict)  # work already counted on the way, by the page's path
    _via: str | None = None

    @classmethod
    def of(cls, request: HttpRequest, page: str, parts: Mapping[str, str], *, needs_run: bool = True) -> "Viewing":
        """The look that a request begins: sets the viewer for row-level security before anything is read.

        Raises NotYet when no run is in force and one is needed.
        """
        now = timezone.now()
        parts = {name: said.replace("\0", "\N{REPLACEMENT CHARACTER}") for name, said in parts.items()}
        viewer, purpose, as_of = _viewer(request)
        if isinstance(viewer, Person):
            about = parts.get("child_id", "")
            rows.row(access.ENTER, access.as_viewer(viewer.access, purpose, now, about))
        if as_of is None and needs_run:
            raise NotYet
        return cls(request, page, parts, viewer, timezone.localtime(now), as_of or now.date(), purpose)

    # ── who looks, and what was asked ──────────────────────────────────────────────────────────────────────────────
    @property
    def roles(self) -> frozenset[Role]:
        """The viewer's role, as a set; empty for somebody not signed in."""
        return frozenset({self.viewer.role}) if isinstance(self.viewer, Person) else frozenset()

    @property
    def role_name(self) -> str | None:
        """The role as the log keeps it."""
        return self.viewer.role.name if isinstance(self.viewer, Person) else None

    @property
    def purpose(self) -> str:
        """The purpose as the log keeps it."""
        return self.purpose_of.name

    @property
    def asked(self) -> Mapping[str, str]:
        """The address's question: ``?page=2&due=overdue``."""
        return {name: str(value).replace("\0", "") for name, value in self.request.GET.items()}

    @property
    def typed(self) -> Mapping[str, str]:
        """What a form sent, trimmed."""
        return {name: str(value).replace("\0", "").strip() for name, value in self.request.POST.items()}

    @property
    def today(self) -> date:
        """The day on which people look: what they type is checked against it, and what they typed counted from it.

        In a made-up area it is the day of its records, which is long past: its people live on that day.
        """
        return self.as_of if self.simulated else self.now.date()

    @property
    def simulated(self) -> bool:
        """Whether the store holds a made-up area."""
        return bool(settings.SIMULATED)

    # ── the data ───────────────────────────────────────────────────────────────────────────────────────────────────
    def given(self, **more: Any) -> dict[str, Any]:
        """What a statement may use: ``worker``, ``teams``, ``leads``, ``as_of``, ``today``, ``now``; and ``more``."""
        person = self.viewer if isinstance(self.viewer, Person) else None
        return {
            "worker": self.viewer.worker_id,
            "name": self.viewer.name,
            "teams": person.teams if person else [],
            "leads": person.leads if person else [],
            "as_of": self.as_of,
            "today": self.today,
            "now": self.now,
            **more,
        }

    def rows(self, sql: str, **more: Any) -> list[Row]:
        """Every row of a statement; values stand in it as ``%(name)s``."""
        return rows.rows(sql, self.given(**more))

    def row(self, sql: str, **more: Any) -> Row | None:
        """The first row of a statement; None when there is none."""
        return rows.row(sql, self.given(**more))

    def value(self, sql: str, **more: Any) -> Any:
        """The first value of the first row; None when there is none."""
        return rows.value(sql, self.given(**more))

    def write(self, sql: str, **more: Any) -> int:
        """Adds rows; how many. Only acts write."""
        return rows.write(sql, self.given(**more))

    # ── one child ──────────────────────────────────────────────────────────────────────────────────────────────────
    def open_child(self, child_id: str) -> Row:
        """Opens a child: decides, notes the look, and keeps the child as ``at.child``.

        Raises Refused (in the same words whether the child exists or not) and Moved.
        """
        child = self.row(_CHILD, child_id=child_id) or {}
        found = child.pop("facts", None)
        self.facts = ChildFacts.of(found) if found else None
        decision = self.may("identity") if self.facts else None
        if decision is None or not decision.allowed or child["child_id"] is None:
            self._moved(child_id)
            raise Refused(NOT_THIS_CHILD, child_id, self._beyond())
        self.child = {**child, **names(child)}
        self._via = decision.via.value if decision.via else None
        return self.child

    def _beyond(self) -> tuple[tuple[str, str], ...]:
        """Where somebody who works with children may still look, when a child needs them now."""
        opens = isinstance(self.viewer, Person) and access.Route.BREAK_GLASS in self.viewer.role.routes
        return (("If this child needs you now, search beyond your own children", "/search/beyond"),) if opens else ()

    def _moved(self, child_id: str) -> None:
        """Raises Moved where this viewer may open the child that an older id leads to; else the id says nothing."""
        self.value("select set_config('goldenthread.about', '', true)")  # of any child: which one is yet to be seen
        now_id = self.value(_MOVED, old=child_id)
        if now_id is not None:
            raise Moved(child_id, now_id)

    def may(self, category: str, holder: str | None = None, concern: ConcernKey | None = None) -> Decision:
        """Whether the viewer may see this kind of record of the child in hand.

        ``holder``: the agency whose record it is. Raises ValueError before a child is open, or for an unknown category.
        """
        if self.facts is None or not isinstance(self.viewer, Person):
            raise ValueError("Open a child first.")
        return access.decide(
            self.viewer.access, self.facts, category, self.purpose_of, self.now, holder=holder, concern=concern
        )

    @property
    def reads_only(self) -> bool:
        """Whether nothing but an opening without a relationship brought the viewer to the child in hand."""
        if self.facts is None or not isinstance(self.viewer, Person):
            return False
        return access.open_routes(self.viewer.access, self.facts, self.now) == {access.Route.BREAK_GLASS}

    def must_act(self) -> None:
        """Raises Refused where the viewer may read the child in hand and write nothing down about it."""
        if self.reads_only:
            raise Refused(READS_ONLY, self.child["child_id"])

    def in_full(self, category: str | None, holder: str | None) -> str | None:
        """``category`` where the viewer may read such records of this agency's; None where only that there are some."""
        return category if category and self.may(category, holder).allowed else None

    # ── the log ────────────────────────────────────────────────────────────────────────────────────────────────────
    def note(self, look: Look) -> None:
        """Puts a line in the log, in this transaction."""
        self.looks.append(look)

    def list_of(self, child_ids: Iterable[str]) -> None:
        """Says which children's names a list shows, for the log."""
        self.shown.update(child_ids)

    def read(self, title: str, shown: Mapping[str, Any]) -> None:
        """Notes that the child in hand was looked at, with the kinds of record among what the page shows."""
        says = f"Looked at '{title}'."
        self.note(Look("read", self.child["child_id"], kinds(shown) | {"identity"}, self._via, says))


def names(child: Row) -> dict[str, Any]:
    """A child's name as pages write it, and how sure we are that it is one child."""
    sources, by_name = child.get("sources") or 0, child.get("by_name_only") or 0
    sure = "How we know that this is one child"
    if by_name:
        sure = f"{by_name} of {plural(sources, 'source')} you may know of matched by name only: check"
    elif sources:
        sure = "Same child in every source you may know of (matched by NHS or pupil number)"
    if child.get("reduced"):
        sure = "Being worked out again without a record that was parted"
    name = f"{child.get('forename') or ''} {child.get('surname') or ''}".strip()
    return {"name": name or "Name not known", "sure": sure}


def _viewer(request: HttpRequest) -> tuple[Person | Nobody, Purpose, date | None]:
    """Who looks, why, and the day of the run in force."""
    user: Any = request.user
    worker = (user.worker_id or f"account-{user.pk}") if user.is_authenticated else ""
    found = rows.row(
        "select access.viewer_facts(%(worker)s) as facts, (select as_of from published.run) as as_of",
        {"worker": worker},
    )
    facts, as_of = (found or {}).get("facts"), (found or {}).get("as_of")
    if not worker:
        return Nobody(), Purpose.SYSTEM_ADMIN, as_of
    role = Role[user.role]
    viewer = Viewer.of(facts or {}, user.name, user.email, role)
    return Person(viewer), access.usual_purpose(role, viewer.agencies), as_of
