"""Made-up areas, made once for all tests of the simulator."""

from pathlib import Path

import pytest

from goldenthread.simulator import simulate


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest area, seed 3."""
    return _made("tiny", 3, tmp_path_factory)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town, seed 5."""
    return _made("town", 5, tmp_path_factory)


def _made(preset: str, seed: int, factory: pytest.TempPathFactory) -> Path:
    out = factory.mktemp(f"{preset}-{seed}")
    simulate(preset, seed, out)
    return out
