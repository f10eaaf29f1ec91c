"""Withdraws files, or erases for good: files, or all that files say of one child, with what was worked out from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import psycopg
import pyarrow.parquet as pq

from goldenthread import intake, pipeline
from goldenthread.cli._shared import CommandError, WrongCommandError, progress
from goldenthread.store import Load, Store, audit, database
from goldenthread.store.publish import in_force

WORKER = "command-line"  # whoever may run commands on the store; the name is given with each
Say = Callable[[str], None]
_NOT_YET = "Nothing was erased. Add --yes to erase this for good."
_NOT_ALL = "Not all is erased. These files could not be read again without the person:"
_ASK = "The other files are done. See whether the disk is full, then ask again."
_KEPT = "What people decided, and the log, are kept."


@dataclass(frozen=True)
class Decided:
    """Who decided that something is erased, and why; both are kept for good. Without ``yes`` nothing goes."""

    by: str
    why: str
    yes: bool

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise WrongCommandError("Say who decided it (--by) and why (--why): both are kept for good.")


def erase_files(store: Store, loads: Sequence[str], sender: str | None, past: bool, decided: Decided, say: Say) -> str:
    """What was erased, or would be, in words: the files named, all of a sender's, and those past their day.

    Each leaves its hash, the date, who and why. Pages are worked out again at once without them, and earlier runs go.
    Cut off half-way, it is finished by asking again. Raises CommandError when nothing fits what was asked.
    """
    found = intake.to_erase(store, loads, sender, _today() if past else None)
    if not found and not _unfinished(store):
        raise CommandError("No file in this store fits that. 'goldenthread status --store STORE' says what it holds.")
    if not decided.yes:
        return "\n".join([_listed(found), _NOT_YET])
    with database.opened(store) as url:
        with store.changing("erasing"):
            _erase(store, url, (load.load_id for load in found), decided)
        _work_out_again(store, url, say)
    return "\n".join(["Erased for good:", _listed(found), _KEPT])


def erase_child(store: Store, child_id: str | None, decided: Decided, say: Say) -> str:
    """The same of every row that speaks of one child, or (None) of people erased before whom a sender sent again.

    Every file that speaks of them is replaced by a copy without their rows and then erased. What a sender sends of them
    later is left out by each refresh. Raises CommandError when no child in force has that id.
    """
    with database.opened(store) as url:
        joined = _joined(store, url)
        keys = _called(joined, child_id) if child_id else intake.sent_again(store)
        if not keys:
            return "Nobody who was erased was sent again."
        with store.changing("erasing"):
            who = intake.subject(store, keys, joined)
            found = intake.mentions(store, who, progress)
            if decided.yes:
                store.ledger.leave_out(keys, str(_today()), decided.by, decided.why)
                gone = intake.leave_out(store, found, progress)
                _erase(store, url, gone, decided)
        if not decided.yes:
            return "\n".join([_mentioned(who, found), _NOT_YET])
        _work_out_again(store, url, say)
    if left := [one for one in found if one.load.load_id not in gone]:
        raise CommandError("\n".join([_NOT_ALL, _mentioned(who, left), _ASK]))
    return "\n".join(["Erased for good:", _mentioned(who, found), _KEPT])


def withdraw(store: Store, load_ids: Sequence[str], undo: bool, decided: Decided) -> str:
    """What counts no longer, or again with ``undo``, in words; a refresh makes pages follow. Raises StoreError."""
    loads = [store.load(load_id) for load_id in load_ids]
    if erased := [load.load_id for load in loads if load.state == "erased"]:
        raise CommandError(f"{', '.join(erased)} is erased. Only a file that is kept can be withdrawn.")
    with database.opened(store) as url, store.changing("withdrawing"), psycopg.connect(url) as connection:
        for load_id in load_ids:
            audit.withdraw_load(connection, store, load_id, (WORKER, decided.by), decided.why, undo)
    return "\n".join([_listed(loads), f"They count {'again' if undo else 'no longer'} from the next refresh on."])


def _today() -> date:
    return datetime.now(UTC).date()


def _joined(store: Store, url: str) -> dict[str, str]:
    """Which child each source's person is in the run in force; empty where there is none."""
    run_id = in_force(url)
    if run_id is None:
        return {}
    link = pq.read_table(store.run(run_id).table("link"), columns=["person_key", "child_id"])
    return dict(zip(link["person_key"].to_pylist(), link["child_id"].to_pylist(), strict=True))


def _called(joined: Mapping[str, str], child_id: str) -> list[str]:
    """What each source calls a child."""
    if keys := sorted(key for key, child in joined.items() if child == child_id):
        return keys
    raise CommandError(
        f"No child has the reference {child_id}. It stands in the address of the child's page and under 'About this"
        " record'."
    )


def _erase(store: Store, url: str, load_ids: Iterable[str], decided: Decided) -> None:
    with psycopg.connect(url) as connection:
        for load_id in load_ids:
            audit.erase_load(connection, store, load_id, (WORKER, decided.by), decided.why)


def _file(load: Load, rows: int) -> str:
    return f"  {load.load_id}  {load.source or 'not recognised':24} {rows:>9,} rows  {load.path}"


def _listed(loads: Sequence[Load]) -> str:
    lines = [_file(load, load.rows_kept) for load in loads]
    return "\n".join([*lines, f"{len(loads)} files, {sum(load.rows_kept for load in loads):,} rows"])


def _mentioned(who: intake.Subject, found: Sequence[intake.Mention]) -> str:
    lines = [_file(one.load, one.rows) for one in found]
    rows = sum(one.rows for one in found)
    lines.append(f"{rows:,} rows about this person in {len(found)} files, from {len(who.keys)} sources")
    if who.others:
        lines.append(
            f"Not among them: {len(who.others)} rows or more that give one of the person's numbers to another child."
            " Find out whose number it is."
        )
    return "\n".join(lines)


def _work_out_again(store: Store, url: str, say: Say) -> None:
    """Refreshes as of the day in force, so that no page and no run shows what was erased."""
    run_id = in_force(url)
    if run_id is not None:
        pipeline.refresh(store, url, date.fromisoformat(str(store.run(run_id).facts()["as_of"])), say=say)


def _unfinished(store: Store) -> bool:
    """Whether some run still rests on a load that was erased: an erasure was cut off before its refresh."""
    erased = {load.load_id for load in store.loads(include_withdrawn=True) if load.state == "erased"}
    return any(not erased.isdisjoint(run.facts().get("loads", ())) for run in store.runs())
