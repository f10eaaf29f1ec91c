"""Six weeks for each adviser asked in an EHC needs assessment: one clock per adviser, so that a silence has a name."""

from goldenthread.law import send_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import ADVICE_EXCEPTIONS, LISTED_ADVICE_EXCEPTIONS, coded
from goldenthread.records import Category

# "Not known to us" counts as received and is shown apart, because inspectors ask about exactly that. Advice to a review
# is no part of an assessment. The exceptions are those of reg 8(2) alone: a school's closure is not among them. What is
# asked ends with the assessment: a plan, a decision to make none, a refusal, or a request that came to an end.
_SAYS = coded("a.adviser", "adviser")

PATHWAY = Pathway(
    code="EHC-ADV",
    title="Advice to an assessment",
    category=Category.EHC,
    starts="the day the request reached the adviser",
    stops="the day the council received the advice",
    stages=("asked for", "reached the adviser", "child seen", "received"),
    limits=(send_regulations.ADVICE_WITHIN_6_WEEKS,),
    exceptions=ADVICE_EXCEPTIONS,
    basis=(send_regulations.EXCEPTIONS_TO_ADVICE, send_regulations.ADVICE_FROM_THESE_PEOPLE),
    needs=("ehc_advice", "ehc_request"),
    sql=f"""
        with ended as (
            select child_id, case_id, min(final_issued) as final_issued,
                min(case when issue_decision in ('N', 'W') or close_code = 'NOTISSUED'
                        then coalesce(issue_notified, issue_decided, closed)
                    when decision in ('N', 'W') then coalesce(notified, decided, closed)
                    when close_code in ('REFUSED', 'WITHDRAWN', 'MOVED', 'DIED', 'OTH') then closed end) as ended,
                max(case when decision in ('N', 'W') or issue_decision in ('N', 'W') or close_code
                    in ('REFUSED', 'NOTISSUED', 'WITHDRAWN', 'MOVED', 'DIED', 'OTH') then 1 else 0 end) as over
            from ehc_request_once group by child_id, case_id
        )
        select a.child_id, a.case_id || '/' || coalesce(a.advice_id, a.record_id) as subject,
            {_SAYS} || case a.return_code when 'NOTKNOWN' then ': answered that the child is not known to them'
                when 'NONEED' then ': answered that the child is known and has no need'
                when 'PART' then ': answered in part' else '' end as subject_says,
            coalesce(a.reached, a.requested) as started,
            case when coalesce(a.return_code, '') <> 'NONE' then a.answered end as stopped,
            case when a.answered is not null and coalesce(a.return_code, '') <> 'NONE' then null
                else least(e.final_issued, e.ended) end as closed,
            case when e.final_issued <= coalesce(e.ended, e.final_issued)
                then 'The final plan was sent without this advice,'
                else 'The assessment came to an end' end as closed_because,
            case when a.exception_code in {LISTED_ADVICE_EXCEPTIONS} then a.exception_code end as exception,
            case when a.answered is not null and coalesce(a.return_code, '') <> 'NONE' then null
                when a.return_code = 'REUSED' then 'not_due'
                when a.reached < a.requested then 'cannot_tell'
                when a.return_code in ('FULL', 'PART', 'NOTKNOWN', 'NONEED') then 'cannot_tell'
                when e.over = 1 and e.ended is null and e.final_issued is null then 'not_due' end as answer,
            case when a.return_code = 'REUSED'
                    then 'Earlier advice was used, as the law allows where author, council and family agree.'
                when a.reached < a.requested then 'The request is said to have reached the adviser before it was made.'
                when a.return_code in ('FULL', 'PART', 'NOTKNOWN', 'NONEED')
                    then 'An answer is recorded and the day it came is not.'
                when e.over = 1 and e.ended is null and e.final_issued is null
                    then 'The assessment came to an end, on a day that is not recorded.' end as because,
            a.reached is null as estimated,
            nullif(trim(
                case when a.reached is null
                    then 'The day the council asked stands in for the day the request arrived.' else '' end
                || case when a.exception_code is not null and a.exception_code not in {LISTED_ADVICE_EXCEPTIONS}
                    then ' The exception claimed is not one the law gives an adviser.' else '' end), '') as note,
            a.record_id, a.source, a.sender
        from ehc_advice a
        left join ended e on e.child_id = a.child_id and e.case_id = a.case_id
        where a.review_id is null
        union all
        select r.child_id, r.case_id || '/none' as subject, 'everybody who should be asked for advice' as subject_says,
            cast(null as date) as started, cast(null as date) as stopped, cast(null as date) as closed,
            cast(null as varchar) as closed_because, cast(null as varchar) as exception, 'not_known' as answer,
            'No record has been received of anybody being asked for advice in this assessment.' as because,
            false as estimated, cast(null as varchar) as note, r.record_id, r.source, r.sender
        from ehc_request_once r
        where r.decision = 'Y' and r.final_issued is null and r.closed is null and r.issue_decision is null
            and not exists (
                select 1 from ehc_advice a
                where a.child_id = r.child_id and a.requested >= r.requested and a.review_id is null
            )
    """,
)
