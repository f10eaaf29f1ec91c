"""A child waits on three or more lists at once, each service treating the wait as routine (condition T07)."""

from goldenthread.law import nhs_waits, sen_code_of_practice
from goldenthread.signals._parts import NOT_MEASURED, OPEN_WAIT
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

SERVICES = 3  # local: on how many services' lists
PROVIDERS = 2  # local: held by how many providers, so that none of them sees all the waits
DAYS = 560  # local: 80 weeks of waiting, the longest of each service added up

# every day adds one day for each service, so the day on which the sum reached the limit does not move while the lists
# stay the same
_ADDED_UP = """
    longest as (
        select child_id, service, min(requested) as requested from routine group by child_id, service
    ),
    added as (
        select child_id, count(*) as services, cast(sum(date_diff('day', requested, $as_of)) as integer) as waited,
            max(requested) as newest
        from longest
        group by child_id
    ),
    held as (select child_id, count(distinct provider) as providers from routine group by child_id),
    stuck as (
        select a.child_id, a.services, h.providers, a.waited,
            greatest(a.newest, $as_of - cast((a.waited - $days) // nullif(a.services, 0) as integer)) as since
        from added a
        join held h on h.child_id = a.child_id
        where a.services >= $services and h.providers >= $providers and a.waited >= $days
    )
"""

SIGNAL = Signal(
    title="On several waiting lists, each of them routine",
    says="On {services} lists of {providers} providers, each in the standard band; {waited:weeks} of waiting in all",
    asks="Which service will see this child first, and who will tell the family in what order?",
    duty=Duty.JOINT_TRIAGE,
    domain="health",
    basis=(
        nhs_waits.WAIT_ACROSS_SERVICES_IS_LOOKED_AT_TOGETHER,
        sen_code_of_practice.WORK_TOGETHER_AROUND_THE_FAMILY,
    ),
    answers=("F1", "P4"),
    needs=("health_wait",),
    expires="when fewer than three of the waits are open, or a clinician sets another band",
    condition="T07",
    finds=f"""
        with {OPEN_WAIT},
        routine as (select child_id, provider, service, requested from open_wait where band = 'STD'),
        {_ADDED_UP}
        select child_id, since, services, providers, waited from stuck
    """,
    because=f"""
        with {OPEN_WAIT}
        select w.child_id, w.record_id, w.requested as happened, 'health_wait' as record
        from open_wait w
        join found f on f.child_id = w.child_id
        where w.band = 'STD'
    """,
    unknown=f"""
        with {OPEN_WAIT},
        routine as (
            select child_id, provider, service, requested from open_wait where band is null or band = 'STD'
        ),
        {_ADDED_UP}
        select s.child_id, 'Not known: no clinician has set a priority band on some of these waits.' as because
        from stuck s
        left join found f on f.child_id = s.child_id
        where f.child_id is null
    """,
    given={"services": SERVICES, "providers": PROVIDERS, "days": DAYS},
    evidence="Inspectors found that children with most need got stuck, because each list sees one wait only.",
    error_rate=NOT_MEASURED,
    version="1",
)
