"""The health visitor's review at nine to fifteen months."""

from goldenthread.law import healthy_child_programme as programme
from goldenthread.pathways import _checks

PATHWAY = _checks.window(
    programme.ONE_YEAR_OPENS,
    programme.ONE_YEAR_BY_15_MONTHS,
    code="HCP-1Y",
    check="Y1",
    title="One-year review",
    says="review at about one year",
)
