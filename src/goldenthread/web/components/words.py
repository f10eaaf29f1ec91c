"""The words pages use for days, distances, lateness and states, so that every page says the same thing the same way.

Distances are counted from the day the published run is true to (``as_of``), never from a clock of their own.
"""

import datetime
from collections.abc import Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS_SAID_IN_DAYS = 27  # up to here a distance is said in days, then in weeks
WEEKS_SAID_IN_WEEKS = 104  # up to here in weeks, as waits are; then in years

AGENCIES = {
    "EDU": "School", "LASEN": "SEND team", "CSC": "Children's social care", "EH": "Early help",
    "CH": "Community health", "CAMHS": "Mental health (CAMHS)", "VS": "Virtual school",
    "ICB": "Integrated care board", "PARTNERSHIP": "Partnership", "EP": "Educational psychology",
    "CWD": "Children with disabilities team", "ASC": "Adult social care", "AMH": "Adult mental health",
    "ACUTE": "Hospital", "OTH": "Agency not known",
}  # fmt: skip
CATEGORIES = {
    "identity": "who the child is", "education": "education", "health": "health", "care": "social care",
    "ehc": "EHC plan dates", "plan_content": "EHC plan wording", "family": "family",
}  # fmt: skip
HOLDERS = {
    "education": "the school", "health": "health", "care": "children's social care", "ehc": "the SEND team",
    "plan_content": "the SEND team", "family": "children's social care", "identity": "the information team",
}  # fmt: skip
LIMITS = {
    "must": "Legal limit",
    "statutory guidance": "Guidance",
    "guidance": "Guidance",
    "standard": "Service standard",
    "local": "Local target",
}
LATE = {
    "must": "legal limit passed",
    "statutory guidance": "guidance not met",
    "guidance": "guidance not met",
    "standard": "service standard missed",
    "local": "local target missed",
}
CLOCK_STATES = {
    "running": "Running", "due_soon": "Due soon", "overdue": "Overdue", "met": "Met", "met_late": "Met late",
    "ended_late": "Ended late", "disapplied": "Limit does not apply", "not_due": "Not due", "not_known": "Not known",
    "cannot_tell": "Cannot be worked out", "declined": "Declined",
}  # fmt: skip


def day(value: datetime.date | None) -> str:
    """'3 June 2026'; 'date not known' for nothing."""
    if value is None:
        return "date not known"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime.datetime) -> str:
    """'3 June 2026 at 4:05pm'; the moment is already in this country's time."""
    return f"{day(value)} at {clock_time(value)}"


def clock_time(value: datetime.datetime) -> str:
    """'4:05pm', as GOV.UK writes times."""
    return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"


def amount(days: int) -> str:
    """How long ``days`` days are, said as people say it: '3 days', '12 weeks', '2 years'."""
    if days <= DAYS_SAID_IN_DAYS:
        return plural(days, "day")
    weeks = days // 7
    if weeks <= WEEKS_SAID_IN_WEEKS:
        return plural(weeks, "week")
    return plural(days * 4 // 1461, "year")


def distance(value: datetime.date, as_of: datetime.date) -> str:
    """'12 weeks ago', 'in 9 days', 'today', 'yesterday', 'tomorrow'."""
    days = (value - as_of).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {amount(days)}" if days > 0 else f"{amount(-days)} ago"


def dated(value: datetime.date | None, as_of: datetime.date) -> str:
    """'3 June 2026, 12 weeks ago'."""
    return day(value) if value is None else f"{day(value)}, {distance(value, as_of)}"


def late(due: datetime.date, as_of: datetime.date) -> str:
    """'23 days late': lateness is always said in days, because that is what is owed."""
    return f"{plural((as_of - due).days, 'day')} late"


def late_kind(level: str | None) -> str:
    """Which kind of late this is: law, guidance, standard and local choice are never the same."""
    return LATE.get(level or "", "date passed")


def limit_kind(level: str | None) -> str:
    """Which kind of limit this is, whether or not it was passed."""
    return LIMITS.get(level or "", "Not known")


def plural(count: int, one: str, many: str = "") -> str:
    """'1 child', '2 children'; ``many`` is made by adding an s unless given."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def age(born: datetime.date | None, as_of: datetime.date) -> int | None:
    """Completed years on ``as_of``; None when the birth date is not known."""
    if born is None:
        return None
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))


def year_group(value: str | None) -> str:
    """'Year 3', 'Reception', 'Nursery'; empty when not known."""
    if not value:
        return ""
    said = {
        "R": "Reception",
        "0": "Reception",
        "N1": "Nursery",
        "N2": "Nursery",
        "E1": "Early years",
        "E2": "Early years",
    }
    return said.get(value, f"Year {value}" if value.isdigit() else value)


def listed(items: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def agency(code: str | None) -> str:
    """An agency's name in full; the code itself where we know no better."""
    return AGENCIES.get(code or "", code or "agency not known")


def holder(category: str | None) -> str:
    """Whom to ask about something of this category that the viewer may not see."""
    return HOLDERS.get(category or "", "the team that recorded it")


def category(name: str | None) -> str:
    """A category in words: 'EHC plan dates'."""
    return CATEGORIES.get(name or "", name or "not known")


def clock_state(state: str | None) -> str:
    """A clock's state in words."""
    return CLOCK_STATES.get(state or "", "Not known")


def capital(text: str | None) -> str:
    """``text`` with a capital first letter and the rest as it is: 'EHC plan dates' keeps its letters."""
    return (text or "")[:1].upper() + (text or "")[1:]


def sentence(text: str | None) -> str:
    """``text`` with a capital first letter and a full stop, for facts that are read as sentences."""
    text = (text or "").strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
