"""Every drawing of these pages, put into one area: DuckDB and Spark find the same rows, exactly."""

from datetime import date

import pytest

from goldenthread.engine import DuckDBEngine
from goldenthread.engine.spark_engine import SparkEngine
from goldenthread.signals import run, signals

AS_OF = date(2025, 7, 18)
MADE = ("finding", "because", "unanswered", "signal_register")


@pytest.mark.spark
@pytest.mark.slow
def test_both_engines_find_the_same(everything_drawn: DuckDBEngine, spark_engine: SparkEngine) -> None:
    for name in everything_drawn.tables():
        spark_engine.attach_arrow(name, everything_drawn.arrow(f"select * from {name}"))
    for engine in (everything_drawn, spark_engine):
        run(engine, AS_OF)
    for name in MADE:
        here, there = (
            sorted(engine.rows(f"select * from {name}"), key=repr) for engine in (everything_drawn, spark_engine)
        )
        assert here
        assert there == here
        assert spark_engine.columns(name) == everything_drawn.columns(name)
    named = everything_drawn.rows("select distinct signal from finding order by signal")
    assert [sign for (sign,) in named] == list(signals())  # every sign is found somewhere, or nothing was compared
