"""A child has waited a year for a therapy or an assessment, and the school records no special educational need.

The clinician who holds the referral is asked first, and asks the family, before any school is told (condition T03).
"""

from goldenthread.law import sen_code_of_practice
from goldenthread.signals._parts import NOT_MEASURED, OPEN_WAIT, SCHOOL_LEVEL
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

MONTHS = 12  # local: how long a wait says that a need is known to a health service

_LONG_WAIT = f"""
    {OPEN_WAIT},
    long_wait as (
        select child_id, record_id, service, requested,
            row_number() over (partition by child_id order by requested, record_id) as turn
        from open_wait
        where service in ('SLT', 'OT', 'PT', 'PAED', 'ASD', 'ADHD', 'CAMHS', 'PSY')
            and cast(requested + $months * interval 1 month as date) <= $as_of
    ),
    {SCHOOL_LEVEL}
"""

SIGNAL = Signal(
    title="Known to a health service for a year, no SEN support at school",
    says=(
        "Waiting for {service:service} since {requested:date}; on {as_at:date} the school recorded no special "
        "educational need"
    ),
    asks="Will you ask the family whether the school may be told, and what would help there meanwhile?",
    duty=Duty.ASK_CLINICIAN,
    domain="health",
    basis=(sen_code_of_practice.EARLY_ACTION_ON_EMERGING_NEEDS,),
    answers=("P2",),
    needs=("health_wait", "enrolment", "sen_provision"),
    expires="when the school records SEN support or a plan, the wait ends, or the child leaves school",
    condition="T03",
    finds=f"""
        with {_LONG_WAIT}
        select w.child_id, cast(w.requested + $months * interval 1 month as date) as since, w.service, w.requested,
            s.as_at
        from long_wait w
        join child c on c.child_id = w.child_id and c.school_urn is not null
        join school_level s on s.child_id = w.child_id and s.supported = 0
        where w.turn = 1
    """,
    because=f"""
        with {_LONG_WAIT}
        select w.child_id, w.record_id, w.requested as happened, 'health_wait' as record
        from long_wait w
        join found f on f.child_id = w.child_id
        where w.turn = 1
        union all
        select s.child_id, s.record_id, s.as_at as happened, 'sen_provision' as record
        from sen_provision s
        join found f on f.child_id = s.child_id and f.as_at = s.as_at
    """,
    unknown=f"""
        with {_LONG_WAIT}
        select w.child_id, 'Not known: no school has said whether this child has SEN support.' as because
        from long_wait w
        left join school_level s on s.child_id = w.child_id
        where w.turn = 1 and s.child_id is null
    """,
    given={"months": MONTHS},
    evidence="Inspectors found children whose needs health services knew and schools did not. Both facts are dated.",
    error_rate=NOT_MEASURED,
    version="1",
)
