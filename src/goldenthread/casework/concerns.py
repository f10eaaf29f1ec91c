"""Which events belong to which sign, when signs change their dates, come and go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.casework.events import Event
from goldenthread.casework.states import ConcernState, standing_of, state_of

Sign = tuple[str, str, date]  # child_id, signal, since


@dataclass(frozen=True)
class Thread:
    """One concern: the sign's date now (None: the records no longer show it), and the events about it.

    ``record_as`` is the date to write into the next event: that of its events, unless it was closed and came back.
    """

    child_id: str
    signal: str
    sign_since: date | None
    events: tuple[Event, ...]

    @property
    def since(self) -> date:
        """The concern's date: the sign's, or that of its events once the sign has gone."""
        return self.sign_since or self.events[0].since

    @property
    def record_as(self) -> date:
        """The date to write into the next event."""
        if not self.events:
            return self.since
        return self.since if standing_of(self.events, self.sign_since).back else self.events[0].since


def pair(signs: Iterable[Sign], events: Mapping[tuple[str, str], Iterable[Event]]) -> list[Thread]:
    """Every concern. ``events``: by child and signal, under the id the child has now.

    A sign has the events about its own date. The earliest sign without any takes over the newest events about a date
    that no longer stands: a corrected date is the same concern. What is left over is a concern whose sign has gone.
    """
    dates: dict[tuple[str, str], set[date]] = defaultdict(set)
    for child_id, signal, since in signs:
        dates[child_id, signal].add(since)
    found: list[Thread] = []
    for key in sorted(dates.keys() | events.keys()):
        found += _threads(key, dates.get(key, set()), events.get(key, ()))
    return found


def _threads(key: tuple[str, str], signs: set[date], events: Iterable[Event]) -> list[Thread]:
    by_date: dict[date, list[Event]] = defaultdict(list)
    for event in events:
        by_date[event.since].append(event)
    gone = sorted(by_date.keys() - signs, reverse=True)
    bare = sorted(signs - by_date.keys())
    found = [Thread(*key, since, tuple(by_date[since])) for since in sorted(signs & by_date.keys())]
    if gone and bare:
        found.append(Thread(*key, bare.pop(0), tuple(by_date[gone.pop(0)])))
    found += [Thread(*key, since, ()) for since in bare]
    found += [Thread(*key, None, tuple(by_date[since])) for since in gone]
    return found


def states(
    signs: Iterable[Sign], events: Mapping[tuple[str, str], Iterable[Event]], as_of: date
) -> dict[Sign, ConcernState]:
    """The state of every concern, by child, signal and the concern's date."""
    return {
        (thread.child_id, thread.signal, thread.since): state_of(thread.events, thread.sign_since, as_of)
        for thread in pair(signs, events)
    }
