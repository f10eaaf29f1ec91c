# ruff: noqa: E501 (the tables are drawn to be read)
"""Reviews of a plan: twelve months to the decision letter (AR-12M), four weeks from meeting to letter (AR-DEC4)."""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date, rows_of

from goldenthread.engine import DuckDBEngine


def plan(row: dict[str, Any]) -> dict[str, Rows]:
    """A plan made on ``made``, and at most one review row of it."""
    review = {
        name: row[name]
        for name in ("kind", "due", "met", "decided", "decision", "not_held")
        if row.get(name) is not None
    }
    told: dict[str, Rows] = {"ehc_plan": [{"started": row["made"], "ended": row.get("ended"), "source": "ehc_cases"}]}
    if review:
        about = {"review_id": "R1", "kind": "ANNUAL", "source": "ehc_reviews", **review}
        told["ehc_review"] = [{"due": date(2026, 1, 1), **about}]
    return told


def test_a_first_review_is_complete_within_twelve_months_of_the_plan(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "AR-12M",
        """
        made       | due        | as_of      | state    | note: a due row says that the council knows of the review
        2025-03-31 | 2026-03-31 | 2026-01-29 | running  |
        2025-03-31 | 2026-03-31 | 2026-01-30 | due_soon |
        2025-03-31 | 2026-03-31 | 2026-03-31 | due_soon |
        2025-03-31 | 2026-03-31 | 2026-04-01 | overdue  |
        2024-02-29 | 2025-02-28 | 2025-03-01 | overdue  |
        2025-04-18 | 2026-04-18 | 2026-04-19 | overdue  |
        """,
        plan,
    )


def test_the_letter_completes_a_review_and_not_the_meeting(engine: DuckDBEngine) -> None:
    told = plan({"made": date(2025, 3, 31), "met": date(2026, 3, 20)})
    (still,) = [c for c in clocks(engine, date(2026, 4, 10), told) if c["code"] == "AR-12M"]
    assert (still["state"], still["stopped"]) == ("overdue", None)
    assert still["why"].endswith("The review meeting was held on 20 March 2026; no decision letter is recorded.")
    told = plan({"made": date(2025, 3, 31), "met": date(2026, 3, 20), "decided": date(2026, 4, 2)})
    done, following = [c for c in clocks(engine, date(2026, 4, 10), told) if c["code"] == "AR-12M"]
    assert (done["state"], done["stopped"]) == ("met_late", date(2026, 4, 2))
    assert (following["started"], following["due"], following["state"]) == (
        date(2026, 4, 2),
        date(2027, 4, 2),
        "running",
    )


def test_where_nothing_was_received_about_reviews_a_passed_year_is_not_known(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "AR-12M",
        """
        made       | ended      | as_of      | state     | because
        2025-03-31 |            | 2026-03-01 | due_soon  |
        2025-03-31 |            | 2026-06-01 | not_known | No review of this plan, held or due, has been received.
        2025-03-31 | 2025-12-01 | 2026-06-01 | not_due   | The plan ceased on 1 December 2025.
        """,
        plan,
    )


def test_a_review_whose_letter_cannot_be_right_leaves_its_round_in_doubt(engine: DuckDBEngine) -> None:
    """A plan of 2 March 2025 was due its review by 2 March 2026. A decision was made; the letter is blank, or too early."""
    blank = "A decision of the review of 2 February 2026 is recorded and the date of its letter is not."
    answers(
        engine,
        "AR-12M",
        f"""
        made       | met        | decision | decided    | ended      | as_of      | state       | because
        2025-03-02 | 2026-02-02 | MAINTAIN |            |            | 2026-02-20 | due_soon    |
        2025-03-02 | 2026-02-02 | MAINTAIN |            |            | 2026-06-15 | cannot_tell | {blank}
        2025-03-02 | 2026-02-02 | MAINTAIN | 2026-01-20 |            | 2026-06-15 | cannot_tell | The letter of the review of 2 February 2026 is dated before its meeting.
        2025-03-02 | 2026-02-02 | MAINTAIN |            | 2026-05-01 | 2026-06-15 | cannot_tell | {blank}
        2025-03-02 | 2026-02-02 |          |            |            | 2026-06-15 | overdue     |
        2025-03-02 | 2025-02-02 | MAINTAIN |            |            | 2026-06-15 | overdue     |
        """,
        plan,
    )


