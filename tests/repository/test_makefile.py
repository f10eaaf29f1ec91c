"""What make promises: an area only where one was asked for, and tests where there is no browser."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make") or "make"


def made(*words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if name not in ("CI", "PRESET", "SEED", "EXTRACTS")}
    command = [MAKE, "--no-print-directory", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**given, **surroundings}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), ""),
        (("PRESET=area",), "--preset area"),
        (("SEED=2",), "--seed 2"),
        (("PRESET=tiny", "SEED=3"), "--preset tiny --seed 3"),
        (("EXTRACTS=mine",), '--extracts "mine"'),
    ],
)
def test_run_asks_for_an_area_only_where_one_was_named(words: tuple[str, ...], asked: str) -> None:
    line = made("-n", "run", *words).stdout.strip().splitlines()[-1]
    assert line.partition("--port 8000")[2].split() == asked.split()


@pytest.fixture
def without_a_network(tmp_path: Path) -> str:
    """A path on which the user is root, there is no chromium, and apt-get reaches nobody."""
    for name, does in (("id", "echo 0"), ("apt-get", "exit 100")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    return str(tmp_path)


def test_a_browser_that_cannot_be_installed_stops_no_test_and_is_not_kept_quiet(without_a_network: str) -> None:
    done = made("browser", PATH=without_a_network)
    assert (done.returncode, "NO CHROMIUM HERE: the browser journeys will be skipped." in done.stdout) == (0, True)
    assert made("browser", PATH=without_a_network, CI="true").returncode != 0
