"""Stuck, second way: a child's assessment waits on advice that another agency was asked for long ago."""

from goldenthread.law import send_regulations
from goldenthread.signals._parts import NOT_SCORED
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

TIMES_THE_LIMIT = 2  # local: a late answer is a clock on the child's page; twice as late, the assessment is stuck

# advice nobody has given, in a request that is still open and has led to no plan, whoever told of the plan; one with an
# exception claimed is not late
_UNANSWERED = """
    unanswered as (
        select a.child_id, a.record_id, a.case_id, a.adviser, coalesce(a.reached, a.requested) as asked,
            row_number() over (
                partition by a.child_id order by coalesce(a.reached, a.requested), a.record_id
            ) as turn,
            count(*) over (partition by a.child_id) as answers_owed
        from ehc_advice a
        join ehc_request r on r.child_id = a.child_id and r.case_id = a.case_id
        where a.answered is null and a.return_code is null and a.exception_code is null and a.review_id is null
            and coalesce(a.reached, a.requested) <= $as_of - $times * $weeks * 7
            and r.final_issued is null and (r.closed is null or r.closed > $as_of)
            and coalesce(r.decision, 'Y') not in ('N', 'W', 'H')
            and coalesce(r.issue_decision, 'Y') not in ('N', 'W', 'H')
            and not exists (
                select 1 from ehc_plan p
                where p.child_id = a.child_id and p.started between coalesce(a.reached, a.requested) and $as_of
            )
    )
"""

SIGNAL = Signal(
    title="Assessment waiting on another agency's advice",
    says="Advice asked for on {asked:date} has not come ({adviser:adviser}): {waited:weeks}; {answers_owed} owed",
    asks="Who will give this advice, or say that there is none to give, and on what day?",
    duty=Duty.EHC_ADVICE,
    domain="education",
    basis=(send_regulations.ADVICE_WITHIN_6_WEEKS,),
    answers=("F1", "F32"),
    needs=("ehc_advice", "ehc_request"),
    silence=("ehc_advice",),
    expires="when the advice comes, or the request is closed",
    finds=f"""
        with {_UNANSWERED}
        select child_id, asked + $times * $weeks * 7 as since, adviser, asked,
            date_diff('day', asked, $as_of) as waited, answers_owed
        from unanswered
        where turn = 1
    """,
    because=f"""
        with {_UNANSWERED}
        select u.child_id, u.record_id, u.asked as happened, 'ehc_advice' as record
        from unanswered u
        join found f on f.child_id = u.child_id
        union all
        select r.child_id, r.record_id, r.requested as happened, 'ehc_request' as record
        from ehc_request r
        join unanswered u on u.child_id = r.child_id and u.case_id = r.case_id and u.turn = 1
        join found f on f.child_id = r.child_id
    """,
    given={"times": TIMES_THE_LIMIT, "weeks": send_regulations.ADVICE_WITHIN_6_WEEKS.weeks},
    evidence="A late plan shows whose silence made it late only when each adviser's own date is kept.",
    error_rate=NOT_SCORED,
    version="1",
)