def test_a_later_review_that_was_not_held_settles_the_doubt(engine: DuckDBEngine) -> None:
    """Whatever became of the review of February 2025, that of March 2026 was due and was not held."""
    told = plan({"made": date(2024, 3, 2), "met": date(2025, 2, 3), "decision": "MAINTAIN"})
    missed = {"review_id": "R2", "kind": "ANNUAL", "source": "ehc_reviews", "due": date(2026, 3, 2)}

    def state(later: dict[str, Any]) -> str:
        rows = {**told, "ehc_review": [*told["ehc_review"], {**missed, **later}]}
        (found,) = [c for c in clocks(engine, date(2026, 6, 15), rows) if c["code"] == "AR-12M"]
        return str(found["state"])

    assert state({"not_held": "NEVER"}) == "overdue"
    assert state({}) == "cannot_tell", "a day on which one is due says nothing of the one before"


def test_a_round_that_ended_after_its_day_ended_late(engine: DuckDBEngine) -> None:
    told = plan({"made": date(2024, 3, 4), "ended": date(2025, 9, 30), "due": date(2025, 3, 4)})
    (found,) = [c for c in clocks(engine, date(2026, 6, 15), told) if c["code"] == "AR-12M"]
    assert (found["due"], found["state"]) == (date(2025, 3, 4), "ended_late")
    assert found["because"] == "The plan ceased on 30 September 2025."
    long = plan({"made": date(2019, 3, 4), "ended": date(2025, 9, 30), "due": date(2026, 3, 4)})
    (found,) = [c for c in clocks(engine, date(2026, 6, 15), long) if c["code"] == "AR-12M"]
    assert (found["state"], found["because"]) == (
        "not_known",
        "No review from then to the end of the plan was received; whether one was held is not known.",
    )


def test_the_lateness_that_counts_is_that_of_a_sender_there_is(engine: DuckDBEngine) -> None:
    """One council's case system and another's return: two feeds, and neither sends what the other does."""
    told = plan({"made": date(2025, 3, 31)})
    told["ehc_review"] = [
        {"review_id": "R1", "source": "sen2", "sender": "LA:998", "decided": date(2025, 2, 1)},
        {"review_id": "R2", "source": "ehc_reviews", "sender": "LA:999", "due": date(2026, 3, 31)},
    ]
    told["source"] = [
        {"source": "ehc_reviews", "sender": "LA:999", "newest": date(2026, 3, 1), "state": "late"},
        {"source": "sen2", "sender": "LA:998", "newest": date(2026, 4, 30), "state": "fresh"},
    ]
    (found,) = [c for c in clocks(engine, date(2026, 5, 1), told) if c["code"] == "AR-12M"]
    assert found["state"] == "not_known"


def test_of_years_without_a_word_nobody_can_say_that_no_review_was_held(engine: DuckDBEngine) -> None:
    """The yearly return carries the last review only: a plan of 2019 had others before that of 2024."""
    told = plan({"made": date(2019, 5, 10)})
    told["ehc_review"] = [
        {"review_id": "R1", "kind": "ANNUAL", "source": "sen2", "met": date(2024, 6, 10), "decided": date(2024, 6, 28)}
    ]
    first, following = [c for c in clocks(engine, date(2025, 6, 30), told) if c["code"] == "AR-12M"]
    assert (first["state"], first["due"]) == ("not_known", date(2020, 5, 10))
    assert first["because"] == "No review between the two was received; whether one was held is not known."
    assert (following["due"], following["state"]) == (date(2025, 6, 28), "overdue")
    told["ehc_review"].append({"review_id": "R0", "kind": "ANNUAL", "source": "ehc_reviews", "due": date(2020, 5, 10)})
    first, _ = [c for c in clocks(engine, date(2025, 6, 30), told) if c["code"] == "AR-12M"]
    assert first["state"] == "met_late", "the council's own list says that one was due and not held"


