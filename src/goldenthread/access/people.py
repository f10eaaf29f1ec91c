"""What is known of the person who looks and of the child looked at, as far as it decides who may see what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.access.agreement import ANY, Gives, Term
from goldenthread.access.roles import Purpose, Role

ConcernKey = tuple[str, date]  # the sign, and since when
_HERE = ZoneInfo("Europe/London")


def day_of(at: datetime) -> date:
    """The day it is in England at that moment. Raises ValueError for a moment without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so its day cannot be told.")
    return at.astimezone(_HERE).date()


@dataclass(frozen=True)
class Viewer:
    """A person who is signed in. ``terms``: the lines of the sharing agreement for their agencies.

    ``team_ids``, ``setting_urns`` and ``agencies`` follow from the area's staff file; ``leads`` are the teams they lead
    or deputise in.
    """

    worker_id: str
    name: str
    email: str
    role: Role
    team_ids: frozenset[str] = frozenset()
    setting_urns: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, facts: Mapping[str, Any], name: str, email: str, role: Role) -> "Viewer":
        """From what the database's ``access.viewer_facts(worker_id, at)`` answers."""
        terms = tuple(
            Term(
                t["agency"], t["holder"], t["category"], Purpose[t["purpose"]], Gives[t["gives"].upper()],
                date.fromisoformat(t["from_date"]), date.fromisoformat(t["to_date"]) if t["to_date"] else None,
            )
            for t in facts["terms"]
        )  # fmt: skip
        sets = {field: frozenset(facts[field]) for field in ("team_ids", "setting_urns", "agencies", "leads")}
        return cls(facts["worker_id"], name, email, role, terms=terms, **sets)


@dataclass(frozen=True)
class Involvement:
    """A team that is or was open to the child. An unknown start counts as past; it is closed from the day it ended."""

    team_id: str
    team: str
    started: date | None = None
    ended: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether the team is open to the child on that day."""
        return (self.started is None or self.started <= day) and (self.ended is None or day < self.ended)


@dataclass(frozen=True)
class Restriction:
    """Protection before sharing. ``category``: None seals the child. ``keeps_to``: the agency that may still see."""

    category: str | None
    keeps_to: str | None
    from_day: date
    to_day: date | None = None

    def seals(self, category: str, agencies: Collection[str], day: date) -> bool:
        """Whether it keeps this category from somebody of these agencies on that day."""
        in_time = self.from_day <= day and (self.to_day is None or day < self.to_day)
        return in_time and self.category in (None, category) and self.keeps_to not in agencies


@dataclass(frozen=True)
class ShareDecision:
    """A decision about this child alone: to share with an agency, or to withhold from it (TL11)."""

    category: str
    holder: str  # whose record; ANY for all of the category
    agency: str
    share: bool
    from_day: date
    to_day: date | None = None

    def about(self, agencies: Collection[str], holder: str, category: str, day: date) -> bool:
        """Whether it speaks about this record, somebody of these agencies, and that day."""
        in_time = self.from_day <= day and (self.to_day is None or day < self.to_day)
        return in_time and self.agency in agencies and self.category == category and self.holder in (ANY, holder)


@dataclass(frozen=True)
class Glass:
    """The viewer opened this child's record without a relationship."""

    at: datetime
    hours: int
    reason: str

    @property
    def until(self) -> datetime:
        """When it closes again."""
        return self.at + timedelta(hours=self.hours)


@dataclass(frozen=True)
class ChildFacts:
    """What decides who may see this child: every part is about this child; ``given`` and ``glass``, about this viewer.

    ``given``: the open concerns that the viewer, or a team of theirs, was given. ``protected``: the address is
    protected, so nothing hints at what exists. ``decisions``: the newest for each category, holder and agency, without
    those that were undone.
    """

    child_id: str
    involvements: tuple[Involvement, ...] = ()
    school_urn: str | None = None
    protected: bool = False
    given: frozenset[ConcernKey] = frozenset()
    glass: tuple[Glass, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    decisions: tuple[ShareDecision, ...] = ()

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "ChildFacts":
        """From what the database's ``access.child_facts(child_id)`` answers."""
        return cls(
            facts["child_id"],
            tuple(
                Involvement(i["team_id"], i["team"] or i["team_id"], _day(i["started"]), _day(i["ended"]))
                for i in facts["involvements"]
            ),
            facts["school_urn"],
            facts["protected"],
            frozenset((c["signal"], date.fromisoformat(c["since"])) for c in facts["given"]),
            tuple(Glass(datetime.fromisoformat(g["at"]), g["hours"], g["reason"]) for g in facts["glass"]),
            tuple(
                Restriction(r["category"], r["keeps_to"], date.fromisoformat(r["from_date"]), _day(r["to_date"]))
                for r in facts["restrictions"]
            ),
            tuple(
                ShareDecision(
                    d["category"], d["holder"], d["agency"], d["share"], date.fromisoformat(d["from_date"]),
                    _day(d["to_date"]),
                )
                for d in facts["decisions"]
            ),
        )  # fmt: skip


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
