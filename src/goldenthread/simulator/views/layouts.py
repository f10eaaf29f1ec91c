"""The headings of the area's own templates, as their description has them, typed out apart from the readers."""

_ROW = "record_id,record_status_code,updated_at,extract_date,source_org"
_PERSON = (
    "source_person_id,nhs_number,upn,uln,la_child_id,surname,forename,former_surname,preferred_forename,"
    "date_of_birth,sex,postcode,address_restricted_flag"
)
PERSON = tuple(_PERSON.split(","))

_TEMPLATES = {
    "short_break_packages": "{row},{person},package_id,version_start_date,version_end_date,package_start_date,"
    "package_end_date,end_reason_code,legal_basis_code,route_code,provision_code,provider_org,provider_name,"
    "setting_postcode,allocated_weekly_minutes,allocated_annual_nights,annual_cost_pence,direct_payment_flag,"
    "health_funded_flag,first_paid_date,last_paid_date,in_ehc_plan_flag,child_in_need_plan_flag,assessed_date,"
    "assessment_code,lead_agency_code,lead_worker_id,lead_worker_role_code,team_name,last_review_date,next_review_due_date",
    "short_break_events": "{row},{person},event_id,package_id,event_code,trigger_code,trigger_date,due_date,held_date,"
    "not_held_code,lead_agency_code,lead_worker_id,agencies_present_codes,child_seen_flag,child_seen_alone_flag,"
    "child_view_flag,parent_view_flag,risk_level_code,outcome_code,next_due_date,report_date",
    "away_placements": "{row},{person},placement_id,placement_start_date,planned_end_date,placement_end_date,"
    "end_reason_code,legal_basis_code,looked_after_flag,ssda903_place_code,sen2_res_code,boarding_weeks,"
    "weekly_cost_pence,education_funded_flag,social_care_funded_flag,health_funded_flag,setting_urn,setting_name,"
    "setting_code,setting_postcode,host_la_org,distance_metres,approval_code,approved_date,host_la_notified_date,"
    "host_icb_notified_date,home_icb_notified_date,s85_s86_code,s85_s86_notified_date,welfare_decided_date,"
    "education_before_move_flag,education_start_date,gp_registered_date,health_handover_date,lead_agency_code,"
    "lead_worker_id,lead_worker_role_code,advocate_offered_date,return_plan_date,next_visit_due_date,next_review_due_date",
    "away_events": "{row},{person},event_id,placement_id,event_code,due_date,held_date,not_held_code,mode_code,"
    "lead_agency_code,lead_worker_id,agencies_present_codes,child_seen_flag,child_seen_alone_flag,child_view_flag,"
    "family_view_flag,education_status_code,education_status_since_date,health_status_code,communication_status_code,"
    "progress_code,risk_level_code,concerns_raised_count,actions_agreed_count,report_date,next_due_date",
    "ehc_cases": "{row},{person},case_id,request_received_date,request_logged_date,request_from_code,"
    "sen2_request_source_code,reassessment_flag,previous_assessment_date,parent_consulted_date,assess_panel_date,"
    "assess_decision_code,assess_decided_date,assess_notified_date,advice_complete_date,coproduction_date,"
    "issue_panel_date,issue_decision_code,issue_decided_date,issue_notified_date,draft_issued_date,draft_count,"
    "representations_due_date,representations_date,preference_date,final_issued_date,placement_named_date,"
    "education_provision_start_date,health_provision_start_date,care_provision_start_date,week20_flag,"
    "mediation_contact_date,mediation_certificate_date,appeal_registered_date,lead_worker_id,closed_date,close_code",
    "ehc_advice": "{row},{person},advice_id,case_id,review_id,adviser_code,adviser_org,team_id,requested_date,"
    "reached_adviser_date,due_date,last_chased_date,chase_count,received_date,return_code,known_to_service_flag,"
    "child_seen_date,reuse_agreed_flag,reused_advice_date,exception_code,words_count,quality_score,quality_scored_by_code",
    "ehc_reviews": "{row},{person},review_id,case_id,plan_id,review_code,trigger_code,trigger_date,due_date,"
    "notice_sent_date,advice_circulated_date,meeting_date,not_held_code,child_attended_flag,parent_attended_flag,"
    "setting_attended_flag,la_attended_flag,health_invited_flag,health_attended_flag,health_advice_flag,"
    "social_care_invited_flag,social_care_attended_flag,social_care_advice_flag,pfa_covered_flag,report_sent_date,"
    "decision_code,decision_date,decision_notified_date,amendment_notice_date,representations_due_date,"
    "representations_date,final_amended_date,phase_transfer_code,phase_transfer_due_date,lead_worker_id",
    "child_health_checks": "{row},{person},check_id,check_code,pregnancy_id,mother_nhs_number,estimated_delivery_date,"
    "gestation_weeks,provider_org,team_id,responsible_from_date,responsible_to_date,window_start_date,due_date,"
    "window_end_date,status_code,offered_date,offers_count,booked_date,held_date,mode_code,delivered_role_code,"
    "joint_with_setting_flag,setting_urn,not_done_code,declined_date,declined_by_code,csds_activity_code,derivation_code,"
    "asq3_offered_flag,asq3_used_flag,asq3_interval_months,asq3_adjusted_flag,asq3_communication_score,"
    "asq3_communication_band_code,asq3_gross_motor_score,asq3_gross_motor_band_code,asq3_fine_motor_score,"
    "asq3_fine_motor_band_code,asq3_problem_solving_score,asq3_problem_solving_band_code,asq3_personal_social_score,"
    "asq3_personal_social_band_code,asq_se2_score,asq_se2_band_code,onward_code,onward_service_code,onward_referral_date,"
    "send_opinion_date,parent_told_date,la_notified_date",
    "community_waits": "{row},{person},referral_id,pathway_id,provider_org,service_code,csds_team_type_code,team_id,"
    "team_name,setting_urn,gp_org,referral_source_code,referred_by_org,referral_reason_code,received_date,"
    "original_received_date,previous_referral_id,accepted_date,rejected_date,rejected_code,triaged_date,"
    "triaged_role_code,priority_band_code,priority_band_date,risk_assessed_date,next_risk_due_date,clinical_flag_codes,"
    "waiting_for_code,first_contact_date,first_contact_code,first_support_date,second_wait_start_date,"
    "second_wait_for_code,second_wait_end_date,support_code,support_start_date,support_end_date,support_org,"
    "clock_stop_date,clock_stop_code,dna_count,family_cancelled_count,provider_cancelled_count,next_appointment_date,"
    "last_family_contact_date,harm_review_date,harm_review_code,ehc_advice_due_date,interpreter_flag,adjustment_flag,"
    "closed_date,closed_code,closed_letter_date,onward_service_code",
    "school_roll": "{row},{person},setting_urn,enrolment_code,year_group_code,sen_provision_code,need_code,fsm_flag,"
    "looked_after_flag,young_carer_flag,admission_date,expected_leaving_date,leaving_date,leaving_destination_code",
    "exclusion_notices": "{row},{person},notice_id,setting_urn,category_code,reason_codes,start_date,end_date,"
    "suspended_sessions,lunchtime_flag,decided_date,parents_told_date,la_told_date,social_worker_told_date,"
    "virtual_school_told_date,governors_told_date,sixth_day_due_date,sixth_day_started_date,sixth_day_provider_org,"
    "governors_due_date,governors_met_date,governors_decision_code,representations_date,panel_requested_date,"
    "panel_met_date,panel_outcome_code,sen_expert_flag,early_review_considered_flag,reintegration_date,cancelled_date,"
    "off_roll_date",
    "teams": "{row},team_id,team_name,agency_code,service_code,setting_urn,locality_code,duty_codes,"
    "weekly_budget_count,started_date,ended_date",
    "team_members": "{row},team_id,worker_id,worker_name,email,role_code,lead_flag,deputy_flag,absent_from_date,"
    "absent_to_date,started_date,ended_date",
    "settings": "{row},setting_urn,setting_name,phase_code,setting_postcode,locality_code,host_la_org",
    "school_terms": "{row},setting_urn,term_code,term_start_date,term_end_date,closed_dates",
}


def headings(template: str) -> tuple[str, ...]:
    """The headings of a template, in the order described."""
    return tuple(_TEMPLATES[template].format(row=_ROW, person=_PERSON).split(","))


def has_person(template: str) -> bool:
    """Whether its rows name a person."""
    return "{person}" in _TEMPLATES[template]
