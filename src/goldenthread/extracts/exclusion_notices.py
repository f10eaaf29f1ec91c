"""Exclusion notices: one row per suspension or permanent exclusion, updated as its legal steps happen.

Layout: Golden Thread import template exclusion_notices, version 1; sent by each school or the council's inclusion team.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "exclusion_notices"
_OWN = (
    "notice_id,setting_urn,category_code,reason_codes,start_date,end_date,suspended_sessions,lunchtime_flag,"
    "decided_date,parents_told_date,la_told_date,social_worker_told_date,virtual_school_told_date,"
    "governors_told_date,sixth_day_due_date,sixth_day_started_date,sixth_day_provider_org,governors_due_date,"
    "governors_met_date,governors_decision_code,representations_date,panel_requested_date,panel_met_date,"
    "panel_outcome_code,sen_expert_flag,early_review_considered_flag,reintegration_date,cancelled_date,"
    "off_roll_date"
)
_NOT_NEEDED = (
    "social_worker_told_date",
    "virtual_school_told_date",
    "sixth_day_provider_org",
    "representations_date",
    "panel_requested_date",
    "panel_met_date",
    "panel_outcome_code",
    "sen_expert_flag",
)

EXTRACT = Extract(
    name=_NAME,
    title="Suspensions and permanent exclusions",
    agency="EDU",
    supplier="each school, or the council's inclusion team",
    system="school",
    cadence_days=7,
    gateway=(
        "Education Act 2002 s51A and SI 2012/1033: head teachers notify suspensions and permanent exclusions to the "
        "council; Children and Families Act 2014 s44: the council keeps a plan under review."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("notice_id", "setting_urn", "category_code", "start_date"),
            required=("notice_id", "setting_urn", "category_code", "start_date"),
            codes={
                "category_code": "exclusion_category",
                "reason_codes": "exclusion_reason",
                "governors_decision_code": "exclusion_governors_decision",
                "panel_outcome_code": "exclusion_panel_outcome",
            },
            held_back=_NOT_NEEDED,
        ),
    ),
    records=(
        *people(_NAME, "'EDU'", "school", "setting_urn"),
        Makes(
            "suspension",
            _NAME,
            """
            select given.*, notice_id, setting_urn,
                case when category_code = 'SUSP' and lunchtime_flag then 'LNCH' else category_code end as kind,
                start_date as started, end_date as ended, suspended_sessions as sessions, reason_codes as reasons,
                cancelled_date as cancelled, parents_told_date as parents_told, la_told_date as la_told,
                early_review_considered_flag as early_review_considered
            from exclusion_notices
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "start_date", "first day of the suspension"),
        before_birth(_NAME, "start_date", "first day of the suspension"),
        order(_NAME, "start_date", "end_date", "The suspension ends before it starts."),
        order(_NAME, "decided_date", "la_told_date", "The council was told before it was decided."),
        blank(_NAME, "suspended_sessions", "number of sessions lost", "category_code <> 'PERM'"),
        Check(
            _NAME,
            "suspended_sessions",
            "category_code <> 'PERM' and end_date >= start_date"
            " and suspended_sessions > 2 * (end_date - start_date + 1)",
            "More sessions are lost than there are half-days between the first day and the last.",
            "Correct the number of sessions or the last day.",
        ),
    ),
)
