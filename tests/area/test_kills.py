"""Load and refresh, killed at moments spread over their stages: nothing lost, nothing half published."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks import kills

pytestmark = [pytest.mark.area, pytest.mark.slow]

KILLS = (3, 2, 1, 2)  # of the first load, the first refresh, the second load and the second refresh


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database's own user may enter, which pytest's are shut to under root."""
    made = Path(tempfile.mkdtemp(prefix="golden-thread-kills-"))
    yield made
    for name in ("alone", "killed"):
        kills.stop(made / name)
    shutil.rmtree(made, ignore_errors=True)


def test_nothing_is_lost_and_nothing_half_published(folder: Path, small_area: Path) -> None:
    trial = kills.Trial(folder, *kills.parted(small_area, folder))
    report = trial.disturb(trial.measure(KILLS))
    assert report.wrong == [], report.as_text()
    assert report.kills >= sum(KILLS) - 1, report.as_text()  # one may come too late on a machine that has sped up
    assert len(report.found) >= 5, report.as_text()
