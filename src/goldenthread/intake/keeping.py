"""Says until which day each file may be kept; from that day on it counts no longer and can be erased."""

from collections.abc import Iterable
from datetime import date, datetime

from goldenthread.calendars import add_months
from goldenthread.extracts import extracts
from goldenthread.law import keeping
from goldenthread.store import Load, Store


def keep_until(load: Load) -> date:
    """The first day on which a file may not be kept: its extract date, else the day it came, and its feed's period.

    A file that was not recognised is kept as long as any copy. Source: the feed's ``Extract.kept``.
    """
    began = load.extract_date or datetime.fromisoformat(load.loaded_at).date()
    feed = extracts().get(load.source or "")
    return add_months(began, (feed.kept if feed else keeping.COPIES_OF_FILES).months or 0)


def past(loads: Iterable[Load], on: date) -> list[Load]:
    """Those of the loads that may not be kept on a day, in the order given."""
    return [load for load in loads if keep_until(load) <= on]


def to_erase(store: Store, load_ids: Iterable[str], sender: str | None, past_on: date | None) -> list[Load]:
    """Every load that an erasure takes, oldest first: those named, all of a sender's, and those past their date.

    A file goes with every reading of it. Loads withdrawn go too; those erased are gone. Raises StoreError when a load
    is not there.
    """
    there = [load for load in store.loads(include_withdrawn=True) if load.state != "erased"]
    named = {store.load(load_id).load_id for load_id in load_ids}
    wanted = [load for load in there if load.load_id in named or (sender is not None and load.sender == sender)]
    wanted += past(there, past_on) if past_on else []
    hashes = {load.sha256 for load in wanted}
    return [load for load in there if load.sha256 in hashes]
