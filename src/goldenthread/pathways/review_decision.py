"""Four weeks from a review meeting to the council's letter that keeps, amends or ceases the plan."""

from goldenthread.law import send_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import coded
from goldenthread.records import Category

# A meeting dated ahead is a booking and has started nothing yet.
PATHWAY = Pathway(
    code="AR-DEC4",
    title="Decision after the review meeting",
    category=Category.EHC,
    starts="the day of the review meeting",
    stops="the day the council wrote with its decision",
    stages=("meeting", "report", "decision letter"),
    limits=(send_regulations.DECIDE_AFTER_REVIEW_IN_4_WEEKS,),
    needs=("ehc_review",),
    warns_days=7,
    sql=f"""
        with ceased as (
            select r.record_id, min(p.ended) as ended
            from ehc_review_once r
            join ehc_plan_once p on p.child_id = r.child_id and coalesce(p.started, r.met) <= r.met
                and p.ended >= r.met
            group by r.record_id
        )
        select r.child_id, r.review_id as subject, {coded("r.kind", "review")} as subject_says, r.met as started,
            r.decided as stopped, case when r.decided is null then c.ended end as closed,
            'The plan ceased or was replaced' as closed_because,
            case when r.decided is null and r.decision is not null then 'cannot_tell' end as answer,
            case when r.decided is null and r.decision is not null
                then 'A decision is recorded and the date of its letter is not.' end as because,
            r.record_id, r.source, r.sender
        from ehc_review_once r
        left join ceased c on c.record_id = r.record_id
        where r.met <= $as_of and r.kind <> 'REASSESS'
    """,
)
