"""EHC reviews: one row per review of a plan, due or held, with the meeting, the decision and the letter kept apart.

Layout: Golden Thread import template ehc_reviews, version 1; sent weekly from the council's SEN case system.
"""

from goldenthread.extracts._extract import Check, Extract, Makes
from goldenthread.extracts._own import before_birth, blank, order, people, person_checks, template

_NAME = "ehc_reviews"
_OWN = (
    "review_id,case_id,plan_id,review_code,trigger_code,trigger_date,due_date,notice_sent_date,"
    "advice_circulated_date,meeting_date,not_held_code,child_attended_flag,parent_attended_flag,"
    "setting_attended_flag,la_attended_flag,health_invited_flag,health_attended_flag,health_advice_flag,"
    "social_care_invited_flag,social_care_attended_flag,social_care_advice_flag,pfa_covered_flag,report_sent_date,"
    "decision_code,decision_date,decision_notified_date,amendment_notice_date,representations_due_date,"
    "representations_date,final_amended_date,phase_transfer_code,phase_transfer_due_date,lead_worker_id"
)

EXTRACT = Extract(
    name=_NAME,
    title="Reviews of EHC plans",
    agency="LASEN",
    supplier="the council's SEN case system",
    system="sen_cases",
    cadence_days=7,
    gateway=(
        "Children and Families Act 2014 s44 and SI 2014/1530 regs 18 to 22: the council reviews each plan at least "
        "every twelve months, with the school and the services it invites."
    ),
    tables=(
        template(
            _NAME,
            _OWN,
            told_by=("review_id", "review_code", "meeting_date"),
            required=("review_id", "review_code"),
            codes={
                "review_code": "review",
                "trigger_code": "review_trigger",
                "decision_code": "review_decision",
                "phase_transfer_code": "phase_transfer",
            },
        ),
    ),
    records=(
        *people(_NAME, "'LASEN'", "sen_cases"),
        Makes(
            "ehc_review",
            _NAME,
            """
            select given.*, review_id, review_code as kind, trigger_code as trigger, due_date as due,
                meeting_date as met, decision_code as decision, decision_notified_date as decided,
                not_held_code as not_held
            from ehc_reviews
            """,
        ),
        Makes(
            "involvement",
            _NAME,
            """
            select given.*, 'LASEN' as agency, lead_worker_id as worker, 'EHCO' as role,
                coalesce(notice_sent_date, meeting_date, due_date) as started, decision_notified_date as ended
            from ehc_reviews
            where lead_worker_id is not null
            """,
        ),
    ),
    checks=(
        *person_checks(_NAME),
        Check(
            _NAME,
            "meeting_date",
            "due_date is null and meeting_date is null",
            "Neither the due date nor the date of the meeting is given.",
            "Enter the date of the meeting, or the date it is due.",
        ),
        Check(
            _NAME,
            "meeting_date",
            "meeting_date > extract_date",
            "The meeting is after the day of the extract.",
            "Correct the date of the meeting, or send it as due.",
        ),
        before_birth(_NAME, "meeting_date", "date of the meeting"),
        order(_NAME, "meeting_date", "decision_date", "The decision is dated before the meeting."),
        order(_NAME, "meeting_date", "decision_notified_date", "The decision letter is dated before the meeting."),
        order(_NAME, "decision_date", "decision_notified_date", "The decision letter is dated before the decision."),
        blank(_NAME, "decision_notified_date", "date of the decision letter", "decision_code is not null"),
        blank(_NAME, "decision_code", "decision", "decision_notified_date is not null"),
    ),
)
