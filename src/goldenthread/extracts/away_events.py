"""Children living away: one row per visit or review, due or held, and what was seen of the child's education.

Layout: Golden Thread import template away_events, version 1; sent weekly from the placements register.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, people, person_checks, template

_NAME = "away_events"
_OWN = (
    "event_id,placement_id,event_code,due_date,held_date,not_held_code,mode_code,lead_agency_code,lead_worker_id,"
    "agencies_present_codes,child_seen_flag,child_seen_alone_flag,child_view_flag,family_view_flag,"
    "education_status_code,education_status_since_date,health_status_code,communication_status_code,progress_code,"
    "risk_level_code,concerns_raised_count,actions_agreed_count,report_date,next_due_date"
)

EXTRACT = Extract(
    name=_NAME,
    title="Visits and reviews of children living away",
    agency="CSC",
    supplier="the council's placements register, kept by social care, SEND and the ICB",
    system="away",
    cadence_days=7,
    gateway=(
        "Children Act 1989 s22, s85, s86 and s86A, SI 2010/959 reg 28 and SI 2011/1010: the council visits and reviews "
        "children living away; shared for safeguarding and promoting welfare under Children Act 2004 s10 and s11."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("event_id", "placement_id", "event_code"),
            required=("event_id", "placement_id", "event_code"),
            codes={
                "event_code": "away_event",
                "education_status_code": "education_status",
                "health_status_code": "away_health_status",
                "communication_status_code": "away_health_status",
                "progress_code": "away_progress",
            },
        ),
    ),
    records=(
        *people(_NAME, "'CSC'", "away"),
        Makes(
            "away_event",
            _NAME,
            """
            select given.*, event_id, placement_id, event_code as kind, due_date as due, held_date as held,
                not_held_code as not_held, education_status_code as education_status,
                education_status_since_date as education_since, health_status_code as health_status,
                child_seen_flag as child_seen, child_seen_alone_flag as child_seen_alone,
                concerns_raised_count as concerns_raised, actions_agreed_count as actions_agreed
            from away_events
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        Check(
            _NAME,
            "held_date",
            "due_date is null and held_date is null",
            "Neither the due date nor the date held is given.",
            "Enter the date held, or the date it is due.",
        ),
        Check(
            _NAME,
            "held_date",
            "held_date > extract_date",
            "The date held is after the day of the extract.",
            "Correct the date held, or send it as due.",
        ),
        Check(
            _NAME,
            "education_status_since_date",
            "education_status_code = 'NONE' and education_status_since_date is null",
            "The child is without education, and since when is blank.",
            "Enter the day education ended.",
        ),
        before_birth(_NAME, "held_date", "date held"),
    ),
)
