"""A child with a plan has been suspended for fifteen days this school year, with no early review (condition T17)."""

from goldenthread.law import exclusions_guidance
from goldenthread.signals._parts import EARLY_MEETING, NOT_MEASURED, ONE_SUSPENSION, PLAN_IN_FORCE, PLAN_RECORD
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

SESSIONS = 30  # local: fifteen school days, in half-day sessions

_SUSPENDED = f"""
    {ONE_SUSPENSION},
    running as (
        select child_id, record_id, started, sessions,
            cast(sum(sessions) over (
                partition by child_id order by started, record_id rows between unbounded preceding and current row
            ) as integer) as so_far
        from one_suspension
    ),
    suspended as (
        select child_id, min(started) as first_day, count(*) as times, cast(sum(sessions) as integer) as sessions,
            min(case when so_far >= $sessions then started end) as since,
            cast(sum(case when sessions is null then 1 else 0 end) as integer) as unsaid
        from running
        group by child_id
    ),
    {PLAN_IN_FORCE},
    {EARLY_MEETING},
    unreviewed as (
        select s.child_id, s.first_day, s.times, s.sessions, s.since, s.unsaid
        from suspended s
        join plan_in_force p on p.child_id = s.child_id
        left join early_meeting m on m.child_id = s.child_id and m.met >= s.first_day
        where m.child_id is null
    )
"""

SIGNAL = Signal(
    title="Fifteen days suspended, and no early review of the plan",
    says="{sessions:days_of_sessions} suspended this school year, the first on {first_day:date}; no early review held",
    asks="When will the plan be reviewed early with the family and the school, and what will prevent the next one?",
    duty=Duty.EHC_COORDINATION,
    domain="education",
    basis=(
        exclusions_guidance.EARLY_REVIEW_BEFORE_EXCLUSION,
        exclusions_guidance.EARLY_REVIEW_BEFORE_EXCLUSION_2026,
    ),
    answers=("F7", "P3"),
    needs=("suspension", "ehc_plan", "ehc_review"),
    silence=("ehc_reviews",),
    expires="when an early review or a reassessment meeting is held, the plan ends, or the school year does",
    condition="T17",
    finds=f"""
        with {_SUSPENDED}
        select child_id, since, sessions, first_day from unreviewed where since is not null
    """,
    because=f"""
        with {PLAN_IN_FORCE}
        select s.child_id, s.record_id, s.started as happened, 'suspension' as record
        from suspension s
        join found f on f.child_id = s.child_id and s.started between f.first_day and $as_of
        where s.cancelled is null and s.kind <> 'PERM'
        union all
        {PLAN_RECORD}
    """,
    unknown=f"""
        with {_SUSPENDED}
        select child_id, 'Not known: a suspension of this school year was sent without its number of sessions.'
            as because
        from unreviewed
        where since is null and unsaid > 0
    """,
    given={"sessions": SESSIONS},
    evidence="Inspectors found pupils with plans suspended again and again without anyone reviewing the plan.",
    error_rate=NOT_MEASURED,
    version="1",
)
