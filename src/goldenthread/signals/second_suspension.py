"""A child with a plan has been suspended for the second time in one term: early enough to prevent the third."""

from goldenthread.law import exclusions_guidance
from goldenthread.signals._parts import EARLY_MEETING, NOT_SCORED, ONE_SUSPENSION, PLAN_IN_FORCE, PLAN_RECORD
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

TIMES = 2  # local: in one term

NEAR_DAYS = 28  # local: how far outside every term that was told a school day may lie; half a summer holiday is less

# the term by the school's own calendar; where it sent none by the council's, and failing that by the usual pattern. A
# suspension on a day outside all of them was on a school day all the same: the calendar is a guess, and the nearest
# term is meant
_IN_TERM = f"""
    {ONE_SUSPENSION},
    whole_term as (
        select told_by, school_year, term, min(started) as first_day, max(ended) as last_day
        from told_term
        group by told_by, school_year, term
    ),
    by_calendar as (
        select s.child_id, s.record_id, s.started, t.school_year, t.term,
            rank() over (
                partition by s.child_id, s.record_id
                order by case when s.started < t.first_day then date_diff('day', s.started, t.first_day)
                        when s.started > t.last_day then date_diff('day', t.last_day, s.started) else 0 end,
                    case when t.told_by = s.setting_urn then 1 when t.told_by = 'COUNCIL' then 2 else 3 end,
                    t.first_day, t.term
            ) as choice
        from one_suspension s
        join whole_term t on s.started between t.first_day - $near_days and t.last_day + $near_days
            and (t.told_by in ('COUNCIL', 'NATIONAL') or t.told_by = s.setting_urn)
    ),
    in_term as (
        select child_id, started, school_year, term,
            row_number() over (partition by child_id, school_year, term order by started, record_id) as time
        from by_calendar
        where choice = 1
    )
"""

SIGNAL = Signal(
    title="Second suspension in a term of a child with a plan",
    says="Suspended {times} times in one term, the second time on {since:date}; no early review held since",
    asks="Will you bring the family and the school together now, before a third suspension?",
    duty=Duty.EHC_COORDINATION,
    domain="education",
    basis=(
        exclusions_guidance.SECOND_SUSPENSION_CALLS_FOR_A_MEETING,
        exclusions_guidance.EARLY_REVIEW_BEFORE_EXCLUSION,
        exclusions_guidance.EARLY_REVIEW_BEFORE_EXCLUSION_2026,
    ),
    answers=("P3", "F7"),
    needs=("suspension", "ehc_plan", "ehc_review"),
    silence=("ehc_reviews",),
    expires="when an early review or a reassessment meeting is held, the plan ends, or the school year does",
    finds=f"""
        with {_IN_TERM},
        second as (
            select child_id, max(started) as since from in_term where time = $times group by child_id
        ),
        counted as (
            select i.child_id, count(*) as times, min(i.started) as first_day, max(i.started) as last_day
            from in_term i
            join second s on s.child_id = i.child_id
            join in_term t on t.child_id = s.child_id and t.started = s.since and t.time = $times
                and t.school_year = i.school_year and t.term = i.term
            group by i.child_id
        ),
        {PLAN_IN_FORCE},
        {EARLY_MEETING}
        select s.child_id, s.since, c.times, c.first_day, c.last_day
        from second s
        join counted c on c.child_id = s.child_id
        join plan_in_force p on p.child_id = s.child_id
        left join early_meeting m on m.child_id = s.child_id and m.met >= s.since
        where m.child_id is null
    """,
    because=f"""
        with {PLAN_IN_FORCE}
        select s.child_id, s.record_id, s.started as happened, 'suspension' as record
        from suspension s
        join found f on f.child_id = s.child_id and s.started between f.first_day and f.last_day
        where s.cancelled is null and s.kind <> 'PERM'
        union all
        {PLAN_RECORD}
    """,
    given={"times": TIMES, "near_days": NEAR_DAYS},
    evidence="Suspensions of pupils with plans cluster; the second in a term is the last cheap moment to prevent more.",
    error_rate=NOT_SCORED,
    version="1",
)
