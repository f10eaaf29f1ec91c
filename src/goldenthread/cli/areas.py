"""Which made-up area files come from and which one a store holds: two in one would join children who never met."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from goldenthread.cli._shared import CommandError, WrongCommandError, say
from goldenthread.store import Store

MADE_UP = "MADE-UP.txt"  # simulate leaves it beside the extracts, with the area's name in brackets
_BEGUN = "Every child, name and number here is made up. This area is not finished: make it again.\n"
_NAME = re.compile(r"\((\w+, seed \d+[^)]*)\)")
_PARTS = ("extracts", "truth")
_NOTES = (".log", ".txt")  # what somebody writes down beside an area
_UNMARKED = (
    "Take care: {path} holds a made-up area, and nothing says that {file} is made up. Its pages tell everybody that "
    "nothing in it is about a real child. If this is about real people, erase it (goldenthread erase) and give it "
    "another --store."
)


def name_of(preset: str, seed: int) -> str:
    """How an area is called as far as a preset and a seed say."""
    return f"{preset}, seed {seed}"


def is_same(one: str, other: str) -> bool:
    """Whether two names can be of one area; a name may leave out how wrong its files are, as older marks did."""
    return one == other or one.startswith(f"{other},") or other.startswith(f"{one},")


def make_area(preset: str, seed: int, out: Path, errors: str = "realistic", without: Sequence[str] = ()) -> None:
    """Makes a made-up area in ``out``, with the mark that tells it from real files and from other areas.

    ``out`` is new or empty but for notes, or holds an area made before, which goes. Raises CommandError.
    """
    from goldenthread import simulator
    from goldenthread.simulator.settings import check_effects

    left_out = " and ".join(without) or "nothing"
    name = f"{name_of(preset, seed)}, errors {errors}, {left_out} left out"
    try:
        check_effects(tuple(without))  # before an area that was made before goes
        _clear(out)
        (out / MADE_UP).write_text(_BEGUN)
        simulator.simulate(preset, seed, out, errors=errors, without=tuple(without))
        (out / MADE_UP).write_text(f"Every child, name and number here is made up ({name}).\n")
    except simulator.SettingsError as error:
        raise WrongCommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror or error}. Choose another folder.") from error


def _clear(out: Path) -> None:
    """Makes room for an area: a file of an earlier one that stayed would be loaded with the new one's."""
    out.mkdir(parents=True, exist_ok=True)
    if not (out / MADE_UP).is_file() and any(file.suffix not in _NOTES for file in out.iterdir()):
        raise CommandError(f"{out} holds files that 'simulate' did not make. Give a new or an empty folder.")
    for part in _PARTS:
        if (out / part).exists():
            shutil.rmtree(out / part)


def mark_of(path: Path) -> Path | None:
    """The mark that ``simulate`` left in the folder of a file, or in the nearest above; None for real files."""
    folders = (path, *path.resolve().parents)
    return next((folder / MADE_UP for folder in folders if (folder / MADE_UP).is_file()), None)


def area_of(mark: Path | None) -> str:
    """The name of the area that a mark is of; empty where it says none."""
    found = _NAME.search(mark.read_text(encoding="utf-8", errors="replace")) if mark and mark.is_file() else None
    return found[1] if found else ""


def area_within(store: Store) -> str:
    """The name of the made-up area a store holds; empty where none is known."""
    return store.area or area_of(store.path / "made-up" / MADE_UP)


def holds_made_up(path: Path) -> bool:
    """Whether a folder is a store of a made-up area."""
    return (path / "store.json").is_file() and Store.open(path).simulated


def store_for(path: Path, files: Sequence[Path], made_up: bool = False) -> Store:
    """The store that files go to, made where there is none.

    ``made_up``: they are, though no mark stands above them. Raises CommandError, before a store is made, when the files
    do not belong together, and when they do not belong with what the store holds. A made-up store takes files without a
    mark, as somebody changes a few to see what comes of it, and says what that means.
    """
    marks = {file: mark_of(file) for file in files}
    _check_together(marks, made_up or holds_made_up(path))
    simulated = made_up or all(marks.values())
    store = Store.open_or_create(path, simulated=simulated)
    if store.simulated and not simulated:
        say(_UNMARKED.format(path=path, file=next(file for file, mark in marks.items() if mark is None)))
    if simulated and not store.simulated:
        raise CommandError(f"{path} holds an area's own files, and {files[0]} is made up. Give another --store.")
    for name in {area_of(mark) for mark in marks.values() if mark}:
        hold(store, name)
    return store


def _check_together(marks: dict[Path, Path | None], made_up: bool) -> None:
    """Raises CommandError when files are of two areas, or made up and real."""
    for file, mark in marks.items():
        within = next(file.rglob(MADE_UP), None) if mark is None and file.is_dir() else None
        if within:
            raise CommandError(f"{file} has a made-up area in it. Load that by itself: {within.parent / 'extracts'}.")
    real = [file for file, mark in marks.items() if mark is None]
    if real and len(real) < len(marks) and not made_up:
        raise CommandError(
            f"Some of these files are made up and {real[0]} is not. Load them apart, each into a store of its own."
        )
    names = sorted({area_of(mark) for mark in marks.values() if mark} - {""})
    if any(not is_same(names[0], name) for name in names):
        raise CommandError(
            f"These files are of several made-up areas ({'; '.join(names)}). Load each into a store of its own."
        )


def hold(store: Store, name: str) -> None:
    """Keeps which made-up area a store holds. Raises CommandError when it holds another."""
    if not name or name == store.area:
        return
    with store.changing("load"):
        held = area_within(Store.open(store.path))  # whoever was quicker has said so there
        if held and not is_same(held, name):
            raise CommandError(
                f"{store.path} holds the made-up area ({held}), and these files are of another ({name}). Two areas in "
                "one store would join children who never met. Give another --store."
            )
        store.keep_area(max(held, name, key=len))
