"""The area's teams: one row per team of any agency, the duties it carries and how much of a backlog it can take up.

Layout: Golden Thread list teams, version 1; kept by the partnership. It holds nobody's personal data.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import blank, list_of_our_own, order

_NAME = "teams"
_OWN = (
    "team_id,team_name,agency_code,service_code,setting_urn,locality_code,duty_codes,weekly_budget_count,"
    "started_date,ended_date"
)

EXTRACT = Extract(
    name=_NAME,
    title="Teams of the partnership",
    agency="LASEN",
    supplier="the partnership's own list",
    system="area",
    cadence_days=92,
    gateway="None is needed: the list is about teams and not about people.",
    tables=(
        list_of_our_own(
            _NAME,
            _OWN,
            told_by=("team_id", "duty_codes"),
            required=("team_id", "team_name", "agency_code"),
            codes={"agency_code": "agency", "duty_codes": "duty"},
        ),
    ),
    records=(
        Makes(
            "team",
            _NAME,
            """
            select given.*, team_id, team_name as team, agency_code as agency, service_code as service, setting_urn,
                locality_code as locality, duty_codes as duties, weekly_budget_count as weekly_budget,
                started_date as started, ended_date as ended
            from teams
            """,
        ),
    ),
    checks=(
        blank(_NAME, "team_id", "team's id"),
        blank(_NAME, "weekly_budget_count", "number of names the team can take up in a week", "duty_codes is not null"),
        order(_NAME, "started_date", "ended_date", "The team ends before it starts."),
    ),
    about_people=False,
)
