"""Three months from the first to the second review of a looked-after child."""

from goldenthread.law import care_planning_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="LAC-R3M",
    title="Second review of a looked-after child",
    category=Category.CARE,
    starts="the day of the first review",
    stops="the day of the second review",
    limits=(care_planning_regulations.SECOND_REVIEW_IN_3_MONTHS,),
    needs=("care_plan", "care_review"),
    sql="""
        select child_id, cast(started as varchar) as subject, 'second review' as subject_says, held as started,
            next_held as stopped, case when next_held is null then ended end as closed,
            'The child stopped being looked after' as closed_because, record_id, source, sender
        from looked_after_review
        where nth = 1
    """,
)
