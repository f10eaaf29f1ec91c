"""Working Together to Safeguard Children: early help, and how soon social care decides and assesses."""

from goldenthread.law._provision import Evidence, Level, Provision

_GUIDANCE = "Working Together to Safeguard Children"
_URL = "https://www.gov.uk/government/publications/working-together-to-safeguard-children--2"

EARLY_HELP_WHERE_NEEDS_EMERGE = Provision(
    _GUIDANCE,
    "early help",
    "Local agencies find the children and families who would benefit from early help, assess the need and act on it; "
    "a disabled child or one with special educational needs is among those to be alert to.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
)
DECIDE_ON_A_REFERRAL_IN_1_WORKING_DAY = Provision(
    _GUIDANCE,
    "response to a referral",
    "Social care decides within one working day of a referral what it will do, and tells whoever made it.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    working_days=1,
)
ASSESS_IN_45_WORKING_DAYS = Provision(
    _GUIDANCE,
    "assessment",
    "A child and family assessment is finished within forty-five working days of the referral.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    working_days=45,
)
DISABLED_CHILDREN_ARE_IN_NEED = Provision(
    "Children Act 1989",
    "s17(10)",
    "Every disabled child is a child in need, whom the council has a duty to safeguard and to help.",
    "https://www.legislation.gov.uk/ukpga/1989/41/section/17",
    Level.MUST,
    Evidence.MEMORY,
)
REPEATED_CONTACTS_ARE_LOOKED_AT_TOGETHER = Provision(
    "Local choice of the partnership",
    "repeated contacts",
    "Three contacts about one child in eighteen months are looked at together, with the early-help decision.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    months=18,
)
