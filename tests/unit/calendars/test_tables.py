"""The calendar tables: running numbers, a school's own terms, and the marked fallbacks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from goldenthread.calendars import ANY_SCHOOL, add_working_days, is_working, make, national_terms
from goldenthread.engine import DuckDBEngine

FIRST, LAST = date(2024, 9, 1), date(2026, 8, 31)
OAK, ELM = "900001", "900002"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine(tmp_path)
    yield opened
    opened.close()


def terms(*rows: tuple[str | None, str, date, date, str | None]) -> pa.Table:
    names = ("setting_urn", "term", "started", "ended", "closed")
    kinds = (pa.string(), pa.string(), pa.date32(), pa.date32(), pa.string())
    return pa.table(
        {n: pa.array([row[i] for row in rows], k) for i, (n, k) in enumerate(zip(names, kinds, strict=True))}
    )


def days_of(engine: DuckDBEngine, urn: str, first: date, last: date) -> list[tuple[date, bool]]:
    return engine.rows(
        "select day, estimated from school_day where setting_urn = $urn and is_school_day "
        "and day between $first and $last order by day",
        {"urn": urn, "first": first, "last": last},
    )


def test_the_nth_working_day_is_found_by_its_running_number(engine: DuckDBEngine) -> None:
    make(engine, FIRST, LAST)
    found = engine.rows(
        """
        select due.day from calendar c
        join calendar due on due.working_number = c.working_number + 20 and due.is_working
        where c.day = $day
        """,
        {"day": date(2025, 4, 5)},
    )
    assert found == [(add_working_days(date(2025, 4, 5), 20),)] == [(date(2025, 5, 7),)]


def test_with_no_lists_at_all_the_national_pattern_serves_and_is_marked(engine: DuckDBEngine) -> None:
    make(engine, FIRST, LAST)
    found = days_of(engine, ANY_SCHOOL, FIRST, LAST)
    assert all(estimated for _, estimated in found)
    inside = [term for year in (2024, 2025) for term in national_terms(year)]
    assert all(is_working(day) and any(t.started <= day <= t.ended for t in inside) for day, _ in found)
    assert 185 <= sum(day < date(2025, 9, 1) for day, _ in found) <= 197


def test_a_school_keeps_its_own_terms_and_its_closed_days(engine: DuckDBEngine) -> None:
    engine.attach_arrow(
        "school_term",
        terms(
            (OAK, "AUTUMN", date(2024, 9, 9), date(2024, 9, 13), "2024-09-11;2024-09-12"),
            (OAK, "SPRING", date(2025, 1, 6), date(2025, 1, 7), None),
            (OAK, "SUMMER", date(2025, 4, 17), date(2025, 4, 22), None),
        ),
    )
    make(engine, FIRST, LAST)
    own = days_of(engine, OAK, FIRST, date(2025, 8, 31))
    assert [day for day, _ in own] == [
        date(2024, 9, 9),
        date(2024, 9, 10),
        date(2024, 9, 13),
        date(2025, 1, 6),
        date(2025, 1, 7),
        date(2025, 4, 17),
        date(2025, 4, 22),  # Good Friday and Easter Monday lie between
    ]
    assert not any(estimated for _, estimated in own)


def test_outside_what_a_school_has_told_the_council_serves_and_is_marked(engine: DuckDBEngine) -> None:
    engine.attach_arrow(
        "school_term",
        terms(
            (OAK, "AUTUMN", date(2024, 9, 9), date(2024, 9, 10), None),
            (None, "AUTUMN", date(2024, 9, 2), date(2024, 9, 13), None),
            (None, "SPRING", date(2025, 1, 6), date(2025, 1, 7), None),
            (None, "SUMMER", date(2025, 4, 28), date(2025, 4, 28), None),
        ),
    )
    engine.attach_arrow("setting", pa.table({"setting_urn": [OAK, ELM]}))
    make(engine, FIRST, LAST)
    assert days_of(engine, OAK, date(2024, 9, 5), date(2024, 9, 11)) == [
        (date(2024, 9, 5), True),
        (date(2024, 9, 6), True),
        (date(2024, 9, 9), False),
        (date(2024, 9, 10), False),
        (date(2024, 9, 11), True),
    ]
    assert days_of(engine, ELM, date(2025, 1, 1), date(2025, 8, 31)) == [
        (date(2025, 1, 6), True),
        (date(2025, 1, 7), True),
        (date(2025, 4, 28), True),
    ]


def test_school_days_are_numbered_on_every_day_so_that_any_start_can_be_joined(engine: DuckDBEngine) -> None:
    make(engine, FIRST, LAST)
    numbers = engine.rows(
        "select day, school_number, is_school_day from school_day where setting_urn = $urn order by day",
        {"urn": ANY_SCHOOL},
    )
    assert len(numbers) == (LAST - FIRST).days + 1
    running = 0
    for _, number, is_school_day in numbers:
        running += is_school_day
        assert number == running


@pytest.mark.parametrize("year", range(2015, 2034))
def test_the_national_pattern_is_six_stretches_in_order(year: int) -> None:
    stretches = national_terms(year)
    assert [term.term for term in stretches] == ["AUTUMN", "AUTUMN", "SPRING", "SPRING", "SUMMER", "SUMMER"]
    ends = [day for term in stretches for day in (term.started, term.ended)]
    assert ends == sorted(ends)
