"""What health services record: referrals and waits, and the Healthy Child Programme's checks."""

from goldenthread.records._record import Category, Record, date, text, whole


class HealthWait(Record):
    """A referral to a health service and the wait that follows; the second wait is kept apart from the first."""

    TABLE = "health_wait"
    CATEGORY = Category.HEALTH
    SOURCE = "community_waits"
    HOLDER = "case when r.service = 'CAMHS' then 'CAMHS' else 'CH' end"

    referral_id = text("the provider's number for the referral")
    provider = text("the provider, as scheme and code")
    service = text("the service", codes="service")
    team = text("the team")
    requested = date("first referral for this need, kept through transfers: the child's clock starts here")
    arrived = date("the day this provider received it: the provider's own clock")
    previous_referral_id = text("the referral it was transferred from")
    referred_by = text("who referred, as scheme and code")
    accepted = date("the day it was accepted")
    rejected = date("the day it was rejected")
    rejected_code = text("why", codes="referral_rejected")
    band = text("URG, SOON or STD, set by a clinician", codes="priority_band")
    risk_assessed = date("the day the wait was last risk-assessed")
    waiting_for = text("what the child waits for", codes="waiting_for")
    first_contact = date("the first attended contact of any kind")
    first_support = date("the first contact that helps the child under a plan")
    second_started = date("the start of the second wait, for specialist work")
    second_ended = date("its end")
    support = text("support while waiting; it never stops a clock", codes="waiting_support")
    clock_stopped = date("the day the provider stopped the clock")
    clock_stop_code = text("why", codes="clock_stop")
    missed = whole("appointments missed", unit="appointments")
    next_appointment = date("the next appointment")
    ended = date("the day the referral was closed; null while open")
    ended_code = text("why it was closed", codes="referral_closed")


class HealthCheck(Record):
    """One check of the Healthy Child Programme for one child, from the moment it is due."""

    TABLE = "health_check"
    CATEGORY = Category.HEALTH
    SOURCE = "child_health_checks"

    check_id = text("the provider's number")
    check_code = text("AN, NB, W6, Y1, Y2 and others", codes="health_check")
    status = text("as sent", codes="health_check_status")
    window_start = date("first day of the window, as sent")
    due = date("due date, as sent")
    window_end = date("last day of the window, as sent")
    held = date("the day it was done")
    declined = date("the day the family declined it")
    responsible_from = date("the day the provider became responsible for the child")
    responsible_to = date("the day it stopped being responsible")
    derivation = text("CODED or INFERRED", codes="derivation")
