"""Six weeks from a request for an EHC needs assessment to the council's answer whether it will assess."""

from goldenthread.law import send_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

# The exceptions of reg 5(4) are in no extract read so far (SEN2's flag speaks of the twenty weeks), so none disapplies
# this limit. Where the day the family was told is not sent, the day of the decision stands in for it and is marked.
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
    sql="""
        select child_id, case_id as subject, 'request for an assessment' as subject_says, requested as started,
            coalesce(notified, decided) as stopped,
            notified is null and decided is not null as estimated,
            case when notified is null and decided is not null
                then 'The day of the decision stands in for the day the family was told.' end as note,
            case when (decision = 'W' or close_code in ('WITHDRAWN', 'MOVED', 'DIED')) and closed is not null
                then closed end as closed,
            'The request was withdrawn or came to an end' as closed_because,
            case
                when notified is not null or decided is not null then null
                when decision = 'W' and closed is null then 'not_due'
                when decision in ('Y', 'N', 'H') or close_code in ('REFUSED', 'ISSUED', 'NOTISSUED') then 'cannot_tell'
                when final_issued is not null then 'cannot_tell'
            end as answer,
            case
                when notified is not null or decided is not null then null
                when decision = 'W' and closed is null then 'The request was withdrawn.'
                when decision in ('Y', 'N', 'H') or close_code in ('REFUSED', 'ISSUED', 'NOTISSUED')
                    then 'The decision whether to assess is recorded and its date is not.'
                when final_issued is not null then 'A plan was made and the decision to assess is not dated.'
            end as because,
            record_id, source, sender
        from ehc_request_once
    """,
)
