"""Twenty weeks from a request for an EHC needs assessment to the final plan, and whose silence made it late."""

from goldenthread.law import send_regulations
from goldenthread.pathways._pathway import Pathway
from goldenthread.pathways._words import LISTED_ADVICE_EXCEPTIONS, REASSESSED, coded
from goldenthread.records import Category

# Time always runs: an exception disapplies the limit and pauses nothing. SEN2 sends one flag and no reason. A refusal
# to assess or to make a plan stays a refusal when it is overturned: mediation's and the tribunal's own limits follow,
# not these weeks. An adviser's silence counts until the case is over, and is not late where the law excepts it.
PATHWAY = Pathway(
    code="EHC-20",
    title="Final EHC plan",
    category=Category.EHC,
    starts="the day the council received the request",
    stops="the day the council sent the final plan",
    stages=(
        "request received",
        "decision to assess",
        "advice asked for",
        "advice received",
        "decision to make a plan",
        "draft plan sent",
        "comments and schools asked",
        "final plan sent",
    ),
    limits=(send_regulations.FINAL_PLAN_IN_20_WEEKS,),
    exceptions=("EX-SCH", "EX-EY", "EX-PERS", "EX-AWAY"),
    basis=(send_regulations.EXCEPTIONS_TO_THE_20_WEEKS, send_regulations.NO_PLAN_DECISION_IN_16_WEEKS),
    needs=("ehc_request",),
    warns_days=28,
    sql=f"""
        with judged as (
            select child_id, case_id, requested, final_issued, exception, record_id, source, sender,
                coalesce(reassessment, false) as again,
                coalesce(decision = 'N' or close_code = 'REFUSED', false) as refused,
                coalesce(issue_decision = 'N' or close_code = 'NOTISSUED', false) as not_issued,
                coalesce(decision = 'W' or issue_decision = 'W' or close_code in ('WITHDRAWN', 'MOVED', 'DIED', 'OTH'),
                    false) as withdrawn,
                coalesce(notified, decided, closed) as refused_on,
                coalesce(issue_notified, issue_decided, closed) as not_issued_on,
                coalesce(case when decision = 'W' then coalesce(decided, notified)
                    when issue_decision = 'W' then coalesce(issue_decided, issue_notified) end, closed) as withdrawn_on,
                close_code
            from ehc_request_once
        ),
        ended as (
            select child_id, case_id, record_id, coalesce(case when not_issued then not_issued_on end, final_issued,
                case when refused then refused_on when withdrawn then withdrawn_on end) as day
            from judged
        ),
        answered as (
            select o.record_id as request_record, a.record_id, a.adviser,
                coalesce(a.reached, a.requested) + $advice_weeks * 7 as advice_due,
                case when a.answered <= $as_of and coalesce(a.return_code, '') <> 'NONE' then a.answered end
                    as answered,
                least(coalesce(o.day, $as_of), $as_of) as looked_at, coalesce(a.reached, a.requested) as asked,
                coalesce(a.exception_code in {LISTED_ADVICE_EXCEPTIONS}, false) as excepted
            from ended o
            join ehc_advice a on a.child_id = o.child_id and a.case_id = o.case_id and a.review_id is null
            where coalesce(a.return_code, '') <> 'REUSED'
        ),
        silent as (
            select request_record, adviser, record_id, date_diff('day', asked, least(answered, looked_at)) as days,
                case when not excepted and least(answered, looked_at) > advice_due then 1 else 0 end as late
            from answered
        ),
        ranked as (
            select request_record, adviser, days, late,
                row_number() over (partition by request_record order by late desc, days desc, record_id) as nth,
                cast(sum(late) over (partition by request_record) as bigint) as late_answers,
                count(*) over (partition by request_record) as asked
            from silent
        )
        select j.child_id, j.case_id as subject, 'request for an assessment' as subject_says,
            case when not j.again then j.requested end as started,
            case when not (j.again or j.refused or j.not_issued) then j.final_issued end as stopped,
            case when j.final_issued is not null then null when j.refused then j.refused_on
                when j.not_issued then j.not_issued_on when j.withdrawn then j.withdrawn_on end as closed,
            case when j.refused then 'The council decided not to assess'
                when j.not_issued then 'The council decided not to make a plan'
                else 'The request was withdrawn or came to an end' end as closed_because,
            case when j.exception then 'claimed by the council; SEN2 sends no reason' end as exception,
            case
                when j.again then 'not_due'
                when (j.refused or j.not_issued) and j.final_issued is not null then 'not_due'
                when j.final_issued is not null then null
                when j.refused and j.refused_on is null then 'not_due'
                when j.not_issued and j.not_issued_on is null then 'not_due'
                when j.withdrawn and j.withdrawn_on is null then 'not_due'
                when j.close_code = 'ISSUED' then 'cannot_tell'
            end as answer,
            case
                when j.again then '{REASSESSED}'
                when j.refused and j.final_issued is not null then 'The council refused at first and a plan followed: '
                    || 'the limits of mediation or of the tribunal apply in place of the twenty weeks.'
                when j.not_issued and j.final_issued is not null
                    then 'The council decided at first to make no plan and one followed: '
                    || 'the limits of mediation or of the tribunal apply in place of the twenty weeks.'
                when j.final_issued is not null then null
                when j.refused and j.refused_on is null then 'The council decided not to assess.'
                when j.not_issued and j.not_issued_on is null then 'The council decided not to make a plan.'
                when j.withdrawn and j.withdrawn_on is null then 'The request was withdrawn.'
                when j.close_code = 'ISSUED' then 'The case is closed as issued and the final plan is not dated.'
            end as because,
            case when k.late_answers > 0 then 'Advice was late or is missing from ' || cast(k.late_answers as varchar)
                || ' of ' || cast(k.asked as varchar) || ' asked; longest silent: ' || {coded("k.adviser", "adviser")}
                || ', ' || cast(k.days as varchar) || ' days.' end as note,
            j.record_id, j.source, j.sender
        from judged j
        left join ranked k on k.request_record = j.record_id and k.nth = 1
    """,
    given={"advice_weeks": send_regulations.ADVICE_WITHIN_6_WEEKS.weeks},
)
