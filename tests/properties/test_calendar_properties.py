"""What must hold of counting days: working days, months and birthdays, whatever the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread import calendars

days = st.dates(date(2015, 1, 1), date(2034, 6, 30))


@given(days, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(start: date, number: int) -> None:
    due = calendars.add_working_days(start, number)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert calendars.is_working(due)
    assert sum(map(calendars.is_working, between)) == number


@given(days, st.integers(1, 30), st.integers(1, 30))
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    twice = calendars.add_working_days(calendars.add_working_days(start, first), second)
    assert twice == calendars.add_working_days(start, first + second)


@given(days, days, st.integers(0, 120))
def test_months_keep_the_order_of_days(one: date, other: date, months: int) -> None:
    earlier, later = sorted((one, other))
    assert calendars.add_months(earlier, months) <= calendars.add_months(later, months)


@given(days, st.integers(0, 120))
def test_months_reach_the_month_counted_and_never_a_later_day_of_it(start: date, months: int) -> None:
    due = calendars.add_months(start, months)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    assert due.day <= start.day
    assert due.day == start.day or (due + timedelta(days=1)).day == 1


@given(days, st.integers(1, 18))
def test_an_age_is_reached_on_the_birthday_or_on_1_march(born: date, years: int) -> None:
    reached = calendars.birthday(born, years)
    same_day = (reached.month, reached.day) == (born.month, born.day)
    assert same_day or ((born.month, born.day) == (2, 29) and (reached.month, reached.day) == (3, 1))
    assert reached.year == born.year + years


@given(days)
def test_a_school_year_holds_its_days(day: date) -> None:
    year = calendars.school_year(day)
    assert date(year, 9, 1) <= day <= date(year + 1, 8, 31)
