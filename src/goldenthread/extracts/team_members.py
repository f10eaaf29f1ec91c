"""The people in the area's teams: who leads, who stands in, and who is away.

Layout: Golden Thread list team_members, version 1; kept by the partnership. It is about staff, never about children.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import blank, list_of_our_own, order

_NAME = "team_members"
_OWN = (
    "team_id,worker_id,worker_name,email,role_code,lead_flag,deputy_flag,absent_from_date,absent_to_date,"
    "started_date,ended_date"
)

EXTRACT = Extract(
    name=_NAME,
    title="People in the partnership's teams",
    agency="LASEN",
    supplier="each employer of the partnership, from its staff list",
    system="staff",
    cadence_days=31,
    gateway="UK GDPR art 6(1)(e), public task: each employer says which of its staff answers for which team.",
    tables=(
        list_of_our_own(
            _NAME,
            _OWN,
            told_by=("team_id", "worker_id", "lead_flag"),
            required=("team_id", "worker_id", "worker_name"),
            codes={"role_code": "role"},
        ),
    ),
    records=(
        Makes(
            "team_member",
            _NAME,
            """
            select given.*, team_id, worker_id, worker_name as name, email, role_code as role,
                coalesce(lead_flag, false) as is_lead, coalesce(deputy_flag, false) as is_deputy,
                absent_from_date as absent_from, absent_to_date as absent_to, started_date as started,
                ended_date as ended
            from team_members
            """,
        ),
    ),
    checks=(
        blank(_NAME, "team_id", "team's id"),
        blank(_NAME, "worker_id", "person's id"),
        order(_NAME, "absent_from_date", "absent_to_date", "The absence ends before it starts."),
        order(_NAME, "started_date", "ended_date", "The person left the team before joining it."),
        Check(
            _NAME,
            "email",
            "email is null and (lead_flag or deputy_flag)",
            "Somebody who leads a team, or stands in, has no e-mail address.",
            "Enter the work e-mail address.",
        ),
    ),
    about_people=False,
)
