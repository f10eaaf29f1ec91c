"""Both engines keep the same promises: values bound, tables replaced, results in order, failures in a sentence."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.engine import DuckDBEngine, Engine, EngineError, Value, open_engine

DAY = date(2025, 3, 31)
ROWS = pa.table({"child_id": ["b", "a", None], "n": pa.array([2, 1, None], pa.int32()), "d": [DAY, None, DAY]})


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    yield request.getfixturevalue(f"{request.param}_engine")


def test_values_are_bound_whatever_they_hold(engine: Engine) -> None:
    given: dict[str, Value] = {
        "text": "O'Brien \\ '; drop table x; -- $n :n",
        "n": 7,
        "d": DAY,
        "yes": True,
        "none": None,
        "money": Decimal("1.50"),
        "unused": "not named by the statement",
    }
    sql = "select $text as a, $n as b, $d as c, $yes as d, $none as e, $money as f, $text as again"
    assert engine.rows(sql, given) == [(given["text"], 7, DAY, True, None, Decimal("1.50"), given["text"])]


def test_a_value_that_is_not_given_is_named(engine: Engine) -> None:
    with pytest.raises(EngineError, match="as_of"):
        engine.rows("select $as_of as d", {"other": 1})


def test_rows_from_memory_keep_their_types(engine: Engine) -> None:
    engine.attach_arrow("visit", ROWS)
    assert engine.columns("visit") == {"child_id": "VARCHAR", "n": "INTEGER", "d": "DATE"}
    assert engine.rows("select child_id, n, d from visit order by child_id") == [
        ("a", 1, None),
        ("b", 2, DAY),
        (None, None, DAY),
    ]


def test_files_are_read_as_one_table_by_column_name(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "area=001"  # not a column of the data
    folder.mkdir()
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), folder / "1.parquet")
    pq.write_table(pa.table({"b": ["y"], "a": [2]}), folder / "2.parquet")
    engine.attach("visit", [folder / "1.parquet", folder / "2.parquet"])
    assert list(engine.columns("visit")) == ["a", "b"]
    assert engine.rows("select a, b from visit order by a") == [(1, "x"), (2, "y")]


def test_a_table_without_files_is_refused(engine: Engine) -> None:
    with pytest.raises(EngineError, match="'visit' has no files"):
        engine.attach("visit", [])


def test_a_table_may_be_made_again_from_itself(engine: Engine) -> None:
    engine.attach_arrow("visit", ROWS)
    engine.create("visit", "select child_id, n + 1 as n from visit where d = $day", {"day": DAY})
    engine.create("visit", "select child_id, n + 1 as n from visit")
    assert engine.rows("select child_id, n from visit order by child_id") == [("b", 4), (None, None)]
    assert engine.tables() == ["visit"]


def test_a_view_runs_when_it_is_read(engine: Engine) -> None:
    engine.attach_arrow("visit", ROWS)
    engine.view("known", "select child_id from visit where child_id is not null")
    assert engine.rows("select count(*) as n from known") == [(2,)]
    assert engine.tables() == ["known", "visit"]


def test_a_file_is_written_in_the_statements_order(engine: Engine, tmp_path: Path) -> None:
    engine.attach_arrow("number", pa.table({"n": list(range(5000))}))
    path = tmp_path / "out" / "number.parquet"
    assert engine.write("select n from number where n >= $low order by n desc", path, {"low": 1000}) == 4000
    assert pq.read_table(path).column("n").to_pylist() == list(range(4999, 999, -1))


@pytest.mark.parametrize("sql", ["select nothing from visit", "select a from nowhere", "selec"])
def test_a_failure_is_one_error_naming_the_statement(engine: Engine, sql: str) -> None:
    engine.attach_arrow("visit", ROWS)
    with pytest.raises(EngineError) as failure:
        engine.rows(sql)
    assert sql in str(failure.value)


def test_names_are_never_pasted(engine: Engine) -> None:
    with pytest.raises(EngineError, match="not a plain table or column name"):
        engine.create("a; drop table b", "select 1 as a")


def test_two_engines_of_a_process_do_not_share_tables(engine: Engine, tmp_path: Path) -> None:
    engine.attach_arrow("visit", ROWS)
    other = open_engine(engine.name, tmp_path / "other")
    assert other.tables() == []
    other.close()
    assert engine.tables() == ["visit"]


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="Choose duckdb or spark"):
        open_engine("oracle", tmp_path)


def test_duckdb_keeps_to_its_memory_and_spills_inside_the_store(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path / "spill", memory="100MB")
    set_to = "select value from duckdb_settings() where name = $name"
    assert engine.rows(set_to, {"name": "temp_directory"}) == [(str(tmp_path / "spill"),)]
    assert engine.rows(set_to, {"name": "memory_limit"}) == [("95.3 MiB",)]
    # 400 MB sorted within 100 MB: it can only be done through the spill folder
    engine.create("big", "select hash(i) as h, repeat('x', 40) as t from range(5000000) r(i) order by h")
    assert engine.rows("select count(*) as n from big") == [(5000000,)]
    engine.close()


def test_duckdb_does_not_find_a_missing_table_among_pythons_variables(duckdb_engine: DuckDBEngine) -> None:
    visit = ROWS
    with pytest.raises(EngineError, match="visit"):
        duckdb_engine.rows("select child_id from visit")
    assert visit.num_rows == 3


def test_without_java_spark_says_so_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match=r"^Java is not installed: install Java 17, or use --engine duckdb\.$"):
        open_engine("spark", tmp_path / "spill")
