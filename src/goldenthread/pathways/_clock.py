"""From spans to clocks: the due date by the provision in force at the start, and the state it is in on a given day."""

# the day each span is due, by the provision in force on the day it started; no limit held leaves it open
_LIMITED = """
    select s.pathway, s.code, s.category, s.child_id, coalesce(s.subject, s.record_id) as subject, s.subject_says,
        row_number() over (partition by s.pathway, s.child_id, s.subject order by s.started, s.record_id) as twin,
        s.started, s.opens, s.stopped, s.closed, s.closed_because, coalesce(s.elsewhere, false) as elsewhere,
        s.exception, s.answer,
        case when s.stopped is null then h.died end as died,
        case when s.answer is not null then s.because end as because, s.unheard, s.doubt, s.estimated, s.note,
        s.record_id, l.provision, l.level, l.counts, l.starts, l.warns_days,
        t.newest, coalesce(t.late, false) as late, coalesce(c.says, cast(s.started as varchar)) as started_says,
        case l.unit
            when 'days' then s.started + (l.number - l.inclusive)
            when 'weeks' then s.started + (l.number * 7 - l.inclusive)
            when 'months' then cast(s.started + l.number * interval 1 month as date)
            when 'working_days' then w.day
        end as due
    from clock_span s
    left join pathway_limit l on l.pathway = s.pathway
        and coalesce(s.started, $as_of) between l.in_force_from and l.in_force_to
    left join calendar c on c.day = s.started
    left join calendar w on l.unit = 'working_days' and w.is_working and w.working_number = c.working_number + l.number
    left join sender_heard t on t.source = s.source and t.sender = s.sender
    left join child h on h.child_id = s.child_id
"""

# The first line that fits is the state; unknown is never overdue, and nothing is owed to a child known to have died.
# What ended after its day had passed it all the same: it ended late, unless the duty lay with somebody else by then.
_STATED = """
    select x.pathway, x.child_id, x.subject, x.twin, x.subject_says, x.started, x.opens, x.stopped, x.closed,
        x.closed_because, x.died, x.exception, x.because, x.unheard, x.doubt, x.estimated, x.note, x.record_id, x.code,
        x.category, x.provision,
        x.level, x.counts, x.starts, x.newest, x.started_says, x.due,
        case
            when x.died is not null then 'not_due'
            when x.answer is not null then x.answer
            when x.started is null then 'cannot_tell'
            when x.started > $as_of then 'cannot_tell'
            when x.provision is null then 'cannot_tell'
            when x.stopped < x.started or x.stopped > $as_of then 'cannot_tell'
            when x.due is null then 'cannot_tell'
            when x.stopped <= x.due then 'met'
            when x.stopped > x.due and x.exception is not null then 'disapplied'
            when x.stopped > x.due then 'met_late'
            when x.closed <= $as_of and (x.closed <= x.due or x.elsewhere) then 'not_due'
            when x.opens > $as_of then 'not_due'
            when $as_of < x.due - x.warns_days then 'running'
            when $as_of <= x.due then 'due_soon'
            when x.late and x.newest <= x.due then 'not_known'
            when x.unheard is not null then 'not_known'
            when x.doubt is not null then 'cannot_tell'
            when x.exception is not null then 'disapplied'
            when x.closed <= $as_of then 'ended_late'
            else 'overdue'
        end as state
    from limited x
"""

_SAID = """
    select y.child_id, y.pathway || '|' || y.child_id || '|' || y.subject
            || case when y.twin > 1 then '#' || cast(y.twin as varchar) else '' end as clock_id,
        y.pathway, y.code, y.subject, y.subject_says, y.category,
        case when y.started <= $as_of then y.started end as started,
        case when y.started <= $as_of then y.due end as due,
        case when y.stopped >= y.started and y.stopped <= $as_of then y.stopped end as stopped, y.state,
        case
            when y.state in ('running', 'due_soon', 'overdue', 'met', 'met_late') then null
            when y.state = 'disapplied' and (y.stopped is not null or y.closed is null or y.closed > $as_of) then null
            when y.died is not null and (y.closed is null or y.closed >= y.died)
                then 'A record says that the child had died by ' || coalesce(d.says, cast(y.died as varchar)) || '.'
            when y.because is not null then y.because
            when y.started is null then 'The day it started is not recorded.'
            when y.started > $as_of then 'It is dated ' || y.started_says || ', after ' || $as_of_says
                || ', the day this was worked out.'
            when y.provision is null then 'No limit is held for what started on ' || y.started_says || '.'
            when y.stopped < y.started then 'It ended on ' || coalesce(e.says, cast(y.stopped as varchar))
                || ', before it started on ' || y.started_says || '.'
            when y.stopped > $as_of then 'Its end is dated ' || coalesce(e.says, cast(y.stopped as varchar))
                || ', after ' || $as_of_says || ', the day this was worked out.'
            when y.due is null then 'The calendar does not reach the day it is due.'
            when y.state in ('not_due', 'ended_late', 'disapplied') and y.closed <= $as_of
                then y.closed_because || ' on ' || coalesce(z.says, cast(y.closed as varchar)) || '.'
            when y.state = 'not_due' then 'It opens on ' || coalesce(o.says, cast(y.opens as varchar)) || '.'
            when y.state = 'not_known' and y.unheard is not null then y.unheard
            when y.state = 'not_known' then 'The newest file is of ' || coalesce(n.says, cast(y.newest as varchar))
                || ', from before it was due; what has happened since is not known.'
            else y.doubt
        end as because,
        y.level, y.exception, coalesce(y.estimated, false) as estimated, y.record_id, y.provision,
        case when y.started <= $as_of and y.due is not null then y.counts || ' ' || y.started_says || ', ' || y.starts
            || coalesce('. ' || y.note, '.') end as why
    from stated y
    left join calendar e on e.day = y.stopped
    left join calendar z on z.day = y.closed
    left join calendar d on d.day = y.died
    left join calendar o on o.day = y.opens
    left join calendar n on n.day = y.newest
"""

CLOCK = f"with limited as ({_LIMITED}), stated as ({_STATED}) {_SAID}"

# What the two ways of counting give: with every case, and without those for which an exception is claimed. What ended
# after its day without being done counts as late in both, though it has no day on which it was done: the limit was not
# kept. It is open no more; of what an exception disapplies, a reason says so.
COUNTS = """
    select code,
        cast(sum(case when stopped <= due then 1 else 0 end) as bigint) as in_time,
        cast(sum(case when stopped > due or state = 'ended_late' then 1
            when state = 'disapplied' and because is not null then 1 else 0 end) as bigint) as late,
        cast(sum(case when stopped is null and because is null and due < $as_of and state in ('overdue', 'disapplied')
            then 1 else 0 end) as bigint) as open_past_limit,
        cast(sum(case when exception is null and stopped <= due then 1 else 0 end) as bigint) as in_time_excluding,
        cast(sum(case when exception is null and (stopped > due or state = 'ended_late') then 1 else 0 end) as bigint)
            as late_excluding,
        cast(sum(case when exception is null and stopped is null and due < $as_of and state = 'overdue' then 1 else 0
            end) as bigint) as open_past_limit_excluding
    from clock
    where state in ('running', 'due_soon', 'overdue', 'met', 'met_late', 'ended_late', 'disapplied')
    group by code
"""
