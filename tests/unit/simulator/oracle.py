"""The six conditions written again, in SQL over the delivered files perfectly joined, and what one view alone shows.

Each pair is (what the joined rows say, what each single agency's view could say at best).
"""

import duckdb

_STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%b-%d 00:00:00")


def day(column: str) -> str:
    """SQL: a date in any of the styles senders use."""
    tries = ", ".join(f"try_strptime({column}, '{style}')" for style in _STYLES)
    return f"coalesce({tries})::date"


_OPEN = "record_status_code = 'C' and rejected_date is null and closed_date is null and clock_stop_date is null"
_SINCE = f"coalesce({day('original_received_date')}, {day('received_date')})"
_LEVEL = (
    "select person, any_value(sen_provision_code) as sen from school_roll where leaving_date is null group by person"
)
_PLAN = """
    select distinct person from sen2_activeplans
    union select person from ehc_cases where final_issued_date is not null"""
_SUSPENDED = f"""
    select person, min(started) as first, sum(sessions) as sessions from (
        select person, started, max(sessions) as sessions from (
            select person, {day("start_date")} as started, try_cast(suspended_sessions as int) as sessions
            from exclusion_notices where category_code <> 'PERM' and cancelled_date is null and record_status_code = 'C'
            union all
            select person, {day("startdate")}, cast(try_cast(sessions as double) as int)
            from census_termlyexclusionsonroll where category <> 'PERM'
        ) where started >= date '2024-09-01' group by person, started
    ) group by person"""
_REVIEWED = f"""
    select person, {day("held_date")} as held from short_break_events
    where event_code in ('REV', 'IRO', 'ASM', 'REA') and lead_agency_code in ('CSC', 'CWD')
    union all select person, {day("cina_assessment_auth_date")} from ssd_cin_assessments
    union all select person, {day("cppr_cp_review_date")} from ssd_cp_reviews
    union all select person, {day("clar_cla_review_date")} from ssd_cla_reviews"""
_NO_EDUCATION = f"""
    select person, {day("education_status_since_date")} as since from away_events where held_date is not null
    qualify row_number() over (partition by person order by {day("held_date")} desc, {day("due_date")} desc) = 1
        and education_status_code = 'NONE'"""
_UNKEPT = f"""
    select person from away_events where event_code in ('V28', 'V85') and held_date is null
    and {day("due_date")} <= date '2025-07-18'"""
_OLD_PACKAGE = f"""
    select person from short_break_packages where legal_basis_code in ('S17', 'S17N', 'UNK')
    and version_end_date is null and package_end_date is null and {day("package_start_date")} <= date '2024-10-18'"""
_FAR = """
    select person from away_placements where setting_code in ('RSS', 'RSSCH', 'CH', 'SCH', 'HOSP', 'CARE', 'FECR')
    and host_la_org <> 'LA:990' and placement_end_date is null"""
_OFTEN = f"""
    with c as (
        select distinct person, {day("cont_contact_date")} as happened from ssd_contacts
        where {day("cont_contact_date")} > date '2024-01-18'
    ), n as (select person, min(happened) as first from c group by person having count(*) >= 3)
    select n.person from n left join ssd_cin_assessments a on a.person = n.person
        and {day("a.cina_assessment_start_date")} >= n.first where a.person is null"""

LONG_WAIT = f"""
    select person, source_org from community_waits where {_OPEN} and {_SINCE} <= date '2024-07-18'
    and service_code in ('SLT', 'OT', 'PT', 'PAED', 'ASD', 'ADHD', 'CAMHS', 'PSY')"""
_SEVERAL = f"""
    select person from (
        select person, service_code, any_value(provider_org) as provider, max(date '2025-07-18' - {_SINCE}) as waited
        from community_waits where {_OPEN} and priority_band_code = 'STD' group by person, service_code
    ) group by person having count(*) >= 3 and count(distinct provider) >= 2 and sum(waited) >= 560"""

JOINED = {
    "T03": f"select distinct w.person from ({LONG_WAIT}) w join ({_LEVEL}) l on l.person = w.person and l.sen = 'N'",
    "T07": _SEVERAL,
    "T10": f"""select o.person from ({_OFTEN}) o
        where o.person in (select person from ({_LEVEL}) where sen in ('K', 'E')) or o.person in ({_PLAN})""",
    "T17": f"""select s.person from ({_SUSPENDED}) s where s.sessions >= 30 and s.person in ({_PLAN}) and not exists (
        select 1 from ehc_reviews r where r.person = s.person and r.review_code in ('EARLY', 'REASSESS')
        and {day("r.meeting_date")} >= s.first)""",
    "T23": f"""select distinct p.person from ({_OLD_PACKAGE}) p where not exists (
        select 1 from ({_REVIEWED}) r where r.person = p.person and r.held >= date '2025-01-18')""",
    "T26": f"""select f.person from ({_FAR}) f join ({_NO_EDUCATION}) e on e.person = f.person
        where e.since <= date '2025-06-06' and f.person not in ({_UNKEPT})""",
}  # fmt: skip

# the best guess of each single view: everyone who meets the part of the condition that this view can see
SINGLE = {
    "T03": {
        **{
            f"waits of {org}": f"select distinct person from ({LONG_WAIT}) where source_org = 'ODS:{org}'"
            for org in ("ZZA01", "ZZB01", "ZZC01")
        },
        "school": f"select person from ({_LEVEL}) where sen = 'N'",
    },
    "T07": {
        f"waits of {org}": f"select person from community_waits where source_org = 'ODS:{org}' and {_OPEN} "
        f"and priority_band_code = 'STD' and {_SINCE} <= date '2025-01-18'"
        for org in ("ZZA01", "ZZB01", "ZZC01")
    },
    "T10": {"care": _OFTEN, "school": f"select person from ({_LEVEL}) where sen in ('K', 'E')"},
    "T17": {
        "suspensions": f"select person from ({_SUSPENDED}) where sessions >= 30",
        "send": f"""select person from ({_PLAN}) where person not in (
            select person from ehc_reviews where review_code in ('EARLY', 'REASSESS') and meeting_date is not null)""",
    },
    "T23": {
        "packages": _OLD_PACKAGE,
        "events": f"""select person from short_break_events group by person having coalesce(max(case when event_code
            in ('REV', 'IRO', 'ASM', 'REA') and lead_agency_code in ('CSC', 'CWD') then {day("held_date")} end),
            date '1970-01-01') < date '2025-01-18'""",
    },
    "T26": {
        "placements": _FAR,
        "events": f"""select person from ({_NO_EDUCATION})
            where since <= date '2025-06-06' and person not in ({_UNKEPT})""",
    },
}  # fmt: skip


def people(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The people a statement names."""
    return {person for (person, *_) in connection.execute(sql).fetchall()}


def f1(found: set[str], true: set[str]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & true) / (len(found) + len(true)) if found or true else 0.0
