"""Short-breaks register: one row per version of a child's package of short breaks.

Layout: Golden Thread import template short_break_packages, version 1. No statutory return carries short breaks.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import LED_BY, before_birth, blank, order, people, person_checks, template

_NAME = "short_break_packages"
_OWN = (
    "package_id,version_start_date,version_end_date,package_start_date,package_end_date,end_reason_code,"
    "legal_basis_code,route_code,provision_code,provider_org,provider_name,setting_postcode,allocated_weekly_minutes,"
    "allocated_annual_nights,annual_cost_pence,direct_payment_flag,health_funded_flag,first_paid_date,last_paid_date,"
    "in_ehc_plan_flag,child_in_need_plan_flag,assessed_date,assessment_code,lead_agency_code,lead_worker_id,"
    "lead_worker_role_code,team_name,last_review_date,next_review_due_date"
)

EXTRACT = Extract(
    name=_NAME,
    title="Short-break packages",
    agency="CSC",
    supplier="the council's short-breaks team and its commissioning and finance systems",
    system="short_breaks",
    cadence_days=31,
    gateway=(
        "Children Act 1989 s17 and Sch 2 para 6, and SI 2011/707: the council assesses, provides and reviews short "
        "breaks; shared for safeguarding and promoting welfare under Children Act 2004 s10 and s11."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("package_id", "version_start_date", "legal_basis_code", "provision_code"),
            required=(
                "package_id",
                "version_start_date",
                "package_start_date",
                "legal_basis_code",
                "provision_code",
            ),
            codes={
                "end_reason_code": "short_break_end",
                "legal_basis_code": "short_break_basis",
                "route_code": "short_break_route",
                "provision_code": "short_break_provision",
                "assessment_code": "short_break_assessment",
            },
            held_back=("annual_cost_pence", "first_paid_date", "last_paid_date"),
        ),
    ),
    records=(
        *people(_NAME, LED_BY, "short_breaks"),
        Makes(
            "short_break",
            _NAME,
            """
            select given.*, package_id, version_start_date as version_started, version_end_date as version_ended,
                package_start_date as started, package_end_date as ended, end_reason_code as end_code,
                legal_basis_code as legal_basis, route_code as route, provision_code as provision,
                allocated_weekly_minutes as weekly_minutes, allocated_annual_nights as annual_nights,
                assessed_date as assessed, last_review_date as last_review, next_review_due_date as next_review_due,
                lead_agency_code as lead_agency, lead_worker_id as lead_worker, team_name as team
            from short_break_packages
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            f"""
            select given.*, {LED_BY} as agency, team_name as team, lead_worker_id as worker,
                lead_worker_role_code as role, package_start_date as started, package_end_date as ended
            from short_break_packages
            where version_end_date is null and (team_name is not null or lead_worker_id is not null)
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "package_start_date", "start of the package"),
        blank(_NAME, "legal_basis_code", "legal basis of the package"),
        before_birth(_NAME, "package_start_date", "start of the package"),
        order(_NAME, "package_start_date", "package_end_date", "The package ends before it starts."),
        order(_NAME, "version_start_date", "version_end_date", "The version ends before it starts."),
        order(
            _NAME,
            "extract_date",
            "next_review_due_date",
            "The next review due is in the past.",
            "Record the review held, or a new date.",
        ),
    ),
)
