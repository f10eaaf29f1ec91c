"""Child-health checks: one row per check of the Healthy Child Programme per child, from the moment it is due.

Layout: Golden Thread import template child_health_checks, version 1; sent monthly, with names or NHS numbers, by the
health-visiting service or the child health information service. An antenatal contact names nobody and links to nobody.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "child_health_checks"
_OWN = (
    "check_id,check_code,pregnancy_id,mother_nhs_number,estimated_delivery_date,gestation_weeks,provider_org,"
    "team_id,responsible_from_date,responsible_to_date,window_start_date,due_date,window_end_date,status_code,"
    "offered_date,offers_count,booked_date,held_date,mode_code,delivered_role_code,joint_with_setting_flag,"
    "setting_urn,not_done_code,declined_date,declined_by_code,csds_activity_code,derivation_code,asq3_offered_flag,"
    "asq3_used_flag,asq3_interval_months,asq3_adjusted_flag,asq3_communication_score,asq3_communication_band_code,"
    "asq3_gross_motor_score,asq3_gross_motor_band_code,asq3_fine_motor_score,asq3_fine_motor_band_code,"
    "asq3_problem_solving_score,asq3_problem_solving_band_code,asq3_personal_social_score,"
    "asq3_personal_social_band_code,asq_se2_score,asq_se2_band_code,onward_code,onward_service_code,"
    "onward_referral_date,send_opinion_date,parent_told_date,la_notified_date"
)
_NOT_NEEDED = (
    "mother_nhs_number",
    "pregnancy_id",
    "asq3_communication_score",
    "asq3_gross_motor_score",
    "asq3_fine_motor_score",
    "asq3_problem_solving_score",
    "asq3_personal_social_score",
    "asq_se2_score",
)
_BANDS = (
    "asq3_communication_band_code",
    "asq3_gross_motor_band_code",
    "asq3_fine_motor_band_code",
    "asq3_problem_solving_band_code",
    "asq3_personal_social_band_code",
    "asq_se2_band_code",
)

EXTRACT = Extract(
    name=_NAME,
    title="Child-health checks",
    agency="CH",
    supplier="the health-visiting service or the child health information service",
    system="child_health",
    cadence_days=31,
    gateway=(
        "Health and Social Care Act 2012 s251B (duty to share for direct care) and SI 2013/351 (mandated reviews), "
        "with Children and Families Act 2014 s23: health bodies tell the council of children who may have SEN."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("check_id", "check_code", "status_code"),
            required=("check_id", "check_code", "provider_org", "status_code"),
            codes={
                "check_code": "health_check",
                "status_code": "health_check_status",
                "not_done_code": "health_check_not_done",
                "declined_by_code": "declined_by",
                "derivation_code": "derivation",
                "onward_code": "health_check_onward",
                **dict.fromkeys(_BANDS, "asq3_band"),
            },
            held_back=_NOT_NEEDED,
            person_optional=True,
        ),
    ),
    records=(
        *people(_NAME, "'CH'", "child_health"),
        Makes(
            "health_check",
            _NAME,
            """
            select given.*, check_id, check_code, status_code as status, window_start_date as window_start,
                due_date as due, window_end_date as window_end, held_date as held, declined_date as declined,
                responsible_from_date as responsible_from, responsible_to_date as responsible_to,
                derivation_code as derivation
            from child_health_checks
            where source_person_id is not null
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            """
            select given.*, 'CH' as agency, 'HV' as service, coalesce(team_id, provider_org) as team,
                responsible_from_date as started, responsible_to_date as ended
            from child_health_checks
            where source_person_id is not null and responsible_from_date is not null
                and check_code in ('NB', 'W6', 'Y1', 'Y2', 'M3', 'M6')
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        Check(
            _NAME,
            "source_person_id",
            "source_person_id is null and coalesce(check_code, '') <> 'AN'",
            "The check names no child.",
            "Send the child's id; only an antenatal contact may be without.",
        ),
        blank(_NAME, "held_date", "date the check was done", "status_code = 'DONE'"),
        blank(_NAME, "declined_date", "date the check was declined", "status_code = 'DECLINED'"),
        before_birth(_NAME, "held_date", "date the check was done"),
        Check(
            _NAME,
            "held_date",
            "held_date > extract_date",
            "The date the check was done is after the day of the extract.",
            "Correct the date.",
        ),
        order(_NAME, "window_start_date", "window_end_date", "The window ends before it starts."),
        order(_NAME, "responsible_from_date", "responsible_to_date", "The responsibility ends before it starts."),
    ),
)
