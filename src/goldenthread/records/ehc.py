"""The education, health and care plan process: request, advice, plan, placement and review."""

from goldenthread.records._record import Category, Record, date, flag, text, whole


class EhcRequest(Record):
    """A request for an education, health and care needs assessment, and how far it has come."""

    TABLE = "ehc_request"
    CATEGORY = Category.EHC
    SOURCE = "ehc_cases; SEN2 requests and assessment"

    case_id = text("the sender's number for the request")
    requested = date("the day the request was received: every clock starts here")
    requested_by = text("who asked", codes="request_from")
    reassessment = flag("the child has a plan already and is to be assessed anew; null when not said")
    decision = text("whether to assess: Y, N, A pending, W withdrawn, H historical", codes="sen2_outcome")
    decided = date("the day it was decided whether to assess")
    notified = date("the day the family was told of it")
    issue_decision = text("whether to issue a plan", codes="sen2_outcome")
    issue_decided = date("the day it was decided whether to issue")
    issue_notified = date("the day the family was told of it")
    draft_issued = date("the day the draft plan was sent")
    final_issued = date("the day the final plan was sent")
    exception = flag("the sender claims that an exception disapplies the 20 weeks (SEN2 week20)")
    closed = date("the day the case closed")
    close_code = text("why", codes="ehc_close")
    lead_worker = text("the case's EHC coordinator, as sent")


class EhcAdvice(Record):
    """One adviser asked for advice in an assessment."""

    TABLE = "ehc_advice"
    CATEGORY = Category.EHC
    SOURCE = "ehc_advice"

    advice_id = text("the sender's number")
    case_id = text("the request it belongs to")
    review_id = text("the review it belongs to, where it is advice to a review")
    adviser = text("who was asked", codes="adviser")
    adviser_org = text("the organisation asked, as scheme and code")
    team = text("the team asked")
    requested = date("the day the council asked")
    reached = date("the day the request reached the adviser; the clock starts here where it is known")
    answered = date("the day the advice was received")
    return_code = text("FULL, PART, NOTKNOWN, NONEED, REUSED or NONE", codes="advice_return")
    exception_code = text("the exception claimed", codes="ehc_exception")


class EhcPlan(Record):
    """An education, health and care plan."""

    TABLE = "ehc_plan"
    CATEGORY = Category.EHC
    SOURCE = "SEN2 namedplan, and activeplans without one; ehc_cases with a final plan"

    case_id = text("the request it came from, where known")
    started = date("the day the plan was issued; null when only the plan itself is known")
    ended = date("the day the plan ceased; null while in force")
    cease_reason = text("why it ceased", codes="cease_reason")
    moved_from = text("the number of the council it was moved from, in the year before the return")


class EhcPlacement(Record):
    """A place named in, or attended under, a plan."""

    TABLE = "ehc_placement"
    CATEGORY = Category.EHC
    SOURCE = "SEN2 plandetail and placementdetail"

    setting_urn = text("the school's URN")
    setting_ukprn = text("the provider's UKPRN")
    setting_code = text("the kind of setting where there is no URN", codes="sen_setting")
    rank = whole("1 for the main place", unit="rank")
    started = date("entry date")
    ended = date("leaving date")
    residential = flag("a residential place")


class EhcReview(Record):
    """A review of a plan, due or held. The meeting and the decision letter are different days and are kept apart."""

    TABLE = "ehc_review"
    CATEGORY = Category.EHC
    SOURCE = "ehc_reviews; SEN2 activeplans"

    review_id = text("the sender's number")
    kind = text("ANNUAL, EARLY, PHASE, TRANSFERIN or REASSESS", codes="review")
    trigger = text("why an early review was called", codes="review_trigger")
    due = date("the day the sender says it is due")
    met = date("the day of the review meeting")
    decision = text("MAINTAIN, AMEND, CEASE or REASSESS", codes="review_decision")
    decided = date("the day the council wrote with its decision: this completes the review")
    not_held = text("why no meeting was held", codes="not_held")
