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


def _heading(name: str, keys: tuple[str, ...]) -> Heading:
    kind = _KINDS.get(name) or (Kind.DATE if name.endswith("_date") else Kind.CODE if name in _CODES else Kind.TEXT)
    presence = Presence.KEY if name in keys else Presence.OPTIONAL
    return Heading(
        name, kind, presence, _CODES.get(name, ""), _OTHER_NAMES.get(name, ()), held_back=name in _NOT_READ.split()
    )


def _table(name: str, names: str, *, own_id: str, person: str, told_by: str) -> Table:
    """One table of the dataset; ``names``: its columns; ``person``: SQL for the person's id."""
    headings = tuple(_heading(column, (own_id,)) for column in f"{names} la_code extract_date".split())
    return Table(
        name,
        (Layout("1.4", SSD, headings, (own_id, *told_by.split())),),
        sender="'LA:' || coalesce(r.la_code, 'unsaid')",
        received="r.extract_date",
        person=person,
        row_key=f"'{name}|' || r.{own_id}",
        version="cast(r.extract_date as varchar)",
        scope="'LA:' || coalesce(r.la_code, 'unsaid')",
        own_id=own_id,
    )


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
)
