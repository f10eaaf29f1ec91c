"""The area's own lists: its teams and their people, its schools, and the terms they keep. Not about children."""

from goldenthread.records._record import Category, Record, date, flag, text, whole


class Team(Record):
    """A team of the partnership and the duties it carries."""

    TABLE = "team"
    CATEGORY = Category.IDENTITY
    SOURCE = "teams"

    team_id = text("the area's own id for the team; agencies' extracts name it in their team columns")
    team = text("the team's name")
    agency = text("the kind of agency", codes="agency")
    service = text("the health service, where it is one", codes="service")
    setting_urn = text("the school, where the team is a school's")
    locality = text("the locality it serves; null when it serves the whole area")
    duties = text("duties it carries, separated by ;", codes="duty")
    weekly_budget = whole("names from the backlog an owner can take up in a week", unit="children")
    started = date("since when")
    ended = date("until when; null while it stands")


class TeamMember(Record):
    """A person in a team, whether they lead it or stand in for its lead, and when they are away."""

    TABLE = "team_member"
    CATEGORY = Category.IDENTITY
    SOURCE = "team_members"

    team_id = text("the team")
    worker_id = text("the person's id in the area's staff list")
    name = text("the person's name")
    email = text("work e-mail address")
    role = text("the person's role", codes="role")
    is_lead = flag("leads the team")
    is_deputy = flag("stands in for its lead")
    absent_from = date("first day away")
    absent_to = date("last day away")
    started = date("since when")
    ended = date("until when; null while they are in it")


class Setting(Record):
    """A school or setting of the area."""

    TABLE = "setting"
    CATEGORY = Category.IDENTITY
    SOURCE = "settings"

    setting_urn = text("its URN")
    setting_name = text("its name")
    phase = text("PRIMARY, SECONDARY, SPECIAL, AP, NURSERY, FE or OTHER")
    postcode = text("its postcode")
    locality = text("the locality it lies in")
    host_la = text("the council it lies in, as scheme and code")


class SchoolTerm(Record):
    """One unbroken stretch of school days at one school: half a term, from its first day to its last."""

    TABLE = "school_term"
    CATEGORY = Category.IDENTITY
    SOURCE = "school_terms"

    setting_urn = text("the school's URN; null for the council's own calendar, which serves where a school has none")
    term = text("AUTUMN, SPRING or SUMMER")
    started = date("first school day")
    ended = date("last school day")
    closed = text("single closed days inside it, as YYYY-MM-DD separated by ;")
