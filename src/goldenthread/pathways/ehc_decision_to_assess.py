"""Six weeks from a request for an EHC needs assessment to the council's answer whether it will assess."""

from goldenthread.law import send_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import REASSESSED
from goldenthread.records import Category

# The exceptions of reg 5(4) are in no extract read so far (SEN2's flag speaks of the twenty weeks), so none disapplies
# this limit. Where the day the family was told is not sent, the day of the decision stands in for it and is marked. Yes
# and no are answers; a withdrawal is the family's, and its day ends the clock. A reassessment has limits of its own.
PATHWAY = Pathway(
    code="EHC-06",
    title="Decision whether to assess",
    category=Category.EHC,
    starts="the day the council received the request",
    stops="the day the council told the family whether it will assess",
    stages=("request received", "family consulted", "decision", "family told"),
    limits=(send_regulations.DECIDE_WHETHER_TO_ASSESS_IN_6_WEEKS,),
    basis=(send_regulations.EXCEPTIONS_TO_THE_6_WEEKS,),
    needs=("ehc_request",),
    sql=f"""
        with told as (
            select child_id, case_id, requested, decision, decided, notified, closed, close_code, final_issued,
                record_id, source, sender, coalesce(notified, decided) as dated, coalesce(reassessment, false) as again,
                coalesce(decision in ('Y', 'N') or (decision is null and (final_issued is not null
                    or issue_decision in ('Y', 'N') or close_code in ('REFUSED', 'ISSUED', 'NOTISSUED'))), false)
                    as answered
            from ehc_request_once
        )
        select child_id, case_id as subject, 'request for an assessment' as subject_says,
            case when not again then requested end as started,
            case when answered and not again then dated end as stopped,
            answered and not again and notified is null and decided is not null as estimated,
            case when answered and notified is null and decided is not null
                then 'The day of the decision stands in for the day the family was told.' end as note,
            case when decision = 'W' then coalesce(decided, notified, closed)
                when close_code in ('WITHDRAWN', 'MOVED', 'DIED', 'OTH') then closed end as closed,
            'The request was withdrawn or came to an end' as closed_because,
            case
                when again then 'not_due'
                when answered and dated is not null then null
                when decision = 'W' and coalesce(dated, closed) is null then 'not_due'
                when decision in ('Y', 'N', 'H') or close_code in ('REFUSED', 'ISSUED', 'NOTISSUED') then 'cannot_tell'
                when final_issued is not null then 'cannot_tell'
            end as answer,
            case
                when again then '{REASSESSED}'
                when answered and dated is not null then null
                when decision = 'W' and coalesce(dated, closed) is null then 'The request was withdrawn.'
                when decision in ('Y', 'N', 'H') or close_code in ('REFUSED', 'ISSUED', 'NOTISSUED')
                    then 'The decision whether to assess is recorded and its date is not.'
                when final_issued is not null then 'A plan was made and the decision to assess is not dated.'
            end as because,
            case when not answered and dated is not null and coalesce(decision, '') <> 'W'
                then 'A day of the decision is recorded, and not what was decided.' end as doubt,
            record_id, source, sender
        from told
    """,
)
