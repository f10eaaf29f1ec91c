"""Short breaks: the packages a child has, and every review, visit or assessment of them."""

from goldenthread.records._record import Category, Record, date, text, whole


class ShortBreak(Record):
    """One version of a short-break package."""

    TABLE = "short_break"
    CATEGORY = Category.CARE
    SOURCE = "short_break_packages"
    HOLDER = "case when r.lead_agency = 'CWD' then 'CWD' else 'CSC' end"

    package_id = text("the council's number for the package")
    version_started = date("first day of this version")
    version_ended = date("last day of this version; null while it holds")
    started = date("first day of the package")
    ended = date("last day of the package; null while it runs")
    end_code = text("why the package ended", codes="short_break_end")
    legal_basis = text("LO, S17, S17N, S20R48, S20, ASC or UNK", codes="short_break_basis")
    route = text("how the family came to it", codes="short_break_route")
    provision = text("the kind of break", codes="short_break_provision")
    weekly_minutes = whole("minutes allocated a week", unit="minutes")
    annual_nights = whole("nights allocated a year", unit="nights")
    assessed = date("the day the need was assessed, as the register says")
    last_review = date("the last review, as the register says")
    next_review_due = date("the next review due, as the register says")
    lead_agency = text("the agency that leads", codes="agency")
    lead_worker = text("the lead worker as sent")
    team = text("the team as sent")


class ShortBreakEvent(Record):
    """A review, visit, assessment or reassessment of a short break, due or held."""

    TABLE = "short_break_event"
    CATEGORY = Category.CARE
    SOURCE = "short_break_events"
    HOLDER = "case when r.lead_agency = 'CWD' then 'CWD' else 'CSC' end"

    event_id = text("the council's number")
    package_id = text("the package it belongs to")
    kind = text("REV, IRO, VIS, ASM, REA or RSK", codes="short_break_event")
    due = date("the day it was due")
    held = date("the day it was held; null when it was not")
    not_held = text("why it was not held", codes="not_held")
    lead_agency = text("the agency that led it", codes="agency")
    outcome = text("what came of it", codes="short_break_outcome")
