"""The second wait, from a first contact to specialist work: kept apart, because a quick first contact can hide it."""

from goldenthread.law import nhs_waits
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import coded
from goldenthread.records import Category

PATHWAY = Pathway(
    code="CHS-18-2",
    title="Specialist work after the first contact",
    category=Category.HEALTH,
    starts="the day the wait for specialist work began",
    stops="the day the specialist work began",
    limits=(nhs_waits.SECOND_WAIT_WITHIN_18_WEEKS,),
    needs=("health_wait",),
    warns_days=28,
    sql=f"""
        select w.child_id, w.provider || '/' || coalesce(w.referral_id, w.record_id) as subject,
            {coded("w.service", "service")} as subject_says, w.second_started as started, w.second_ended as stopped,
            case when w.second_ended is null then coalesce(w.clock_stopped, w.ended) end as closed,
            case when w.ended_code = 'TRANSFER' then 'The wait went on under the next provider''s referral'
                else 'The referral came to an end' end as closed_because,
            w.ended_code = 'TRANSFER' as elsewhere,
            case when w.second_started < f.began then 'cannot_tell' end as answer,
            case when w.second_started < f.began then 'The second wait is said to begin before the referral.' end
                as because,
            w.record_id, w.source, w.sender
        from health_wait w
        join health_wait_began f on f.child_id = w.child_id and f.record_id = w.record_id
        where w.second_started is not null or w.second_ended is not null
    """,
)
