"""What a feed is called by people: the titles of the extracts, from their declarations."""

from collections import Counter
from collections.abc import Iterable

from goldenthread.extracts import extracts


def title(source: str | None) -> str:
    """'Waiting list of a community health service' for 'community_waits'; the name itself where none is declared."""
    found = extracts().get(source or "")
    return found.title if found else (source or "Not recognised").replace("_", " ")


def gateway(source: str) -> str:
    """The law under which a feed may be sent; empty where none is declared."""
    found = extracts().get(source)
    return found.gateway if found else ""


_SENDERS = {"URN": ("School", "schools"), "LA": ("Council", "councils"), "ODS": ("Health provider", "health providers")}


def sender(value: str | None, name: str | None = None) -> str:
    """A sender as people read it: 'Hillview Primary (900001)' for 'URN:900001', else 'School 900001'.

    ``name`` is what the area's own lists call it (published.sender_name), where they do.
    """
    kind, _, number = (value or "").partition(":")
    if name and number:
        return f"{name} ({number})"
    if kind not in _SENDERS:
        return value or "Sender not known"
    return f"{_SENDERS[kind][0]} {number}" if number != "unsaid" else f"{_SENDERS[kind][0]}, not named in the file"


def kinds_of(senders: Iterable[str]) -> list[str]:
    """Senders as families read them, counted by kind and never by number: '13 schools', 'the council'."""
    counted = Counter(name.partition(":")[0] for name in senders)
    return [_counted(kind, number) for kind, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]


def _counted(kind: str, number: int) -> str:
    one, many = _SENDERS.get(kind, ("Sender", "other senders"))
    if number > 1:
        return f"{number:,} {many}"
    return "the council" if kind == "LA" else f"one {one.lower()}"
