"""Two made-up areas never meet in one store, nor do made-up files and real ones; parts of one area do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import Typed

from goldenthread import simulator
from goldenthread.cli import areas, running
from goldenthread.store import Store

ONE = "tiny, seed 1, errors realistic, nothing left out"
NINE = "tiny, seed 9, errors realistic, nothing left out"
Files = Callable[..., Path]


@pytest.fixture
def held(tmp_path: Path, typed: Typed, files: Files) -> Path:
    """A store that holds a file of the area ONE."""
    assert typed("load", "--store", tmp_path / "store", files("one", ONE)).code == 0
    return tmp_path / "store"


def loads(store: Path) -> int:
    return len(Store.open(store).loads(include_withdrawn=True))


def test_another_area_is_refused_and_named(held: Path, typed: Typed, files: Files) -> None:
    said = typed("load", "--store", held, files("nine", NINE))
    assert said.code == 1
    for told in (ONE, NINE, "--store"):
        assert told in said.err
    assert loads(held) == 1


def test_the_same_area_may_come_file_by_file(held: Path, typed: Typed, files: Files) -> None:
    assert typed("load", "--store", held, files("more", ONE) / "waits.csv").code == 0
    assert typed("load", "--store", held, files("older-mark", "tiny, seed 1")).code == 0
    assert typed("load", "--store", held, files("other", "tiny, seed 12")).code == 1
    assert (loads(held), Store.open(held).area) == (3, ONE)


def test_two_areas_in_one_command_make_no_store(tmp_path: Path, typed: Typed, files: Files) -> None:
    said = typed("load", "--store", tmp_path / "store", files("one", ONE), files("nine", NINE))
    assert said.code == 1 and "several made-up areas" in said.err
    assert not (tmp_path / "store").exists()


def test_a_store_from_before_areas_had_names_takes_the_first_that_comes(
    typed: Typed, files: Files, store: Store
) -> None:
    for name in ("old", "older"):
        path = files(name, None)
        (path.parent / "MADE-UP.txt").write_text("Every child here is made up.\n")
        assert typed("load", "--store", store.path, path).code == 0
    assert Store.open(store.path).area == ""
    assert typed("load", "--store", store.path, files("one", ONE)).code == 0
    assert Store.open(store.path).area == ONE
    assert typed("load", "--store", store.path, files("nine", NINE)).code == 1


def test_a_made_up_store_takes_files_without_a_mark_and_says_what_that_means(
    held: Path, typed: Typed, files: Files
) -> None:
    said = typed("load", "--store", held, files("own"))
    assert said.code == 0 and "nothing says that" in said.err and "If this is about real people, erase it" in said.err
    assert loads(held) == 2
    said = typed("load", "--store", held, "--made-up", files("copied"))
    assert said.code == 0 and "Take care" not in said.err


def test_made_up_files_do_not_come_into_a_store_of_own_files(tmp_path: Path, typed: Typed, files: Files) -> None:
    assert typed("load", "--store", tmp_path / "own-store", files("own")).code == 0
    said = typed("load", "--store", tmp_path / "own-store", files("one", ONE))
    assert said.code == 1 and "holds an area's own files" in said.err
    assert typed("load", "--store", tmp_path / "third", files("two", ONE), files("own-too")).code == 1
    assert loads(tmp_path / "own-store") == 1 and not (tmp_path / "third").exists()


def test_files_copied_away_from_their_area_go_on_being_read(tmp_path: Path, typed: Typed, files: Files) -> None:
    assert typed("load", "--store", tmp_path / "a", files("copied")).code == 0
    assert typed("load", "--store", tmp_path / "b", "--made-up", files("copied-too")).code == 0
    assert [Store.open(tmp_path / name).simulated for name in "ab"] == [False, True]


def test_a_folder_with_an_area_somewhere_in_it_is_refused(tmp_path: Path, typed: Typed, files: Files) -> None:
    files("one", ONE)
    said = typed("load", "--store", tmp_path / "store", tmp_path)
    assert said.code == 1 and "has a made-up area in it" in said.err


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, files: Files) -> list[tuple[str, int]]:
    """Which areas were made; each has one file, which says so."""
    made: list[tuple[str, int]] = []

    def simulate(preset: str, seed: int, out: Path, **_: Any) -> None:
        made.append((preset, seed))
        (out / "extracts").mkdir()
        (out / "truth").mkdir()
        (out / "extracts" / f"waits-{len(made)}.csv").write_bytes(
            (files(f"drawn-{len(made)}") / "waits.csv").read_bytes()
        )

    monkeypatch.setattr(simulator, "simulate", simulate)
    return made


def test_an_area_made_again_leaves_nothing_of_the_one_before(
    tmp_path: Path, typed: Typed, drawn: list[tuple[str, int]]
) -> None:
    for seed in (1, 9):
        assert typed("simulate", "--preset", "tiny", "--seed", seed, "--out", tmp_path / "area").code == 0
    assert [path.name for path in (tmp_path / "area" / "extracts").iterdir()] == ["waits-2.csv"]
    assert areas.area_of(tmp_path / "area" / "MADE-UP.txt") == NINE
    assert typed("simulate", "--without", "E99", "--out", tmp_path / "area").code == 2
    assert areas.area_of(tmp_path / "area" / "MADE-UP.txt") == NINE


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, typed: Typed, drawn: list[tuple[str, int]]) -> None:
    (tmp_path / "mine" / "extracts").mkdir(parents=True)
    said = typed("simulate", "--preset", "tiny", "--out", tmp_path / "mine")
    assert said.code == 1 and "did not make" in said.err
    assert not drawn


def test_a_note_beside_an_area_is_no_hindrance_and_stays(
    tmp_path: Path, typed: Typed, drawn: list[tuple[str, int]]
) -> None:
    (tmp_path / "simulate.log").write_text("begun")
    assert typed("simulate", "--preset", "tiny", "--seed", 1, "--out", tmp_path).code == 0
    assert drawn and (tmp_path / "simulate.log").read_text() == "begun"


def test_an_area_that_was_not_finished_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulator, "simulate", killed)
    assert typed("simulate", "--preset", "tiny", "--out", tmp_path / "area").code == 1
    assert (tmp_path / "area" / "MADE-UP.txt").exists()
    assert areas.area_of(tmp_path / "area" / "MADE-UP.txt") == ""


@pytest.fixture
def run(
    typed: Typed, store: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch, drawn: list[tuple[str, int]]
) -> Iterator[Callable[..., Any]]:
    """Types ``run`` for a store, up to the accounts: a process serves one store's pages only."""
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    monkeypatch.setattr(running.pipeline, "refresh", lambda *_, **__: None)
    monkeypatch.setattr(running.web, "prepare", lambda *_: None)
    monkeypatch.setattr(running.first_week, "release_first_week", lambda *_: 0)
    monkeypatch.setattr(running.accounts, "first_accounts", lambda *_: ["Sign in"])
    yield lambda *words, at=store.path: typed("run", "--store", at, "--no-serve", *words)


