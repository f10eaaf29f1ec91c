"""The SEND code of practice 0 to 25: what schools and councils should do about special educational needs."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_CODE = "SEND code of practice: 0 to 25 years (January 2015)"
_URL = "https://www.gov.uk/government/publications/send-code-of-practice-0-to-25"
_FROM = date(2015, 1, 1)
_REFERENCE = date(2026, 7, 15)

GRADUATED_APPROACH = Provision(
    _CODE,
    "paras 6.44 to 6.56",
    "Where a pupil is found to have special educational needs, the school assesses, plans, acts and reviews, in "
    "repeated cycles, with the parents.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
)
EARLY_ACTION_ON_EMERGING_NEEDS = Provision(
    _CODE,
    "paras 6.14 to 6.20",
    "Schools look for needs early, and listen to what parents and health services already know.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
ASK_A_SPECIALIST = Provision(
    _CODE,
    "paras 6.58 to 6.62",
    "Where a pupil makes little progress over time despite support, the school considers involving specialists.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
REVIEW_OF_SEN_SUPPORT_AS_AGREED = Provision(
    _CODE,
    "paras 6.53 to 6.56",
    "Support is reviewed in line with the date agreed with the parents.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.SECONDARY,
    read_on=_REFERENCE,
    in_force_from=_FROM,
)
WORK_TOGETHER_AROUND_THE_FAMILY = Provision(
    _CODE,
    "paras 2.1 and 3.4 to 3.9",
    "Education, health and care plan and provide together, so that a family does not have to tell each one again.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
REVIEW_UNDER_FIVES_MORE_OFTEN = Provision(
    _CODE,
    "para 9.178",
    "Councils consider reviewing the plan of a child under five every three to six months.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
    months=6,
)
