"""Twelve months from a plan, and from each review of it, to the next review's decision letter."""

from goldenthread.law import children_and_families_act
from goldenthread.pathways._packages import TOLD_MONTHS
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

# The letter completes a review, not the meeting: taking the one for the other makes every review look a month younger.
# One clock for each round. A reassessment makes a new plan and is no review. Where nothing at all was received about
# a child's reviews, a round past its day is not known. The yearly return tells of the last review only, so where two
# years or more lie between two reviews that were received, or between the last and the end of the plan, nobody can say
# that none was held between, unless one was due and not held. A review with a decision and no letter, or with a letter
# from before its meeting, may have completed a round: that round is in doubt unless a later review is said not to have
# been held. A plan of unknown start is counted from its reviews. Of a plan that moved in, reg 15 asks for a review
# within three months of the move where that is later, and the return does not give the day of the move.
_MOVED = (
    "The plan moved in from another council: its review is due within twelve months or, if that is later, within three "
    "months of the move, and the day of the move is not recorded."
)
_UNDATED = "The day the plan was made is not recorded."
_LATE_AFTER_A_MOVE = "p.moved_from is not null and k.next_day > cast(k.day + $review_months * interval 1 month as date)"
_UNTOLD = "s.reviews = 0 and k.next_day > cast(k.day + $told_months * interval 1 month as date)"

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
    sql=f"""
        with since as (
            select p.child_id, p.record_id as plan_id, coalesce(p.started, max(o.ended), date '1900-01-01') as day
            from ehc_plan_once p
            left join ehc_plan_once o on p.started is null and o.child_id = p.child_id and o.started is not null
            group by p.child_id, p.record_id, p.started
        ),
        completed as (
            select p.child_id, p.record_id as plan_id, r.decided as day, min(r.record_id) as record_id
            from ehc_plan_once p
            join since e on e.child_id = p.child_id and e.plan_id = p.record_id
            join ehc_review_once r on r.child_id = p.child_id and r.kind <> 'REASSESS'
                and r.decided > e.day and r.decided <= coalesce(p.ended, $as_of) and r.decided <= $as_of
                and (r.met is null or r.met <= r.decided)
            group by p.child_id, p.record_id, r.decided
        ),
        begun as (
            select child_id, record_id as plan_id, started as day, record_id from ehc_plan_once
            where started is not null
            union all
            select p.child_id, p.record_id as plan_id, p.started as day, p.record_id from ehc_plan_once p
            where p.started is null and (p.ended is null or p.ended > $as_of) and not exists (
                select 1 from completed c where c.child_id = p.child_id and c.plan_id = p.record_id
            )
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
            select child_id, source, sender, row_number() over (partition by child_id
                order by case when source = 'sen2' then 2 else 1 end, source, sender, record_id) as one
            from ehc_review_once
        ),
        missed as (
            select k.child_id, k.plan_id, k.nth, count(r.due) as reviews
            from round k
            join ehc_plan_once p on p.child_id = k.child_id and p.record_id = k.plan_id
            left join ehc_review_once r on r.child_id = k.child_id and r.met is null and r.decided is null
                and r.due > k.day and r.due < coalesce(k.next_day, p.ended)
            group by k.child_id, k.plan_id, k.nth
        ),
        unheld as (
            select child_id, max(due) as due from ehc_review_once
            where met is null and decided is null and not_held is not null and due < $as_of group by child_id
        ),
        torn as (
            select k.child_id, k.plan_id, k.nth, r.met, r.decided, coalesce(r.met, r.due) as day,
                row_number() over (partition by k.child_id, k.plan_id, k.nth
                    order by coalesce(r.met, r.due) desc, r.record_id) as newest
            from round k
            join ehc_plan_once p on p.child_id = k.child_id and p.record_id = k.plan_id
            join ehc_review_once r on r.child_id = k.child_id and r.kind <> 'REASSESS'
                and coalesce(r.met, r.due) > k.day and coalesce(r.met, r.due) <= coalesce(p.ended, $as_of)
                and coalesce(r.met, r.due) <= $as_of
                and (r.decided < r.met or (r.decided is null and r.decision is not null))
            where k.next_day is null
        ),
        meeting as (
            select r.child_id, max(r.met) as met from ehc_review_once r
            where r.decided is null and r.met <= $as_of and r.kind <> 'REASSESS' group by r.child_id
        )
        select k.child_id, coalesce(cast(p.started as varchar), 'undated') || '/' || cast(k.nth as varchar) as subject,
            case when k.day is null then 'review of the plan'
                when k.nth = 1 and p.started is not null then 'first review of the plan'
                else 'next review of the plan' end as subject_says,
            k.day as started, k.next_day as stopped,
            case when k.next_day is null then p.ended end as closed,
            case when p.replaced then 'A new plan took its place' else 'The plan ceased' end as closed_because,
            case when k.day is null then 'cannot_tell' when {_UNTOLD} then 'not_known'
                when {_LATE_AFTER_A_MOVE} then 'cannot_tell' end as answer,
            case when k.day is null then '{_UNDATED}'
                when {_UNTOLD} then 'No review between the two was received; whether one was held is not known.'
                when {_LATE_AFTER_A_MOVE} then '{_MOVED}' end as because,
            case when k.next_day is null and h.child_id is null
                    then 'No review of this plan, held or due, has been received.'
                when k.next_day is null and p.ended <= $as_of and s.reviews = 0
                    and p.ended > cast(k.day + $told_months * interval 1 month as date)
                    then 'No review from then to the end of the plan was received; whether one was held is not known.'
                end as unheard,
            case when t.decided < t.met
                    then 'The letter of the review of ' || coalesce(d.says, cast(t.day as varchar))
                        || ' is dated before its meeting.'
                when t.child_id is not null then 'A decision of the review of '
                    || coalesce(d.says, cast(t.day as varchar)) || ' is recorded and the date of its letter is not.'
                when p.moved_from is not null then '{_MOVED}' end as doubt,
            case when k.next_day is null and m.met > k.day
                then 'The review meeting was held on ' || coalesce(c.says, cast(m.met as varchar))
                    || '; no decision letter is recorded.' end as note,
            k.record_id, coalesce(h.source, p.source) as source, coalesce(h.sender, p.sender) as sender
        from round k
        join ehc_plan_once p on p.record_id = k.plan_id and p.child_id = k.child_id
        join missed s on s.child_id = k.child_id and s.plan_id = k.plan_id and s.nth = k.nth
        left join heard h on h.child_id = k.child_id and h.one = 1
        left join unheld u on u.child_id = k.child_id
        left join torn t on t.child_id = k.child_id and t.plan_id = k.plan_id and t.nth = k.nth and t.newest = 1
            and (u.due is null or u.due <= t.day)
        left join meeting m on m.child_id = k.child_id
        left join calendar c on c.day = m.met
        left join calendar d on d.day = t.day
    """,
    given={
        "told_months": TOLD_MONTHS,
        "review_months": children_and_families_act.REVIEW_WITHIN_12_MONTHS.months,
    },
)
