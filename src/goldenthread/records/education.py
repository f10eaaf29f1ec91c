"""What schools record: the roll, SEN provision and needs, attendance, suspensions and exclusions."""

from goldenthread.records._record import Category, Record, date, flag, text, whole


class Enrolment(Record):
    """A child on the roll of a school."""

    TABLE = "enrolment"
    CATEGORY = Category.EDUCATION
    SOURCE = "School Census pupilonroll and pupilnolongeronroll; school_roll"

    setting_urn = text("the school's URN")
    setting_name = text("the school's name, where sent")
    enrolment_code = text("C current, M main, S subsidiary, F, O, G, P", codes="enrolment")
    year_group = text("national curriculum year as sent: N1, N2, R, 1 to 14", codes="year_group")
    started = date("entry or admission date")
    ended = date("leaving date; null while on roll")
    leaving_destination = text("where the child went", codes="leaving_destination")
    as_at = date("the census date or the date of the roll")


class SenProvision(Record):
    """A child's level of SEN provision on one date."""

    TABLE = "sen_provision"
    CATEGORY = Category.EDUCATION
    SOURCE = "School Census senprovision; school_roll"

    level = text("N none, K SEN support, E plan", codes="sen_provision")
    setting_urn = text("the school that recorded it")
    as_at = date("the census date or the date of the roll")


class SenNeed(Record):
    """A type of special educational need recorded for a child."""

    TABLE = "sen_need"
    CATEGORY = Category.EDUCATION
    SOURCE = "School Census senneeds (spring); school_roll; SEN2 senneed"

    need = text("type of need", codes="sen_need")
    rank = whole("1 primary, 2 secondary", unit="rank")
    as_at = date("the date to which it was true")


class Attendance(Record):
    """A child's sessions under one attendance code in one week, or in one term where only term totals are sent."""

    TABLE = "attendance"
    CATEGORY = Category.EDUCATION
    SOURCE = "attendance_sessions (by week); School Census termly session details (by term)"

    setting_urn = text("the school's URN")
    period = text("WEEK or TERM")
    started = date("first day of the week (a Monday) or of the term")
    code = text("attendance code", codes="attendance")
    sessions = whole("half-day sessions under this code", unit="sessions")


class Suspension(Record):
    """A suspension, lunchtime suspension or permanent exclusion."""

    TABLE = "suspension"
    CATEGORY = Category.EDUCATION
    SOURCE = "exclusion_notices; School Census termlyexclusions"

    notice_id = text("the sender's number for the notice")
    setting_urn = text("the school that decided it")
    kind = text("SUSP, PERM or LNCH", codes="exclusion_category")
    started = date("first day")
    ended = date("last day")
    sessions = whole("half-day sessions lost", unit="sessions")
    reasons = text("reason codes, separated by ;", codes="exclusion_reason")
    cancelled = date("the day it was cancelled")
    parents_told = date("the day the parents were told")
    la_told = date("the day the council was told")
    early_review_considered = flag("the school asked for an early review of the plan")
