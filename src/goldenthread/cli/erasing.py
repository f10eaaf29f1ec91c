"""Erases files for good, and everything worked out from them: as a sender, a family or a retention date asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

import psycopg

from goldenthread import intake, pipeline
from goldenthread.cli._shared import CommandError
from goldenthread.store import Load, Store, audit, database
from goldenthread.store.publish import in_force

WORKER = "command-line"  # whoever may run commands on the store; the name is given with each


@dataclass(frozen=True)
class Asked:
    """Which files are to go, who decided it and why. ``yes``: do it; else only say what would go."""

    loads: Sequence[str]
    sender: str | None
    past: bool
    by: str
    why: str
    yes: bool


ASKED = tuple(field.name for field in fields(Asked))


def erase(store: Store, asked: Asked, say: Callable[[str], None]) -> str:
    """What was erased, or would be, in words.

    Each file leaves its hash, the date, who and why. Pages are worked out again at once without them, and earlier runs
    go. Cut off half-way, it is finished by asking again. Raises CommandError when nothing fits what was asked.
    """
    if not asked.by.strip() or not asked.why.strip():
        raise CommandError("Say who decided it (--by) and why (--why): both are kept for good.")
    found = intake.to_erase(store, asked.loads, asked.sender, datetime.now(UTC).date() if asked.past else None)
    if not found and not _unfinished(store):
        raise CommandError("No file in this store fits that. 'goldenthread status --store STORE' says what it holds.")
    if not asked.yes:
        return "\n".join([_listed(found), "Nothing was erased. Add --yes to erase this for good."])
    with database.opened(store) as url:
        with store.changing("erasing"), psycopg.connect(url) as connection:
            for load in found:
                audit.erase_load(connection, store, load.load_id, (WORKER, asked.by), asked.why)
        _work_out_again(store, url, say)
    return "\n".join(["Erased for good:", _listed(found), "What people decided, and the log, are kept."])


def _listed(loads: Sequence[Load]) -> str:
    lines = [
        f"  {load.load_id}  {load.source or 'not recognised':24} {load.rows_kept:>9,} rows  {load.path}"
        for load in loads
    ]
    return "\n".join([*lines, f"{len(loads)} files, {sum(load.rows_kept for load in loads):,} rows"])


def _work_out_again(store: Store, url: str, say: Callable[[str], None]) -> None:
    """Refreshes as of the day in force, so that no page and no run shows what was erased."""
    run_id = in_force(url)
    if run_id is not None:
        pipeline.refresh(store, url, date.fromisoformat(str(store.run(run_id).facts()["as_of"])), say=say)


def _unfinished(store: Store) -> bool:
    """Whether some run still rests on a load that was erased: an erasure was cut off before its refresh."""
    erased = {load.load_id for load in store.loads(include_withdrawn=True) if load.state == "erased"}
    return any(not erased.isdisjoint(run.facts().get("loads", ())) for run in store.runs())
