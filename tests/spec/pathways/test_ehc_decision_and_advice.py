# ruff: noqa: E501 (the tables are drawn to be read)
"""Six weeks to decide whether to assess (EHC-06), and six weeks for each adviser asked (EHC-ADV), by examples."""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date

from goldenthread.engine import DuckDBEngine


def request(row: dict[str, Any]) -> dict[str, Rows]:
    kept = (
        "requested",
        "decision",
        "decided",
        "notified",
        "issue_decision",
        "issue_notified",
        "final_issued",
        "closed",
    )
    kept = (*kept, "close_code")
    return {
        "ehc_request": [{"case_id": "A1", "source": "ehc_cases", **{name: row[name] for name in kept if name in row}}]
    }


def test_the_decision_is_due_six_weeks_after_receipt(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-06",
        """
        requested  | decision | decided    | notified   | as_of      | due        | state    | stopped    | estimated
        2026-03-02 |          |            |            | 2026-03-29 | 2026-04-13 | running  |            | no
        2026-03-02 | A        |            |            | 2026-04-13 | 2026-04-13 | due_soon |            | no
        2026-03-02 | A        |            |            | 2026-04-14 | 2026-04-13 | overdue  |            | no
        2026-03-02 | Y        | 2026-04-10 | 2026-04-13 | 2026-05-01 | 2026-04-13 | met      | 2026-04-13 | no
        2026-03-02 | Y        | 2026-04-10 | 2026-04-14 | 2026-05-01 | 2026-04-13 | met_late | 2026-04-14 | no
        2026-03-02 | N        | 2026-04-10 |            | 2026-05-01 | 2026-04-13 | met      | 2026-04-10 | yes
        2025-12-22 | N        | 2026-02-02 |            | 2026-05-01 | 2026-02-02 | met      | 2026-02-02 | yes
        """,
        request,
    )


def test_what_stops_it_and_what_cannot_be_told(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-06",
        """
        requested  | decision | decided    | closed     | close_code | final_issued | as_of      | state       | because
        2026-03-02 | W        |            | 2026-03-20 | WITHDRAWN  |              | 2026-05-01 | not_due     | The request was withdrawn or came to an end on 20 March 2026.
        2026-03-02 | W        |            |            |            |              | 2026-05-01 | not_due     | The request was withdrawn.
        2026-03-02 | Y        |            |            |            |              | 2026-05-01 | cannot_tell | The decision whether to assess is recorded and its date is not.
        2026-03-02 |          |            | 2026-04-30 | REFUSED    |              | 2026-05-01 | cannot_tell | The decision whether to assess is recorded and its date is not.
        2026-03-02 |          |            |            |            | 2026-04-30   | 2026-05-01 | cannot_tell | A plan was made and the decision to assess is not dated.
        2026-03-02 | Y        | 2026-02-20 |            |            |              | 2026-05-01 | cannot_tell | It ended on 20 February 2026, before it started on 2 March 2026.
        """,
        request,
    )


def test_a_withdrawal_is_no_answer(engine: DuckDBEngine) -> None:
    """Withdrawn on 13 April, the last day, nothing was late; on 14 April the council had let its six weeks pass."""
    answers(
        engine,
        "EHC-06",
        """
        requested  | decision | decided    | notified   | closed     | close_code | as_of      | due        | state       | because
        2026-03-02 | W        | 2026-04-13 |            |            |            | 2026-06-01 | 2026-04-13 | not_due     | The request was withdrawn or came to an end on 13 April 2026.
        2026-03-02 | W        | 2026-04-13 |            | 2026-05-20 | WITHDRAWN  | 2026-06-01 | 2026-04-13 | not_due     | The request was withdrawn or came to an end on 13 April 2026.
        2026-03-02 | W        |            | 2026-04-14 |            |            | 2026-06-01 | 2026-04-13 | ended_late  | The request was withdrawn or came to an end on 14 April 2026.
        2026-03-02 | W        |            |            | 2026-05-20 | WITHDRAWN  | 2026-06-01 | 2026-04-13 | ended_late  | The request was withdrawn or came to an end on 20 May 2026.
        2026-03-02 |          |            |            | 2026-05-20 | OTH        | 2026-06-01 | 2026-04-13 | ended_late  | The request was withdrawn or came to an end on 20 May 2026.
        2026-03-02 | A        | 2026-04-10 |            |            |            | 2026-06-01 | 2026-04-13 | cannot_tell | A day of the decision is recorded, and not what was decided.
        2026-03-02 |          | 2026-04-10 |            |            |            | 2026-04-12 | 2026-04-13 | due_soon    |
        2026-03-02 |          | 2026-04-10 |            | 2026-04-10 | REFUSED    | 2026-06-01 | 2026-04-13 | met         |
        """,
        request,
    )


def advice(row: dict[str, Any]) -> dict[str, Rows]:
    kept = ("requested", "reached", "answered", "return_code", "exception_code", "adviser")
    asked = {"case_id": "A1", "advice_id": "V1", "adviser": "EP", **{name: row[name] for name in kept if name in row}}
    case = {
        name: row.get(name) for name in ("final_issued", "issue_decision", "issue_notified", "closed", "close_code")
    }
    return {**request({"requested": date(2026, 1, 5), "decision": "Y", **case}), "ehc_advice": [asked]}


