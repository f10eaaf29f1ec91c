"""Every construct a rule may use, run on real DuckDB and real Spark: the same rows, or it may not be used."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from goldenthread.engine import DuckDBEngine, Value, check_rule
from goldenthread.engine.portable import PORTABLE
from goldenthread.engine.spark_engine import SparkEngine

VISIT = pa.table(
    {
        "child_id": ["a", "a", "a", "b", "b", "c", "d", None],
        "record_id": ["1", "2", "3", "4", "5", "6", "7", "8"],
        "held": [
            date(2024, 2, 29), date(2025, 3, 31), date(2025, 3, 31), None, date(2024, 12, 31), date(2025, 1, 1),
            date(2023, 7, 18), date(2025, 7, 18),
        ],
        "due": [
            date(2024, 3, 31), date(2025, 3, 30), None, date(2025, 5, 31), date(2025, 1, 31), date(2025, 1, 1),
            date(2024, 7, 18), date(2025, 8, 18),
        ],
        "kind": ["REV", "VIS", "rev", "", None, "O'Brien", "éa%_b", " REV "],
        "minutes": pa.array([30, -7, 0, None, 45, 2000000000, 7, 1], pa.int32()),
        "late": [True, False, None, True, None, False, False, True],
    }
)  # fmt: skip
PERSON = pa.table(
    {
        "child_id": ["a", "b", "b", "e", None],
        "record_id": ["10", "11", "12", "13", "14"],
        "born": [date(2015, 1, 31), date(2016, 2, 29), date(2016, 2, 29), date(2010, 9, 1), None],
    }
)
SCHEMA = {
    "visit": {
        "child_id": "VARCHAR",
        "record_id": "VARCHAR",
        "held": "DATE",
        "due": "DATE",
        "kind": "VARCHAR",
        "minutes": "INTEGER",
        "late": "BOOLEAN",
    },
    "person": {"child_id": "VARCHAR", "record_id": "VARCHAR", "born": "DATE"},
}
GIVEN: dict[str, Value] = {"as_of": date(2025, 7, 31), "months": 5, "days": 30, "kind": "O'Brien"}

CASES = {
    "comparing": """
        select record_id, minutes = 7 as eq, minutes <> 7 as ne, minutes > 7 as gt, minutes >= 7 as ge,
            minutes < 7 as lt, minutes <= 7 as le, minutes between 0 and 30 as bt, kind in ('REV', '') as among,
            kind not in ('REV') as not_among, kind = $kind as bound, kind = 'O''Brien' as quoted
        from visit""",
    "three_valued_logic": """
        select record_id, late and minutes > 0 as a, late or minutes > 0 as o, not late as n, late is null as u,
            late is true as t, late is not false as f
        from visit""",
    "null_safe": """
        select record_id, held is distinct from due as differ, held is not distinct from due as same from visit""",
    "choosing": """
        select record_id, coalesce(kind, 'none') as k, nullif(kind, '') as n, greatest(held, due) as later,
            least(held, due) as earlier, case when late then 1 when minutes > 10 then 2 else 3 end as w,
            case kind when 'REV' then 'r' end as s
        from visit""",
    "whole_numbers": """
        select record_id, minutes + 1 as p, minutes - 1 as m, minutes * 2 - minutes as t, minutes // 7 as q,
            minutes % 7 as r, minutes // 2 as h, minutes % 2 as o, (minutes - 50) // nullif(minutes, 0) as z,
            minutes % nullif(minutes - 7, 0) as zr, -minutes as n, abs(minutes) as a, (minutes + 1) * 1 as b
        from visit where minutes < 1000000""",
    "text": """
        select record_id, kind || '-' || child_id as j, concat_ws('/', kind, child_id, 'x') as w, length(kind) as n,
            substring(kind, 2, 2) as s, trim(kind) as t, replace(kind, 'R', 'rr') as r, starts_with(kind, 'RE') as b,
            kind like 'R_V%' as l, kind like '%\u00e9%' as e, cast(minutes as varchar) as c,
            cast(held as varchar) as d
        from visit""",
    "days": """
        select record_id, date_diff('day', held, due) as gap, date_diff('day', due, $as_of) as age, year(held) as y,
            month(held) as m, day(held) as d, extract(year from due) as ey, held + 1 as next, held - $days as before,
            $as_of - $days as then, $as_of - $days * 7 as longer,
            $as_of - cast((minutes + 700) // nullif(minutes, 0) as integer) as back, date '2025-01-31' as fixed,
            held >= date '2025-01-01' as since
        from visit where minutes is null or minutes < 1000000""",
    "months": """
        select record_id, cast(held + interval 1 month as date) as one, cast(held - interval 1 year as date) as back,
            cast($as_of - $months * interval 1 month as date) as ago, cast(held + $days * interval 1 day as date) as d,
            cast(-$months * interval 1 month + held as date) as neg,
            held <= cast($as_of - $months * interval 1 month as date) as old
        from visit""",
    "beginning_of_month_and_year": """
        select record_id, cast(date_trunc('month', held) as date) as m, cast(date_trunc('year', held) as date) as y,
            cast(date_trunc('year', cast($as_of - interval 8 month as date)) as date) as year_of_that_day
        from visit""",
    "counting": """
        select child_id, count(*) as n, count(minutes) as k, count(distinct kind) as d,
            cast(sum(minutes) as bigint) as s, min(held) as first, max(held) as last, min(kind) as lowest,
            bool_or(late) as some, bool_and(late) as every, count(*) filter (where late) as f,
            cast(sum(case when late then 1 else 0 end) as integer) as i
        from visit group by child_id having count(*) > 0 and sum(minutes) * 100 >= 13 * count(*) or count(*) < 9""",
    "no_rows_counted": """
        select count(*) as n, cast(sum(minutes) as bigint) as s, max(held) as m from visit where minutes = 99""",
    "grouping_by_alias_and_place": """
        select year(held) as y, count(*) as n from visit group by y order by n desc, y""",
    "joins": """
        select p.child_id, p.record_id as who, v.record_id as visit
        from person p
        left join visit v on v.child_id = p.child_id and v.held <= $as_of
        inner join (select distinct child_id from person) d on d.child_id = p.child_id""",
    "non_equal_join": """
        select p.record_id as who, v.record_id as visit, u.n as n
        from person p join visit v on v.held > p.born and v.due < $as_of
        cross join (select count(*) as n from person) u""",
    "anti_join": """
        select p.child_id, p.record_id from person p left join visit v on v.child_id = p.child_id
        where v.child_id is null""",
    "exists": """
        select p.record_id from person p
        where exists (select 1 from visit v where v.child_id = p.child_id and v.held > p.born)
            and not exists (select 1 from visit v where v.child_id = p.child_id and v.minutes > 100)""",
    "in_a_query": """
        select record_id, child_id in (select child_id from person) as known from visit
        where child_id in (select p.child_id from person p where p.born is not null)""",
    "single_value_query": """
        select record_id from visit where held < (select max(v.held) from visit v)""",
    "parts_with_names": """
        with late as (select child_id, held from visit where late), known as (select child_id from late)
        select k.child_id, count(*) as n from known k join late l on l.child_id = k.child_id group by k.child_id""",
    "unions": """
        select child_id, held as day from visit union all select child_id, born from person
        union all select null as child_id, cast(null as date) as day""",
    "distinct_union": """
        select child_id from visit union select child_id from person""",
    "order_with_nulls": """
        select child_id, held, record_id from visit order by child_id desc, held, record_id limit 5""",
    "order_nulls_first": """
        select record_id from visit order by held nulls first, kind desc nulls last, record_id""",
    "numbering": """
        select record_id, row_number() over (partition by child_id order by held desc, record_id) as n,
            rank() over (order by held) as r, dense_rank() over (order by held desc) as d,
            lag(held) over (partition by child_id order by held, record_id) as before,
            lead(minutes, 1) over (order by record_id) as after
        from visit""",
    "running_totals": """
        select record_id, cast(sum(minutes) over (partition by child_id order by record_id) as bigint) as s,
            count(*) over (partition by child_id) as n, max(held) over (partition by child_id) as m,
            cast(sum(minutes) over (order by record_id rows between 1 preceding and current row) as bigint) as w,
            count(*) over (partition by child_id order by held range between interval 365 day preceding and current row)
                as year
        from visit where held is not null""",
    "truth_values": """
        select record_id, true as t, false as f, cast(null as boolean) as u, cast(minutes as bigint) as b
        from visit where true""",
}


@pytest.fixture(scope="module")
def both(_spark_started: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DuckDBEngine, SparkEngine]]:
    engines = DuckDBEngine(tmp_path_factory.mktemp("duckdb")), SparkEngine(_spark_started)
    for engine in engines:
        engine.attach_arrow("visit", VISIT)
        engine.attach_arrow("person", PERSON)
    yield engines
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("case", CASES)
def test_each_case_is_a_rule_that_may_be_written(case: str) -> None:
    check_rule(CASES[case], SCHEMA, case)


@pytest.mark.spark
@pytest.mark.parametrize("case", CASES)
def test_both_engines_give_the_same_rows(case: str, both: tuple[DuckDBEngine, SparkEngine]) -> None:
    duckdb, spark = both
    ordered = " order by " in CASES[case].rsplit(")", 1)[-1]
    here, there = (engine.rows(CASES[case], GIVEN) for engine in (duckdb, spark))
    assert here
    if not ordered:
        here, there = sorted(here, key=repr), sorted(there, key=repr)
    assert there == here
    assert [[type(cell) for cell in row] for row in there] == [[type(cell) for cell in row] for row in here]


@pytest.mark.spark
def test_both_engines_name_columns_and_types_alike_where_a_rule_fixes_them(
    both: tuple[DuckDBEngine, SparkEngine],
) -> None:
    sql = "select child_id, min(held) as since, cast(sum(minutes) as bigint) as n from visit group by child_id"
    for engine in both:
        engine.create("found", sql)
    assert both[0].columns("found") == both[1].columns("found")


def test_nothing_is_on_the_list_without_a_case_that_ran_it() -> None:
    used = {type(node) for sql in CASES.values() for node in sqlglot.parse_one(sql, dialect="duckdb").walk()}
    assert {each.__name__ for each in PORTABLE} == {each.__name__ for each in used}
    assert exp.Placeholder in used
