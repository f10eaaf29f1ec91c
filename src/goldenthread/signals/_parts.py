"""The readings that several signs share, as named parts of a query: an open wait, a plan in force, one suspension.

Each but PLAN_RECORD is a ``with`` part: put it after ``with`` and read it by its name.
"""

# referrals that are neither rejected, nor closed, nor with a stopped clock. A transfer does not reset the wait: it runs
# from the first referral, whether the new provider says so or only names the referral it came from. A date before the
# child's birth is the sender's to put right, and nobody's casework.
OPEN_WAIT = """
    open_wait as (
        select w.child_id, w.record_id, w.provider, w.service, w.band, w.first_contact, w.second_started,
            w.second_ended, least(min(w.requested), min(p.requested)) as requested
        from health_wait w
        join child c on c.child_id = w.child_id
        left join health_wait p on p.child_id = w.child_id and p.referral_id = w.previous_referral_id
        where w.requested <= $as_of and (c.born is null or w.requested >= c.born)
            and (w.ended is null or w.ended > $as_of)
            and (w.rejected is null or w.rejected > $as_of)
            and (w.clock_stopped is null or w.clock_stopped > $as_of)
        group by w.child_id, w.record_id, w.provider, w.service, w.band, w.first_contact, w.second_started,
            w.second_ended
    )
"""

# the newest level of SEN provision any school recorded, in a census or on a roll; where two schools recorded it for the
# same day, one that gives support is believed
SCHOOL_LEVEL = """
    newest_level as (
        select child_id, max(as_at) as as_at from sen_provision
        where level is not null and as_at <= $as_of
        group by child_id
    ),
    school_level as (
        select s.child_id, n.as_at, max(case when s.level <> 'N' then 1 else 0 end) as supported
        from sen_provision s
        join newest_level n on n.child_id = s.child_id and n.as_at = s.as_at
        group by s.child_id, n.as_at
    )
"""

# a plan that was issued, that no source says has ended since, and that the yearly return, where it alone told of the
# plan, still lists: what the newest return leaves out is no longer in force. A plan of unknown start was in force on
# the day to which its file was true: only an end from then on ends it.
PLAN_IN_FORCE = """
    newest_sen2 as (select sender, max(received) as received from ehc_plan where source = 'sen2' group by sender),
    plan_in_force as (
        select p.child_id, max(p.started) as started
        from ehc_plan p
        left join newest_sen2 y on p.source = 'sen2' and coalesce(y.sender, '') = coalesce(p.sender, '')
        left join ehc_plan gone on gone.child_id = p.child_id and gone.ended <= $as_of
            and gone.ended >= coalesce(p.started, p.received, date '1900-01-01')
        where (p.started is null or p.started <= $as_of) and (p.ended is null or p.ended > $as_of)
            and (y.received is null or p.received >= y.received) and gone.child_id is null
        group by p.child_id
    )
"""

# the records of the plan in force of each child found, for ``because``
PLAN_RECORD = """
    select p.child_id, p.record_id, p.started as happened, 'ehc_plan' as record
    from ehc_plan p
    join found f on f.child_id = p.child_id
    join plan_in_force n on n.child_id = p.child_id and n.started is not distinct from p.started
"""

# suspensions of the school year in which the day falls, lunchtimes among them, each once: the notice feed and the
# census both carry it, and the notice, which is mended as things happen, is believed
ONE_SUSPENSION = """
    told_suspension as (
        select s.child_id, s.record_id, s.setting_urn, s.started, s.cancelled,
            coalesce(s.sessions, max(s.sessions) over (partition by s.child_id, s.started)) as sessions,
            row_number() over (
                partition by s.child_id, s.started
                order by case when s.notice_id is null then 1 else 0 end, s.version desc, s.record_id
            ) as turn
        from suspension s
        where s.kind in ('SUSP', 'LNCH', 'FIXD') and s.started <= $as_of
            and s.started >= cast(
                cast(date_trunc('year', cast($as_of - interval 8 month as date)) as date) + interval 8 month as date
            )
    ),
    one_suspension as (
        select child_id, record_id, setting_urn, started, sessions from told_suspension
        where turn = 1 and cancelled is null
    )
"""

# meetings of early reviews and reassessments of a plan
EARLY_MEETING = """
    early_meeting as (
        select child_id, max(met) as met from ehc_review
        where kind in ('EARLY', 'REASSESS') and met <= $as_of
        group by child_id
    )
"""

# where children live away from home now. Two councils may both return one child; what the council in whose area the
# child lives returns of it is a copy, and makes nobody live at home.
AWAY_NOW = """
    open_placement as (
        select child_id, placement_id, record_id, started, setting_code, host_la, home_la, education_started
        from away_placement
        where started <= $as_of and (ended is null or ended > $as_of)
    ),
    ranked_placement as (
        select p.child_id, p.placement_id, p.record_id, p.started, p.setting_code, p.host_la, p.home_la,
            p.education_started, rank() over (partition by p.child_id order by p.started desc) as turn
        from open_placement p
        where coalesce(p.host_la <> p.home_la, true) or not exists (
            select 1 from open_placement o
            where o.child_id = p.child_id and o.host_la = p.host_la and o.home_la <> p.home_la
        )
    ),
    away_now as (
        select child_id, placement_id, record_id, started, setting_code, host_la, home_la, education_started
        from ranked_placement where turn = 1
    )
"""

# since when a child living away has been without education: from the first of the newest unbroken statements that say
# so. Statements of 'not known' break nothing.
WITHOUT_EDUCATION = """
    last_taught as (
        select child_id, placement_id, max(held) as held from away_event
        where education_status in ('FT', 'PT', 'TUITION', 'NOTAGE') and held <= $as_of
        group by child_id, placement_id
    ),
    without_education as (
        select e.child_id, e.placement_id, min(coalesce(e.education_since, e.held)) as stopped
        from away_event e
        join away_now a on a.child_id = e.child_id and a.placement_id = e.placement_id
        left join last_taught t on t.child_id = e.child_id and t.placement_id = e.placement_id
        where e.education_status = 'NONE' and e.held <= $as_of and (t.held is null or e.held > t.held)
            and (a.education_started is null or a.education_started > $as_of
                or a.education_started <= coalesce(e.education_since, e.held))
        group by e.child_id, e.placement_id
    )
"""

# visits that were due and not held, save those rearranged and held later. A call is never a visit.
MISSED_VISIT = """
    held_visit as (
        select child_id, placement_id, max(held) as held from away_event
        where kind in ('V28', 'V85') and held <= $as_of
        group by child_id, placement_id
    ),
    missed_visit as (
        select e.child_id, e.placement_id, e.record_id, e.due, h.held as last_held
        from away_event e
        join away_now a on a.child_id = e.child_id and a.placement_id = e.placement_id
        left join held_visit h on h.child_id = e.child_id and h.placement_id = e.placement_id
        where e.kind in ('V28', 'V85') and e.held is null and e.due < $as_of
            and not (coalesce(e.not_held, '') = 'REARR' and coalesce(h.held >= e.due, false))
    )
"""

NOT_MEASURED = (
    "Not yet measured on real children, nor by group. On made-up areas its recall, precision and false alarms are "
    "measured by 'goldenthread evaluate' and printed with every release."
)
NOT_SCORED = (
    "Not yet measured on real children, nor by group, and no made-up condition stands for it: every finding is a "
    "record's own date, to be checked with the sender."
)
