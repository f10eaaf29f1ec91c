"""Twelve months from a plan, and from each review of it, to the next review's decision letter."""

from goldenthread.law import children_and_families_act
from goldenthread.pathways._packages import TOLD_MONTHS
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

# The letter completes a review, not the meeting: taking the one for the other makes every review look a month younger.
# One clock for each round. A reassessment makes a new plan and is no review. Where nothing at all was received about
# a child's reviews, a round past its day is not known. The yearly return tells of the last review only, so where two
# years or more lie between two reviews that were received, nobody can say that none was held between, unless one was
# due and not held.
PATHWAY = Pathway(
    code="AR-12M",
    title="Annual review of the plan",
    category=Category.EHC,
    starts="the day the plan was made or its last review was completed",
    stops="the day the council wrote with its decision",
    stages=("invitations", "advice circulated", "meeting", "report", "decision letter"),
    limits=(children_and_families_act.REVIEW_WITHIN_12_MONTHS,),
    needs=("ehc_plan", "ehc_review"),
    warns_days=60,
    sql="""
        with completed as (
            select p.child_id, p.record_id as plan_id, r.decided as day, min(r.record_id) as record_id
            from ehc_plan_once p
            join ehc_review_once r on r.child_id = p.child_id and r.kind <> 'REASSESS'
                and r.decided > p.started and r.decided <= coalesce(p.ended, $as_of) and r.decided <= $as_of
                and (r.met is null or r.met <= r.decided)
            group by p.child_id, p.record_id, r.decided
        ),
        begun as (
            select child_id, record_id as plan_id, started as day, record_id from ehc_plan_once
            union all
            select child_id, plan_id, day, record_id from completed
        ),
        round as (
            select child_id, plan_id, day, record_id,
                row_number() over (partition by child_id, plan_id order by day, record_id) as nth,
                lead(day) over (partition by child_id, plan_id order by day, record_id) as next_day
            from begun
        ),
        heard as (
            select child_id, min(source) as source, min(sender) as sender from ehc_review_once group by child_id
        ),
        missed as (
            select k.child_id, k.plan_id, k.nth, count(r.due) as reviews
            from round k
            left join ehc_review_once r on r.child_id = k.child_id and r.met is null and r.decided is null
                and r.due > k.day and r.due < k.next_day
            group by k.child_id, k.plan_id, k.nth
        ),
        meeting as (
            select r.child_id, max(r.met) as met from ehc_review_once r
            where r.decided is null and r.met <= $as_of and r.kind <> 'REASSESS' group by r.child_id
        )
        select k.child_id, cast(p.started as varchar) || '/' || cast(k.nth as varchar) as subject,
            case when k.nth = 1 then 'first review of the plan' else 'next review of the plan' end as subject_says,
            k.day as started, k.next_day as stopped,
            case when k.next_day is null then p.ended end as closed,
            case when p.replaced then 'A new plan took its place' else 'The plan ceased' end as closed_because,
            case when s.reviews = 0 and k.next_day > cast(k.day + $told_months * interval 1 month as date)
                then 'not_known' end as answer,
            case when s.reviews = 0 and k.next_day > cast(k.day + $told_months * interval 1 month as date)
                then 'No review between the two was received; whether one was held is not known.' end as because,
            case when k.next_day is null and h.child_id is null
                then 'No review of this plan, held or due, has been received.' end as unheard,
            case when k.next_day is null and m.met > k.day
                then 'The review meeting was held on ' || coalesce(c.says, cast(m.met as varchar))
                    || '; no decision letter is recorded.' end as note,
            k.record_id, coalesce(h.source, p.source) as source, coalesce(h.sender, p.sender) as sender
        from round k
        join ehc_plan_once p on p.record_id = k.plan_id and p.child_id = k.child_id
        join missed s on s.child_id = k.child_id and s.plan_id = k.plan_id and s.nth = k.nth
        left join heard h on h.child_id = k.child_id
        left join meeting m on m.child_id = k.child_id
        left join calendar c on c.day = m.met
    """,
    given={"told_months": TOLD_MONTHS},
)
