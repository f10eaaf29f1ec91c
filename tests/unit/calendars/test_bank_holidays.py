"""Bank holidays against the lists gov.uk published, written out by hand."""

from datetime import date

import pytest

from goldenthread.calendars import bank_holidays, is_working
from goldenthread.calendars.bank_holidays import easter_sunday

PUBLISHED = {
    2015: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2016: ["01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"],
    2017: ["01-02", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
    2018: ["01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"],
    2019: ["01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_year_as_published(year: int) -> None:
    assert [day.strftime("%m-%d") for day in bank_holidays(year)] == PUBLISHED[year]


@pytest.mark.parametrize(("year", "easter"), [(2019, (4, 21)), (2024, (3, 31)), (2025, (4, 20)), (2035, (3, 25))])
def test_easter(year: int, easter: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *easter)


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_year_has_eight_or_the_proclaimed_more_and_all_fall_on_weekdays(year: int) -> None:
    assert len(bank_holidays(year)) == {2022: 10, 2023: 9}.get(year, 8)
    assert all(day.weekday() < 5 and day.year == year for day in bank_holidays(year))


def test_years_nobody_knows_are_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="known for 2015 to 2035, not for 2036"):
        bank_holidays(2036)


def test_a_substitute_day_says_so() -> None:
    assert bank_holidays(2022)[date(2022, 12, 27)] == "Christmas Day (substitute day)"
    assert not is_working(date(2022, 12, 27))
    assert is_working(date(2022, 12, 28))
