"""A command ends with 0 when it is done, 1 when the work failed and 2 when it was wrong, and never with a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.cli.conftest import Typed

from goldenthread.store import Store, StoreBusyError

WRONG = (
    ("simulate", "--out", "OUT", "--seed", "-3"),
    ("simulate", "--out", "OUT", "--without", "E99"),
    ("load", "--store", "NEW", "gone.csv"),
    ("load", "--store", "NEW"),
    ("refresh", "--store", "gone"),
    ("refresh", "--store", "STORE", "--as-of", "1900-01-01"),
    ("refresh", "--store", "STORE", "--as-of", "2999-01-01"),
    ("refresh", "--store", "STORE", "--as-of", "yesterday"),
    ("evaluate", "--store", "gone", "--truth", "STORE"),
    ("evaluate", "--store", "STORE", "--truth", "gone"),
    ("link", "gone.csv", "--out", "OUT"),
    ("serve", "--store", "STORE", "--port", "70000"),
    ("run", "--store", "NEW", "--no-serve", "--extracts", "gone"),
    ("erase", "--store", "STORE", "--child", "C1", "--sender", "ODS:ZZ1", "--by", "Ann", "--why", "Asked"),
    ("erase", "--store", "STORE", "--by", "Ann", "--why", "Asked"),
    ("erase", "--store", "STORE", "L00001", "--by", " ", "--why", "Asked"),
    ("audit", "mend", "--store", "STORE"),
)
FAILS = (
    ("simulate", "--preset", "tiny", "--out", "/proc/x"),
    ("simulate", "--preset", "tiny", "--out", "STORE"),
    ("evaluate", "--store", "STORE", "--truth", "STORE"),
    ("withdraw", "--store", "STORE", "L00009", "--by", "Ann", "--why", "Asked"),
    ("erase", "--store", "STORE", "L00009", "--by", "Ann", "--why", "Asked"),
    ("run", "--store", "FULL", "--no-serve"),
)


@pytest.fixture
def there(
    tmp_path: Path, store: Store, typed: Typed, files: Callable[..., Path], postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Path]:  # fmt: skip
    """What the words in capitals stand for."""
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    monkeypatch.chdir(tmp_path)
    assert typed("load", "--store", store.path, "--made-up", files("held")).code == 0
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    return {"STORE": store.path, "NEW": tmp_path / "new", "OUT": tmp_path / "out", "FULL": tmp_path / "full"}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_ends_with_two(typed: Typed, there: dict[str, Path], words: tuple[str, ...]) -> None:
    said = typed(*(there.get(word, word) for word in words))
    assert (said.code, said.out) == (2, "")
    assert said.err.strip().endswith((".", ")", "'audit', 'mend'")) or "invalid choice" in said.err
    assert not (there["NEW"].exists() or there["OUT"].exists())


@pytest.mark.parametrize("words", FAILS, ids=" ".join)
def test_work_that_fails_ends_with_one(typed: Typed, there: dict[str, Path], words: tuple[str, ...]) -> None:
    said = typed(*(there.get(word, word) for word in words))
    assert (said.code, said.out) == (1, "")
    assert len(said.err.strip().splitlines()) == 1


def test_a_day_before_anything_was_received_is_no_day_to_work_out(typed: Typed, there: dict[str, Path]) -> None:
    said = typed("refresh", "--store", there["STORE"], "--as-of", "2025-06-30")
    assert said.code == 2 and "Nothing had been received by 2025-06-30: the oldest row is of 2025-07-18" in said.err


def test_a_seed_is_a_whole_number_from_nought(typed: Typed, tmp_path: Path) -> None:
    assert "'-3' is not a whole number from 0" in typed("simulate", "--out", tmp_path / "x", "--seed", "-3").err


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program answers."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", ["serve", "run"])
def test_nothing_is_promised_at_a_port_that_another_program_has(
    typed: Typed, there: dict[str, Path], taken: int, command: str
) -> None:
    said = typed(command, "--store", there["STORE"], "--port", taken)
    assert (said.code, said.out) == (1, "")
    assert f"at port {taken}" in said.err and "--port" in said.err


def test_the_address_is_said_and_is_this_machines_own(
    monkeypatch: pytest.MonkeyPatch, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    from goldenthread.cli import running
    from goldenthread.web import server

    served: list[tuple[int, str]] = []
    monkeypatch.setattr(server, "set_up", lambda *_: None)
    monkeypatch.setattr(server, "_granian", lambda port, host: served.append((port, host)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running.serve_at(store, "postgresql:///nowhere", port)
    assert served == [(port, "127.0.0.1")]
    assert f"Golden Thread is at http://127.0.0.1:{port} " in capsys.readouterr().out


def test_who_reads_the_first_line_only_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "club.csv").write_text("forename,surname,dob\nZoe,Hall,2015-03-14\n")
    command = [sys.executable, "-m", "goldenthread", "link", "club.csv", "--out", "links.csv"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "links.csv").exists()


@pytest.mark.parametrize("words", [("load", "--made-up", "FILES"), ("load", "--again"), ("refresh",)])
def test_who_comes_second_hears_who_is_at_work(
    typed: Typed, there: dict[str, Path], files: Callable[..., Path], words: tuple[str, ...]
) -> None:
    path = files("second")
    store = Store.open(there["STORE"])
    with store.changing("load"):
        said = typed(words[0], "--store", store.path, *(path if word == "FILES" else word for word in words[1:]))
        assert (said.code, said.out) == (1, "")
        assert f"The store is in use: load (process {os.getpid()})." in said.err
        with pytest.raises(StoreBusyError), store.changing("refreshing"):
            pass
    assert [load.load_id for load in store.loads()] == ["L00001"] and not store.runs()
    with store.changing("refreshing"):
        pass
