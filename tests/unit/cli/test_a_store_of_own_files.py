"""The first refresh of an area's own files: every sign in shadow and nobody's work, within a limit of memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.unit.intake.sending import waits

from goldenthread import intake, pipeline
from goldenthread.engine import DuckDBEngine
from goldenthread.store import Store


@dataclass(frozen=True)
class Refreshed:
    """The store after its refresh, its database, and the limits of memory that engines were made with."""

    store: Store
    url: str
    limits: list[str]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]) -> Refreshed:
    """One child on three providers' lists for years, and six runs from before."""
    folder = tmp_path_factory.mktemp("own")
    for number, service in enumerate(("SLT", "OT", "PHYSIO"), start=1):
        provider = {"source_org": f"ODS:ZZ{number}", "provider_org": f"ODS:ZZ{number}"}
        wait = {**provider, "referral_id": f"R{number}", "service_code": service, "received_date": "2022-05-01"}
        (folder / f"{service}.csv").write_text(waits(wait))
    store, url, limits = Store.create(folder / "store"), new_database(), list[str]()
    from goldenthread.store import database

    class Watched(DuckDBEngine):
        def __init__(self, spill: Path, memory: str = "") -> None:
            super().__init__(spill, memory)
            limits.append(str(self.rows("select current_setting('memory_limit')")[0][0]))

    intake.load(store, [folder / f"{service}.csv" for service in ("SLT", "OT", "PHYSIO")])
    for _ in range(6):
        with store.new_run() as run:
            run.describe({"as_of": date(2025, 7, 1), "go_live": date(2025, 7, 1), "loads": [], "counts": {}})
    database.prepare(url, store)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "DuckDBEngine", Watched)
        pipeline.refresh(store, url, say=lambda text: None)
    return Refreshed(store, url, limits)


def rows(refreshed: Refreshed, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(refreshed.url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_every_sign_is_counted_in_shadow_and_nobody_is_given_a_card(refreshed: Refreshed) -> None:
    assert rows(refreshed, "select distinct status from published.signal_register") == [("shadow",)]
    assert rows(refreshed, "select signal from published.concern where signal = 'on_several_lists'")
    assert rows(refreshed, "select count(*) from published.card") == [(0,)]
    assert rows(refreshed, "select count(*) from published.card_concern") == [(0,)]


def test_the_engine_works_within_its_limit(refreshed: Refreshed) -> None:
    assert refreshed.limits == ["1.8 GiB"]  # the two gigabytes of the design, as DuckDB writes them


def test_only_the_newest_runs_are_kept(refreshed: Refreshed) -> None:
    assert [run.run_id for run in refreshed.store.runs()] == [f"R0000{number}" for number in range(3, 8)]
    assert rows(refreshed, "select run_id from published.run") == [("R00007",)]
