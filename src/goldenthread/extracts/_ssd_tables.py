"""The tables of the Standard Safeguarding Dataset that are asked for, and their columns, versions 1.2 to 1.4."""

from goldenthread.extracts._extract import SSD, Heading, Kind, Layout, Presence, Table

_KINDS = {
    "pers_upn": Kind.UPN,
    "pers_single_unique_id": Kind.NHS,
    "pers_surname": Kind.NAME,
    "pers_forename": Kind.NAME,
    "cine_referral_nfa": Kind.FLAG,
    "clar_cla_review_cancelled": Kind.FLAG,
    "pers_dob": Kind.DATE,
    "pers_expected_dob": Kind.DATE,
    "cppr_cp_review_due": Kind.DATE,
    "pers_sex": Kind.CODE,
    "la_code": Kind.DIGITS,
}
_CODES = {
    "pers_sex": "sex",
    "pers_ethnicity": "ethnicity",
    "link_identifier_type": "linked_identifier_type",
    "cine_cin_primary_need_code": "cin_need",
    "cine_close_reason": "cin_closure",
}
_OTHER_NAMES = {
    "pers_single_unique_id": ("pers_common_child_id",),
    "cinp_cin_plan_id": ("cin_plan_id",),
    "clar_person_id": ("clar_cla_person_id",),
}
_NOT_READ = (
    "pers_legacy_id pers_gender pers_upn_unknown pers_send_flag pers_is_mother pers_nationality addr_address_json"
    " cont_contact_source_desc earl_episode_worker_name invo_worker_change_reason cine_referral_source_code"
    " cine_referral_source_desc cine_referral_outcome_json cina_assessment_child_seen cina_assessment_outcome_json"
    " cppl_cp_plan_initial_category cppl_cp_plan_latest_category cppl_cp_plan_ola cppr_cp_review_quorate"
    " cppr_cp_review_participation clae_cla_placement_id clae_cla_primary_need_code clae_cla_last_iro_contact_date"
    " clar_cla_review_participation"
)


_ABOUT_ADOPTERS = (
    "perm_cla_id perm_adm_decision_date perm_part_of_sibling_group perm_siblings_placed_together"
    " perm_siblings_placed_apart perm_ffa_cp_decision_date perm_placement_order_date perm_matched_date"
    " perm_adopter_sex perm_adopter_legal_status perm_number_of_adopters perm_placed_for_adoption_date"
    " perm_adopted_by_carer_flag perm_placed_foster_carer_date perm_placed_ffa_cp_date"
    " perm_placement_provider_urn perm_decision_reversed_date perm_decision_reversed_reason"
    " perm_adoption_worker_id"
)
_SENDER = "'LA:' || coalesce(r.la_code, 'unsaid')"
# Tables that a delivery often holds and of which nothing is needed, with the two columns each is told by. What the
# dataset says of offences and immigration is not listed: it must not be sent.
_NOT_NEEDED = {
    "ssd_assessment_factors": "cinf_table_id cinf_assessment_id",
    "ssd_care_leavers": "clea_table_id clea_person_id",
    "ssd_cin_visits": "cinv_cin_visit_id cinv_cin_visit_date",
    "ssd_cla_care_plan": "lacp_person_id lacp_cla_care_plan_start_date",
    "ssd_cla_health": "clah_health_check_id clah_person_id",
    "ssd_cla_immunisations": "clai_person_id clai_immunisations_status",
    "ssd_cla_placement": "clap_cla_placement_id clap_cla_id",
    "ssd_cla_previous_permanence": "lapp_table_id lapp_person_id",
    "ssd_cla_visits": "clav_cla_visit_id clav_cla_id",
    "ssd_cp_visits": "cppv_cp_visit_id cppv_cp_plan_id",
    "ssd_department": "dept_team_id dept_team_name",
    "ssd_disability": "disa_table_id disa_person_id",
    "ssd_initial_cp_conference": "icpc_icpc_id icpc_icpc_meeting_id",
    "ssd_legal_status": "lega_legal_status_id lega_person_id",
    "ssd_professionals": "prof_professional_id prof_staff_id",
    "ssd_s47_enquiry": "s47e_s47_enquiry_id s47e_referral_id",
    "ssd_sdq_scores": "csdq_table_id csdq_person_id",
    "ssd_sen_need": "senn_table_id senn_active_ehcp_id",
    "ssd_send": "send_table_id send_person_id",
    "ssd_ehcp_active_plans": "ehcp_active_ehcp_id ehcp_ehcp_request_id",
    "ssd_ehcp_assessment": "ehca_ehcp_assessment_id ehca_ehcp_request_id",
    "ssd_ehcp_named_plan": "ehcn_named_plan_id ehcn_ehcp_asmt_id",
    "ssd_ehcp_requests": "ehcr_ehcp_request_id ehcr_send_table_id",
}


