"""Six months from the start of a short break, and from each social-care review of it, to the next review."""

from goldenthread.law import short_breaks_guidance
from goldenthread.pathways._packages import STEPS, given
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="SB-REV6",
    title="Review of the short break",
    category=Category.CARE,
    starts="the day the package began or was last reviewed by social care",
    stops="the day of the next review by social care",
    limits=(short_breaks_guidance.REVIEW_AT_LEAST_SIX_MONTHLY,),
    basis=(short_breaks_guidance.REASSESS_WHEN_NEEDS_CHANGE,),
    needs=("short_break", "short_break_event"),
    warns_days=28,
    sql=f"{STEPS} where p.legal_basis in ('S17', 'S17N', 'UNK')",
    given=given(short_breaks_guidance.REVIEW_AT_LEAST_SIX_MONTHLY),
)
