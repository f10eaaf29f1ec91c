"""The only date arithmetic: bank holidays, working days, months as the law counts them, and a school's own days.

calendars.make(engine, first, last)   # the tables `calendar` and `school_day`, for rules to join
calendars.add_months(date(2026, 1, 31), 1)   # 28 February 2026
"""

from goldenthread.calendars.bank_holidays import FIRST_YEAR, LAST_YEAR, bank_holidays
from goldenthread.calendars.counting import (
    add_days,
    add_months,
    add_weeks,
    add_working_days,
    birthday,
    birthday_sql,
    in_words,
    is_working,
    school_year,
)
from goldenthread.calendars.tables import ANY_SCHOOL, make
from goldenthread.calendars.terms import Term, national_terms

__all__ = [
    "ANY_SCHOOL",
    "FIRST_YEAR",
    "LAST_YEAR",
    "Term",
    "add_days",
    "add_months",
    "add_weeks",
    "add_working_days",
    "bank_holidays",
    "birthday",
    "birthday_sql",
    "in_words",
    "is_working",
    "make",
    "national_terms",
    "school_year",
]
