"""Stuck, first way: a child has been on a list for a year and nobody has seen them yet."""

from goldenthread.law import nhs_waits
from goldenthread.signals._parts import NOT_SCORED, OPEN_WAIT
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

_LONG = f"""
    {OPEN_WAIT},
    long_wait as (
        select child_id, record_id, service, requested,
            row_number() over (partition by child_id order by requested, record_id) as turn
        from open_wait
        where requested <= $as_of - $weeks * 7 and (first_contact is null or first_contact > $as_of)
    )
"""

SIGNAL = Signal(
    title="A year on a list, and not yet seen",
    says="Referred to {service:service} on {requested:date} and not seen yet: {waited:weeks}",
    asks="Is this referral still right for the child, and when will somebody see them?",
    duty=Duty.ASK_CLINICIAN,
    domain="health",
    basis=(nhs_waits.NO_WAIT_OVER_A_YEAR,),
    answers=("F1", "F23"),
    needs=("health_wait",),
    expires="when the child is first seen, or the referral is closed",
    finds=f"""
        with {_LONG}
        select child_id, requested + $weeks * 7 as since, service, requested,
            date_diff('day', requested, $as_of) as waited
        from long_wait
        where turn = 1
    """,
    because=f"""
        with {_LONG}
        select w.child_id, w.record_id, w.requested as happened, 'health_wait' as record
        from long_wait w
        join found f on f.child_id = w.child_id
        where w.turn = 1
    """,
    given={"weeks": nhs_waits.NO_WAIT_OVER_A_YEAR.weeks},
    evidence="Inspectors said that children get stuck in the system; the provider's own dates show how long.",
    error_rate=NOT_SCORED,
    version="1",
)
