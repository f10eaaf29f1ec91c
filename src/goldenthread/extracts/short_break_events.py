"""Short-breaks register: one row per review, visit, assessment or reassessment of a package, due or held.

Layout: Golden Thread import template short_break_events, version 1.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import LED_BY, before_birth, people, person_checks, template

_NAME = "short_break_events"
_OWN = (
    "event_id,package_id,event_code,trigger_code,trigger_date,due_date,held_date,not_held_code,lead_agency_code,"
    "lead_worker_id,agencies_present_codes,child_seen_flag,child_seen_alone_flag,child_view_flag,parent_view_flag,"
    "risk_level_code,outcome_code,next_due_date,report_date"
)

EXTRACT = Extract(
    name=_NAME,
    title="Short-break reviews and visits",
    agency="CSC",
    supplier="the council's short-breaks team",
    system="short_breaks",
    cadence_days=31,
    gateway=(
        "Children Act 1989 s17 and Sch 2 para 6, and SI 2011/707: the council reviews the short breaks it provides; "
        "shared for safeguarding and promoting welfare under Children Act 2004 s10 and s11."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("event_id", "package_id", "event_code"),
            required=("event_id", "package_id", "event_code"),
            codes={
                "event_code": "short_break_event",
                "trigger_code": "short_break_trigger",
                "outcome_code": "short_break_outcome",
            },
        ),
    ),
    records=(
        *people(_NAME, LED_BY, "short_breaks"),
        Makes(
            "short_break_event",
            _NAME,
            """
            select given.*, event_id, package_id, event_code as kind, due_date as due, held_date as held,
                not_held_code as not_held, lead_agency_code as lead_agency, outcome_code as outcome
            from short_break_events
            """,
        ),
        Makes(
            "care_review",
            _NAME,
            """
            select given.*, event_id as review_id, 'SB_' || event_code as kind, due_date as due, held_date as held
            from short_break_events
            where event_code in ('REV', 'IRO', 'ASM', 'REA')
                and (lead_agency_code is null or lead_agency_code in ('CSC', 'CWD'))
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
        before_birth(_NAME, "held_date", "date held"),
    ),
)
