"""The health visitor's antenatal review, in the last twelve weeks before the birth."""

from goldenthread.law import healthy_child_programme as programme
from goldenthread.pathways._checks import BEST_FIRST, ONLY_ASKED
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

# Nobody is linked to a child before birth, so silence about this review means nothing: only a record makes a clock. The
# 28th week is counted back from the birth, because the expected date is held apart from the child; hence "estimated".
PATHWAY = Pathway(
    code="HCP-AN",
    title="Antenatal review",
    category=Category.HEALTH,
    starts="the 28th week of pregnancy, counted back from the birth",
    stops="the day the review was held",
    limits=(programme.ANTENATAL_IN_THE_LAST_12_WEEKS,),
    basis=(programme.UNIVERSAL_REVIEWS,),
    needs=("health_check",),
    sql=f"""
        with told as (
            select h.child_id, h.status, h.held, h.declined, h.record_id, h.source, h.sender,
                row_number() over (partition by h.child_id order by {BEST_FIRST.format(due="c.born")}) as best
            from health_check h
            join child c on c.child_id = h.child_id
            where h.check_code = 'AN'
        )
        select t.child_id, 'AN' as subject, 'antenatal review' as subject_says,
            case when t.held < c.born - $weeks * 7 then t.held else c.born - $weeks * 7 end as started,
            case when t.held <= c.born then t.held end as stopped, true as estimated,
            case
                when t.held > c.born then 'cannot_tell'
                when t.held is not null then null
                when t.status = 'DECLINED' or t.declined is not null then 'declined'
                when t.status = 'DONE' then 'cannot_tell'
                when t.status is null or t.status in ('DUE', 'OFFERED', 'BOOKED') then 'not_known'
                else 'not_due'
            end as answer,
            case
                when t.held > c.born then 'An antenatal review is dated after the birth.'
                when t.held is not null then null
                when t.status = 'DECLINED' or t.declined is not null then 'The family declined it.'
                when t.status = 'DONE' then 'The provider says that it was done and gives no day.'
                when t.status is null then 'The provider does not say what became of it.'
                when t.status in ('DUE', 'OFFERED', 'BOOKED') then {ONLY_ASKED}
                when t.status = 'NOTAPPL' then 'The provider says that it does not apply.'
                when t.status = 'MOVEDIN' then 'The family moved in after the time for it.'
                else 'It was not done, and cannot be after the birth.'
            end as because,
            t.record_id, t.source, t.sender
        from told t
        join child c on c.child_id = t.child_id
        where t.best = 1 and c.born <= $as_of and c.born >= $mandated_from
    """,
    given={
        "weeks": programme.ANTENATAL_IN_THE_LAST_12_WEEKS.weeks,
        "mandated_from": programme.UNIVERSAL_REVIEWS.in_force_from,
    },
)
