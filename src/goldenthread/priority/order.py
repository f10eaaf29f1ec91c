"""The place of each card in its owner's list: by level, then longest since anyone acted; nobody starves.

Every fifth place goes to the oldest of the lower levels. It is done by keys that fall between each other, without any
division: the r-th card of the upper levels has key 5r and the b-th of the lower has 20b + 1, so that four upper cards
are followed by one lower. Lower cards beyond that come after all upper ones, level 5 and 6 shared out in the same way.
What waits in the backlog has its places after all that is work: the fifth place is no use to a card that nobody sees.
"""

from goldenthread.priority.levels import LOWER

_LOWEST = 6
_AFTER = 1_000_000_000  # greater than any key of a list that people could work through


def turns(rows: str, among: str) -> str:
    """The parts of a query that give each of ``rows`` the key of its place: ``keyed`` (among, child_id, sort_key).

    ``rows`` is a table or part with child_id, level, idle_since and the columns ``among``, which tell the lists apart.
    """
    return f"""
    ranked as (
        select {among}, child_id, level, idle_since, case when level >= {LOWER} then 1 else 0 end as lower,
            row_number() over (
                partition by {among}, case when level >= {LOWER} then 1 else 0 end
                order by case when level >= {LOWER} then 0 else level end, idle_since, child_id
            ) as turn,
            cast(sum(case when level < {LOWER} then 1 else 0 end) over (partition by {among}) as bigint) as upper_cards
        from {rows}
    ),
    shared as (
        select {among}, child_id, level, idle_since, lower, turn,
            case when lower = 1 and 4 * turn > upper_cards then 1 else 0 end as beyond
        from ranked
    ),
    within as (
        select {among}, child_id, level, lower, turn, beyond,
            row_number() over (
                partition by {among}, beyond, case when level >= {_LOWEST} then 1 else 0 end
                order by case when level >= {_LOWEST} then 0 else level end, idle_since, child_id
            ) as turn_beyond
        from shared
    ),
    keyed as (
        select {among}, child_id,
            case when beyond = 1 and level >= {_LOWEST} then {_AFTER} + 20 * turn_beyond + 1
                when beyond = 1 then {_AFTER} + 5 * turn_beyond
                when lower = 1 then 20 * turn + 1
                else 5 * turn end as sort_key
        from within
    )"""


PLACE = f"""
    with waiting as (
        select f.child_id, f.holder, l.level, l.level_name, l.rule, l.respond_days,
            t.state, coalesce(f.last_acted, f.oldest) as idle_since
        from card_fact f
        join card_state t on t.child_id = f.child_id and t.holder = f.holder
        join card_level l on l.child_id = f.child_id and l.holder = f.holder
    ),
    {turns("waiting", "holder, state")}
    select w.child_id, w.holder, w.level, w.level_name, w.rule, w.respond_days,
        row_number() over (
            partition by w.holder order by case when w.state = 'work' then 0 else 1 end, k.sort_key, w.child_id
        ) as place
    from waiting w
    join keyed k on k.child_id = w.child_id and k.holder = w.holder
"""
