"""The partnership's own oversight of children living away, where the law sets duties and no number."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

SUITABLE_EDUCATION = Provision(
    "Education Act 1996",
    "s19(1)",
    "The council arranges suitable education for a child of compulsory school age who would otherwise have none.",
    "https://www.legislation.gov.uk/ukpga/1996/56/section/19",
    Level.MUST,
    Evidence.MEMORY,
)
EDUCATION_BEFORE_A_MOVE = Provision(
    "Children Act 1989 guidance and regulations, volume 2: care planning, placement and case review",
    "placement out of the area",
    "Health care and education are arranged before a looked-after child moves out of the area.",
    "https://www.gov.uk/government/publications/children-act-1989-care-planning-placement-and-case-review",
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
)
SCHOOL_PLACE_IN_20_SCHOOL_DAYS = Provision(
    "Promoting the education of looked-after children",
    "",
    "Where a placement ends a child's schooling, a new school place is found within twenty school days.",
    "https://www.gov.uk/government/publications/promoting-the-education-of-looked-after-children",
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=date(2014, 7, 1),
    school_days=20,
)
NO_EDUCATION_FOR_SIX_WEEKS = Provision(
    "Local choice of the partnership",
    "oversight of children living away",
    "A child living away who has had no education for six weeks is brought to the partnership's attention.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    weeks=6,
)
OVERSIGHT_REVIEW_SIX_WEEKLY = Provision(
    "Local choice of the partnership",
    "oversight of children living away",
    "Education, health and social care together review a child placed at a distance every six weeks.",
    "",
    Level.LOCAL,
    Evidence.OWN,
    weeks=6,
)
