"""How long a file may be kept, what becomes of it from that day on, and how it is erased."""

from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread import intake
from goldenthread.cli import erasing
from goldenthread.cli._shared import CommandError
from goldenthread.engine import DuckDBEngine
from goldenthread.store import Load, Store, audit, loads

SCHOOL_ROLL = (
    Path(__file__).parents[1] / "extracts" / "files" / "school_roll" / "gt_school_roll_v1_URN-900001_2025-07-14.csv"
)


def load_of(day: date) -> Load:
    return Load(
        "L00001", Path("L00001"), "00", "a.csv", "school_roll", extract_date=day, loaded_at="2026-11-01T00:00:00"
    )


@settings(deadline=None)
@given(st.dates(date(2000, 2, 29), date(2060, 1, 1)))
def test_a_file_is_kept_for_six_years_and_not_a_day_longer(day: date) -> None:
    until = intake.keep_until(load_of(day))
    assert (until.year, until.month) == (day.year + 6, day.month)
    assert intake.past([load_of(day)], until) and not intake.past([load_of(day)], until - timedelta(days=1))


def test_a_file_without_a_date_is_kept_from_the_day_it_came() -> None:
    undated = Load("L00001", Path("L00001"), "00", "a.csv", None, loaded_at="2026-11-01T00:00:00")
    assert intake.keep_until(undated) == date(2032, 11, 1)


@pytest.fixture
def loaded(store: Store, tmp_path: Path) -> Load:
    """One school's roll, in a store."""
    file = tmp_path / "roll.csv"
    file.write_bytes(SCHOOL_ROLL.read_bytes())
    (report,) = intake.load(store, [file])
    assert report.rows_kept > 0
    return store.loads()[0]


def test_from_its_day_on_a_file_counts_no_longer(store: Store, loaded: Load, duckdb_engine: DuckDBEngine) -> None:
    until = intake.keep_until(loaded)
    intake.current(duckdb_engine, store, until - timedelta(days=1))
    assert duckdb_engine.rows("select state, keep_until from load") == [("held", until)]
    assert duckdb_engine.rows("select count(*) > 0 from sent_person") == [(True,)]


def test_past_its_day_it_is_left_out_and_said_to_be(store: Store, loaded: Load, duckdb_engine: DuckDBEngine) -> None:
    intake.current(duckdb_engine, store, intake.keep_until(loaded))
    assert duckdb_engine.rows("select state from load") == [("past",)]
    assert duckdb_engine.rows("select count(*) from sent_person") == [(0,)]


def erase(store: Store, *loads: str, sender: str | None = None, yes: bool = False) -> str:
    decided = erasing.Decided("Ina Governance", "asked for by its sender", yes)
    return erasing.erase_files(store, loads, sender, False, decided, lambda _: None)


def test_nothing_is_erased_before_yes(store: Store, loaded: Load) -> None:
    told = erase(store, loaded.load_id)
    assert loaded.load_id in told and "Nothing was erased" in told
    assert store.load(loaded.load_id).state == "held"


def test_an_erased_file_leaves_only_who_when_and_why(
    store: Store, loaded: Load, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    erase(store, sender=loaded.sender, yes=True)
    assert store.load(loaded.load_id).state == "erased"
    words = SCHOOL_ROLL.read_text().splitlines()[1].split(",")
    left = b"".join(file.read_bytes() for file in store.path.rglob("*") if file.is_file())
    assert words[7] == "L999100120001" and words[7].encode() not in left
    assert sorted(file.name for file in loaded.folder.rglob("*")) == ["erased.json", "load.json"]
    assert not store.load(loaded.load_id).findings
    with psycopg.connect(postgres_url) as connection:
        kept = connection.execute("select load_id, sha256, by_name, why from casework.erasure").fetchall()
    assert kept == [(loaded.load_id, loaded.sha256, "Ina Governance", "asked for by its sender")]


def test_an_erasure_that_was_killed_is_finished_by_whatever_changes_the_store_next(store: Store, loaded: Load) -> None:
    loads.mark(loaded, "erased", "Ina Governance", "asked for by its sender")  # killed before anything was deleted
    with store.changing("loading"):
        assert not loaded.records("person").exists() and not store.load(loaded.load_id).findings
        assert not (store.path / "received" / loaded.sha256).exists()


def test_a_withdrawn_file_counts_no_longer_until_that_is_undone(
    store: Store, loaded: Load, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    decided = erasing.Decided("Ina Governance", "Sent to the wrong address", True)
    assert "no longer" in erasing.withdraw(store, [loaded.load_id], False, decided)
    assert not store.loads()
    assert "again" in erasing.withdraw(store, [loaded.load_id], True, decided)
    assert [load.load_id for load in store.loads()] == [loaded.load_id]
    with psycopg.connect(postgres_url) as connection:
        logged = connection.execute("select says, worker_name, reason from audit.entry order by entry_id").fetchall()
    assert [line[0].split(":")[0] for line in logged] == ["Withdrew", "Counts again"]
    assert {line[1:] for line in logged} == {(decided.by, decided.why)}
    assert audit.verify(postgres_url, store).whole


def test_what_does_not_fit_is_said(store: Store, loaded: Load) -> None:
    with pytest.raises(CommandError, match="No file in this store fits"):
        erase(store, sender="ODS:NOBODY")
    with pytest.raises(CommandError, match="who decided"):
        erasing.Decided(" ", "why", True)
