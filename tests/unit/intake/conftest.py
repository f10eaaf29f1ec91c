"""What every test of intake may ask for."""

from pathlib import Path

import pytest
from tests.unit.intake.sending import Desk, desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty store, with a folder of files before it."""
    return desk_at(tmp_path)
