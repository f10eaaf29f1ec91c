"""What the commands share: how they speak, how they fail, and which day they work everything out for."""

import os
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from goldenthread.store import Store, StoreError


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


class WrongCommandError(CommandError):
    """What was typed cannot be meant, whatever the store holds; the message says what to type instead."""


def opened_store(path: Path) -> Store:
    """The store in a folder. Raises WrongCommandError when there is none."""
    try:
        return Store.open(path)
    except StoreError as error:
        if os.access(path / "store.json", os.F_OK):
            raise
        raise WrongCommandError(str(error)) from error


def say(text: str) -> None:
    """A plain line of progress on standard error, so that what a command prints stays clean."""
    with suppress(BrokenPipeError):  # that nobody listens any more is no reason to stop the work
        print(text, file=sys.stderr, flush=True)


def progress(done: int, of: int, doing: str) -> None:
    """How far long work has come: one line that moves on a terminal; elsewhere a plain line every so often."""
    if sys.stderr.isatty():
        with suppress(BrokenPipeError):
            print(f"\r\033[K{done} of {of}: {doing[-70:]}", end="\n" * (done == of), file=sys.stderr, flush=True)
    elif done == of or done % 50 == 0:
        say(f"{done} of {of}: {doing}")


def day_in_hand(store: Store, asked: date | None, today: date | None = None) -> date | None:
    """The day to work everything out for: the one asked for, else the newest extract date that is not still to come.

    One slip of the finger in a file's date must not carry a whole area into a year to come. None where no file of an
    area's own is dated up to ``today``, and for a made-up area, whose days are its own. Raises WrongCommandError when
    nothing had been received by the day asked for.
    """
    if asked:
        _check_begun(store, asked)
    today = today or datetime.now(UTC).date()
    ahead = [load for load in store.loads() if load.extract_date and load.extract_date > today]
    if asked or store.simulated or not ahead:
        return asked
    for load in ahead:
        says = f"{load.path} ({load.load_id}) has rows dated {load.extract_date}, which is still to come"
        say(f"{says}: they do not count until then. Ask the sender to correct the date.")
    return store.newest_extract(today)


def _check_begun(store: Store, asked: date) -> None:
    oldest = min((str(load.more["oldest_date"]) for load in store.loads() if load.more.get("oldest_date")), default="")
    if asked.isoformat() < oldest:
        raise WrongCommandError(
            f"Nothing had been received by {asked}: the oldest row is of {oldest}. Give a later day with --as-of."
        )