def test_an_adviser_has_six_weeks_from_the_day_the_request_arrived(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-ADV",
        """
        requested  | reached    | answered   | as_of      | due        | state    | estimated
        2026-02-02 | 2026-02-04 |            | 2026-03-03 | 2026-03-18 | running  | no
        2026-02-02 | 2026-02-04 |            | 2026-03-18 | 2026-03-18 | due_soon | no
        2026-02-02 | 2026-02-04 |            | 2026-03-19 | 2026-03-18 | overdue  | no
        2026-02-02 |            |            | 2026-03-19 | 2026-03-16 | overdue  | yes
        2026-02-02 | 2026-02-04 | 2026-03-18 | 2026-06-01 | 2026-03-18 | met      | no
        2026-02-02 | 2026-02-04 | 2026-03-19 | 2026-06-01 | 2026-03-18 | met_late | no
        """,
        advice,
    )


def test_not_known_to_us_counts_as_received_and_is_shown_apart(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-ADV",
        """
        adviser | requested  | answered   | return_code | as_of      | state       | subject_says
        CSC     | 2026-02-02 | 2026-03-01 | NOTKNOWN    | 2026-06-01 | met         | children's social care: answered that the child is not known to them
        SLT     | 2026-02-02 | 2026-03-01 | PART        | 2026-06-01 | met         | speech and language therapist: answered in part
        MED     | 2026-02-02 | 2026-03-01 | FULL        | 2026-06-01 | met         | medical advice through the ICB
        MED     | 2026-02-02 | 2026-03-01 | NONE        | 2026-06-01 | overdue     | medical advice through the ICB
        MED     | 2026-02-02 |            | FULL        | 2026-06-01 | cannot_tell | medical advice through the ICB
        OT      | 2026-02-02 |            | REUSED      | 2026-06-01 | not_due     | occupational therapist
        """,
        advice,
    )


def test_only_the_exceptions_the_law_gives_an_adviser_disapply(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-ADV",
        """
        requested  | reached    | exception_code | as_of      | state      | why
        2026-02-02 | 2026-02-02 | EX-APPT        | 2026-06-01 | disapplied | 6 weeks from 2 February 2026, the day the request reached the adviser.
        2026-02-02 | 2026-02-02 | EX-SCH         | 2026-06-01 | overdue    | 6 weeks from 2 February 2026, the day the request reached the adviser. The exception claimed is not one the law gives an adviser.
        2026-02-02 | 2026-02-02 | EX-PERS        | 2026-03-10 | due_soon   | 6 weeks from 2 February 2026, the day the request reached the adviser.
        """,
        advice,
    )


def test_after_the_final_plan_no_advice_is_due(engine: DuckDBEngine) -> None:
    """Due on 16 March 2026: a plan sent before then was early, one sent in May had waited for advice in vain."""
    answers(
        engine,
        "EHC-ADV",
        """
        requested  | final_issued | as_of      | state      | because
        2026-02-02 | 2026-03-16   | 2026-06-01 | not_due    | The final plan was sent without this advice, on 16 March 2026.
        2026-02-02 | 2026-05-20   | 2026-06-01 | ended_late | The final plan was sent without this advice, on 20 May 2026.
        2026-02-02 |              | 2026-06-01 | overdue    |
        """,
        advice,
    )


def test_after_a_decision_to_make_no_plan_no_advice_is_due(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-ADV",
        """
        requested  | issue_decision | issue_notified | closed     | close_code | final_issued | as_of      | state      | because
        2026-02-02 | N              | 2026-03-10     |            |            |              | 2026-06-01 | not_due    | The assessment came to an end on 10 March 2026.
        2026-02-02 | N              | 2026-04-20     |            |            |              | 2026-06-01 | ended_late | The assessment came to an end on 20 April 2026.
        2026-02-02 | W              |                | 2026-04-21 | WITHDRAWN  |              | 2026-06-01 | ended_late | The assessment came to an end on 21 April 2026.
        2026-02-02 |                |                | 2026-04-21 | NOTISSUED  |              | 2026-06-01 | ended_late | The assessment came to an end on 21 April 2026.
        2026-02-02 |                |                | 2026-04-21 | OTH        |              | 2026-06-01 | ended_late | The assessment came to an end on 21 April 2026.
        2026-02-02 | N              |                |            |            |              | 2026-06-01 | not_due    | The assessment came to an end, on a day that is not recorded.
        2026-02-02 | N              | 2026-03-10     |            |            | 2026-05-20   | 2026-06-01 | not_due    | The assessment came to an end on 10 March 2026.
        """,
        advice,
    )


def test_an_assessment_of_which_nobody_is_recorded_as_asked_is_not_known(engine: DuckDBEngine) -> None:
    found = clocks(engine, date(2026, 6, 1), request({"requested": date(2026, 1, 5), "decision": "Y"}))
    assert [(c["state"], c["because"], c["due"]) for c in found if c["code"] == "EHC-ADV"] == [
        ("not_known", "No record has been received of anybody being asked for advice in this assessment.", None)
    ]


def test_advice_to_a_review_is_no_part_of_an_assessment(engine: DuckDBEngine) -> None:
    told = advice({"requested": date(2026, 2, 2)})
    found = clocks(engine, date(2026, 6, 1), {"ehc_advice": [{**told["ehc_advice"][0], "review_id": "R1"}]})
    assert not [c for c in found if c["code"] == "EHC-ADV"]
