# ruff: noqa: E501 (the tables are drawn to be read)
"""Reviews of short breaks (SB-REV6, SB-IRO3, SB-IRO6) and of looked-after children (LAC-R20, -R3M, -R6M), by examples."""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date, rows_of

from goldenthread.engine import DuckDBEngine


def package(row: dict[str, Any]) -> dict[str, Rows]:
    """A package, and at most one event of it."""
    told = {"package_id": "P1", "version_started": row["began"], "started": row["began"], "legal_basis": row["basis"]}
    optional = {name: row[name] for name in ("ended", "last_review") if name in row}
    event = {name: row[name] for name in ("kind", "held", "lead_agency") if row.get(name) is not None}
    events = [{"event_id": "E1", "package_id": "P1", **event}] if event else []
    return {"short_break": [{**told, **optional}], "short_break_event": events}


def test_a_package_is_reviewed_by_social_care_within_six_months(engine: DuckDBEngine) -> None:
    """A visit is not a review, nor is a review led by a health service."""
    answers(
        engine,
        "SB-REV6",
        """
        basis | began      | kind | held       | lead_agency | as_of      | due        | state    | level
        S17   | 2025-08-31 | VIS  | 2025-12-01 | CSC         | 2026-01-15 | 2026-02-28 | running  | statutory guidance
        S17   | 2025-08-31 | VIS  | 2025-12-01 | CSC         | 2026-02-28 | 2026-02-28 | due_soon | statutory guidance
        S17N  | 2025-08-31 | VIS  | 2025-12-01 | CSC         | 2026-03-01 | 2026-02-28 | overdue  | statutory guidance
        S17   | 2025-08-31 | REV  | 2025-12-01 | CH          | 2026-03-01 | 2026-02-28 | overdue  | statutory guidance
        UNK   | 2025-08-31 | VIS  | 2025-12-01 | CSC         | 2026-03-01 | 2026-02-28 | overdue  | statutory guidance
        LO    | 2025-08-31 |      |            |             | 2026-03-01 |            | no clock |
        """,
        package,
    )


def test_each_review_starts_the_next_six_months(engine: DuckDBEngine) -> None:
    told = package({"basis": "S17", "began": date(2025, 1, 10)})
    told["short_break_event"] = [
        {"event_id": f"E{n}", "package_id": "P1", **row}
        for n, row in enumerate(
            rows_of(
                """
                kind | held       | lead_agency
                REV  | 2025-07-10 | CSC
                ASM  | 2025-12-01 |
                REV  | 2026-01-05 | CH
                """
            )
        )
    ]
    found = [c for c in clocks(engine, date(2026, 3, 1), told) if c["code"] == "SB-REV6"]
    assert [(c["started"], c["due"], c["stopped"], c["state"]) for c in found] == [
        (date(2025, 1, 10), date(2025, 7, 10), date(2025, 7, 10), "met"),
        (date(2025, 7, 10), date(2026, 1, 10), date(2025, 12, 1), "met"),
        (date(2025, 12, 1), date(2026, 6, 1), None, "running"),
    ]


def test_silence_contradiction_and_the_end_of_a_package(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "SB-REV6",
        """
        basis | began      | ended      | last_review | kind | held       | as_of      | state       | because
        S17   | 2025-08-31 |            |             |      |            | 2026-04-01 | not_known   | No review, visit or assessment of this package, held or due, has been received.
        S17   | 2025-08-31 |            | 2026-01-15  | VIS  | 2025-12-01 | 2026-04-01 | cannot_tell | The register states a review on 15 January 2026, and no record of it was sent.
        S17   | 2025-08-31 | 2026-01-31 |             | VIS  | 2025-12-01 | 2026-04-01 | not_due     | The package ended on 31 January 2026.
        S17   | 2025-08-31 | 2026-03-31 |             | VIS  | 2025-12-01 | 2026-04-01 | ended_late  | The package ended on 31 March 2026.
        S17   | 2022-04-04 | 2024-03-31 |             | VIS  | 2024-02-01 | 2026-04-01 | not_known   | No review from then to the end of the package was received; whether one was held is not known.
        """,
        package,
    )


def test_a_register_of_two_years_says_nothing_of_the_years_before(engine: DuckDBEngine) -> None:
    def first(began: date, held: date, as_of: date) -> tuple[str, str | None]:
        told = package({"basis": "S17", "began": began, "kind": "REV", "held": held})
        clock = next(c for c in clocks(engine, as_of, told) if c["code"] == "SB-REV6" and c["started"] == began)
        return clock["state"], clock["because"]

    unsaid = "No review between the two was received; whether one was held is not known."
    assert first(date(2022, 4, 4), date(2024, 12, 29), date(2025, 6, 20)) == ("not_known", unsaid)
    assert first(date(2023, 9, 4), date(2024, 12, 29), date(2025, 6, 20)) == ("met_late", None), "all in two years"
    assert first(date(2022, 4, 4), date(2023, 3, 30), date(2025, 6, 20)) == ("met_late", None), "no room for another"


def test_a_change_of_basis_starts_the_six_months(engine: DuckDBEngine) -> None:
    versions = rows_of(
        """
        package_id | started    | version_started | version_ended | legal_basis
        P1         | 2024-01-01 | 2024-01-01      | 2025-05-31    | LO
        P1         | 2024-01-01 | 2025-06-01      |               | S17
        """
    )
    event = {"package_id": "P1", "kind": "VIS", "held": date(2025, 7, 1)}
    found = [
        c
        for c in clocks(engine, date(2026, 1, 1), {"short_break": versions, "short_break_event": [event]})
        if c["code"] == "SB-REV6"
    ]
    assert [(c["started"], c["due"], c["state"]) for c in found] == [(date(2025, 6, 1), date(2025, 12, 1), "overdue")]


