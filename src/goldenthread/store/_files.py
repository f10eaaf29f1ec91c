"""Writes files and folders so that they are there whole or not there at all, whatever is killed meanwhile."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished-"


class StoreError(Exception):
    """The store cannot do what was asked; the message says why, and what to do."""


def write_json(path: Path, facts: Mapping[str, Any], mode: int = 0o600) -> None:
    """Writes facts as JSON in one step: a reader sees the old file or the new one."""
    write_whole(path, as_json(facts), mode)


def as_json(facts: Mapping[str, Any]) -> bytes:
    """Facts as the content of a JSON file."""
    return (json.dumps(facts, indent=1, default=str, ensure_ascii=False) + "\n").encode()


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Writes a file in one step, readable by its owner only."""
    temporary = path.with_name(f"{UNFINISHED}{secrets.token_hex(6)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _settle(path.parent)


def read_json(path: Path) -> dict[str, Any]:
    """The facts in a JSON file. Raises StoreError when it is not there or is not JSON."""
    try:
        facts: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}.") from error
    return facts


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which takes its name when the block ends well and is gone when it does not.

    Raises StoreError when a folder of that name is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f"{UNFINISHED}{target.name}-{secrets.token_hex(4)}"
    temporary.mkdir(mode=0o700)
    try:
        yield temporary
        if target.exists():
            raise StoreError(f"{target} is there already.")
        for file in temporary.rglob("*"):
            _settle(file)
        temporary.rename(target)
        _settle(target.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def clear_unfinished(folder: Path) -> None:
    """Removes what a killed writer left half-done. Call it only while holding the store's lock."""
    for left in folder.glob(f"{UNFINISHED}*"):
        discard(left)


def discard(path: Path) -> None:
    """Removes a file, or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def numbered(folder: Path, letter: str) -> list[str]:
    """The names 'L00001', 'L00002', … in a folder, in order."""
    if not folder.exists():
        return []
    return sorted(path.name for path in folder.iterdir() if path.name[:1] == letter and path.name[1:].isdigit())


def next_number(folder: Path, letter: str) -> str:
    """The name that follows the last of ``numbered``."""
    taken = numbered(folder, letter)
    return f"{letter}{int(taken[-1][1:]) + 1 if taken else 1:05d}"


def _settle(path: Path) -> None:
    """Waits until a file or folder is on the disk, so that a power cut does not undo a rename."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
