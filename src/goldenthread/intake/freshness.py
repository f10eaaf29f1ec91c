"""Says of every feed how old its newest news is, and of every record whether questions about it can be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa

from goldenthread.engine import DuckDBEngine
from goldenthread.extracts import Extract, extracts
from goldenthread.records import agency_tables
from goldenthread.store import Load

_SOURCE = pa.schema(
    [
        ("source", pa.string()),
        ("sender", pa.string()),
        ("agency", pa.string()),
        ("cadence_days", pa.int32()),
        ("newest", pa.date32()),
        ("received_at", pa.timestamp("us")),
        ("state", pa.string()),
        ("because", pa.string()),
    ]
)
_FEED = pa.schema([("record", pa.string()), ("state", pa.string()), ("newest", pa.date32()), ("because", pa.string())])


@dataclass(frozen=True)
class Sent:
    """The newest news of one sender in one feed: the date to which it was true, and when it was loaded."""

    source: str
    sender: str | None
    newest: date
    loaded_at: datetime


def tell(engine: DuckDBEngine, loads: Iterable[Load], as_of: date) -> None:
    """Makes tables ``source`` (one row per feed and sender; one without a sender where none ever came) and ``feed``."""
    sent = newest_of(loads, as_of)
    sources = [row for extract in extracts().values() for row in _rows_of(extract, sent, as_of)]
    engine.attach_arrow("source", pa.Table.from_pylist(sources, schema=_SOURCE))
    feeds = [_feed(record, sent, as_of) for record in agency_tables()]
    engine.attach_arrow("feed", pa.Table.from_pylist(feeds, schema=_FEED))


def newest_of(loads: Iterable[Load], as_of: date) -> list[Sent]:
    """By feed and sender, the newest date on or before ``as_of``; in order of feed and sender."""
    found: dict[tuple[str, str | None], Sent] = {}
    for load in loads:
        loaded_at = datetime.fromisoformat(load.loaded_at).replace(tzinfo=None)
        for sender, when in _dates(load, as_of):
            key = (load.source or "", sender)
            before = found.get(key)
            newest = max(when, before.newest) if before else when
            arrived = max(loaded_at, before.loaded_at) if before else loaded_at
            found[key] = Sent(load.source or "", sender, newest, arrived)
    return [found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or ""))]


def _dates(load: Load, as_of: date) -> Iterable[tuple[str | None, date]]:
    for sender, newest in load.more.get("newest", {}).items():
        when = date.fromisoformat(newest)
        if when > as_of:  # the file also holds days before, or its load would not count
            when = date.fromisoformat(load.more["oldest_date"])
        yield sender or None, when


def _rows_of(extract: Extract, sent: list[Sent], as_of: date) -> list[dict[str, object]]:
    common = {"source": extract.name, "agency": extract.agency, "cadence_days": extract.cadence_days}
    own = [one for one in sent if one.source == extract.name]
    if not own:
        because = f"{extract.title}: nothing has been received from {extract.supplier}."
        return [{**common, "state": "never", "because": because}]
    return [
        {
            **common,
            "sender": one.sender,
            "newest": one.newest,
            "received_at": one.loaded_at,
            "state": "fresh" if _is_fresh(extract, one.newest, as_of) else "late",
            "because": _because(extract, one.newest, as_of),
        }
        for one in own
    ]


def _is_fresh(extract: Extract, newest: date, as_of: date) -> bool:
    return newest + timedelta(days=extract.cadence_days) >= as_of


def _because(extract: Extract, newest: date, as_of: date) -> str:
    told = f"{extract.title}: the newest is of {newest:%-d %B %Y}"
    if _is_fresh(extract, newest, as_of):
        return f"{told}."
    return f"{told}, and it is due every {extract.cadence_days} days."


def _feed(record: str, sent: list[Sent], as_of: date) -> dict[str, object]:
    """A record can be asked about when one of the feeds it is made from is fresh; the sentence says what is missing."""
    makers = [extract for extract in extracts().values() if any(made.record == record for made in extract.records)]
    newest = [
        (extract, max((one.newest for one in sent if one.source == extract.name), default=None)) for extract in makers
    ]
    came = [(extract, day) for extract, day in newest if day is not None]
    never = [extract.title for extract, day in newest if day is None]
    states = {"fresh" if _is_fresh(extract, day, as_of) else "late" for extract, day in came}
    state = "fresh" if "fresh" in states else "late" if states else "never"
    told = [_because(extract, day, as_of) for extract, day in came]
    missing = [f"Nothing has been received of: {', '.join(never)}."] if never else []
    return {
        "record": record,
        "state": state,
        "newest": max((day for _, day in came), default=None),
        "because": " ".join([*told, *missing]) or "No extract makes this record.",
    }
