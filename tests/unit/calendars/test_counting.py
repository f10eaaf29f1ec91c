"""How days, working days, months and ages are counted, by the examples of the law and its awkward days."""

from datetime import date
from pathlib import Path

import pytest

from goldenthread.calendars import (
    add_months,
    add_weeks,
    add_working_days,
    birthday,
    birthday_sql,
    in_words,
    school_year,
)
from goldenthread.engine import open_engine


@pytest.mark.parametrize(("weeks", "due"), [(6, date(2026, 4, 13)), (16, date(2026, 6, 22)), (20, date(2026, 7, 20))])
def test_weeks_leave_out_the_day_of_receipt_and_run_through_holidays(weeks: int, due: date) -> None:
    assert add_weeks(date(2026, 3, 2), weeks) == due


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), 6, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_reach_the_corresponding_day_or_the_last(start: date, months: int, due: date) -> None:
    assert add_months(start, months) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2025, 4, 17), 1, date(2025, 4, 22)),  # over Good Friday and Easter Monday
        (date(2025, 12, 24), 1, date(2025, 12, 29)),  # over Christmas and a weekend
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # over the state funeral
        (date(2026, 3, 2), 20, date(2026, 3, 30)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # from a Saturday
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due


def test_no_working_days_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2026, 3, 2), 0)


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(2020, 2, 29), 5, date(2025, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 28), 5, date(2025, 2, 28)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
    ],
)
def test_an_age_is_reached_on_the_birthday_and_on_1_march_for_leap_days(
    born: date, years: int, day: date, tmp_path: Path
) -> None:
    assert birthday(born, years) == day
    engine = open_engine("duckdb", tmp_path)
    assert engine.rows(f"select {birthday_sql('c.born', years)} from (select $born as born) c", {"born": born}) == [
        (day,)
    ]
    engine.close()


def test_a_school_year_begins_in_september() -> None:
    assert school_year(date(2025, 8, 31)) == 2024
    assert school_year(date(2025, 9, 1)) == 2025


def test_a_date_in_words() -> None:
    assert in_words(date(2026, 3, 2)) == "2 March 2026"
