"""The hand-written files of every layout, taken in once for all tests of this folder."""

from collections.abc import Iterator

import pytest
from tests.unit.extracts.reading import AS_OF, FILES, Sent

from goldenthread import intake
from goldenthread.engine import DuckDBEngine
from goldenthread.store import Store


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """All hand-written files, loaded into a store and read back as on AS_OF."""
    store = Store.create(tmp_path_factory.mktemp("extracts") / "store", simulated=True)
    reports = intake.load(store, [FILES])
    engine = DuckDBEngine(store.spill)
    intake.current(engine, store, AS_OF)
    yield Sent(store, engine, reports)
    engine.close()
