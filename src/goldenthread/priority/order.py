"""The place of each card in its owner's list: by level, then longest since anyone acted; nobody starves.

Every fifth place goes to the oldest of the lower levels. It is done by keys that fall between each other, without any
division: the r-th card of the upper levels has key 5r and the b-th of the lower has 20b + 1, so that four upper cards
are followed by one lower. Lower cards beyond that come after all upper ones, level 5 and 6 shared out in the same way.
What waits in the backlog has its places after all that is work: the fifth place is no use to a card that nobody sees.
"""

from goldenthread.priority.levels import LOWER

_LOWEST = 6
_AFTER = 1_000_000_000  # greater than any key of a list that people could work through

PLACE = f"""
    with waiting as (
        select f.child_id, f.holder, l.level, l.level_name, l.rule, l.respond_days,
            t.state, coalesce(f.last_acted, f.oldest) as idle_since
        from card_fact f
        join card_state t on t.child_id = f.child_id and t.holder = f.holder
        join card_level l on l.child_id = f.child_id and l.holder = f.holder
    ),
    ranked as (
        select child_id, holder, state, level, level_name, rule, respond_days, idle_since,
            case when level >= {LOWER} then 1 else 0 end as lower,
            row_number() over (
                partition by holder, state, case when level >= {LOWER} then 1 else 0 end
                order by case when level >= {LOWER} then 0 else level end, idle_since, child_id
            ) as turn,
            cast(sum(case when level < {LOWER} then 1 else 0 end) over (partition by holder, state) as bigint)
                as upper_cards
        from waiting
    ),
    shared as (
        select child_id, holder, state, level, level_name, rule, respond_days, idle_since, lower, turn,
            case when lower = 1 and 4 * turn > upper_cards then 1 else 0 end as beyond
        from ranked
    ),
    within as (
        select child_id, holder, state, level, level_name, rule, respond_days, idle_since, lower, turn, beyond,
            row_number() over (
                partition by holder, state, beyond, case when level >= {_LOWEST} then 1 else 0 end
                order by case when level >= {_LOWEST} then 0 else level end, idle_since, child_id
            ) as turn_beyond
        from shared
    ),
    keyed as (
        select child_id, holder, state, level, level_name, rule, respond_days,
            case when beyond = 1 and level >= {_LOWEST} then {_AFTER} + 20 * turn_beyond + 1
                when beyond = 1 then {_AFTER} + 5 * turn_beyond
                when lower = 1 then 20 * turn + 1
                else 5 * turn end as sort_key
        from within
    )
    select child_id, holder, level, level_name, rule, respond_days,
        row_number() over (
            partition by holder order by case when state = 'work' then 0 else 1 end, sort_key, child_id
        ) as place
    from keyed
"""
