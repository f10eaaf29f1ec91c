"""A file on its way in: it lies in the store under its hash, and its first lines have said what it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.intake.opening import Opened, opened
from goldenthread.intake.recognise import Recognised
from goldenthread.intake.scan import Counter, Scan, counted
from goldenthread.store import Load, Received, Store


@dataclass(frozen=True)
class Arrived:
    """A file in the store, opened, with what its bytes show. ``replaces``: the load that it is read anew for."""

    received: Received
    file: Opened
    scan: Scan
    replaces: str = ""

    @property
    def form(self) -> Recognised:
        """What the file is. Raises ValueError when it is not recognised."""
        if self.file.form is None:
            raise ValueError(f"{self.received.name} is not recognised.")
        return self.file.form


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file of the paths given, folders in sorted order, hidden files left out."""
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                whole = not inner.is_dir() or inner.is_symlink()
                if whole and not any(part.startswith(".") for part in inner.relative_to(path).parts):
                    yield inner
        else:
            yield path


def arrive(store: Store, path: Path, file: Opened) -> Arrived:
    """Copies a file into the store, counting what its bytes show on the way."""
    counter = Counter(file.delimiter, file.start.encoding)
    received = store.receive(path, each=counter.add)
    return Arrived(received, replace(file, path=received.path), counter.scan())


def again(store: Store, load: Load, instead: Received | None = None) -> Arrived:
    """A file received before, as if it came now, or another ``instead``. Raises OSError when it is no longer kept."""
    path = instead.path if instead else store.path / "received" / load.sha256
    file = opened(path)
    received = instead or Received(load.sha256, load.path, path.stat().st_size, path)
    return Arrived(received, file, counted(path, file.delimiter, file.start.encoding), replaces=load.load_id)
