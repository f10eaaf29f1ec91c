"""Whose record a record is, worked out in one place: every published table that names an agency takes it from here."""

from functools import cache

from goldenthread.extracts import extracts
from goldenthread.records import tables


def holder(record: str) -> str:
    """SQL over a row ``r`` of this kind of record: the agency that holds it; null where it is not known.

    What the kind of record declares, else the agency whose feed it came with (docs/decisions/0020).
    """
    return tables()[record].HOLDER or _of_the_feed()


@cache
def _of_the_feed() -> str:
    agencies: dict[str, list[str]] = {}
    for name, extract in extracts().items():
        agencies.setdefault(extract.agency, []).append(f"'{name}'")
    each = " ".join(f"when r.source in ({', '.join(feeds)}) then '{agency}'" for agency, feeds in agencies.items())
    return f"case {each} end"
