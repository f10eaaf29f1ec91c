"""Signs with their owners: what routing says, unless a person has taken the concern or accepted it.

A concern's state is never stored: it follows from the sign and from what people did about it (see ``casework``).
"""

# what people did, under the child's present id, newest last; an event speaks of one sign since one day
EVENTS = """
    select coalesce(a.child_id, e.child_id) as child_id, e.signal, e.since, e.kind, e.by_worker, e.to_worker, e.to_team,
        e.due, cast(e.at as date) as happened, e.event_id
    from fact_concern_event e
    left join child_alias a on a.old_id = e.child_id
"""

# who holds a concern because of a decision: the newest take, acceptance or reassignment
HELD = """
    with newest as (
        select child_id, signal, since, kind, by_worker, to_worker, to_team, happened,
            row_number() over (partition by child_id, signal, since order by event_id desc) as turn
        from event_now
        where kind in ('take', 'accept', 'assign')
    ),
    home as (select worker_id, min(team_id) as team_id from team_present group by worker_id)
    select n.child_id, n.signal, n.since, n.happened,
        case when n.kind = 'assign' then n.to_worker else n.by_worker end as owner,
        coalesce(n.to_team, h.team_id) as team_id
    from newest n
    left join home h on h.worker_id = case when n.kind = 'assign' then n.to_worker else n.by_worker end
    where n.turn = 1
"""

CONCERN = """
    select f.child_id, f.signal, f.since, s.title, f.says, s.asks, f.domain, s.duty,
        coalesce(h.team_id, r.team_id) as team_id, coalesce(h.owner, r.owner) as owner, r.deputy,
        g.status, s.basis, s.expires, s.level as level_of_duty
    from finding f
    join sign s on s.signal = f.signal
    join signal_register g on g.signal = f.signal
    left join routed r on r.child_id = f.child_id and r.signal = f.signal and r.since = f.since
    left join held h on h.child_id = f.child_id and h.signal = f.signal and h.since = f.since
"""

LAST_ACTED = """
    select child_id, signal, since,
        max(case when kind = 'action' then happened end) as last_acted,
        min(happened) as first_touched,
        max(case when kind = 'plan' then due end) as planned_due,
        max(case when kind = 'close' then event_id else 0 end) as closed_at,
        max(case when kind = 'reopen' then event_id else 0 end) as reopened_at,
        max(case when kind = 'cannot_wait' then 1 else 0 end) as cannot_wait
    from event_now
    group by child_id, signal, since
"""

# a closed concern is open again only when somebody reopens it or the sign comes back with a later date
OPEN_CONCERN = """
    select c.child_id, c.signal, c.since, c.domain, c.duty, c.team_id, c.owner, c.level_of_duty,
        a.last_acted, a.first_touched, a.planned_due, coalesce(a.cannot_wait, 0) as cannot_wait
    from concern c
    left join acted a on a.child_id = c.child_id and a.signal = c.signal and a.since = c.since
    where c.status = 'live' and coalesce(a.closed_at, 0) <= coalesce(a.reopened_at, 0)
"""