def test_a_version_agreed_for_a_day_to_come_hides_nothing_of_today_s(engine: DuckDBEngine) -> None:
    """From September the package will be of the local offer and need no review; until then it is due one."""
    versions = rows_of(
        """
        package_id | started    | version_started | version_ended | legal_basis
        P1         | 2025-01-06 | 2025-01-06      | 2026-08-31    | S17
        P1         | 2025-01-06 | 2026-09-01      |               | LO
        """
    )
    told = {
        "short_break": versions,
        "short_break_event": [{"package_id": "P1", "kind": "REV", "held": date(2025, 6, 1)}],
    }

    def states(as_of: date) -> list[tuple[date, str]]:
        return [(c["due"], c["state"]) for c in clocks(engine, as_of, told) if c["code"] == "SB-REV6"]

    assert states(date(2026, 6, 15)) == [(date(2025, 7, 6), "met"), (date(2025, 12, 1), "overdue")]
    assert states(date(2026, 9, 1)) == []


def test_a_series_of_overnight_breaks_is_reviewed_at_three_months_and_then_six(engine: DuckDBEngine) -> None:
    told = package({"basis": "S20R48", "began": date(2025, 1, 10), "kind": "IRO", "held": date(2025, 4, 11)})
    found = {c["code"]: c for c in clocks(engine, date(2025, 11, 1), told)}
    assert (found["SB-IRO3"]["due"], found["SB-IRO3"]["state"]) == (date(2025, 4, 10), "met_late")
    assert (found["SB-IRO6"]["due"], found["SB-IRO6"]["state"]) == (date(2025, 10, 11), "overdue")
    assert "SB-REV6" not in found


def care(row: dict[str, Any]) -> dict[str, Rows]:
    """A time looked after, and at most one review."""
    reviews = [{"review_id": "V1", "kind": "CLA", "due": date(2025, 1, 1), "held": row.get("held")}]
    return {
        "care_plan": [{"plan_id": "L1", "kind": "CLA", "started": row["began"], "ended": row.get("ended")}],
        "care_review": reviews if row.get("heard", True) else [],
    }


def test_a_first_review_is_held_within_twenty_working_days(engine: DuckDBEngine) -> None:
    """Bank holidays and weekends do not count: Easter 2025 and two May Mondays put it off."""
    answers(
        engine,
        "LAC-R20",
        """
        began      | held       | ended      | as_of      | due        | state    | because
        2025-04-14 |            |            | 2025-05-08 | 2025-05-15 | due_soon |
        2025-04-14 |            |            | 2025-05-15 | 2025-05-15 | due_soon |
        2025-04-14 |            |            | 2025-05-16 | 2025-05-15 | overdue  |
        2025-04-14 | 2025-05-15 |            | 2025-06-01 | 2025-05-15 | met      |
        2025-04-14 | 2025-05-16 |            | 2025-06-01 | 2025-05-15 | met_late |
        2025-03-01 |            |            | 2025-03-29 | 2025-03-28 | overdue  |
        2025-04-14 |            | 2025-05-01 | 2025-06-01 | 2025-05-15 | not_due  | The child stopped being looked after on 1 May 2025.
        """,
        care,
    )


def test_seven_months_looked_after_without_a_review_do_not_become_not_due(engine: DuckDBEngine) -> None:
    """Twenty working days from 1 September 2025 are up on 29 September; the child went home on 31 March 2026."""
    found = clocks(engine, date(2026, 6, 15), care({"began": date(2025, 9, 1), "ended": date(2026, 3, 31)}))
    assert [(c["code"], c["due"], c["state"], c["because"]) for c in found] == [
        ("LAC-R20", date(2025, 9, 29), "ended_late", "The child stopped being looked after on 31 March 2026.")
    ]
    unheard = care({"began": date(2025, 9, 1), "ended": date(2026, 3, 31), "heard": False})
    assert [c["state"] for c in clocks(engine, date(2026, 6, 15), unheard)] == ["not_known"]


def test_then_three_months_and_then_every_six(engine: DuckDBEngine) -> None:
    told = {
        "care_plan": [
            {"plan_id": "L1", "kind": "CLA", "started": date(2024, 1, 8), "ended": date(2024, 3, 4)},
            {"plan_id": "L2", "kind": "CLA", "started": date(2024, 3, 5)},
        ],
        "care_review": [
            {"review_id": f"V{n}", "kind": "CLA", "held": day}
            for n, day in enumerate((date(2024, 1, 31), date(2024, 4, 30), date(2024, 11, 4)))
        ],
    }
    found = clocks(engine, date(2025, 6, 1), told)
    assert [(c["code"], c["started"], c["due"], c["stopped"], c["state"]) for c in found] == [
        ("LAC-R20", date(2024, 1, 8), date(2024, 2, 5), date(2024, 1, 31), "met"),
        ("LAC-R6M", date(2024, 4, 30), date(2024, 10, 30), date(2024, 11, 4), "met_late"),
        ("LAC-R6M", date(2024, 11, 4), date(2025, 5, 4), None, "overdue"),
        ("LAC-R3M", date(2024, 1, 31), date(2024, 4, 30), date(2024, 4, 30), "met"),
    ]


def test_with_nothing_received_about_reviews_a_passed_limit_is_not_known(engine: DuckDBEngine) -> None:
    found = clocks(engine, date(2025, 6, 1), care({"began": date(2025, 4, 14), "heard": False}))
    assert [(c["code"], c["state"], c["because"]) for c in found] == [
        ("LAC-R20", "not_known", "No review of this looked-after child, held or due, has been received.")
    ]
