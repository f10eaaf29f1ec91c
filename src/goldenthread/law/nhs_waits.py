"""How long the NHS says people should wait: service standards for a whole list, never a limit for one child."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_FRAMEWORK = "NHS Medium Term Planning Framework 2026/27 to 2028/29 (October 2025)"
_FRAMEWORK_URL = "https://www.england.nhs.uk/publication/medium-term-planning-framework/"
_RETURN = "NHS community health services situation report"
_FRAMEWORK_FROM = date(2025, 10, 24)

COMMUNITY_WAITS_ARE_COUNTED_FROM_18_WEEKS = Provision(
    _RETURN,
    "waits over 18 weeks",
    "Community services report how many people have waited longer than eighteen weeks for a first contact. It was a "
    "reporting line, and no target, until October 2025.",
    "https://www.england.nhs.uk/statistics/statistical-work-areas/community-health-services-waiting-lists/",
    Level.STANDARD,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    in_force_to=date(2025, 10, 23),
    weeks=18,
)
FIRST_CONTACT_WITHIN_18_WEEKS = Provision(
    _FRAMEWORK,
    "community health services",
    "By 2028/29 eight in ten people have a first contact with a community service within eighteen weeks of referral. "
    "It is a standard for the service's whole list, not a limit for one child.",
    _FRAMEWORK_URL,
    Level.STANDARD,
    Evidence.SECONDARY,
    read_on=date(2026, 11, 25),
    in_force_from=_FRAMEWORK_FROM,
    weeks=18,
)
SECOND_WAIT_WITHIN_18_WEEKS = Provision(
    "Local choice of the partnership",
    "second waits",
    "No national standard covers the wait between a first contact and the specialist work that follows it; the "
    "partnership watches it against eighteen weeks of its own.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    weeks=18,
)
NO_WAIT_OVER_A_YEAR = Provision(
    _FRAMEWORK,
    "community health services",
    "Nobody waits longer than fifty-two weeks for a community service: an ambition.",
    _FRAMEWORK_URL,
    Level.STANDARD,
    Evidence.SECONDARY,
    read_on=date(2026, 7, 15),
    in_force_from=_FRAMEWORK_FROM,
    weeks=52,
)
AUTISM_ASSESSMENT_STARTS_WITHIN_3_MONTHS = Provision(
    "NICE quality standard QS51",
    "statement 1",
    "A diagnostic assessment for autism starts within three months of referral to the autism team.",
    "https://www.nice.org.uk/guidance/qs51",
    Level.STANDARD,
    Evidence.SOURCE,
    read_on=date(2026, 7, 15),
    in_force_from=date(2014, 1, 1),
    months=3,
)
RISK_REVIEW_WITHIN_10_WORKING_DAYS = Provision(
    "Local choice of the partnership",
    "risk on the waiting list",
    "A clinician looks at the risk of each new referral within ten working days.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    working_days=10,
)
WAIT_ACROSS_SERVICES_IS_LOOKED_AT_TOGETHER = Provision(
    "Local choice of the partnership",
    "joint triage",
    "A child waiting for several services is looked at by those services together.",
    "",
    Level.LOCAL,
    Evidence.OWN,
)
