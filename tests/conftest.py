"""What tests of any folder may ask for: an engine of their own, and one Spark session for the whole run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.engine import DuckDBEngine, EngineError
from goldenthread.engine.spark_engine import SparkEngine


@pytest.fixture
def duckdb_engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """An empty DuckDB engine."""
    engine = DuckDBEngine(tmp_path / "spill")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def _spark_started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Starts Java once; where it cannot, skips loudly, and fails where CI=true."""
    spill = tmp_path_factory.mktemp("spark")
    try:
        SparkEngine(spill).close()
    except EngineError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"Spark tests must run in CI: {error}")
        pytest.skip(f"SPARK NOT TESTED: {error}")
    return spill


@pytest.fixture
def spark_engine(_spark_started: Path) -> Iterator[SparkEngine]:
    """An empty Spark engine; mark the test ``spark``."""
    engine = SparkEngine(_spark_started)
    yield engine
    engine.close()