def test_rounds_follow_each_other_and_a_new_plan_begins_again(engine: DuckDBEngine) -> None:
    told = {
        "ehc_plan": [
            {"started": date(2022, 5, 1), "source": "ehc_cases"},
            {"started": date(2024, 6, 1), "source": "ehc_cases"},
        ],
        "ehc_review": [
            {"review_id": f"R{n}", "source": "ehc_reviews", **row}
            for n, row in enumerate(
                rows_of(
                    """
                    kind     | met        | decided
                    ANNUAL   | 2023-04-01 | 2023-04-20
                    EARLY    | 2023-11-01 | 2023-11-20
                    REASSESS | 2024-05-01 | 2024-05-20
                    ANNUAL   | 2025-05-10 | 2025-05-30
                    """
                )
            )
        ],
    }
    found = [c for c in clocks(engine, date(2025, 9, 1), told) if c["code"] == "AR-12M"]
    assert [(c["started"], c["due"], c["stopped"], c["state"]) for c in found] == [
        (date(2022, 5, 1), date(2023, 5, 1), date(2023, 4, 20), "met"),
        (date(2023, 4, 20), date(2024, 4, 20), date(2023, 11, 20), "met"),
        (date(2023, 11, 20), date(2024, 11, 20), None, "not_due"),
        (date(2024, 6, 1), date(2025, 6, 1), date(2025, 5, 30), "met"),
        (date(2025, 5, 30), date(2026, 5, 30), None, "running"),
    ]
    assert found[2]["because"] == "A new plan took its place on 1 June 2024."


def test_the_yearly_return_and_the_case_system_tell_of_one_review(engine: DuckDBEngine) -> None:
    """The return repeats itself each year, gives only the letter before version 1.2, and fills in a missing letter."""
    told = {
        "ehc_plan": [
            {"started": date(2022, 5, 1), "source": "ehc_cases"},
            {"started": date(2022, 5, 1), "source": "sen2"},
        ],
        "ehc_review": [
            {"review_id": f"R{n}", **row}
            for n, row in enumerate(
                rows_of(
                    """
                    source      | kind   | met        | decided    | received
                    ehc_reviews | ANNUAL | 2023-04-01 | 2023-04-20 | 2025-06-01
                    sen2        | ANNUAL |            | 2023-04-20 | 2024-01-18
                    ehc_reviews | ANNUAL | 2024-04-01 |            | 2025-06-01
                    sen2        | ANNUAL | 2024-04-01 | 2024-04-22 | 2025-01-16
                    sen2        | ANNUAL | 2025-04-03 | 2025-04-25 | 2025-06-01
                    sen2        | ANNUAL | 2025-04-03 | 2025-04-25 | 2026-01-15
                    """
                )
            )
        ],
    }
    found = clocks(engine, date(2026, 2, 1), told)
    assert [(c["started"], c["stopped"], c["state"]) for c in found if c["code"] == "AR-12M"] == [
        (date(2022, 5, 1), date(2023, 4, 20), "met"),
        (date(2023, 4, 20), date(2024, 4, 22), "met_late"),
        (date(2024, 4, 22), date(2025, 4, 25), "met_late"),
        (date(2025, 4, 25), None, "running"),
    ]
    assert [(c["started"], c["stopped"], c["state"]) for c in found if c["code"] == "AR-DEC4"] == [
        (date(2023, 4, 1), date(2023, 4, 20), "met"),
        (date(2024, 4, 1), date(2024, 4, 22), "met"),
        (date(2025, 4, 3), date(2025, 4, 25), "met"),
    ]


def test_the_decision_is_due_four_weeks_after_the_meeting(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "AR-DEC4",
        """
        made       | met        | decided    | decision | ended      | as_of      | due        | state       | because
        2025-03-31 | 2026-03-02 |            |          |            | 2026-03-22 | 2026-03-30 | running     |
        2025-03-31 | 2026-03-02 |            |          |            | 2026-03-30 | 2026-03-30 | due_soon    |
        2025-03-31 | 2026-03-02 |            |          |            | 2026-03-31 | 2026-03-30 | overdue     |
        2025-03-31 | 2026-03-02 | 2026-03-30 | AMEND    |            | 2026-06-01 | 2026-03-30 | met         |
        2025-03-31 | 2026-03-02 | 2026-03-31 | AMEND    |            | 2026-06-01 | 2026-03-30 | met_late    |
        2025-03-31 | 2026-03-02 |            | MAINTAIN |            | 2026-06-01 | 2026-03-30 | cannot_tell | A decision is recorded and the date of its letter is not.
        2025-03-31 | 2026-03-02 | 2026-02-20 | MAINTAIN |            | 2026-06-01 | 2026-03-30 | cannot_tell | It ended on 20 February 2026, before it started on 2 March 2026.
        2025-03-31 | 2026-03-02 |            |          | 2026-03-20 | 2026-06-01 | 2026-03-30 | not_due     | The plan ceased or was replaced on 20 March 2026.
        2025-03-31 | 2026-07-02 |            |          |            | 2026-06-01 |            | no clock    |
        """,
        plan,
    )
