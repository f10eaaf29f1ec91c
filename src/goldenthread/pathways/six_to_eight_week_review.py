"""The health visitor's review at six to eight weeks."""

from goldenthread.law import healthy_child_programme as programme
from goldenthread.pathways import _checks

PATHWAY = _checks.window(
    programme.SIX_TO_EIGHT_WEEKS_OPENS,
    programme.SIX_TO_EIGHT_WEEKS_BY_8_WEEKS,
    code="HCP-6W",
    check="W6",
    title="Six to eight week review",
    says="review at six to eight weeks",
)
