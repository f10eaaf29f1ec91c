"""What the commands share: how they speak, how they fail, and how they tell a made-up area from real files."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from goldenthread.store import Store

MADE_UP = "MADE-UP.txt"  # simulate leaves it beside the extracts


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


def say(text: str) -> None:
    """A plain line of progress on standard error, so that what a command prints stays clean."""
    print(text, file=sys.stderr, flush=True)


def progress(done: int, of: int, doing: str) -> None:
    """How far long work has come: one line that moves on a terminal; elsewhere a plain line every so often."""
    if sys.stderr.isatty():
        print(f"\r\033[K{done} of {of}: {doing[-70:]}", end="\n" if done == of else "", file=sys.stderr, flush=True)
    elif done == of or done % 50 == 0:
        say(f"{done} of {of}: {doing}")


def make_area(preset: str, seed: int, out: Path, errors: str = "realistic", without: Sequence[str] = ()) -> None:
    """Makes a made-up area in ``out``, with the mark that tells it from real files. Raises CommandError."""
    from goldenthread import simulator

    try:
        simulator.simulate(preset, seed, out, errors=errors, without=tuple(without))
    except (ValueError, simulator.EffectError) as error:
        raise CommandError(str(error)) from error
    (out / MADE_UP).write_text(f"Every child, name and number here is made up ({preset}, seed {seed}).\n")


def day_in_hand(store: Store, asked: date | None, today: date | None = None) -> date | None:
    """The day to work everything out for: the one asked for, else the newest extract date that is not still to come.

    One slip of the finger in a file's date must not carry a whole area into a year to come. None where no file of an
    area's own is dated up to ``today``, and for a made-up area, whose days are its own.
    """
    today = today or datetime.now(UTC).date()
    ahead = [load for load in store.loads() if load.extract_date and load.extract_date > today]
    if asked or store.simulated or not ahead:
        return asked
    for load in ahead:
        says = f"{load.path} ({load.load_id}) has rows dated {load.extract_date}, which is still to come"
        say(f"{says}: they do not count until then. Ask the sender to correct the date.")
    return store.newest_extract(today)


def is_made_up(paths: Sequence[Path]) -> bool:
    """Whether files come from ``simulate``, by the mark it leaves in a folder above them."""
    return all(any((folder / MADE_UP).exists() for folder in (path, *path.resolve().parents)) for path in paths)


def kind_of_store(store: Store) -> str:
    """What a store holds, in words."""
    return "this store holds a made-up area" if store.simulated else "this store holds an area's own files"
