"""Eighteen weeks from referral to a first contact with a community health service: a standard for the whole list."""

from goldenthread.law import nhs_waits
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import coded
from goldenthread.records import Category

# The child's clock starts at the first referral for the need, so that a transfer between providers cannot restart it,
# whether the new provider gives that day or only the referral it took over; the old clock then ends without a breach.
# Support while waiting stops nothing. Mental health (a four-week standard was proposed, never adopted) and
# educational psychology (not the NHS) are no part of it.
PATHWAY = Pathway(
    code="CHS-18",
    title="First contact with a community service",
    category=Category.HEALTH,
    starts="the day of the first referral for this need",
    stops="the day of the first attended contact",
    stages=("referred", "accepted", "triaged", "first contact"),
    limits=(nhs_waits.COMMUNITY_WAITS_ARE_COUNTED_FROM_18_WEEKS, nhs_waits.FIRST_CONTACT_WITHIN_18_WEEKS),
    basis=(nhs_waits.NO_WAIT_OVER_A_YEAR,),
    needs=("health_wait",),
    warns_days=28,
    sql=f"""
        select w.child_id, w.provider || '/' || coalesce(w.referral_id, w.record_id) as subject,
            {coded("w.service", "service")} as subject_says, f.began as started,
            coalesce(w.first_contact, case when w.clock_stop_code = 'TREATED' then w.clock_stopped end) as stopped,
            case when w.first_contact is null and coalesce(w.clock_stop_code, '') <> 'TREATED'
                then coalesce(w.rejected, w.clock_stopped, w.ended) end as closed,
            case when w.rejected is not null then 'The referral was not accepted'
                when w.ended_code = 'TRANSFER' then 'The wait went on under the next provider''s referral'
                when w.clock_stopped is not null then 'The provider ended the wait without a contact'
                else 'The referral was closed without a contact' end as closed_because,
            w.rejected is null and w.ended_code = 'TRANSFER' as elsewhere,
            w.first_contact is null and w.clock_stop_code = 'TREATED' as estimated,
            case when coalesce(w.arrived, w.requested) > f.began then 'This provider received it on '
                || coalesce(c.says, cast(coalesce(w.arrived, w.requested) as varchar))
                || '; the child has waited since the first referral.'
                end as note,
            w.record_id, w.source, w.sender
        from health_wait w
        join health_wait_began f on f.child_id = w.child_id and f.record_id = w.record_id
        left join calendar c on c.day = coalesce(w.arrived, w.requested)
        where coalesce(w.service, 'OTH') not in ('CAMHS', 'EP')
    """,
)
