"""How schools' records are told: joining and leaving a school, SEN provision, suspensions, attendance by term."""

from goldenthread.chronology._line import Line

_SCHOOL = "coalesce((select min(s.setting_name) from setting s where s.setting_urn = r.setting_urn), 'a school')"
# the census tells again, months later, of what the school's notice told on the day
_TOLD_ONCE = """
    (r.source <> 'school_census' or not exists (
        select 1 from suspension n
        where n.child_id = r.child_id and n.started = r.started and n.source <> 'school_census'))
"""

LINES = (
    Line(
        "enrolment",
        "enrolment",
        "r.started",
        f"concat('Joined ', {_SCHOOL})",
        until="r.ended",
        of="school_spell",
    ),
    Line("enrolment", "left", "r.ended", f"concat('Left ', {_SCHOOL})", of="school_spell"),
    Line(
        "sen_provision",
        "sen",
        "r.as_at",
        f"concat('SEN provision recorded at ', {_SCHOOL}, ': ', coalesce(p.means, r.level))",
        of="sen_change",
        named=(("p", "sen_provision", "level"),),
    ),
    Line(
        "suspension",
        "suspension",
        "r.started",
        "concat(case r.kind when 'PERM' then 'Permanently excluded' when 'LNCH' then 'Suspended at lunchtime' "
        "else 'Suspended' end, "
        "case when r.sessions is null then '' when r.sessions = 1 then ' for 1 half-day' "
        "else concat(' for ', r.sessions, ' half-days') end, "
        f"' by ', {_SCHOOL}, case when r.cancelled is not null then ' (cancelled)' else '' end)",
        until="nullif(r.ended, r.started)",
        when=_TOLD_ONCE,
    ),
)

# one row for each time at one school that each source told of, however often it did
SCHOOL_SPELL = """
    select child_id, person_key, setting_urn, started, max(ended) as ended,
        arg_max(record_id, (received, record_id)) as record_id, arg_max(source, (received, record_id)) as source,
        max(received) as received
    from enrolment
    where started is not null
    group by child_id, person_key, setting_urn, started
"""

# the first record of each level of SEN provision; later records that say the same are not told again
SEN_CHANGE = """
    select child_id, record_id, person_key, source, received, level, setting_urn, as_at
    from (
        select child_id, record_id, person_key, source, received, level, setting_urn, as_at,
            lag(level) over (partition by child_id order by as_at, received, record_id) as before
        from sen_provision
        where level is not null
    )
    where level is distinct from before and (before is not null or level <> 'N')
"""

# half-days a child could have attended and did, in the last seven weeks, as each school's register has it
ATTENDANCE = """
    with seen as (
        select a.child_id, a.person_key, a.started, a.sessions, a.received, a.record_id, a.source,
            a.code in ('/', '\\', 'L', 'K', 'V', 'P', 'W', 'B') as present
        from attendance a
        where a.period = 'WEEK' and a.started > $as_of - 49
            and a.code not in ('D', 'X', 'Z', '#', 'Q') and a.code not like 'Y%'
    )
    select child_id, person_key, max(started) + 4 as happened, max(received) as received, min(source) as source,
        arg_max(record_id, (started, record_id)) as record_id, sum(sessions) as possible,
        coalesce(sum(sessions) filter (where present), 0) as attended
    from seen
    group by child_id, person_key
    having sum(sessions) >= 20
"""
ATTENDANCE_LINE = """
    select child_id, record_id, person_key, concat(record_id, ':attendance') as line_id, 'attendance' as record,
        source, received, happened, cast(null as date) as until, 'EDU' as agency, 'education' as category,
        'attendance' as kind, concat('Attended ', attended * 100 // possible, ' % of the last seven weeks') as says
    from attendance_lately
"""
