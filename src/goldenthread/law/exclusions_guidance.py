"""Guidance on suspensions and permanent exclusions: what a school does early for a pupil with a plan."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_2024 = "Suspension and permanent exclusion guidance (August 2024)"
_2026 = "Suspension and permanent exclusion guidance (July 2026)"
_URL = "https://www.gov.uk/government/publications/school-exclusion"
_NEW = date(2026, 7, 26)
_OLD_TO = date(2026, 7, 25)

_EARLY_REVIEW = (
    "Where a pupil with a plan is at risk of exclusion, the school asks the council for an early review of the plan "
    "before it excludes."
)

EARLY_REVIEW_BEFORE_EXCLUSION = Provision(
    _2024,
    "pupils with an EHC plan",
    _EARLY_REVIEW,
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    in_force_to=_OLD_TO,
)
EARLY_REVIEW_BEFORE_EXCLUSION_2026 = Provision(
    _2026,
    "pupils with an EHC plan",
    _EARLY_REVIEW,
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    in_force_from=_NEW,
)
COUNCIL_TOLD_WITHOUT_DELAY = Provision(
    _2024,
    "telling the council",
    "The school tells the council of every suspension and exclusion without delay, however short.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_to=_OLD_TO,
)
NO_MORE_THAN_45_SCHOOL_DAYS = Provision(
    _2024,
    "total in a school year",
    "A pupil is suspended for no more than forty-five school days in one school year.",
    _URL,
    Level.MUST,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    school_days=45,
)
SECOND_SUSPENSION_CALLS_FOR_A_MEETING = Provision(
    "Local choice of the partnership",
    "suspension of a pupil with a plan",
    "A second suspension in one term of a pupil with a plan brings the EHC coordinator in, early enough to prevent "
    "a third.",
    "",
    Level.LOCAL,
    Evidence.OWN,
)
