"""EHC advice: one row per adviser asked in an assessment or a review, so that each silence can be seen.

Layout: Golden Thread import template ehc_advice, version 1; sent weekly from the council's SEN case system.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "ehc_advice"
_OWN = (
    "advice_id,case_id,review_id,adviser_code,adviser_org,team_id,requested_date,reached_adviser_date,due_date,"
    "last_chased_date,chase_count,received_date,return_code,known_to_service_flag,child_seen_date,"
    "reuse_agreed_flag,reused_advice_date,exception_code,words_count,quality_score,quality_scored_by_code"
)
_AGENCY = """case
                    when adviser_code in ('SLT', 'OT', 'PT', 'MED', 'NURSE') then 'CH'
                    when adviser_code in ('CAMHS', 'EP', 'CSC', 'ASC') then adviser_code
                    when adviser_code in ('EDU', 'SENSORY') then 'EDU'
                end"""

EXTRACT = Extract(
    name=_NAME,
    title="Advice to EHC needs assessments",
    agency="LASEN",
    supplier="the council's SEN case system",
    system="sen_cases",
    cadence_days=7,
    gateway=(
        "Children and Families Act 2014 s36 and SI 2014/1530 reg 6 and reg 8: the council must ask for advice, and "
        "those it asks must answer within six weeks."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("advice_id", "case_id", "adviser_code", "requested_date"),
            required=("advice_id", "case_id", "adviser_code", "requested_date"),
            codes={
                "adviser_code": "adviser",
                "return_code": "advice_return",
                "exception_code": "ehc_exception",
                "quality_scored_by_code": "agency",
            },
            held_back=("words_count", "quality_score", "quality_scored_by_code", "last_chased_date", "chase_count"),
        ),
    ),
    records=(
        *people(_NAME, "'LASEN'", "sen_cases"),
        Makes(
            "ehc_advice",
            _NAME,
            """
            select given.*, advice_id, case_id, review_id, adviser_code as adviser, adviser_org, team_id as team,
                requested_date as requested, reached_adviser_date as reached, received_date as answered, return_code,
                exception_code
            from ehc_advice
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            f"""
            select given.*, agency, service, team, started, ended
            from (
                select given, {_AGENCY} as agency,
                    case when adviser_code in ('SLT', 'OT', 'PT', 'CAMHS', 'EP') then adviser_code end as service,
                    coalesce(team_id, adviser_org) as team, requested_date as started, received_date as ended
                from ehc_advice
            )
            where agency is not null and team is not null
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        blank(_NAME, "requested_date", "date the advice was asked for"),
        before_birth(_NAME, "requested_date", "date the advice was asked for"),
        order(_NAME, "requested_date", "reached_adviser_date", "The adviser was reached before being asked."),
        order(_NAME, "requested_date", "received_date", "The advice was received before it was asked for."),
        order(_NAME, "requested_date", "due_date", "The advice is due before it was asked for."),
        blank(_NAME, "received_date", "date the advice was received", "return_code in ('FULL', 'PART', 'NOTKNOWN')"),
    ),
)
