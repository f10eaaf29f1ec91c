"""Tables made side by side come out as if they had been made one after the other."""

import os
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine import DuckDBEngine, EngineError, side_by_side

NAMES = ("a", "b", "c", "d")
SCRIPTS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8)


@settings(max_examples=25, deadline=None)
@given(SCRIPTS)
def test_any_script_ends_as_it_would_in_order(
    tmp_path_factory: pytest.TempPathFactory, script: list[tuple[str, str, str]]
) -> None:
    steps = [
        (table, f"select l.v + 2 * r.v + {n} as v from {left} l cross join {right} r")
        for n, (table, left, right) in enumerate(script)
    ]
    ended = []
    for together in (True, False):
        engine = DuckDBEngine(tmp_path_factory.getbasetemp() / "spill")
        for n, name in enumerate(NAMES):
            engine.create(name, f"select cast({n} as hugeint) as v")
        if together:
            engine.create_all(steps)
        else:
            for table, sql in steps:
                engine.create(table, sql)
        ended.append([engine.rows(f"select v from {name}") for name in NAMES])
        engine.close()
    assert ended[0] == ended[1]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor makes one table at a time")
def test_tables_that_do_not_need_each_other_are_made_at_once() -> None:
    both_there = Barrier(2, timeout=20)
    side_by_side([("a", "select 1"), ("b", "select 2")], lambda table, sql: both_there.wait() and None)


def test_what_depends_on_a_failure_is_not_run_and_the_failure_is_told(tmp_path: Path) -> None:
    engine = DuckDBEngine(tmp_path / "spill")
    engine.create("c", "select 1 as v")
    with pytest.raises(EngineError, match="nowhere"):
        engine.create_all([("a", "select * from nowhere"), ("b", "select * from a"), ("c", "select v + 1 as v from a")])
    assert engine.rows("select v from c") == [(1,)]
    assert engine.tables() == ["c"]
    engine.close()
