"""Standard Safeguarding Dataset: what children's social care and early help hold, table by table, with names.

Layout: the dataset's own tables (data-to-insight, versions 1.2 to 1.4) as CSV, with two columns added to each, because
the dataset says neither who sends it nor when: ``la_code`` and ``extract_date``. Where they are lacking, the date is
that in the name of the file or its folder, and the sender is the council ``LA:unsaid``. Only the tables listed here are
asked for; convictions, immigration, missing episodes and the rest are not, and are left unread when they come.
"""

from goldenthread.codes import identifiers
from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import blank, bridged, order
from goldenthread.extracts._ssd_tables import TABLES

_SYSTEM = "care"
_VALUE = identifiers.bare_sql("link_identifier_value")
_NUMBERS = f"""
            select given, link_person_id, link_valid_from_date, link_valid_to_date, {_VALUE} as value,
                case upper(link_identifier_type)
                    when 'UNIQUE PUPIL NUMBER' then 'UPN'
                    when 'FORMER UNIQUE PUPIL NUMBER' then 'FORMER_UPN'
                    when 'NHS NUMBER' then 'NHS'
                    when 'UNIQUE LEARNER NUMBER' then 'ULN'
                end as kind
            from ssd_linked_identifiers
"""
_VALID = f"""case kind
                when 'NHS' then {identifiers.nhs_number_sql("value")}
                when 'ULN' then {identifiers.uln_sql("value")}
                else {identifiers.upn_sql("value")}
            end"""
_PLACE = "upper(coalesce(addr_address_type, ''))"
_HIDDEN = f"{_PLACE} similar to '.*(RESTRICTED|CONFIDENTIAL|PROTECTED|REFUGE).*'"
_HOME = f"""
                select addr_person_id, bool_or({_HIDDEN}) as hidden,
                    arg_max(addr_address_postcode, coalesce(addr_address_start_date, date '1900-01-01')) as postcode
                from ssd_address
                where addr_address_end_date is null and addr_address_postcode is not null
                    and not contains({_PLACE}, 'PLACEMENT')
                group by addr_person_id
"""


def _current(kind: str) -> str:
    """SQL for the valid number of a kind that is each person's now, where the person has only one."""
    return f"""
                select link_person_id as who, min(value) as value
                from (select *, {_VALID} as ok from ({_NUMBERS}) where kind = '{kind}' and link_valid_to_date is null)
                where ok group by who having count(distinct value) = 1
"""


