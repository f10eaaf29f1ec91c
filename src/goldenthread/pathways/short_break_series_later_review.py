"""Six months from each review of a series of overnight short breaks to the next."""

from goldenthread.law import care_planning_regulations, short_breaks_guidance
from goldenthread.pathways._packages import STEPS, given
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

PATHWAY = Pathway(
    code="SB-IRO6",
    title="Later reviews of a series of short breaks",
    category=Category.CARE,
    starts="the day of the last review",
    stops="the day of the next review",
    limits=(short_breaks_guidance.LATER_REVIEWS_OF_A_SERIES_IN_6_MONTHS,),
    basis=(care_planning_regulations.SHORT_BREAK_SERIES,),
    needs=("short_break", "short_break_event"),
    warns_days=28,
    sql=f"{STEPS} where p.legal_basis = 'S20R48' and s.nth > 1",
    given=given(short_breaks_guidance.LATER_REVIEWS_OF_A_SERIES_IN_6_MONTHS),
)
