"""Six months from each later review of a looked-after child to the next."""

from goldenthread.law import care_planning_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="LAC-R6M",
    title="Later reviews of a looked-after child",
    category=Category.CARE,
    starts="the day of the last review",
    stops="the day of the next review",
    limits=(care_planning_regulations.LATER_REVIEWS_IN_6_MONTHS,),
    needs=("care_plan", "care_review"),
    warns_days=28,
    sql="""
        select child_id, cast(started as varchar) || '/' || cast(nth as varchar) as subject,
            'review after review ' || cast(nth as varchar) as subject_says, held as started, next_held as stopped,
            case when next_held is null then ended end as closed,
            'The child stopped being looked after' as closed_because, record_id, source, sender
        from looked_after_review
        where nth > 1
    """,
)
