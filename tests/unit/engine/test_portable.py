"""What a rule may not say, and how the refusal tells its writer what to write instead."""

import pytest

from goldenthread.engine import RuleError, check_rule

SCHEMA = {
    "visit": {"child_id": "VARCHAR", "record_id": "VARCHAR", "held": "DATE", "due": "DATE", "minutes": "INTEGER"},
    "person": {"child_id": "VARCHAR", "held": "DATE"},
}
REFUSED = {
    # measured: translated to Spark wrongly, or not at all, in silence
    "select isodow(held) as d from visit": "ISODOW",
    "select dayofweek(held) as d from visit": "not in the portable list",
    "select quantile_cont(minutes, 1) as q from visit": "QUANTILE_CONT",
    "select v.child_id from visit v asof join person p on v.held >= p.held": "asof join",
    "select list_aggregate(list(minutes), 'min') as l from visit": "not in the portable list",
    "select to_days(minutes) as d from visit": "not in the portable list",
    "select date_diff('week', held, due) as w from visit": "only date_diff('day'",
    "select date_diff('month', held, due) as w from visit": "only date_diff('day'",
    "select child_id from visit qualify row_number() over (order by record_id) = 1": "row_number()",
    "select held + interval ($n) month as d from visit": "interval",
    "select to_months(3) as d from visit": "not in the portable list",
    "select date_add(held, interval 1 day) as d from visit": "not in the portable list",
    "select strftime(held, '%Y-%m') as m from visit": "not in the portable list",
    # never a float
    "select child_id from visit where minutes > 0.5": "0.5 is not a whole number",
    "select child_id from visit where minutes > 1e3": "1e3 is not a whole number",
    "select minutes / 2 as half from visit": "write //",
    "select avg(minutes) as a from visit": "compare sum(x)",
    "select cast(minutes as double) as a from visit": "floating-point",
    "select sqrt(minutes) as a from visit": "not in the portable list",
    # different types on different engines
    "select sum(minutes) as s from visit": "cast(sum",
    "select held - due as d from visit": "date_diff('day', earlier, later)",
    "select $as_of - held as d from visit": "date_diff('day', earlier, later)",
    "select held - interval 3 month as d from visit": "as date",
    "select date_trunc('month', held) as d from visit": "as date",
    "select cast(child_id as date) as d from visit": "in the extract",
    "select cast(child_id as integer) as d from visit": "whole numbers to whole numbers",
    "select try_cast(child_id as date) as d from visit": "in the extract",
    "select minutes // $n as q from visit": "dividing by zero",
    "select minutes % minutes as q from visit": "dividing by zero",
    "select child_id from visit where child_id = 'a\\b'": "backslash",
    # rows that change from run to run
    "select child_id from visit limit 3": "without order by",
    "select child_id from visit order by held limit 3": "must end in an id",
    "select row_number() over (partition by child_id) as n from visit": "in an order",
    "select row_number() over (order by held) as n from visit": "must end in an id",
    "select arg_max(child_id, held) as c from visit": "row_number()",
    "select any_value(child_id) as c from visit": "not in the portable list",
    "select distinct on (child_id) child_id, held from visit": "distinct on",
    # joins and shapes
    "select * from visit": "name the columns",
    "select v.* from visit v": "name the columns",
    "select v.child_id from visit v full join person p on p.child_id = v.child_id": "full join",
    "select v.child_id from visit v right join person p on p.child_id = v.child_id": "right join",
    "select v.child_id from visit v natural join person p": "natural join",
    "select v.child_id from visit v positional join person p": "join",
    "select v.child_id from visit v join person p using (child_id)": "instead of using",
    "select v.child_id from visit v, person p": "cross join",
    "select v.child_id from visit v semi join person p on p.child_id = v.child_id": "semi join",
    "with recursive r as (select 1 as n) select n from r": "recursive",
    "select child_id from visit union by name select child_id from person": "by place",
    "select count(distinct child_id, held) as n from visit": "one distinct column",
    "select child_id from visit where held = $1": "$as_of",
    "select child_id from visit where held = ?": "$as_of",
    "delete from visit": "one select statement",
    "select 1 as a; select 2 as b": "one select statement",
    "select from where": "not SQL",
}
UNKNOWN = {
    "select chid_id from visit": "there is no column 'chid_id'. Did you mean 'child_id'?",
    "select v.hold from visit v": "there is no column 'v.hold'. Did you mean 'held'?",
    "select child_id from visits": "there is no table 'visits'. Did you mean 'visit'?",
    "select held from visit v join person p on p.child_id = v.child_id": "'held' is in v and p: say whose.",
    "select child_id from person p where exists (select 1 from visit v where v.child_id = p.childid)": "'p.childid'",
    "with a as (select child_id as c from visit) select child_id from a": "there is no column 'child_id'",
    "select a.child_id from (select held from visit) a": "there is no column 'a.child_id'",
    "select child_id, held as since from visit where sinse > $as_of": "there is no column 'sinse'",
    "select child_id, held as since from visit union all select child_id, hed from person": "Did you mean 'held'?",
}


@pytest.mark.parametrize("sql", REFUSED)
def test_it_refuses(sql: str) -> None:
    with pytest.raises(RuleError) as refusal:
        check_rule(sql, SCHEMA, "some_rule")
    assert REFUSED[sql] in str(refusal.value)
    assert str(refusal.value).startswith("some_rule")


@pytest.mark.parametrize("sql", UNKNOWN)
def test_it_names_what_is_not_there_and_the_nearest_name(sql: str) -> None:
    with pytest.raises(RuleError) as refusal:
        check_rule(sql, SCHEMA, "some_rule")
    assert UNKNOWN[sql] in str(refusal.value)


def test_it_names_the_line() -> None:
    with pytest.raises(RuleError, match=r"^short_break_unreviewed, line 4: there is no column 'hold'"):
        check_rule("\nselect child_id\nfrom visit\nwhere hold > $as_of", SCHEMA, "short_break_unreviewed")


def test_a_rule_may_use_its_own_names_where_it_groups_and_orders() -> None:
    check_rule("select child_id, min(held) as since from visit group by child_id order by since", SCHEMA, "rule")


def test_a_column_is_found_whatever_its_case() -> None:
    check_rule("select CHILD_ID from Visit where Held < $as_of", SCHEMA, "rule")