def test_run_makes_an_area_once_and_serves_it_when_it_or_none_is_asked_for(
    run: Any, store: Store, drawn: list[tuple[str, int]]
) -> None:
    for words in (("--preset", "tiny", "--seed", "9"), (), ("--seed", "9", "--preset", "tiny")):
        assert run(*words).out == "Sign in\n"
    assert (drawn, loads(store.path), Store.open(store.path).area) == ([("tiny", 9)], 1, NINE)


@pytest.mark.parametrize("words", [("--preset", "area"), ("--seed", "2"), ("--preset", "town", "--seed", "3")])
def test_run_never_serves_another_area_than_was_asked_for(
    run: Any, store: Store, drawn: list[tuple[str, int]], words: tuple[str, ...]
) -> None:
    assert run().code == 0
    said = run(*words)
    assert said.code == 1 and "town, seed 1" in said.err and "STORE=FOLDER" in said.err
    assert drawn == [("town", 1)]


def test_run_loads_no_second_area_onto_one_that_was_loaded(
    run: Any, typed: Typed, store: Store, files: Files, drawn: list[tuple[str, int]]
) -> None:
    assert typed("load", "--store", store.path, files("one", ONE)).code == 0
    assert run("--preset", "tiny", "--seed", "9").code == 1
    assert run().code == 0 and run("--preset", "tiny", "--seed", "1").code == 0
    assert (drawn, loads(store.path)) == ([], 1)


def test_run_keeps_own_files_and_made_up_ones_apart(run: Any, tmp_path: Path, store: Store, files: Files) -> None:
    assert run().code == 0
    said = run("--extracts", files("own"))
    assert said.code == 1 and "holds a made-up area" in said.err and loads(store.path) == 1
    Store.create(tmp_path / "real")
    for words in ((), ("--extracts", files("one", ONE))):
        said = run(*words, at=tmp_path / "real")
        assert said.code == 1 and "holds an area's own files" in said.err
    assert loads(tmp_path / "real") == 0
