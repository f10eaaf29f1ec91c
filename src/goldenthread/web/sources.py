"""What a feed is called by people: the titles of the extracts, from their declarations."""

from goldenthread.extracts import extracts


def title(source: str | None) -> str:
    """'Waiting list of a community health service' for 'community_waits'; the name itself where none is declared."""
    found = extracts().get(source or "")
    return found.title if found else (source or "Not recognised").replace("_", " ")


def gateway(source: str) -> str:
    """The law under which a feed may be sent; empty where none is declared."""
    found = extracts().get(source)
    return found.gateway if found else ""


def sender(value: str | None) -> str:
    """A sender as people read it: 'URN 900001' for 'URN:900001'."""
    return (value or "sender not known").replace(":", " ")
