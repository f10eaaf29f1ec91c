"""School terms: one row per unbroken stretch of school days of a school, or of the council's own calendar.

Layout: Golden Thread list school_terms, version 1; kept by the council. It holds nobody's personal data.
"""

from goldenthread.extracts._extract import Extract, Makes
from goldenthread.extracts._own import blank, list_of_our_own, order

_NAME = "school_terms"
_OWN = "setting_urn,term_code,term_start_date,term_end_date,closed_dates"

EXTRACT = Extract(
    name=_NAME,
    title="School terms",
    agency="LASEN",
    supplier="the council and each school that sets its own terms",
    system="area",
    cadence_days=366,
    gateway="None is needed: the list is about term dates, which are public.",
    tables=(
        list_of_our_own(
            _NAME,
            _OWN,
            told_by=("term_code", "term_start_date", "term_end_date"),
            required=("term_code", "term_start_date", "term_end_date"),
            codes={"term_code": "term"},
        ),
    ),
    records=(
        Makes(
            "school_term",
            _NAME,
            """
            select given.*, setting_urn, term_code as term, term_start_date as started, term_end_date as ended,
                closed_dates as closed
            from school_terms
            """,
        ),
    ),
    checks=(
        blank(_NAME, "term_start_date", "first school day"),
        blank(_NAME, "term_end_date", "last school day"),
        order(_NAME, "term_start_date", "term_end_date", "The term ends before it starts."),
    ),
    about_people=False,
)
