# ruff: noqa: E501 (the tables are drawn to be read)
"""The health visitor's reviews: every answer there can be for one child, by examples. No record is never "not done"."""

from typing import Any

import pytest
from tests.spec.pathways.area import Rows, answers, clocks, date

from goldenthread.engine import DuckDBEngine

OPTIONAL = ("status", "held", "declined", "responsible_from", "responsible_to")


def child(row: dict[str, Any], check: str) -> dict[str, Rows]:
    """A child born on ``born``, with one record of one review unless the row says nothing of it."""
    told = {name: row[name] for name in OPTIONAL if row.get(name) is not None}
    checks = [{"check_id": "H1", "check_code": check, **told}] if told else []
    return {"child": [{"born": row["born"]}], "health_check": checks}


def two_year(row: dict[str, Any]) -> dict[str, Rows]:
    return child(row, "Y2")


@pytest.mark.parametrize(
    ("code", "check", "opens", "due"),
    [
        ("HCP-NB", "NB", date(2024, 3, 2), date(2024, 3, 15)),
        ("HCP-6W", "W6", date(2024, 4, 12), date(2024, 4, 26)),
        ("HCP-1Y", "Y1", date(2024, 12, 1), date(2025, 6, 1)),
        ("HCP-2Y", "Y2", date(2026, 3, 1), date(2026, 9, 1)),
    ],
)
def test_each_review_has_its_window(engine: DuckDBEngine, code: str, check: str, opens: date, due: date) -> None:
    """Born on 1 March 2024, asked for and not yet held: not due, in its window, due, late."""

    def state(day: date) -> tuple[str, date]:
        told = child({"born": date(2024, 3, 1), "status": "OFFERED"}, check)
        (found,) = [c for c in clocks(engine, day, told) if c["code"] == code]
        return found["state"], found["due"]

    before, after = date.fromordinal(opens.toordinal() - 1), date.fromordinal(due.toordinal() + 1)
    assert state(before) == ("not_due", due)
    assert state(opens)[0] in ("running", "due_soon")
    assert state(due) == ("due_soon", due)
    assert state(after) == ("overdue", due)


def test_every_answer_for_one_review(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "HCP-2Y",
        """
        born       | status   | held       | declined   | responsible_from | responsible_to | as_of      | state       | because
        2023-06-01 |          |            |            |                  |                | 2025-05-31 | not_due     | It opens on 1 June 2025.
        2023-06-01 |          |            |            |                  |                | 2025-06-01 | not_known   | No record of this review has been received; that does not mean that it was not done.
        2023-06-01 | BOOKED   |            |            |                  |                | 2025-07-01 | running     |
        2023-06-01 | DNA      |            |            |                  |                | 2025-12-02 | overdue     |
        2023-06-01 | DONE     | 2025-12-01 |            |                  |                | 2026-01-01 | met         |
        2023-06-01 | DONE     | 2025-12-02 |            |                  |                | 2026-01-01 | met_late    |
        2023-06-01 | DECLINED |            | 2025-08-01 |                  |                | 2026-01-01 | declined    | The family declined it.
        2023-06-01 | MOVEDIN  |            |            |                  |                | 2026-01-01 | not_due     | The family moved in after the time for it.
        2023-06-01 | DUE      |            |            | 2025-12-20       |                | 2026-01-01 | not_due     | The family moved in after the time for it, on 20 December 2025.
        2023-06-01 | DUE      |            |            |                  | 2025-08-01     | 2026-01-01 | not_known   | The family left this provider before it was due, and no other has sent a record of it.
        2023-06-01 | NOTAPPL  |            |            |                  |                | 2026-01-01 | not_due     | The provider says that it does not apply.
        2023-06-01 | DONE     |            |            |                  |                | 2026-01-01 | cannot_tell | The provider says that it was done and gives no day.
        2023-06-01 | DNA      | 2025-11-01 |            |                  |                | 2026-01-01 | cannot_tell | The provider gives a day it was done and also says that it was not.
        2023-06-01 | DONE     | 2023-05-01 |            |                  |                | 2026-01-01 | cannot_tell | It is dated before the birth.
        """,
        two_year,
    )


