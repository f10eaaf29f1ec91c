"""Children living away: one row per placement away from home or out of the area, looked after or not.

Layout: Golden Thread import template away_placements, version 1; sent monthly from the placements register that social
care, SEND and the ICB keep together.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import LED_BY, before_birth, blank, order, people, person_checks, template

_NAME = "away_placements"
_OWN = (
    "placement_id,placement_start_date,planned_end_date,placement_end_date,end_reason_code,legal_basis_code,"
    "looked_after_flag,ssda903_place_code,sen2_res_code,boarding_weeks,weekly_cost_pence,education_funded_flag,"
    "social_care_funded_flag,health_funded_flag,setting_urn,setting_name,setting_code,setting_postcode,host_la_org,"
    "distance_metres,approval_code,approved_date,host_la_notified_date,host_icb_notified_date,"
    "home_icb_notified_date,s85_s86_code,s85_s86_notified_date,welfare_decided_date,education_before_move_flag,"
    "education_start_date,gp_registered_date,health_handover_date,lead_agency_code,lead_worker_id,"
    "lead_worker_role_code,advocate_offered_date,return_plan_date,next_visit_due_date,next_review_due_date"
)
_NOT_NEEDED = (
    "weekly_cost_pence",
    "distance_metres",
    "gp_registered_date",
    "health_handover_date",
    "advocate_offered_date",
)

EXTRACT = Extract(
    name=_NAME,
    title="Children living away",
    agency="CSC",
    supplier="the council's placements register, kept by social care, SEND and the ICB",
    system="away",
    cadence_days=31,
    gateway=(
        "Children Act 1989 s22, s85, s86 and s86A, SI 2010/959 and SI 2011/1010: the council visits and reviews "
        "children living away; shared for safeguarding and promoting welfare under Children Act 2004 s10 and s11."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("placement_id", "placement_start_date", "legal_basis_code", "setting_code"),
            required=("placement_id", "placement_start_date", "legal_basis_code", "setting_code"),
            codes={
                "end_reason_code": "away_end",
                "legal_basis_code": "away_basis",
                "setting_code": "away_setting",
                "approval_code": "away_approval",
                "s85_s86_code": "away_notification",
            },
            held_back=_NOT_NEEDED,
        ),
    ),
    records=(
        *people(_NAME, LED_BY, "away"),
        Makes(
            "away_placement",
            _NAME,
            """
            select given.*, placement_id, placement_start_date as started, placement_end_date as ended,
                planned_end_date as planned_end, legal_basis_code as legal_basis, looked_after_flag as looked_after,
                setting_code, setting_urn, setting_name, setting_postcode, host_la_org as host_la,
                source_org as home_la, education_start_date as education_started, boarding_weeks,
                lead_agency_code as lead_agency, lead_worker_id as lead_worker, lead_worker_role_code as role,
                next_visit_due_date as next_visit_due, next_review_due_date as next_review_due
            from away_placements
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            f"""
            select given.*, {LED_BY} as agency, lead_worker_id as worker,
                lead_worker_role_code as role, placement_start_date as started, placement_end_date as ended
            from away_placements
            where lead_worker_id is not null
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "placement_start_date", "first day of the placement"),
        blank(_NAME, "legal_basis_code", "legal basis of the placement"),
        blank(_NAME, "host_la_org", "council the placement lies in", "placement_end_date is null"),
        Check(
            _NAME,
            "setting_postcode",
            "setting_postcode is null and setting_urn is null",
            "Neither the postcode nor the URN of the placement is given.",
            "Enter one of them, so that it can be told where the child lives.",
        ),
        before_birth(_NAME, "placement_start_date", "first day of the placement"),
        order(_NAME, "placement_start_date", "placement_end_date", "The placement ends before it starts."),
        Check(
            _NAME,
            "next_visit_due_date",
            "next_visit_due_date < extract_date and placement_end_date is null",
            "The next visit due is in the past.",
            "Record the visit held, or a new date.",
        ),
        blank(_NAME, "looked_after_flag", "looked-after flag", "placement_end_date is null"),
    ),
)
