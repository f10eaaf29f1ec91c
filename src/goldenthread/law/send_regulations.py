"""The SEND Regulations 2014: how long each step of an EHC needs assessment, plan and review may take."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_ACT = "Special Educational Needs and Disability Regulations 2014 (SI 2014/1530)"
_URL = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/"
_FROM = date(2014, 9, 1)
_READ = date(2026, 11, 25)
_REFERENCE = date(2026, 7, 15)

DECIDE_WHETHER_TO_ASSESS_IN_6_WEEKS = Provision(
    _ACT,
    "reg 5(1)",
    "The council tells the family within six weeks of receiving a request whether it will assess.",
    f"{_URL}5",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    weeks=6,
)
EXCEPTIONS_TO_THE_6_WEEKS = Provision(
    _ACT,
    "reg 5(4)",
    "The council need not keep to the six weeks where that is impractical for a listed reason: a school or "
    "early-years setting closed, exceptional personal circumstances, or absence from the area.",
    f"{_URL}5",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
)
ADVICE_FROM_THESE_PEOPLE = Provision(
    _ACT,
    "reg 6(1)",
    "The council seeks advice from the parent, the school, a health professional, an educational psychologist, social "
    "care, anybody else it thinks right, and anybody the family reasonably asks for.",
    f"{_URL}6",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
)
ADVICE_WITHIN_6_WEEKS = Provision(
    _ACT,
    "reg 8(1)",
    "Whoever is asked for advice gives it within six weeks of being asked.",
    f"{_URL}8",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
    weeks=6,
)
EXCEPTIONS_TO_ADVICE = Provision(
    _ACT,
    "reg 8(2)",
    "An adviser need not keep to the six weeks for exceptional personal circumstances, absence from the area, or an "
    "appointment the adviser made that the child did not keep.",
    f"{_URL}8",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
)
NO_PLAN_DECISION_IN_16_WEEKS = Provision(
    _ACT,
    "reg 10(1)",
    "If the council decides not to make a plan, it tells the family within sixteen weeks of the request.",
    f"{_URL}10",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
    weeks=16,
)
AT_LEAST_15_DAYS_FOR_THE_DRAFT = Provision(
    _ACT,
    "reg 13(1)",
    "The family has at least fifteen days, beginning with the day the draft plan is served, to comment.",
    f"{_URL}13",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    days=15,
    beginning_with=True,
)
FINAL_PLAN_IN_20_WEEKS = Provision(
    _ACT,
    "reg 13(2)",
    "The council sends the final plan within twenty weeks of receiving the request.",
    f"{_URL}13",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    weeks=20,
)
EXCEPTIONS_TO_THE_20_WEEKS = Provision(
    _ACT,
    "reg 13(3)",
    "The twenty weeks do not bind the council where keeping to them is impractical for a reason in reg 10(4).",
    f"{_URL}13",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
)
REVIEW_MEETING_NOTICE_2_WEEKS = Provision(
    _ACT,
    "reg 20(3)",
    "Everybody invited to a review meeting is given at least two weeks' notice of it.",
    f"{_URL}20",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    weeks=2,
)
DECIDE_AFTER_REVIEW_IN_4_WEEKS = Provision(
    _ACT,
    "reg 20(10)",
    "The council tells the family within four weeks of the review meeting whether it keeps, amends or ceases the plan.",
    f"{_URL}20",
    Level.MUST,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
    weeks=4,
)
REVIEW_PREPARES_FOR_ADULTHOOD = Provision(
    _ACT,
    "reg 21(6)",
    "From Year 9 every review considers what the young person needs to prepare for adulthood.",
    f"{_URL}21",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_REFERENCE,
    in_force_from=_FROM,
)
