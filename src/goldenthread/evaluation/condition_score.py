"""Scores each condition: who was named, who should have been, and who was named in error.

A condition's truth is every child whose true events meet its definition. Recall is over those whose delivered rows
show it once they are perfectly joined; overall recall, over all of them, stands beside it.
"""

from dataclasses import asdict
from typing import Any

import duckdb

from goldenthread.evaluation.intervals import exact_interval


def score(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """By condition: true, named, recall, recall_overall, precision, false_alarms, each with counts and intervals."""
    connection.execute(_NAMED).fetchall()
    return {condition: _line(*counts) for condition, *counts in connection.execute(_SCORES).fetchall()}


def names_per_owner(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Names an owner is given in the first week: what is new, and what the weekly budget lets out of the backlog.

    Children per owner, median and greatest; unowned cards count as one owner's for each team.
    """
    owners, median, most, total, backlog = connection.execute(_LOAD).fetchall()[0]
    return {"owners": owners, "median": median, "most": most, "total": total, "held_in_backlog": backlog}


def _line(
    true: int, shown: int, named: int, right: int, found: int, found_all: int, near: int, alarms: int
) -> dict[str, Any]:
    return {
        "true": true,
        "shown_by_delivered_rows": shown,
        "named": named,
        "recall": found / shown if shown else None,
        "recall_overall": found_all / true if true else None,
        "precision": right / named if named else None,
        "false_alarms": alarms / near if near else None,
        "negatives": near,
        "recall_interval": asdict(exact_interval(found, shown)),
        "precision_interval": asdict(exact_interval(right, named)),
        "false_alarms_interval": asdict(exact_interval(alarms, near)),
    }


_NAMED = """
    create table named as
    with whose as (
        select child_id, person from known
        group by child_id, person
        qualify row_number() over (partition by child_id order by count(*) desc, person) = 1
    )
    select distinct r.condition, f.child_id, w.person
    from finding f
    join signal_register r on r.signal = f.signal and r.condition is not null
    left join whose w on w.child_id = f.child_id
"""

_SCORES = """
    with truth as (
        select condition, person, bool_or("true") as true, bool_or(delivered) as delivered
        from truth_conditions group by condition, person
    ),
    hit as (select distinct condition, person from named where person is not null),
    expected as (
        select t.condition,
            count(*) filter (where t.true) as true,
            count(*) filter (where t.true and t.delivered) as shown,
            count(*) filter (where t.true and t.delivered and h.person is not null) as found,
            count(*) filter (where t.true and h.person is not null) as found_all
        from truth t left join hit h on h.condition = t.condition and h.person = t.person
        group by t.condition
    ),
    given as (
        select n.condition, count(*) as named, count(*) filter (where t.true) as right
        from named n left join truth t on t.condition = n.condition and t.person = n.person
        group by n.condition
    ),
    near as (
        select n.condition, count(*) as near, count(*) filter (where h.person is not null) as alarms
        from (
            select distinct g.condition, g.person from truth_negatives g
            left join truth t on t.condition = g.condition and t.person = g.person and t.true
            where t.person is null
        ) n
        left join hit h on h.condition = n.condition and h.person = n.person
        group by n.condition
    )
    select condition, coalesce(e.true, 0), coalesce(e.shown, 0), coalesce(g.named, 0), coalesce(g.right, 0),
        coalesce(e.found, 0), coalesce(e.found_all, 0), coalesce(n.near, 0), coalesce(n.alarms, 0)
    from expected e
    full join given g using (condition)
    full join near n using (condition)
    order by condition
"""

_LOAD = """
    with held as (
        select team_id, owner, count(*) filter (where state = 'work') as new,
            count(*) filter (where state = 'backlog') as waiting
        from card group by team_id, owner
    ),
    week as (
        select h.new + least(h.waiting, coalesce(t.weekly_budget, 0)) as children,
            h.waiting - least(h.waiting, coalesce(t.weekly_budget, 0)) as left_over
        from held h left join publish_team t on t.team_id = h.team_id
    )
    select count(*), median(children), max(children), sum(children)::bigint, sum(left_over)::bigint from week
"""
