"""EHC cases: one row per request for an education, health and care needs assessment, with each step to the plan.

Layout: Golden Thread import template ehc_cases, version 1; sent weekly from the council's SEN case system.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "ehc_cases"
_OWN = (
    "case_id,request_received_date,request_logged_date,request_from_code,sen2_request_source_code,"
    "reassessment_flag,previous_assessment_date,parent_consulted_date,assess_panel_date,assess_decision_code,"
    "assess_decided_date,assess_notified_date,advice_complete_date,coproduction_date,issue_panel_date,"
    "issue_decision_code,issue_decided_date,issue_notified_date,draft_issued_date,draft_count,"
    "representations_due_date,representations_date,preference_date,final_issued_date,placement_named_date,"
    "education_provision_start_date,health_provision_start_date,care_provision_start_date,week20_flag,"
    "mediation_contact_date,mediation_certificate_date,appeal_registered_date,lead_worker_id,closed_date,close_code"
)
_NOT_NEEDED = (
    "mediation_contact_date",
    "mediation_certificate_date",
    "appeal_registered_date",
    "preference_date",
    "draft_count",
)

EXTRACT = Extract(
    name=_NAME,
    title="EHC needs assessments",
    agency="LASEN",
    supplier="the council's SEN case system",
    system="sen_cases",
    cadence_days=7,
    gateway=(
        "Children and Families Act 2014 s22 to s24 and s36 to s38, and SI 2014/1530: the council assesses needs and "
        "makes plans; its own processing, shared for the assessment with those it must ask."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("case_id", "request_received_date", "assess_decision_code"),
            required=("case_id", "request_received_date"),
            codes={
                "request_from_code": "request_from",
                "assess_decision_code": "sen2_outcome",
                "issue_decision_code": "sen2_outcome",
                "close_code": "ehc_close",
            },
            held_back=_NOT_NEEDED,
        ),
    ),
    records=(
        *people(_NAME, "'LASEN'", "sen_cases"),
        Makes(
            "ehc_request",
            _NAME,
            """
            select given.*, case_id, request_received_date as requested, request_from_code as requested_by,
                reassessment_flag as reassessment,
                assess_decision_code as decision, assess_decided_date as decided, assess_notified_date as notified,
                issue_decision_code as issue_decision, issue_decided_date as issue_decided,
                issue_notified_date as issue_notified, draft_issued_date as draft_issued,
                final_issued_date as final_issued, week20_flag as exception, closed_date as closed, close_code,
                lead_worker_id as lead_worker
            from ehc_cases
            """,
        ),
        Makes(
            "ehc_plan",
            _NAME,
            """
            select given.*, case_id, final_issued_date as started
            from ehc_cases
            where final_issued_date is not null
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            """
            select given.*, 'LASEN' as agency, lead_worker_id as worker, 'EHCO' as role,
                request_received_date as started,
                case when coalesce(close_code, '') <> 'ISSUED' then closed_date end as ended
            from ehc_cases
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "request_received_date", "date the request was received"),
        before_birth(_NAME, "request_received_date", "date the request was received"),
        order(
            _NAME,
            "request_received_date",
            "assess_decided_date",
            "It was decided whether to assess before the request was received.",
        ),
        order(
            _NAME, "request_received_date", "draft_issued_date", "The draft was sent before the request was received."
        ),
        order(_NAME, "draft_issued_date", "final_issued_date", "The final plan is dated before the draft."),
        order(_NAME, "request_received_date", "final_issued_date", "The plan is dated before the request."),
        order(_NAME, "request_received_date", "closed_date", "The case was closed before the request was received."),
        order(
            _NAME,
            "assess_decided_date",
            "assess_notified_date",
            "The family was told of the decision to assess before it was made.",
        ),
        order(
            _NAME,
            "issue_decided_date",
            "issue_notified_date",
            "The family was told of the decision to issue before it was made.",
        ),
        Check(
            _NAME,
            "request_logged_date",
            "request_logged_date > request_received_date",
            "The request was logged on a later day than it was received; the clock runs from the day it was received.",
            "Check that the day received is the day the council first held the request.",
        ),
        blank(_NAME, "assess_decided_date", "date of the decision to assess", "assess_decision_code in ('Y', 'N')"),
        blank(_NAME, "assess_decision_code", "decision whether to assess", "assess_decided_date is not null"),
        blank(_NAME, "final_issued_date", "date of the final plan", "close_code = 'ISSUED'"),
        blank(_NAME, "close_code", "reason the case was closed", "closed_date is not null"),
        Check(
            _NAME,
            "draft_issued_date",
            "representations_due_date < draft_issued_date + 15",
            "The family is given fewer than 15 days to comment on the draft plan.",
            "Give at least 15 days, or correct the dates.",
        ),
    ),
)