def test_after_the_fifth_birthday_nothing_is_due_and_silence_is_no_question(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "HCP-2Y",
        """
        born       | status   | held       | responsible_to | as_of      | state      | because
        2020-02-29 | DNA      |            |                | 2025-02-28 | overdue    |
        2020-02-29 | DNA      |            |                | 2025-03-01 | ended_late | It was not done, and the programme ended with the fifth birthday on 1 March 2025.
        2020-02-29 | CANCPROV |            |                | 2025-03-01 | ended_late | It was not done, and the programme ended with the fifth birthday on 1 March 2025.
        2020-02-29 | DUE      |            |                | 2025-03-01 | not_known  | The newest record says no more than that it was due; whether it was held is not known.
        2020-02-29 | BOOKED   |            |                | 2025-03-01 | not_known  | The newest record says no more than that it was due; whether it was held is not known.
        2020-02-29 | DUE      |            | 2022-01-10     | 2025-03-01 | not_known  | The family left this provider before it was due, and no other has sent a record of it.
        2020-02-29 |          |            | 2023-01-10     | 2025-03-01 | not_known  | The provider does not say what became of it.
        2020-02-29 |          |            |                | 2025-02-28 | not_known  |
        2020-02-29 |          |            |                | 2025-03-01 | no clock   |
        2020-02-29 | DONE     | 2022-05-01 |                | 2025-06-01 | met        |
        2015-09-30 | DONE     | 2017-11-01 |                | 2025-06-01 | no clock   |
        """,
        two_year,
    )


def test_of_two_providers_the_one_that_did_it_holds(engine: DuckDBEngine) -> None:
    told = {
        "child": [{"born": date(2023, 6, 1)}],
        "health_check": [
            {"check_code": "Y2", "status": "DUE", "responsible_to": date(2025, 7, 1), "sender": "ODS:A"},
            {"check_code": "Y2", "status": "DONE", "held": date(2025, 8, 1), "sender": "ODS:B"},
        ],
    }
    found = [c for c in clocks(engine, date(2026, 1, 1), told) if c["code"] == "HCP-2Y"]
    assert [(c["state"], c["record_id"]) for c in found] == [("met", "health_check:1")]


def test_of_two_providers_the_one_that_says_what_became_of_it_goes_before_one_that_says_it_is_due(
    engine: DuckDBEngine,
) -> None:
    """The old provider restates each month that it is due; at the new one the family declined. Due on 1 December 2025."""

    def told(*checks: dict[str, Any]) -> tuple[str, str | None]:
        rows = [{"check_code": "Y2", "sender": f"ODS:{n}", **check} for n, check in enumerate(checks)]
        drawn = {"child": [{"born": date(2023, 6, 1)}], "health_check": rows}
        (found,) = [c for c in clocks(engine, date(2026, 1, 1), drawn) if c["code"] == "HCP-2Y"]
        return found["state"], found["record_id"]

    old = {"status": "DUE", "responsible_to": date(2025, 6, 1), "received": date(2025, 12, 31)}
    new = {"status": "DECLINED", "responsible_from": date(2025, 6, 2), "received": date(2025, 12, 20)}
    assert told(old, new) == ("declined", "health_check:1")
    assert told(old, {**new, "status": "DNA"}) == ("overdue", "health_check:1")
    booked = {"status": "BOOKED", "responsible_from": date(2025, 6, 2), "received": date(2025, 12, 20)}
    assert told(old, booked) == ("overdue", "health_check:1"), "it is the provider on the day it was due that counts"
    done = {"status": "DONE", "held": date(2025, 5, 1), "responsible_to": date(2025, 6, 1)}
    assert told(done, new) == ("met", "health_check:0")


def test_the_antenatal_review_speaks_only_where_there_is_a_record(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "HCP-AN",
        """
        born       | status  | held       | as_of      | state       | estimated | because
        2024-03-01 |         |            | 2024-06-01 | no clock    |           |
        2024-03-01 | DONE    | 2024-01-10 | 2024-06-01 | met         | yes       |
        2024-03-01 | DONE    | 2023-11-10 | 2024-06-01 | met         | yes       |
        2024-03-01 | DONE    | 2024-03-10 | 2024-06-01 | cannot_tell | yes       | An antenatal review is dated after the birth.
        2024-03-01 | DNA     |            | 2024-06-01 | not_due     | yes       | It was not done, and cannot be after the birth.
        2024-03-01 | BOOKED  |            | 2024-06-01 | not_known   | yes       | The newest record says no more than that it was due; whether it was held is not known.
        2024-03-01 | OFFERED |            | 2024-06-01 | not_known   | yes       | The newest record says no more than that it was due; whether it was held is not known.
        2024-03-01 | NOTAPPL |            | 2024-06-01 | not_due     | yes       | The provider says that it does not apply.
        """,
        lambda row: child(row, "AN"),
    )


def test_with_no_health_visiting_records_at_all_every_open_review_is_not_known(engine: DuckDBEngine) -> None:
    found = clocks(engine, date(2026, 1, 1), {"child": [{"born": date(2023, 6, 1)}]})
    assert {c["code"]: c["state"] for c in found} == dict.fromkeys(
        ("HCP-NB", "HCP-6W", "HCP-1Y", "HCP-2Y"), "not_known"
    )
