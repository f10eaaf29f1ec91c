"""The Children and Families Act 2014, part 3: the duties to children with special educational needs."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_ACT = "Children and Families Act 2014"
_URL = "https://www.legislation.gov.uk/ukpga/2014/6/section/"
_FROM = date(2014, 9, 1)

REVIEW_WITHIN_12_MONTHS = Provision(
    _ACT,
    "s44(1)",
    "The council reviews a plan within twelve months of making it, and within twelve months of each review. The review "
    "is complete when the council has written with its decision, not on the day of the meeting.",
    "https://www.legislation.gov.uk/ukpga/2014/6/notes/division/4/3/11/8",
    Level.MUST,
    Evidence.SOURCE,
    read_on=date(2026, 11, 25),
    in_force_from=_FROM,
    months=12,
)
REASSESS_ON_REQUEST = Provision(
    _ACT,
    "s44(2)",
    "The council reassesses when the family, the school or the health body asks, unless it did so recently.",
    "https://www.legislation.gov.uk/ukpga/2014/6/notes/division/4/3/11/8",
    Level.MUST,
    Evidence.SOURCE,
    read_on=date(2026, 11, 25),
    in_force_from=_FROM,
)
SECURE_THE_PROVISION = Provision(
    _ACT,
    "s42",
    "The council secures the special educational provision in a plan, and the health body the health provision.",
    f"{_URL}42",
    Level.MUST,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
HEALTH_TELLS_THE_FAMILY_AND_THEN_THE_COUNCIL = Provision(
    _ACT,
    "s23",
    "A health body that thinks a child under school age has, or probably has, special educational needs tells the "
    "parent, and then the council.",
    f"{_URL}23",
    Level.MUST,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
BEST_ENDEAVOURS = Provision(
    _ACT,
    "s66",
    "A school uses its best endeavours to secure the provision that a pupil's special educational needs call for.",
    f"{_URL}66",
    Level.MUST,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
CO_OPERATE_ABOUT_ONE_CHILD = Provision(
    _ACT,
    "s31",
    "Those whom the council asks for help with one child co-operate, unless that conflicts with their own duties.",
    f"{_URL}31",
    Level.MUST,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