_PEOPLE = (
    Makes(
        "person",
        "ssd_person",
        f"""
        select given.*, 'CSC' as agency, '{_SYSTEM}' as system, pers_person_id as source_person_id,
            pers_surname as surname, pers_forename as forename, pers_dob as born, pers_expected_dob as expected,
            {bridged("pers_sex", "sex")} as sex, pers_ethnicity as ethnicity, home.postcode,
            coalesce(nhs.value, case when pers_single_unique_id_ok then pers_single_unique_id end) as nhs_number,
            coalesce(case when pers_upn_ok then pers_upn end, upn.value) as upn, former.value as former_upn,
            uln.value as uln, pers_person_id as la_child_id, home.hidden as address_restricted,
            coalesce(adopted.yes, false) as sealed, coalesce(pers_death_date, care.died) as died
        from ssd_person
            left join ({_HOME}) as home on home.addr_person_id = pers_person_id
            left join ({_current("NHS")}) as nhs on nhs.who = pers_person_id
            left join ({_current("UPN")}) as upn on upn.who = pers_person_id
            left join ({_current("FORMER_UPN")}) as former on former.who = pers_person_id
            left join ({_current("ULN")}) as uln on uln.who = pers_person_id
            left join (
                select clae_person_id as child, true as yes from ssd_cla_episodes
                where clae_cla_episode_ceased_reason similar to 'E1[12].*'
                union
                select perm_person_id, true from ssd_permanence
                where upper(perm_permanence_order_type) like '%ADOPT%' and perm_permanence_order_date is not null
            ) as adopted on adopted.child = pers_person_id
            left join (
                select clae_person_id as child, min(clae_cla_episode_ceased_date) as died from ssd_cla_episodes
                where clae_cla_episode_ceased_reason similar to 'E2([^0-9].*)?' group by clae_person_id
            ) as care on care.child = pers_person_id
        """,
    ),
    Makes(
        "identifier",
        "ssd_person",
        """
        select given.*, number.kind, number.value, number.valid
        from (
            select given, unnest([
                {'kind': 'UPN', 'value': pers_upn, 'valid': pers_upn_ok},
                {'kind': 'NHS', 'value': pers_single_unique_id, 'valid': pers_single_unique_id_ok},
                {'kind': 'LA_CHILD_ID', 'value': pers_person_id, 'valid': true}
            ]) as number
            from ssd_person
        )
        where number.value is not null
        """,
    ),
    Makes(
        "identifier",
        "ssd_linked_identifiers",
        f"""
        select given.*, kind, value, {_VALID} as valid, link_valid_from_date as valid_from,
            link_valid_to_date as valid_to
        from ({_NUMBERS})
        where kind is not null and value is not null
        """,
    ),
    Makes(
        "address",
        "ssd_address",
        f"""
        select given.*, case when contains({_PLACE}, 'PLACEMENT') then 'PLACEMENT'
                when contains({_PLACE}, 'HOME') or contains({_PLACE}, 'PRIMARY') then 'HOME' else 'OTHER' end as kind,
            addr_address_postcode as postcode, addr_address_start_date as started, addr_address_end_date as ended,
            {_HIDDEN} as restricted
        from ssd_address
        where addr_address_postcode is not null
        """,
    ),
    Makes(
        "involvement",
        "ssd_involvements",
        """
        select given.*, 'CSC' as agency, invo_professional_team as team, invo_professional_id as worker,
            invo_professional_role_id as role, invo_involvement_start_date as started,
            invo_involvement_end_date as ended
        from ssd_involvements
        """,
    ),
    Makes(
        "involvement",
        "ssd_cin_episodes",
        """
        select given.*, 'CSC' as agency, cine_referral_team as team, cine_referral_worker_id as worker,
            cine_referral_date as started, cine_close_date as ended
        from ssd_cin_episodes
        where (cine_referral_team is not null or cine_referral_worker_id is not null)
            and (select count(*) from ssd_involvements) = 0
        """,
    ),
    Makes(
        "involvement",
        "ssd_early_help_episodes",
        """
        select given.*, 'EH' as agency, earl_episode_organisation as team, earl_episode_worker_id as worker,
            earl_episode_start_date as started, earl_episode_end_date as ended
        from ssd_early_help_episodes
        where earl_episode_organisation is not null or earl_episode_worker_id is not null
        """,
    ),
)

