"""The health visitor's review at two to two and a half years, where language delay first shows."""

from goldenthread.law import healthy_child_programme as programme
from goldenthread.pathways import _checks

PATHWAY = _checks.window(
    programme.TWO_YEAR_OPENS,
    programme.TWO_YEAR_BY_30_MONTHS,
    code="HCP-2Y",
    check="Y2",
    title="Two-year review",
    says="review at two to two and a half",
)
