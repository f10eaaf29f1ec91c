"""Statutory guidance on short breaks for disabled children: how often a package is reviewed."""

from datetime import date

from goldenthread.law._provision import Evidence, Level, Provision

_GUIDANCE = "Short breaks: statutory guidance on safeguarding disabled children (2010)"
_URL = "https://www.gov.uk/government/publications/short-breaks-for-disabled-children"
_FROM = date(2011, 4, 1)

REVIEW_AT_LEAST_SIX_MONTHLY = Provision(
    _GUIDANCE,
    "chapter 3, review",
    "A short break under s17 of the Children Act 1989 is reviewed by social care at least every six months.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.SECONDARY,
    read_on=date(2026, 11, 25),
    in_force_from=_FROM,
    months=6,
)
REASSESS_WHEN_NEEDS_CHANGE = Provision(
    _GUIDANCE,
    "chapter 3, review",
    "A package is looked at again when the child's or the family's needs change.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
)
FIRST_REVIEW_OF_A_SERIES_IN_3_MONTHS = Provision(
    _GUIDANCE,
    "chapter 2, review requirements (SI 2010/959 reg 48(3))",
    "A series of short breaks for a child who is looked after during them is first reviewed within three months.",
    _URL,
    Level.STATUTORY_GUIDANCE,  # the regulation behind it is law; it is called so here once its wording is verified
    Evidence.MEMORY,
    in_force_from=_FROM,
    months=3,
)
LATER_REVIEWS_OF_A_SERIES_IN_6_MONTHS = Provision(
    _GUIDANCE,
    "chapter 2, review requirements (SI 2010/959 reg 48(3))",
    "Later reviews of a series of short breaks are held within six months of the one before.",
    _URL,
    Level.STATUTORY_GUIDANCE,
    Evidence.MEMORY,
    in_force_from=_FROM,
    months=6,
)
