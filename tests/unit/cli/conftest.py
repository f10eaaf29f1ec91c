"""What tests of the command line may ask for: commands typed, marked files, and one made-up area refreshed for all."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from tests.unit.intake.sending import waits

from goldenthread import cli

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Typed = Callable[..., Said]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Types a command; an answer that argparse gives counts like any other."""

    def run(*words: object) -> Said:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:
            code = int(str(ended.code))
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with one small file; ``area`` names the made-up area that a mark beside it says it is of."""

    def make(name: str, area: str | None = None, *changes: dict[str, str]) -> Path:
        folder = tmp_path / name / "extracts"
        folder.mkdir(parents=True)
        (folder / "waits.csv").write_text(waits(*(changes or ({"referral_id": f"R-{name}"},))))
        if area is not None:
            (folder.parent / "MADE-UP.txt").write_text(f"Every child, name and number here is made up ({area}).\n")
        return folder

    return make


def _databases(server: str) -> Iterator[Callable[[], str]]:
    made: list[str] = []

    def make() -> str:
        name = f"golden_thread_cli_{next(_numbers)}_{Path(tempfile.mktemp()).name}".lower()  # noqa: S306 - only a name
        create = "create database {} template template0 encoding 'utf8' locale 'C' strategy file_copy"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL(create).format(sql.Identifier(name)))
        made.append(name)
        return make_conninfo(server, dbname=name)

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def new_database(_postgres: tuple[Path, str, str]) -> Iterator[Callable[[], str]]:
    """Makes the address of a database that is nobody's yet."""
    yield from _databases(_postgres[1])


@dataclass(frozen=True)
class Area:
    """A made-up area of which some files are loaded and refreshed."""

    folder: Path
    store: Path
    url: str


@pytest.fixture(scope="session")
def area(new_database: Callable[[], str]) -> Iterator[Area]:
    """The smallest area, seed 5; lists of waits and of teams are loaded, the rest of its files is left out."""
    folder = Path(tempfile.mkdtemp(prefix="golden-thread-cli-"))
    made = Area(folder / "area", folder / "store", new_database())
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_URL", made.url)
        assert cli.main(["simulate", "--preset", "tiny", "--seed", "5", "--out", str(made.folder)]) == 0
        parts = [str(made.folder / "extracts" / "area=001" / name) for name in ("lists", "community", "hospital")]
        assert cli.main(["load", "--store", str(made.store), *parts]) == 0
        assert cli.main(["refresh", "--store", str(made.store)]) == 0
    yield made
    shutil.rmtree(folder, ignore_errors=True)
