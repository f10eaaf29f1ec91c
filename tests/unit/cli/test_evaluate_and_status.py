"""What a store holds and how well it did, as JSON that other programs read."""

import json
import shutil
from pathlib import Path

import psycopg
import pyarrow.parquet as pq
import pytest
from tests.unit.cli.conftest import Area, Typed

from goldenthread.store import Store

LINKAGE = {"precision", "recall", "recall_without_identifier", "true_pairs", "linked_pairs"}
CONDITION = {"true", "named", "recall", "recall_overall", "precision", "false_alarms"}


@pytest.fixture(autouse=True)
def _its_database(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", area.url)


def test_status_counts_what_is_held_and_what_is_in_force(area: Area, typed: Typed) -> None:
    said = typed("status", "--store", area.store, "--json")
    told, store = json.loads(said.out), Store.open(area.store)
    loads = store.loads()
    extracts = area.folder / "extracts" / "area=001"
    contents = {
        path.read_bytes() for part in ("lists", "community", "hospital") for path in (extracts / part).rglob("*.csv")
    }
    assert said.code == 0 and len(contents) > 5
    assert told["loads"] == len(loads) == len(contents)
    assert told["rows_kept"] == sum(load.rows_kept for load in loads) > 0
    assert (told["made_up"], told["store_id"]) == (True, store.store_id)
    assert sum(one["loads"] for one in told["sources"].values()) == len(loads)
    assert told["sources"]["community_waits"]["rows_kept"] > 0
    assert (told["run_in_force"], told["as_of"], told["newest_extract"]) == ("R00001", "2025-07-18", "2025-07-18")
    with psycopg.connect(area.url) as connection:
        published = connection.execute("select count(*) from published.child").fetchone()
    assert published == (told["counts"]["publish_child"],) and published > (0,)
    assert told["counts"]["child"] == pq.read_metadata(store.run("R00001").table("child")).num_rows
    assert typed("status", "--store", area.store).out.startswith(f"Store {area.store} (a made-up area)")


def test_evaluate_says_how_well_it_did_and_how_much_is_loaded(area: Area, typed: Typed) -> None:
    said = typed("evaluate", "--store", area.store, "--truth", area.folder / "truth", "--json")
    told = json.loads(said.out)
    assert said.code == 0
    assert told["linkage"].keys() >= LINKAGE
    assert told["conditions"] and all(one.keys() >= CONDITION for one in told["conditions"].values())
    assert (told["preset"], told["seed"], told["as_of"]) == ("tiny", 5, "2025-07-18")
    assert 0 < told["files_loaded"] < told["files"]
    text = typed("evaluate", "--store", area.store, "--truth", area.folder / "truth").out
    assert f"{told['files'] - told['files_loaded']} of the truth's {told['files']} files are not loaded" in text


@pytest.fixture
def with_other_runs(area: Area, tmp_path: Path) -> Path:
    """A copy of the store with a run before and one after that in force, in which nobody was linked or named."""
    shutil.copytree(area.store, tmp_path / "store", ignore=shutil.ignore_patterns("spill", "received"))
    (tmp_path / "store" / "spill").mkdir()
    runs = tmp_path / "store" / "runs"
    for other in ("R00000", "R00002"):
        shutil.copytree(runs / "R00001", runs / other)
        for table in ("link", "finding"):
            empty = pq.read_table(runs / "R00001" / f"{table}.parquet").slice(0, 0)
            pq.write_table(empty, runs / other / f"{table}.parquet")
    return tmp_path / "store"


def test_evaluate_scores_the_run_in_force(area: Area, typed: Typed, with_other_runs: Path) -> None:
    truth = area.folder / "truth"
    one, other = (
        json.loads(typed("evaluate", "--store", store, "--truth", truth, "--json").out)
        for store in (area.store, with_other_runs)
    )
    assert one == other
    assert one["linkage"]["linked_pairs"] > 0


def test_before_a_refresh_there_is_nothing_to_score(
    area: Area, typed: Typed, store: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    said = typed("evaluate", "--store", store.path, "--truth", area.folder / "truth")
    assert said.code == 1 and "No run is in force" in said.err
