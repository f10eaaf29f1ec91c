"""The Care Planning, Placement and Case Review Regulations 2010: reviews and visits of a looked-after child."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_ACT = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)"
_URL = "https://www.legislation.gov.uk/uksi/2010/959/regulation/"
_REVIEWS_URL = "https://www.legislation.gov.uk/uksi/2010/959/part/6/made"
_FROM = date(2011, 4, 1)
_READ = date(2026, 11, 25)

FIRST_REVIEW_IN_20_WORKING_DAYS = Provision(
    _ACT,
    "reg 33(1)",
    "A looked-after child's case is first reviewed within twenty working days of becoming looked after.",
    _REVIEWS_URL,
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    working_days=20,
)
SECOND_REVIEW_IN_3_MONTHS = Provision(
    _ACT,
    "reg 33(2)",
    "The second review is held within three months of the first.",
    _REVIEWS_URL,
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    months=3,
)
LATER_REVIEWS_IN_6_MONTHS = Provision(
    _ACT,
    "reg 33(2)",
    "Each later review is held within six months of the one before.",
    _REVIEWS_URL,
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    months=6,
)
VISIT_WITHIN_1_WEEK = Provision(
    _ACT,
    "reg 28(2)(a)",
    "A looked-after child is visited within one week of the start of a placement, wherever it is.",
    f"{_URL}28",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    weeks=1,
)
VISITS_SIX_WEEKLY = Provision(
    _ACT,
    "reg 28(2)(b)",
    "For the first year of a placement a looked-after child is visited at least every six weeks, wherever it is.",
    f"{_URL}28",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    weeks=6,
)
VISITS_THREE_MONTHLY_WHEN_SETTLED = Provision(
    _ACT,
    "reg 28(2)(c)(i)",
    "After a year, a child placed to stay until eighteen is visited at least every three months.",
    f"{_URL}28",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
    months=3,
)
SHORT_BREAK_SERIES = Provision(
    _ACT,
    "reg 48(2)",
    "A series of short breaks in one place, with the child going home after each, no stay planned to last more than 17 "
    "days and no more than 75 days in any twelve months, is planned and reviewed in a lighter way.",
    f"{_URL}48",
    Level.MUST,
    Evidence.SOURCE,
    read_on=_READ,
    in_force_from=_FROM,
)
DO_NOT_DISRUPT_EDUCATION = Provision(
    _ACT,
    "reg 10",
    "A placement does not disrupt a looked-after child's education, least of all in Key Stage 4.",
    f"{_URL}10",
    Level.MUST,
    Evidence.SOURCE,
    read_on=date(2026, 7, 15),
    in_force_from=_FROM,
)