_CARE = (
    Makes(
        "care_contact",
        "ssd_contacts",
        """
        select given.*, cont_contact_id as contact_id, cont_contact_date as happened,
            cont_contact_source_code as contact_source, cont_contact_outcome_json as outcome
        from ssd_contacts
        """,
    ),
    Makes(
        "early_help",
        "ssd_early_help_episodes",
        """
        select given.*, earl_episode_id as episode_id, earl_episode_start_date as started,
            earl_episode_end_date as ended, earl_episode_reason as reason, earl_episode_end_reason as end_reason,
            earl_episode_organisation as organisation
        from ssd_early_help_episodes
        """,
    ),
    Makes(
        "care_referral",
        "ssd_cin_episodes",
        """
        select given.*, cine_referral_id as referral_id, cine_referral_date as started, cine_close_date as ended,
            cine_cin_primary_need_code as primary_need, cine_referral_nfa as no_further_action,
            cine_close_reason as end_reason, cine_referral_team as team, cine_referral_worker_id as worker
        from ssd_cin_episodes
        """,
    ),
    Makes(
        "care_assessment",
        "ssd_cin_assessments",
        """
        select given.*, cina_assessment_id as assessment_id, cina_referral_id as referral_id,
            cina_assessment_start_date as started, cina_assessment_auth_date as ended
        from ssd_cin_assessments
        """,
    ),
    Makes(
        "care_plan",
        "ssd_cin_plans",
        """
        select given.*, cinp_cin_plan_id as plan_id, 'CIN' as kind, cinp_cin_plan_start_date as started,
            cinp_cin_plan_end_date as ended
        from ssd_cin_plans
        """,
    ),
    Makes(
        "care_plan",
        "ssd_cp_plans",
        """
        select given.*, cppl_cp_plan_id as plan_id, 'CP' as kind, cppl_cp_plan_start_date as started,
            cppl_cp_plan_end_date as ended
        from ssd_cp_plans
        """,
    ),
    Makes(
        "care_plan",
        "ssd_cla_episodes",
        """
        select given.* replace (concat_ws('|', 'ssd_cla_episodes', given.sender, 'time in care', plan_id) as row_key),
            plan_id, 'CLA' as kind,
            least(first_day, clae_entered_care_date) as started, clae_cla_episode_ceased_date as ended
        from (
            select *, coalesce(clae_cla_id, clae_cla_episode_id) as plan_id,
                min(clae_cla_episode_start_date) over (
                    partition by clae_person_id, coalesce(clae_cla_id, clae_cla_episode_id)
                ) as first_day
            from ssd_cla_episodes
        )
        qualify row_number() over (
            partition by clae_person_id, plan_id order by clae_cla_episode_start_date desc, clae_cla_episode_id desc
        ) = 1
        """,
    ),
    Makes(
        "care_review",
        "ssd_cp_reviews",
        """
        select given.*, cppr_cp_review_id as review_id, 'CP' as kind, cppr_cp_review_due as due,
            cppr_cp_review_date as held
        from ssd_cp_reviews
        """,
    ),
    Makes(
        "care_review",
        "ssd_cla_reviews",
        """
        select given.* replace (
                coalesce(given.person_key, 'care|' || given.sender || '|' || care.child) as person_key
            ),
            clar_cla_review_id as review_id, 'CLA' as kind, clar_cla_review_due_date as due,
            case when not coalesce(clar_cla_review_cancelled, false) then clar_cla_review_date end as held
        from ssd_cla_reviews left join (
            select clae_cla_id, min(clae_person_id) as child
            from ssd_cla_episodes group by clae_cla_id having count(distinct clae_person_id) = 1
        ) as care on care.clae_cla_id = clar_cla_id
        """,
    ),
)

_CHECKS = (
    blank("ssd_person", "pers_dob", "birth date", "pers_expected_dob is null"),
    order("ssd_person", "pers_dob", "pers_death_date", "The date of death is before the birth date."),
    order("ssd_person", "pers_dob", "extract_date", "The birth date is after the day of the extract."),
    order("ssd_person", "pers_death_date", "extract_date", "The date of death is after the day of the extract."),
    Check(
        "ssd_person",
        "pers_upn",
        "pers_upn is not null and not pers_upn_ok",
        "The unique pupil number fails its check letter.",
        "Look the number up and correct it.",
    ),
    blank("ssd_contacts", "cont_contact_date", "date of the contact"),
    blank("ssd_cin_episodes", "cine_referral_date", "date of the referral"),
    order("ssd_cin_episodes", "cine_referral_date", "cine_close_date", "The case closed before the referral."),
    blank("ssd_cin_episodes", "cine_close_reason", "reason the case closed", "cine_close_date is not null"),
    order(
        "ssd_cin_assessments",
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
        "The assessment was authorised before it started.",
    ),
    order("ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", "The plan ends before it starts."),
    order("ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date", "The plan ends before it starts."),
    order(
        "ssd_cla_episodes",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
        "The episode ends before it starts.",
    ),
    order(
        "ssd_early_help_episodes",
        "earl_episode_start_date",
        "earl_episode_end_date",
        "The episode ends before it starts.",
    ),
    order(
        "ssd_involvements",
        "invo_involvement_start_date",
        "invo_involvement_end_date",
        "The involvement ends before it starts.",
    ),
)

EXTRACT = Extract(
    name="ssd",
    title="Children's social care and early help",
    agency="CSC",
    supplier="the council's children's social care case system",
    system=_SYSTEM,
    cadence_days=7,
    gateway=(
        "Children Act 1989 s17 and s47 and Children Act 2004 s10 and s11: the council safeguards children and promotes "
        "their welfare with its partners; Children and Families Act 2014 s25: it joins up care and SEND."
    ),
    tables=TABLES,
    records=(*_PEOPLE, *_CARE),
    checks=_CHECKS,
    restated=True,
)
