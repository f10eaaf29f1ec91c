"""Three months from the first of a series of overnight short breaks to the first review of the series."""

from goldenthread.law import care_planning_regulations, short_breaks_guidance
from goldenthread.pathways._packages import STEPS, given
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="SB-IRO3",
    title="First review of a series of short breaks",
    category=Category.CARE,
    starts="the day the series began",
    stops="the day of the first review",
    limits=(short_breaks_guidance.FIRST_REVIEW_OF_A_SERIES_IN_3_MONTHS,),
    basis=(care_planning_regulations.SHORT_BREAK_SERIES,),
    needs=("short_break", "short_break_event"),
    sql=f"{STEPS} where p.legal_basis = 'S20R48' and s.nth = 1",
    given=given(short_breaks_guidance.FIRST_REVIEW_OF_A_SERIES_IN_3_MONTHS),
)
