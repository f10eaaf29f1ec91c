"""Twenty working days from the day a child becomes looked after to the first review of the case."""

from goldenthread.law import care_planning_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="LAC-R20",
    title="First review of a looked-after child",
    category=Category.CARE,
    starts="the day the child became looked after",
    stops="the day of the first review",
    limits=(care_planning_regulations.FIRST_REVIEW_IN_20_WORKING_DAYS,),
    needs=("care_plan", "care_review"),
    warns_days=7,
    sql="""
        with heard as (select distinct child_id from care_review where kind = 'CLA')
        select s.child_id, cast(s.started as varchar) as subject, 'first review' as subject_says, s.started,
            r.held as stopped, case when r.held is null then s.ended end as closed,
            'The child stopped being looked after' as closed_because,
            case when h.child_id is null then 'No review of this looked-after child, held or due, has been received.'
                end as unheard,
            s.record_id, s.source, s.sender
        from looked_after_once s
        left join looked_after_review r on r.child_id = s.child_id and r.started = s.started and r.nth = 1
        left join heard h on h.child_id = s.child_id
    """,
)
