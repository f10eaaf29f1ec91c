"""What children's social care and early help record: contacts, referrals, assessments, plans and reviews."""

from goldenthread.records._record import Category, Record, date, flag, text


class CareContact(Record):
    """Someone contacted the front door about a child."""

    TABLE = "care_contact"
    CATEGORY = Category.CARE
    SOURCE = "ssd_contacts"

    contact_id = text("the system's number")
    happened = date("the day of the contact")
    contact_source = text("who made contact, as coded")
    outcome = text("outcome as sent")


class EarlyHelp(Record):
    """An early-help episode."""

    TABLE = "early_help"
    CATEGORY = Category.CARE
    SOURCE = "ssd_early_help_episodes"
    HOLDER = "'EH'"

    episode_id = text("the system's number")
    started = date("first day")
    ended = date("last day; null while open")
    reason = text("why it started, as sent")
    end_reason = text("why it ended, as sent")
    organisation = text("who leads it, as sent")


class CareReferral(Record):
    """A referral to children's social care and the episode of need that follows."""

    TABLE = "care_referral"
    CATEGORY = Category.CARE
    SOURCE = "ssd_cin_episodes"

    referral_id = text("the system's number")
    started = date("the day of the referral")
    ended = date("the day the case closed; null while open")
    primary_need = text("N0 to N9", codes="cin_need")
    no_further_action = flag("the referral led to no further action")
    end_reason = text("why it closed", codes="cin_closure")
    team = text("the team as sent")
    worker = text("the worker as sent")


class CareAssessment(Record):
    """A child and family assessment."""

    TABLE = "care_assessment"
    CATEGORY = Category.CARE
    SOURCE = "ssd_cin_assessments"

    assessment_id = text("the system's number")
    referral_id = text("the referral it belongs to")
    started = date("first day")
    ended = date("the day it was authorised; null while open")


class CarePlan(Record):
    """A child in need plan, a child protection plan or a time looked after."""

    TABLE = "care_plan"
    CATEGORY = Category.CARE
    SOURCE = "ssd_cin_plans; ssd_cp_plans; ssd_cla_episodes"

    plan_id = text("the system's number")
    kind = text("CIN, CP or CLA")
    started = date("first day")
    ended = date("last day; null while open")


class CareReview(Record):
    """A social-care review of a child's plan, due or held. A visit is not a review."""

    TABLE = "care_review"
    CATEGORY = Category.CARE
    SOURCE = "ssd_cp_reviews; ssd_cla_reviews; short_break_events (REV, IRO, ASM, REA led by social care)"
    HOLDER = """case when exists (select 1 from short_break_event e
        where e.record_id = r.record_id and e.lead_agency = 'CWD') then 'CWD' else 'CSC' end"""

    review_id = text("the system's number")
    kind = text("CP, CLA, SB_REV, SB_IRO, SB_ASM or SB_REA")
    due = date("the day it was due")
    held = date("the day it was held; null when it was not")