def _heading(name: str, keys: tuple[str, ...]) -> Heading:
    kind = _KINDS.get(name) or (Kind.DATE if name.endswith("_date") else Kind.CODE if name in _CODES else Kind.TEXT)
    presence = Presence.KEY if name in keys else Presence.OPTIONAL
    return Heading(
        name,
        kind,
        presence,
        _CODES.get(name, ""),
        _OTHER_NAMES.get(name, ()),
        held_back=name in f"{_NOT_READ} {_ABOUT_ADOPTERS}".split(),
    )


def _table(name: str, names: str, *, own_id: str, person: str, told_by: str) -> Table:
    """One table of the dataset; ``names``: its columns; ``person``: SQL for the person's id."""
    headings = tuple(_heading(column, (own_id,)) for column in f"{names} la_code extract_date".split())
    return Table(
        name,
        (Layout("1.4", SSD, headings, (own_id, *told_by.split())),),
        sender=_SENDER,
        received="r.extract_date",
        person=person,
        row_key=f"concat_ws('|', '{name}', {_SENDER}, r.{own_id})",
        version="cast(r.extract_date as varchar)",
        scope=_SENDER,
        own_id=own_id,
    )


def _not_needed(name: str, told_by: str) -> Table:
    """A table that is known, so that nobody wonders about it, and of which nothing is read."""
    names = tuple(told_by.split())
    headings = tuple(Heading(column, held_back=True) for column in names)
    return Table(name, (Layout("1.4", SSD, headings, names),), "null", "null", "null", row_key="''", version="''")


