"""Signs with their owners: what routing says, unless a person has taken the concern or accepted it.

A concern's state is never stored: it follows from the sign and from what people did about it (see ``casework``).
"""

# what people did, under the child's present id. A sign that has no events of its own takes over those about an earlier
# date of the same sign that no longer stands, as in casework: a corrected date is the same concern, and a closing
# counts no longer once the sign has come back with a later date.
EVENTS = """
    with event as (
        select coalesce(a.child_id, e.child_id) as child_id, e.signal, e.since, e.kind, e.by_worker, e.by_team, e.due,
            cast(e.at as date) as happened, e.event_id, e.step_done,
            coalesce(e.happened, cast(e.at as date)) as counted_from
        from fact_concern_event e
        left join child_alias a on a.old_id = e.child_id
    ),
    thread as (select distinct child_id, signal, since from event),
    gone as (
        select t.child_id, t.signal, t.since,
            row_number() over (partition by t.child_id, t.signal order by t.since desc, t.child_id) as turn
        from thread t
        left join finding f on f.child_id = t.child_id and f.signal = t.signal and f.since = t.since
        where f.child_id is null
    ),
    bare as (
        select f.child_id, f.signal, f.since,
            row_number() over (partition by f.child_id, f.signal order by f.since, f.child_id) as turn
        from finding f
        left join thread t on t.child_id = f.child_id and t.signal = f.signal and t.since = f.since
        where t.child_id is null
    ),
    carried as (
        select g.child_id, g.signal, g.since as old_since, b.since as new_since
        from gone g
        join bare b on b.child_id = g.child_id and b.signal = g.signal and b.turn = 1
        where g.turn = 1
    )
    select e.child_id, e.signal, coalesce(c.new_since, e.since) as since,
        case when e.kind = 'close' and c.new_since > c.old_since then 'came_back' else e.kind end as kind,
        e.by_worker, e.by_team, e.due, e.happened, e.event_id, e.step_done, e.counted_from
    from event e
    left join carried c on c.child_id = e.child_id and c.signal = e.signal and c.old_since = e.since
"""

# who holds a concern because of a decision: the newest take or acceptance, unless it was closed since
HELD = """
    with newest as (
        select child_id, signal, since, kind, by_worker, by_team,
            row_number() over (partition by child_id, signal, since order by event_id desc) as turn
        from event_now
        where kind in ('take', 'accept', 'close', 'came_back', 'reopen')
    ),
    home as (select worker_id, min(team_id) as team_id from team_present group by worker_id)
    select n.child_id, n.signal, n.since, n.by_worker as owner, coalesce(n.by_team, h.team_id) as team_id
    from newest n
    left join home h on h.worker_id = n.by_worker
    where n.turn = 1 and n.kind in ('take', 'accept')
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

# the step that stands is the one planned last, until an action says that it is done or the concern is closed; what was
# said to be unable to wait presses until a step is planned or done
LAST_ACTED = """
    with acted as (
        select child_id, signal, since,
            max(case when kind = 'action' then happened end) as last_acted,
            min(happened) as first_touched,
            max(case when kind in ('plan', 'close', 'came_back', 'reopen') or step_done then event_id else 0 end)
                as plan_at,
            max(case when kind = 'close' then event_id else 0 end) as closed_at,
            max(case when kind = 'reopen' then event_id else 0 end) as reopened_at,
            max(case when kind = 'cannot_wait' then event_id else 0 end) as cannot_wait_at,
            max(case when kind in ('close', 'came_back') then event_id else 0 end) as ended_at
        from event_now
        group by child_id, signal, since
    )
    select a.child_id, a.signal, a.since, a.last_acted, a.first_touched, a.closed_at, a.reopened_at, a.cannot_wait_at,
        a.ended_at, case when p.kind = 'plan' then p.due end as planned_due,
        case when p.step_done then 1 else 0 end as step_done,
        case when a.cannot_wait_at > a.ended_at then u.counted_from end as said_on,
        case when a.cannot_wait_at > a.plan_at then u.counted_from end as pressed
    from acted a
    left join event_now p on p.child_id = a.child_id and p.signal = a.signal and p.since = a.since
        and p.event_id = a.plan_at
    left join event_now u on u.child_id = a.child_id and u.signal = a.signal and u.since = a.since
        and u.event_id = a.cannot_wait_at
"""

# a closed concern is open again only when somebody reopens it or the sign comes back with a later date
OPEN_CONCERN = """
    select c.child_id, c.signal, c.since, c.domain, c.duty, c.team_id, c.owner, c.level_of_duty,
        a.last_acted, a.first_touched, a.planned_due, a.pressed, a.said_on, coalesce(a.step_done, 0) as step_done,
        case when coalesce(a.cannot_wait_at, 0) > coalesce(a.ended_at, 0) then 1 else 0 end as cannot_wait
    from concern c
    left join acted a on a.child_id = c.child_id and a.signal = c.signal and a.since = c.since
    where c.status = 'live' and coalesce(a.closed_at, 0) <= coalesce(a.reopened_at, 0)
"""
