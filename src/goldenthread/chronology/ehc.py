"""How the EHC process is told: request, decisions, advice, plan, and reviews with meeting and letter apart."""

from goldenthread.chronology._line import Line

_ADVISER = (("a", "adviser", "adviser"),)
_NOT_BESIDE_A_CASE = (
    "(r.source <> 'sen2' or not exists (select 1 from {record} o where o.child_id = r.child_id "
    "and o.{day} = r.{day} and o.source <> 'sen2'))"
)

LINES = (
    Line(
        "ehc_request",
        "request",
        "r.requested",
        "'Request for an EHC needs assessment'",
        until="coalesce(r.final_issued, r.closed)",
        when=_NOT_BESIDE_A_CASE.format(record="ehc_request", day="requested"),
    ),
    Line(
        "ehc_request",
        "decision",
        "r.decided",
        "case r.decision when 'Y' then 'Decided to assess' when 'N' then 'Decided not to assess' "
        "else 'Decision on assessment recorded' end",
        when=_NOT_BESIDE_A_CASE.format(record="ehc_request", day="requested"),
    ),
    Line("ehc_request", "draft", "r.draft_issued", "'Draft EHC plan sent'"),
    Line(
        "ehc_advice",
        "asked",
        "r.requested",
        "concat('Advice asked for: ', coalesce(a.means, r.adviser))",
        named=_ADVISER,
    ),
    Line(
        "ehc_advice",
        "advice",
        "r.answered",
        "concat('Advice received from ', coalesce(a.means, r.adviser))",
        named=_ADVISER,
    ),
    Line(
        "ehc_plan",
        "plan",
        "r.started",
        "'EHC plan issued'",
        until="r.ended",
        when=_NOT_BESIDE_A_CASE.format(record="ehc_plan", day="started"),
    ),
    Line(
        "ehc_review",
        "review",
        "r.met",
        "'Review meeting about the EHC plan'",
        when=_NOT_BESIDE_A_CASE.format(record="ehc_review", day="met"),
    ),
    Line(
        "ehc_review",
        "review_decided",
        "r.decided",
        "concat('Decision after the review of the EHC plan', coalesce(concat(': ', lower(d.means)), ''))",
        when=_NOT_BESIDE_A_CASE.format(record="ehc_review", day="decided"),
        named=(("d", "review_decision", "decision"),),
    ),
)
