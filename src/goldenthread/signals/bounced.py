"""Stuck, third way: a child is referred again and again, and each service sends the referral back."""

from goldenthread.law import sen_code_of_practice
from goldenthread.signals._parts import NOT_SCORED
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

TIMES = 2  # local: how often sent back
MONTHS = 18  # local: within how long

# sent back: not accepted, or closed as rejected. A duplicate is no new referral. One event of a day and service counts
# once, whichever provider wrote it down.
_SENT_BACK = """
    sent_back as (
        select child_id, service, coalesce(rejected, ended) as day, min(record_id) as record_id
        from health_wait
        where (rejected is not null or ended_code = 'REJECTED') and coalesce(rejected_code, '') <> 'DUPLICATE'
            and coalesce(rejected, ended) <= $as_of
            and coalesce(rejected, ended) >= cast($as_of - $months * interval 1 month as date)
        group by child_id, service, coalesce(rejected, ended)
    ),
    numbered as (
        select child_id, service, day, record_id,
            row_number() over (partition by child_id order by day, record_id) as time
        from sent_back
    ),
    bounces as (
        select child_id, count(*) as times, count(distinct service) as services, min(day) as first_day,
            min(case when time = $times then day end) as since
        from numbered
        group by child_id
        having count(*) >= $times
    )
"""

SIGNAL = Signal(
    title="Referred and sent back, more than once",
    says="Referred and sent back {times} times since {first_day:date}, and not seen by any service since",
    asks="Which service will take this child on, or who will tell the family where to turn?",
    duty=Duty.JOINT_TRIAGE,
    domain="health",
    basis=(sen_code_of_practice.WORK_TOGETHER_AROUND_THE_FAMILY,),
    answers=("F1", "F23"),
    needs=("health_wait",),
    expires="when a service sees the child, or eighteen months have passed since the first was sent back",
    finds=f"""
        with {_SENT_BACK},
        seen as (
            select child_id, max(first_contact) as day from health_wait
            where first_contact <= $as_of group by child_id
        )
        select b.child_id, b.since, b.times, b.first_day
        from bounces b
        left join seen s on s.child_id = b.child_id and s.day >= b.first_day
        where s.child_id is null
    """,
    because=f"""
        with {_SENT_BACK}
        select s.child_id, s.record_id, s.day as happened, 'health_wait' as record
        from sent_back s
        join found f on f.child_id = s.child_id
    """,
    given={"times": TIMES, "months": MONTHS},
    evidence="A referral sent back is closed in every provider's own figures; only together do they show the child.",
    error_rate=NOT_SCORED,
    version="1",
)
