"""Reads again, aside, the files whose rows lean on a load that does not count, so that what they said is not lost.

A row that the store held already when it came was not kept a second time: its load leans on the earlier one. When the
earlier one is withdrawn or erased, or is of a later day than the one asked about, the file speaks for itself again.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.intake.arriving import again
from goldenthread.intake.bench import Bench
from goldenthread.intake.reading import Reader
from goldenthread.store import Load, LoadFolder, Store

_MEMORY = 1000  # megabytes, beside what the refresh itself holds


def stand_alone(store: Store, loads: Sequence[Load]) -> list[Load]:
    """The same loads; those that lean on one that is not among them are read anew into the store's spill folder."""
    counting = {load.load_id for load in loads}
    aside = store.spill / "read-again"
    shutil.rmtree(aside, ignore_errors=True)
    return [load if set(load.more.get("leans_on", ())) <= counting else _read_anew(store, load) for load in loads]


def _read_anew(store: Store, load: Load) -> Load:
    engine = Bench(store.spill, _MEMORY)
    try:
        arrived = again(store, load)
        folder = store.spill / "read-again" / load.load_id
        folder.mkdir(parents=True, mode=0o700)
        into = LoadFolder(folder, load.load_id, arrived.received)
        reader = Reader(store.simulated, engine, store.spill, ())
        reader.write(reader.type_in(arrived), into)
    finally:
        engine.close()
    return replace(load, folder=folder, more={**load.more, "leans_on": [], "read_anew": True})
