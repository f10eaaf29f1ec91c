"""From nothing to served pages in one command: with a made-up area, or with an area's own files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from goldenthread import intake, pipeline, web
from goldenthread.cli._shared import MADE_UP, CommandError, day_in_hand, make_area, progress
from goldenthread.store import Store, database, publish
from goldenthread.web import accounts
from goldenthread.web.accounts import first_week

Say = Callable[[str], None]


def run(
    path: Path, port: int, preset: str, seed: int, extracts: Path | None, as_of: date | None = None, *,
    serve: bool = True, say: Say = print,
) -> int:  # fmt: skip
    """Makes or loads an area, refreshes, makes accounts, prints them with the address, and serves until stopped.

    A store that is ready is served as it is; new files in ``extracts`` are taken in first. Returns the exit code.
    """
    if extracts is not None and not extracts.exists():
        raise CommandError(f"{extracts} is not there. Give a folder that holds your files.")
    store = Store.open_or_create(path, simulated=extracts is None)
    if extracts is None and not store.simulated:
        raise CommandError(f"{path} holds an area's own files. Give EXTRACTS=folder, or another STORE.")
    if extracts is not None and store.simulated:
        raise CommandError(f"{path} holds a made-up area. Give your own files a store of their own: STORE=folder.")
    with database.opened(store) as url:
        if _take_in(store, _files(store, preset, seed, extracts, say), say) or publish.in_force(url) is None:
            pipeline.refresh(store, url, day_in_hand(store, as_of), say=say)
        web.prepare(url, store)
        if store.simulated:
            first_week.release_first_week(url, store)
        for line in accounts.first_accounts(url, store):
            print(line)
        print(f"Golden Thread is at http://127.0.0.1:{port} (this machine only). Stop it with Ctrl-C.", flush=True)
        if serve:
            web.serve(store, url, port)
    return 0


def _files(store: Store, preset: str, seed: int, extracts: Path | None, say: Say) -> Path:
    """Where the files are; a made-up area is made inside the store, once."""
    if extracts is not None:
        return extracts
    area = store.path / "made-up"
    if not (area / MADE_UP).exists():
        say(f"Making a made-up area ({preset}, seed {seed})")
        make_area(preset, seed, area)
    return area / "extracts"


def _take_in(store: Store, files: Path, say: Say) -> bool:
    """Loads what is new; whether anything was."""
    reports = intake.load(store, [files], progress=progress)
    read, kept = sum(r.rows_read for r in reports), sum(r.rows_kept for r in reports)
    aside, held = sum(r.rows_set_aside for r in reports), sum(r.rows_already_held for r in reports)
    say(f"{len(reports)} files: {read} rows read = {kept} kept + {aside} set aside + {held} already held")
    return kept > 0
