"""Children living away from home or out of the area, and every visit and review of where they live."""

from goldenthread.records._record import Category, Record, date, flag, text, whole


class AwayPlacement(Record):
    """A place where a child lives away: residential school, children's home, hospital, foster home out of the area."""

    TABLE = "away_placement"
    CATEGORY = Category.CARE
    SOURCE = "away_placements"
    HOLDER = "case when r.lead_agency = 'CWD' then 'CWD' else 'CSC' end"

    placement_id = text("the register's number")
    started = date("first day")
    ended = date("last day; null while the child is there")
    planned_end = date("the day it is planned to end")
    legal_basis = text("S20, S31, S38, S42, S85, S86, MHA, REMAND, OTH or UNK", codes="away_basis")
    looked_after = flag("the child is looked after")
    setting_code = text("the kind of place", codes="away_setting")
    setting_urn = text("its URN, where it has one")
    setting_name = text("its name")
    setting_postcode = text("its postcode")
    host_la = text("the council it lies in, as scheme and code")
    home_la = text("the council responsible for the child: the sender")
    education_started = date("the day education began there")
    boarding_weeks = whole("weeks boarded a year", unit="weeks")
    lead_agency = text("the agency that leads", codes="agency")
    lead_worker = text("the lead worker as sent")
    role = text("their role", codes="role")
    next_visit_due = date("the next visit due, as the register says")
    next_review_due = date("the next review due, as the register says")


class AwayEvent(Record):
    """A visit or review of a child living away, due or held, and what was seen."""

    TABLE = "away_event"
    CATEGORY = Category.CARE
    SOURCE = "away_events"

    event_id = text("the register's number")
    placement_id = text("the placement it belongs to")
    kind = text("V28, V85, MAR, LACR, EHCR, CETR, PEP, WELF or CALL", codes="away_event")
    due = date("the day it was due")
    held = date("the day it was held; null when it was not")
    not_held = text("why it was not held", codes="not_held")
    education_status = text("FT, PT, TUITION, NONE, NOTAGE or UNK", codes="education_status")
    education_since = date("since when")
    health_status = text("as sent", codes="away_health_status")
    child_seen = flag("the child was seen")
    child_seen_alone = flag("the child was seen alone")
    concerns_raised = whole("concerns raised", unit="concerns")
    actions_agreed = whole("actions agreed", unit="actions")
