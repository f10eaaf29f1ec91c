"""The health visitor's new birth visit, by the age of two weeks."""

from goldenthread.law import healthy_child_programme as programme
from goldenthread.pathways import _checks

PATHWAY = _checks.window(
    programme.NEW_BIRTH_OPENS,
    programme.NEW_BIRTH_BY_2_WEEKS,
    code="HCP-NB",
    check="NB",
    title="New birth visit",
    says="new birth visit",
)
