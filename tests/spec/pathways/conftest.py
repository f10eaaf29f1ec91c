"""One engine with the calendar for all the clock examples of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spec.pathways.area import make_calendars

from goldenthread.engine import DuckDBEngine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    spill: Path = tmp_path_factory.mktemp("spill")
    opened = DuckDBEngine(spill)
    make_calendars(opened)
    yield opened
    opened.close()
