"""From nothing to served pages in one command: with a made-up area, or with an area's own files."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from goldenthread import intake, pipeline, web
from goldenthread.cli import areas
from goldenthread.cli._shared import CommandError, WrongCommandError, day_in_hand, progress
from goldenthread.store import Store, database, publish
from goldenthread.web import accounts
from goldenthread.web.accounts import first_week

Say = Callable[[str], None]
PRESET, SEED = "town", 1  # the area made where nothing was said


def run(
    path: Path, port: int, preset: str | None, seed: int | None, extracts: Path | None, as_of: date | None = None, *,
    serve: bool = True, say: Say = print,
) -> int:  # fmt: skip
    """Makes or loads an area, refreshes, makes accounts, prints them with the address, and serves until stopped.

    A store that is ready is served as it is; new files in ``extracts`` are taken in first. Returns the exit code.
    """
    if serve:
        web.check_free(port)  # before the minutes of making an area, and not after
    if extracts is None:
        store, files = _made_up(path, preset, seed, say)
    else:
        store, files = _given(path, extracts), extracts
    with database.opened(store) as url:
        new = files is not None and _take_in(store, files, say)
        if new or publish.in_force(url) is None:
            pipeline.refresh(store, url, day_in_hand(store, as_of), say=say)
        web.prepare(url, store)
        if store.simulated:
            first_week.release_first_week(url, store)
        for line in accounts.first_accounts(url, store):
            print(line)
        if serve:
            serve_at(store, url, port)
    return 0


def serve_at(store: Store, url: str, port: int) -> None:
    """Says where the pages are and serves them until stopped. Raises StoreError when the port is taken."""
    web.check_free(port)
    print(f"Golden Thread is at http://127.0.0.1:{port} (this machine only). Stop it with Ctrl-C.", flush=True)
    web.serve(store, url, port)


def _given(path: Path, extracts: Path) -> Store:
    if not extracts.exists():
        raise WrongCommandError(f"{extracts} is not there. Give a folder that holds your files.")
    if areas.holds_made_up(path) and areas.mark_of(extracts) is None:
        raise CommandError(f"{path} holds a made-up area. Give your own files a store of their own: STORE=folder.")
    return areas.store_for(path, [extracts])


def _made_up(path: Path, preset: str | None, seed: int | None, say: Say) -> tuple[Store, Path | None]:
    """A store of the made-up area asked for, and where its files are; None where they are loaded and no longer here.

    The area is made inside the store, once. Raises CommandError when the store holds another.
    """
    store = Store.open_or_create(path, simulated=True)
    if not store.simulated:
        raise CommandError(f"{path} holds an area's own files. Give EXTRACTS=folder, or another STORE.")
    said = preset is not None or seed is not None
    preset, seed = preset or PRESET, SEED if seed is None else seed
    asked, held = areas.name_of(preset, seed), areas.area_within(store)
    if said and held and not areas.is_same(held, asked):
        raise CommandError(
            f"{path} holds the made-up area ({held}), and you asked for another ({asked}). Give that one a store of "
            "its own: --store FOLDER (make run STORE=FOLDER). To serve the one held, ask for none."
        )
    folder = store.path / "made-up"
    if not held and not store.loads(include_withdrawn=True):
        say(f"Making a made-up area ({asked})")
        shutil.rmtree(folder, ignore_errors=True)  # left by somebody who was killed while making one
        areas.make_area(preset, seed, folder)
    made = areas.area_of(folder / areas.MADE_UP)
    areas.hold(store, made)
    return store, folder / "extracts" if made else None


def _take_in(store: Store, files: Path, say: Say) -> bool:
    """Loads what is new; whether anything was."""
    reports = intake.load(store, [files], progress=progress)
    read, kept = sum(r.rows_read for r in reports), sum(r.rows_kept for r in reports)
    aside, held = sum(r.rows_set_aside for r in reports), sum(r.rows_already_held for r in reports)
    say(f"{len(reports)} files: {read} rows read = {kept} kept + {aside} set aside + {held} already held")
    return kept > 0
