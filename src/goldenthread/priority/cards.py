"""One card for each child and owner, however many signs: what is on it, since when, and what is owed."""

# a late clock belongs to the card whose concerns are of its domain; the plan process counts as education
CARD_FACTS = """
    with late as (
        select distinct child_id, case when category = 'ehc' then 'education' else category end as domain
        from clock
        where state = 'overdue' and level = 'must'
    ),
    overnight as (
        select distinct child_id from short_break
        where ended is null and (annual_nights > 0 or provision in ('RESID', 'FOSTER', 'NIGHTSIT'))
    )
    select o.child_id, coalesce(o.team_id, '') || '|' || coalesce(o.owner, '') as holder, o.team_id, o.owner,
        min(o.since) as oldest, max(o.since) as newest, max(o.last_acted) as last_acted,
        max(o.first_touched) as touched, min(o.planned_due) as planned_due, count(*) as concerns,
        min(o.pressed) as pressed, min(o.step_done) as step_done,
        max(case when o.signal in ('away_without_education', 'away_visit_missed') then 1
            when o.signal = 'short_break_unreviewed' and n.child_id is not null then 1 else 0 end) as unsafe_place,
        max(case when l.child_id is not null then 1 when o.level_of_duty = 'must' then 1 else 0 end) as legal_limit,
        max(o.cannot_wait) as cannot_wait
    from open_concern o
    left join late l on l.child_id = o.child_id and l.domain = o.domain
    left join overnight n on n.child_id = o.child_id
    group by o.child_id, o.team_id, o.owner
"""

# whether a card is its owner's work, or waits in the backlog of the first load until a manager releases it; and the day
# from which it is the owner's: the sign's, the first load's, that of the release, or that on which somebody said of the
# child that it cannot wait
CARD_STATE = """
    with released as (
        select coalesce(a.child_id, r.child_id) as child_id, r.team_id, r.owner,
            max(coalesce(r.day, cast(r.at as date))) as released
        from fact_backlog_release r
        left join child_alias a on a.old_id = r.child_id
        group by coalesce(a.child_id, r.child_id), r.team_id, r.owner
    ),
    judged as (
        select f.child_id, f.holder, f.newest, f.touched, r.released,
            case when l.rule = 'cannot_wait' then s.said_on end as said_on,
            case when f.newest >= $go_live - $new_harm_days or f.cannot_wait = 1 then 1 else 0 end as new_harm
        from card_fact f
        left join released r on r.child_id = f.child_id and coalesce(r.team_id, '') = coalesce(f.team_id, '')
            and coalesce(r.owner, '') = coalesce(f.owner, '')
        left join card_level l on l.child_id = f.child_id and l.holder = f.holder
        left join standing s on s.child_id = f.child_id
    )
    select child_id, holder, new_harm,
        case when new_harm = 1 or touched is not null or released is not null then 'work' else 'backlog' end as state,
        greatest(newest, $go_live, coalesce(released, $go_live), coalesce(said_on, $go_live)) as given_on
    from judged
"""

# the first step on a card is what its oldest concern asks; due is what was planned, or the level's time to respond. A
# plan from before somebody said that it cannot wait is brought forward; where all that was planned is done, nothing is
# due until more is planned
CARD = """
    with first as (
        select o.child_id, o.team_id, o.owner, s.asks,
            row_number() over (
                partition by o.child_id, o.team_id, o.owner order by o.since, o.signal, o.child_id
            ) as turn
        from open_concern o
        join sign s on s.signal = o.signal
    ),
    given as (
        select f.child_id, f.holder, f.team_id, f.owner, f.last_acted, f.planned_due, f.concerns, f.oldest, f.step_done,
            f.pressed + $urgent_days as pressed_due,
            p.level, p.level_name, p.place, p.respond_days, t.new_harm, t.state, t.given_on
        from card_fact f
        join card_place p on p.child_id = f.child_id and p.holder = f.holder
        join card_state t on t.child_id = f.child_id and t.holder = f.holder
    )
    select g.child_id, g.team_id, g.owner, g.level, g.level_name, g.place, t.asks as do_next,
        case when g.pressed_due is not null then least(coalesce(g.planned_due, g.pressed_due), g.pressed_due)
            else coalesce(g.planned_due, case when g.state = 'work' and g.step_done = 0
                then g.given_on + g.respond_days end) end as due,
        g.last_acted, g.state, g.new_harm = 1 as new_harm, g.concerns, g.oldest
    from given g
    left join first t on t.child_id = g.child_id and coalesce(t.team_id, '') = coalesce(g.team_id, '')
        and coalesce(t.owner, '') = coalesce(g.owner, '') and t.turn = 1
"""

CARD_CONCERN = "select child_id, team_id, owner, signal, since from open_concern"
