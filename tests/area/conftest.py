"""A small made-up area, as files on disk: what the tests of the whole chain load."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.simulator import simulate


@pytest.fixture(scope="session")
def small_area() -> Iterator[Path]:
    """The folder of an area of the tiny preset, without returns before 2024 and with one school's register of three."""
    with tempfile.TemporaryDirectory(prefix="golden-thread-area-") as made:
        folder = Path(made)
        simulate("tiny", 11, folder, "realistic")
        (folder / "MADE-UP.txt").write_text("Every child here is made up.\n")
        for path in (folder / "extracts").rglob("*.csv"):
            old = any(f"202{year}" in part for part in path.parts for year in range(4))
            if old or ("attendance_sessions" in path.name and "900003" not in path.name):
                path.unlink()
        yield folder
