"""What a feed holds about a child in words that families use, from the columns it reads and the records it becomes."""

from collections.abc import Callable

from goldenthread.extracts import Extract, Heading, Kind
from goldenthread.records import agency_tables
from goldenthread.web.components.words import capital, listed

# who the child is: told by the columns of the feed
_WHO: tuple[tuple[str, Callable[[Heading], bool]], ...] = (
    ("name", lambda one: one.kind is Kind.NAME),
    ("birth date", lambda one: one.kind is Kind.DATE and ("birth" in one.name or one.name.endswith("dob"))),
    ("sex", lambda one: one.name.split("_")[-1] == "sex"),
    ("ethnic group", lambda one: "ethnicity" in one.name),
    ("home postcode", lambda one: one.name == "postcode" or one.name.endswith("address_postcode")),
    ("pupil number", lambda one: one.kind is Kind.UPN),
    ("learner number", lambda one: one.kind is Kind.ULN),
    ("NHS number", lambda one: one.kind is Kind.NHS),
)
# what is told of the child: told by the records that the feed becomes
WHAT = {
    "attendance": "days at school and days missed, with the reason",
    "away_event": "visits and reviews while a child lives away, and what was seen",
    "away_placement": "where a child lives away from home, and since when",
    "care_assessment": "when social care assessed what the family needs",
    "care_contact": "when somebody contacted social care about the child, and what came of it",
    "care_plan": "whether the child is in need, protected or looked after, and since when",
    "care_referral": "when social care began to work with the child, and the main reason",
    "care_review": "when social care reviewed its plan",
    "early_help": "early help, with its dates and the reason",
    "ehc_advice": "who was asked for advice for the plan, and when it came",
    "ehc_placement": "the school that the plan names",
    "ehc_plan": "when the EHC plan began and ended, not what it says",
    "ehc_request": "when a plan was asked for, and what was decided",
    "ehc_review": "when the plan was reviewed, and what was decided",
    "enrolment": "school and year group",
    "health_check": "health checks, and when they were due and done",
    "health_wait": "which health service the child waits for, since when, and appointments",
    "involvement": "which team works with the child",
    "sen_need": "the kinds of special need",
    "sen_provision": "whether the child has SEN support or a plan at school",
    "short_break": "short breaks: how much, by which law, and since when",
    "short_break_event": "when the short break was visited and reviewed",
    "suspension": "suspensions and exclusions, with the days and the reason",
}
_UNSAID = ("person", "identifier", "address")  # told above, by their columns


def held(one: Extract) -> str:
    """'Name, birth date, pupil number, and days at school': who the child is, then what is told of it."""
    headings = [heading for table in one.tables for heading in table.headings().values() if not heading.held_back]
    who = [says for says, fits in _WHO if any(fits(heading) for heading in headings)]
    what = [_what(name) for name in dict.fromkeys(made.record for made in one.records) if name not in _UNSAID]
    return capital(listed([*who, *what]) if not what else "; ".join([", ".join(who), *what] if who else what))


def _what(record: str) -> str:
    """A kind of record in words; its own first sentence where families have none yet."""
    said = (agency_tables()[record].__doc__ or record).strip().split("\n")[0].rstrip(".")
    return WHAT.get(record, said[:1].lower() + said[1:])