TABLES = (
    _table(
        "ssd_person",
        "pers_legacy_id pers_person_id pers_upn pers_forename pers_surname pers_sex pers_gender pers_ethnicity pers_dob"
        " pers_single_unique_id pers_upn_unknown pers_send_flag pers_expected_dob pers_death_date pers_is_mother"
        " pers_nationality",
        own_id="pers_person_id",
        person="r.pers_person_id",
        told_by="pers_dob",
    ),
    _table(
        "ssd_linked_identifiers",
        "link_table_id link_person_id link_identifier_type link_identifier_value link_valid_from_date"
        " link_valid_to_date",
        own_id="link_table_id",
        person="r.link_person_id",
        told_by="link_person_id link_identifier_type link_identifier_value",
    ),
    _table(
        "ssd_address",
        "addr_table_id addr_person_id addr_address_type addr_address_start_date addr_address_end_date"
        " addr_address_postcode addr_address_json",
        own_id="addr_table_id",
        person="r.addr_person_id",
        told_by="addr_person_id addr_address_postcode",
    ),
    _table(
        "ssd_involvements",
        "invo_involvements_id invo_professional_id invo_professional_role_id invo_professional_team invo_person_id"
        " invo_involvement_start_date invo_involvement_end_date invo_worker_change_reason invo_referral_id",
        own_id="invo_involvements_id",
        person="r.invo_person_id",
        told_by="invo_person_id invo_involvement_start_date",
    ),
    _table(
        "ssd_contacts",
        "cont_contact_id cont_person_id cont_contact_date cont_contact_source_code cont_contact_source_desc"
        " cont_contact_outcome_json",
        own_id="cont_contact_id",
        person="r.cont_person_id",
        told_by="cont_person_id cont_contact_date",
    ),
    _table(
        "ssd_early_help_episodes",
        "earl_episode_id earl_person_id earl_episode_start_date earl_episode_end_date earl_episode_reason"
        " earl_episode_end_reason earl_episode_organisation earl_episode_worker_id earl_episode_worker_name",
        own_id="earl_episode_id",
        person="r.earl_person_id",
        told_by="earl_person_id earl_episode_start_date",
    ),
    _table(
        "ssd_cin_episodes",
        "cine_referral_id cine_person_id cine_referral_date cine_cin_primary_need_code cine_referral_source_code"
        " cine_referral_source_desc cine_referral_outcome_json cine_referral_nfa cine_close_reason cine_close_date"
        " cine_referral_team cine_referral_worker_id",
        own_id="cine_referral_id",
        person="r.cine_person_id",
        told_by="cine_person_id cine_referral_date",
    ),
    _table(
        "ssd_cin_assessments",
        "cina_assessment_id cina_person_id cina_referral_id cina_assessment_start_date cina_assessment_child_seen"
        " cina_assessment_auth_date cina_assessment_outcome_json cina_assessment_outcome_nfa cina_assessment_team"
        " cina_assessment_worker_id",
        own_id="cina_assessment_id",
        person="r.cina_person_id",
        told_by="cina_person_id cina_assessment_start_date",
    ),
    _table(
        "ssd_cin_plans",
        "cinp_cin_plan_id cinp_referral_id cinp_person_id cinp_cin_plan_start_date cinp_cin_plan_end_date"
        " cinp_cin_plan_team cinp_cin_plan_worker_id",
        own_id="cinp_cin_plan_id",
        person="r.cinp_person_id",
        told_by="cinp_person_id cinp_cin_plan_start_date",
    ),
    _table(
        "ssd_cp_plans",
        "cppl_cp_plan_id cppl_referral_id cppl_icpc_id cppl_person_id cppl_cp_plan_start_date cppl_cp_plan_end_date"
        " cppl_cp_plan_ola cppl_cp_plan_initial_category cppl_cp_plan_latest_category",
        own_id="cppl_cp_plan_id",
        person="r.cppl_person_id",
        told_by="cppl_person_id cppl_cp_plan_start_date",
    ),
    _table(
        "ssd_cp_reviews",
        "cppr_cp_review_id cppr_person_id cppr_cp_plan_id cppr_cp_review_due cppr_cp_review_date"
        " cppr_cp_review_meeting_id cppr_cp_review_outcome_continue_cp cppr_cp_review_quorate"
        " cppr_cp_review_participation",
        own_id="cppr_cp_review_id",
        person="r.cppr_person_id",
        told_by="cppr_person_id cppr_cp_review_date",
    ),
    _table(
        "ssd_cla_episodes",
        "clae_cla_episode_id clae_person_id clae_cla_placement_id clae_cla_episode_start_date"
        " clae_cla_episode_start_reason clae_cla_primary_need_code clae_cla_episode_ceased_date"
        " clae_cla_episode_ceased_reason clae_cla_id clae_referral_id clae_cla_last_iro_contact_date"
        " clae_entered_care_date",
        own_id="clae_cla_episode_id",
        person="r.clae_person_id",
        told_by="clae_person_id clae_cla_episode_start_date",
    ),
    _table(
        "ssd_cla_reviews",
        "clar_cla_review_id clar_cla_id clar_person_id clar_cla_review_due_date clar_cla_review_date"
        " clar_cla_review_cancelled clar_cla_review_participation",
        own_id="clar_cla_review_id",
        person="r.clar_person_id",  # most systems leave it out: the records take the child from the time in care
        told_by="clar_cla_id clar_cla_review_date",
    ),
    _table(
        "ssd_permanence",
        f"perm_table_id perm_person_id perm_permanence_order_date perm_permanence_order_type {_ABOUT_ADOPTERS}",
        own_id="perm_table_id",
        person="r.perm_person_id",
        told_by="perm_person_id perm_permanence_order_type",
    ),
    *(_not_needed(name, told_by) for name, told_by in _NOT_NEEDED.items()),
)
