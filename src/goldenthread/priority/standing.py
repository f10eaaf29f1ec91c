"""How a child stands: open needs by domain, limits passed, who has acted; and the level that follows from it.

The rules are those the levels name. ``unsafe_place`` and ``legal_limit`` look only at what is on the card itself, so
that a card never tells its owner of a concern that somebody else holds.
"""

# being on several lists is several needs, though all of them are health's
_ON_SEVERAL_LISTS = "on_several_lists"

# an open need: a sign that is live (one in shadow is nobody's work), a wait, SEN provision, a plan, an open care plan,
# a short break, a placement away, a late clock
NEED_DOMAINS = f"""
    with need as (
        select f.child_id, f.domain from finding f
        join signal_register g on g.signal = f.signal and g.status = 'live'
        union all
        select f.child_id, 'several lists' as domain from finding f
        join signal_register g on g.signal = f.signal and g.status = 'live'
        where f.signal = '{_ON_SEVERAL_LISTS}'
        union all
        select child_id, 'health' as domain from health_wait
        where ended is null and rejected is null and clock_stopped is null
        union all
        select child_id, 'education' as domain from child where sen_level in ('K', 'E') or plan
        union all
        select child_id, 'care' as domain from care_plan where ended is null
        union all
        select child_id, 'care' as domain from short_break where ended is null
        union all
        select child_id, 'care' as domain from away_placement where ended is null
    )
    select child_id, count(distinct domain) as domains
    from need
    group by child_id
"""

STANDING = """
    with touched as (
        select child_id, max(last_acted) as last_acted, max(cannot_wait) as cannot_wait, max(said_on) as said_on
        from open_concern
        group by child_id
    )
    select t.child_id, t.last_acted, t.cannot_wait, t.said_on, coalesce(n.domains, 0) as domains
    from touched t
    left join need_domain n on n.child_id = t.child_id
"""

_FITS = """
        select f.child_id, f.holder, 'cannot_wait' as rule from card_fact f
        join standing s on s.child_id = f.child_id where s.cannot_wait = 1
        union all
        select f.child_id, f.holder, 'unsafe_place' as rule from card_fact f where f.unsafe_place = 1
        union all
        select f.child_id, f.holder, 'several_untouched' as rule from card_fact f
        join standing s on s.child_id = f.child_id where s.domains >= 2 and s.last_acted is null
        union all
        select f.child_id, f.holder, 'several_unchanged' as rule from card_fact f
        join standing s on s.child_id = f.child_id
        where s.domains >= 2 and s.last_acted <= $as_of - $unchanged_days
        union all
        select f.child_id, f.holder, 'legal_limit' as rule from card_fact f where f.legal_limit = 1
        union all
        select f.child_id, f.holder, 'one_need' as rule from card_fact f
"""

LEVEL_OF_CARD = f"""
    with fits as ({_FITS}),
    first as (
        select t.child_id, t.holder, min(l.number) as number
        from fits t
        join level l on l.rule = t.rule
        group by t.child_id, t.holder
    )
    select f.child_id, f.holder, l.number as level, l.name as level_name, l.rule, l.respond_days
    from first f
    join level l on l.number = f.number
"""
