"""Community waiting list: one row per referral to a health service, from receipt until two years after it closed.

Layout: Golden Thread import template community_waits, version 1; sent by each provider with names or NHS numbers.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "community_waits"
_OWN = (
    "referral_id,pathway_id,provider_org,service_code,csds_team_type_code,team_id,team_name,setting_urn,gp_org,"
    "referral_source_code,referred_by_org,referral_reason_code,received_date,original_received_date,"
    "previous_referral_id,accepted_date,rejected_date,rejected_code,triaged_date,triaged_role_code,priority_band_code,"
    "priority_band_date,risk_assessed_date,next_risk_due_date,clinical_flag_codes,waiting_for_code,first_contact_date,"
    "first_contact_code,first_support_date,second_wait_start_date,second_wait_for_code,second_wait_end_date,"
    "support_code,support_start_date,support_end_date,support_org,clock_stop_date,clock_stop_code,dna_count,"
    "family_cancelled_count,provider_cancelled_count,next_appointment_date,last_family_contact_date,harm_review_date,"
    "harm_review_code,ehc_advice_due_date,interpreter_flag,adjustment_flag,closed_date,closed_code,closed_letter_date,"
    "onward_service_code"
)
_AGENCY = "case when service_code = 'CAMHS' then 'CAMHS' else 'CH' end"

EXTRACT = Extract(
    name=_NAME,
    title="Community waiting list",
    agency="CH",
    supplier="each provider of community and mental health services for children",
    system="health",
    cadence_days=7,
    gateway=(
        "Health and Social Care Act 2012 s251B (duty to share for direct care), with Children and Families Act 2014 "
        "s23, s25 and s28: health bodies co-operate with the council over children who have or may have SEN."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("referral_id", "provider_org", "service_code", "received_date"),
            required=("referral_id", "provider_org", "service_code", "received_date"),
            codes={
                "rejected_code": "referral_rejected",
                "priority_band_code": "priority_band",
                "clinical_flag_codes": "clinical_flag",
                "waiting_for_code": "waiting_for",
                "second_wait_for_code": "waiting_for",
                "first_contact_code": "first_contact",
                "support_code": "waiting_support",
                "clock_stop_code": "clock_stop",
                "harm_review_code": "harm_review",
                "closed_code": "referral_closed",
            },
        ),
    ),
    records=(
        *people(_NAME, _AGENCY, "health", "setting_urn"),
        Makes(
            "health_wait",
            _NAME,
            """
            select given.*, referral_id, coalesce(provider_org, source_org) as provider, service_code as service,
                coalesce(team_id, team_name) as team, coalesce(original_received_date, received_date) as requested,
                received_date as arrived, previous_referral_id, referred_by_org as referred_by,
                accepted_date as accepted, rejected_date as rejected, rejected_code, priority_band_code as band,
                risk_assessed_date as risk_assessed, waiting_for_code as waiting_for,
                first_contact_date as first_contact, first_support_date as first_support,
                second_wait_start_date as second_started, second_wait_end_date as second_ended,
                support_code as support, clock_stop_date as clock_stopped, clock_stop_code, dna_count as missed,
                next_appointment_date as next_appointment, closed_date as ended, closed_code as ended_code
            from community_waits
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            f"""
            select given.*, {_AGENCY} as agency, service_code as service, coalesce(team_id, team_name, provider_org)
                as team, coalesce(accepted_date, received_date) as started, closed_date as ended
            from community_waits
            where rejected_date is null
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "received_date", "date the referral was received"),
        before_birth(_NAME, "received_date", "date the referral was received"),
        order(_NAME, "received_date", "first_contact_date", "The first contact is before the referral was received."),
        order(_NAME, "received_date", "closed_date", "The referral was closed before it was received."),
        order(_NAME, "original_received_date", "received_date", "This provider's date is before the first referral."),
        order(_NAME, "second_wait_start_date", "second_wait_end_date", "The second wait ends before it starts."),
        Check(
            _NAME,
            "priority_band_code",
            "priority_band_code is null and closed_date is null and rejected_date is null"
            " and received_date < extract_date - 14",
            "No priority band has been set two weeks after the referral.",
            "Have a clinician set the band.",
        ),
    ),
)
