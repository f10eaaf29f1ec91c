# ruff: noqa: E501 (the tables are drawn to be read)
"""Twenty weeks from a request to the final plan (EHC-20), by examples.

The clock starts on the day the council received the request, leaves that day out and runs through school holidays and
August. An exception disapplies the limit; it pauses nothing, so the day it was due and the days it took stay as they are.
"""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date, fill, rows_of

from goldenthread import pathways
from goldenthread.engine import DuckDBEngine


def request(row: dict[str, Any]) -> dict[str, Rows]:
    kept = (
        "requested",
        "decision",
        "decided",
        "notified",
        "issue_decision",
        "issue_decided",
        "issue_notified",
        "final_issued",
        "exception",
        "reassessment",
    )
    told = {name: row[name] for name in (*kept, "closed", "close_code") if name in row}
    return {"ehc_request": [{"case_id": "A1", "source": "ehc_cases", **told}]}


def test_it_is_due_twenty_weeks_after_the_day_of_receipt(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-20",
        """
        requested  | final_issued | as_of      | due        | state    | stopped
        2026-03-02 |              | 2026-03-02 | 2026-07-20 | running  |
        2026-03-02 |              | 2026-06-21 | 2026-07-20 | running  |
        2026-03-02 |              | 2026-06-22 | 2026-07-20 | due_soon |
        2026-03-02 |              | 2026-07-20 | 2026-07-20 | due_soon |
        2026-03-02 |              | 2026-07-21 | 2026-07-20 | overdue  |
        2026-03-02 | 2026-07-20   | 2026-09-01 | 2026-07-20 | met      | 2026-07-20
        2026-03-02 | 2026-07-21   | 2026-09-01 | 2026-07-20 | met_late | 2026-07-21
        2024-02-29 |              | 2024-07-19 | 2024-07-18 | overdue  |
        2025-12-01 |              | 2026-04-20 | 2026-04-20 | due_soon |
        2025-12-25 |              | 2026-05-15 | 2026-05-14 | overdue  |
        """,
        request,
    )


def test_an_exception_disapplies_the_limit_and_pauses_nothing(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-20",
        """
        requested  | exception | final_issued | as_of      | due        | state      | stopped
        2026-03-02 | yes       |              | 2026-07-01 | 2026-07-20 | due_soon   |
        2026-03-02 | yes       |              | 2026-08-01 | 2026-07-20 | disapplied |
        2026-03-02 | yes       | 2026-08-15   | 2026-09-01 | 2026-07-20 | disapplied | 2026-08-15
        2026-03-02 | yes       | 2026-07-20   | 2026-09-01 | 2026-07-20 | met        | 2026-07-20
        2026-03-02 | no        | 2026-08-15   | 2026-09-01 | 2026-07-20 | met_late   | 2026-08-15
        """,
        request,
    )


def test_no_plan_is_due_after_a_refusal_a_withdrawal_or_a_decision_not_to_make_one(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-20",
        """
        requested  | decision | decided    | notified   | issue_decision | issue_decided | closed     | close_code | as_of      | state      | because
        2026-03-02 | N        |            | 2026-04-10 |                |               |            |            | 2026-08-01 | not_due    | The council decided not to assess on 10 April 2026.
        2026-03-02 | N        |            |            |                |               |            |            | 2026-08-01 | not_due    | The council decided not to assess.
        2026-03-02 | Y        |            | 2026-04-10 | N              | 2026-06-01    |            |            | 2026-08-01 | not_due    | The council decided not to make a plan on 1 June 2026.
        2026-03-02 | W        |            |            |                |               | 2026-03-20 | WITHDRAWN  | 2026-08-01 | not_due    | The request was withdrawn or came to an end on 20 March 2026.
        2026-03-02 | W        | 2026-03-19 |            |                |               |            |            | 2026-08-01 | not_due    | The request was withdrawn or came to an end on 19 March 2026.
        2026-03-02 | Y        |            | 2026-04-10 |                |               | 2026-07-20 | MOVED      | 2026-08-01 | not_due    | The request was withdrawn or came to an end on 20 July 2026.
        2026-03-02 | Y        |            | 2026-04-10 |                |               | 2026-07-30 | MOVED      | 2026-08-01 | ended_late | The request was withdrawn or came to an end on 30 July 2026.
        """,
        request,
    )


def test_a_refusal_overturned_keeps_its_refusal(engine: DuckDBEngine) -> None:
    (found,) = [
        clock
        for clock in clocks(
            engine,
            date(2026, 12, 1),
            request(
                {
                    "requested": date(2026, 3, 2),
                    "decision": "N",
                    "notified": date(2026, 4, 1),
                    "final_issued": date(2026, 11, 1),
                }
            ),
        )
        if clock["code"] == "EHC-20"
    ]
    assert found["state"] == "not_due"
    assert found["because"].startswith("The council refused at first and a plan followed")


def test_a_decision_to_make_no_plan_overturned_keeps_it(engine: DuckDBEngine) -> None:
    """A plan that a tribunal ordered a year later is not forty weeks late: the tribunal set its own time."""
    answers(
        engine,
        "EHC-20",
        """
        requested  | decision | notified   | issue_decision | issue_decided | final_issued | close_code | as_of      | state   | stopped | because
        2025-03-03 | Y        | 2025-04-10 | N              | 2025-06-16    | 2026-03-02   | ISSUED     | 2026-06-15 | not_due |         | The council decided at first to make no plan and one followed: the limits of mediation or of the tribunal apply in place of the twenty weeks.
        2025-03-03 | Y        | 2025-04-10 | Y              | 2025-06-16    | 2026-03-02   | ISSUED     | 2026-06-15 | met_late |        |
        """,
        request,
    )
    (found,) = engine.rows("select stopped from clock where code = 'EHC-20' and child_id = 'r0'")
    assert found == (None,)


def test_a_reassessment_has_other_limits(engine: DuckDBEngine) -> None:
    """Asked for on 20 April 2026, of a child who has a plan: neither six weeks nor twenty run, and no day is due."""
    told = {
        **request(
            {"requested": date(2025, 11, 3), "decision": "Y", "notified": date(2026, 2, 2), "reassessment": True}
        ),
        "ehc_advice": [{"case_id": "A1", "advice_id": "1", "adviser": "EP", "requested": date(2026, 2, 4)}],
    }
    found = {c["code"]: c for c in clocks(engine, date(2026, 6, 15), told)}
    says = (
        "It is a reassessment of an existing plan: regulations 25 and 27 of the SEND Regulations 2014 set other limits "
        "for it, which are not counted here yet."
    )
    for code in ("EHC-06", "EHC-20"):
        assert (found[code]["state"], found[code]["because"], found[code]["due"]) == ("not_due", says, None)
        assert (found[code]["stopped"], found[code]["why"]) == (None, None)
    assert (found["EHC-ADV"]["due"], found["EHC-ADV"]["state"]) == (date(2026, 3, 18), "overdue")


def test_dates_that_contradict_each_other_give_a_sentence_and_no_duration(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "EHC-20",
        """
        requested  | final_issued | close_code | as_of      | state       | because
                   |              |            | 2026-08-01 | cannot_tell | The day it started is not recorded.
        2026-03-02 | 2026-02-02   |            | 2026-08-01 | cannot_tell | It ended on 2 February 2026, before it started on 2 March 2026.
        2026-03-02 | 2062-07-01   |            | 2026-08-01 | cannot_tell | Its end is dated 2062-07-01, after 1 August 2026, the day this was worked out.
        2027-03-02 |              |            | 2026-08-01 | cannot_tell | It is dated 2 March 2027, after 1 August 2026, the day this was worked out.
        2013-03-02 |              |            | 2026-08-01 | cannot_tell | No limit is held for what started on 2013-03-02.
        2026-03-02 |              | ISSUED     | 2026-08-01 | cannot_tell | The case is closed as issued and the final plan is not dated.
        """,
        request,
    )
    assert not engine.rows("select clock_id from clock where stopped < started or due < started")


def test_the_return_and_the_case_system_tell_of_one_request(engine: DuckDBEngine) -> None:
    """SEN2 gives the flag and the date of the plan that the case system leaves blank; its later request is another."""
    told = [
        {"case_id": "A1", "source": "ehc_cases", "requested": date(2024, 3, 4)},
        {
            "case_id": "7",
            "source": "sen2",
            "requested": date(2024, 3, 6),
            "exception": True,
            "final_issued": date(2024, 9, 2),
        },
        {"case_id": "8", "source": "sen2", "requested": date(2025, 3, 4), "received": date(2025, 1, 16)},
        {"case_id": "8", "source": "sen2", "requested": date(2025, 3, 4), "received": date(2026, 1, 15)},
    ]
    found = [c for c in clocks(engine, date(2026, 3, 1), {"ehc_request": told}) if c["code"] == "EHC-20"]
    assert [(c["subject"], c["state"], c["started"], c["stopped"]) for c in found] == [
        ("8", "overdue", date(2025, 3, 4), None),
        ("A1", "disapplied", date(2024, 3, 4), date(2024, 9, 2)),
    ]


def test_a_late_plan_says_whose_silence_made_it_late(engine: DuckDBEngine) -> None:
    told = {
        **request({"requested": date(2026, 1, 5)}),
        "ehc_advice": rows_of(
            """
            case_id | advice_id | adviser | requested  | reached    | answered
            A1      | 1         | EDU     | 2026-02-02 | 2026-02-02 | 2026-03-02
            A1      | 2         | EP      | 2026-02-02 | 2026-02-04 | 2026-05-05
            A1      | 3         | MED     | 2026-02-02 | 2026-02-04 |
            """
        ),
    }
    found = {c["subject"]: c for c in clocks(engine, date(2026, 6, 1), told) if c["code"].startswith("EHC-")}
    assert found["A1"]["why"].endswith(
        "Advice was late or is missing from 2 of 3 asked; longest silent: medical advice through the ICB, 117 days."
    )
    assert [found[f"A1/{n}"]["state"] for n in (1, 2, 3)] == ["met", "met_late", "overdue"]


def test_silence_counts_until_the_case_is_over(engine: DuckDBEngine) -> None:
    """Asked on 2 February 2026; no plan was to be made on 1 June, 119 days later, whatever today is."""
    told = request(
        {
            "requested": date(2026, 1, 5),
            "decision": "Y",
            "notified": date(2026, 2, 2),
            "issue_decision": "N",
            "issue_notified": date(2026, 6, 1),
        }
    )
    told["ehc_advice"] = [{"case_id": "A1", "advice_id": "1", "adviser": "EP", "requested": date(2026, 2, 2)}]
    for as_of in (date(2026, 6, 2), date(2027, 6, 2)):
        (found,) = [c for c in clocks(engine, as_of, told) if c["code"] == "EHC-20"]
        assert found["why"].endswith("from 1 of 1 asked; longest silent: educational psychologist, 119 days.")


def test_an_adviser_whom_the_law_excepts_made_nothing_late(engine: DuckDBEngine) -> None:
    told = {
        **request({"requested": date(2026, 1, 5)}),
        "ehc_advice": rows_of(
            """
            case_id | advice_id | adviser | requested  | answered   | exception_code
            A1      | 1         | EP      | 2026-02-02 | 2026-05-05 | EX-AWAY
            A1      | 2         | MED     | 2026-02-02 |            | EX-APPT
            A1      | 3         | CSC     | 2026-02-02 | 2026-03-02 |
            """
        ),
    }
    (found,) = [c for c in clocks(engine, date(2026, 6, 1), told) if c["code"] == "EHC-20"]
    assert found["why"] == "20 weeks from 5 January 2026, the day the council received the request."
    told["ehc_advice"][0]["exception_code"] = "EX-SCH"  # none that the law gives an adviser
    (found,) = [c for c in clocks(engine, date(2026, 6, 1), told) if c["code"] == "EHC-20"]
    assert "late or is missing from 1 of 3 asked; longest silent: educational psychologist, 92 days" in found["why"]


def test_two_records_of_one_case_are_one_request(engine: DuckDBEngine) -> None:
    """A case sent again under a new record number, or by a second system: the newest holds."""
    told = rows_of(
        """
        case_id | source    | requested  | received   | final_issued
        A1      | ehc_cases | 2026-01-05 | 2026-03-01 |
        A1      | ehc_cases | 2026-01-05 | 2026-06-01 | 2026-05-20
        A2      | ehc_cases | 2024-01-08 | 2026-06-01 | 2024-05-20
        """
    )
    found = [c for c in clocks(engine, date(2026, 6, 15), {"ehc_request": told}) if c["code"] == "EHC-20"]
    assert [(c["subject"], c["state"], c["record_id"]) for c in found] == [
        ("A1", "met", "ehc_request:1"),
        ("A2", "met", "ehc_request:2"),
    ]


def test_both_ways_of_counting(engine: DuckDBEngine) -> None:
    """As DfE publishes them: with every plan, and without those for which an exception is claimed.

    What ended after its day, undone, kept to no limit: it counts as late, not as open. What ended by its day counts not.
    """
    told = [
        {"child_id": f"c{n}", "case_id": f"A{n}", "source": "ehc_cases", **row}
        for n, row in enumerate(
            rows_of(
                """
                requested  | exception | final_issued | closed     | close_code
                2025-03-03 | no        | 2025-07-21   |            |
                2025-03-03 | yes       | 2025-07-21   |            |
                2025-03-03 | no        | 2025-07-22   |            |
                2025-03-03 | yes       | 2025-09-01   |            |
                2025-03-03 |           |              |            |
                2025-03-03 | yes       |              |            |
                2025-03-03 | no        |              | 2025-07-21 | WITHDRAWN
                2025-03-03 | no        |              | 2025-07-22 | WITHDRAWN
                2025-03-03 | yes       |              | 2025-07-22 | WITHDRAWN
                """
            )
        )
    ]
    fill(engine, {"ehc_request": told})
    pathways.run(engine, date(2026, 1, 1))
    counted = engine.arrow("select * from clock_count where code = 'EHC-20'").to_pylist()
    assert counted == [
        {
            "code": "EHC-20",
            "in_time": 2,
            "late": 4,
            "open_past_limit": 2,
            "in_time_excluding": 1,
            "late_excluding": 2,
            "open_past_limit_excluding": 1,
        }
    ]


def test_a_limit_passed_since_the_newest_file_is_not_known(engine: DuckDBEngine) -> None:
    """The limit passed on 20 July: a file from after it proves that; one from before does, only while it is fresh."""

    def state(as_of: date, newest: date, state: str) -> tuple[str, str | None]:
        heard = {"source": "ehc_cases", "sender": "LA:999", "newest": newest, "state": state}
        told = {**request({"requested": date(2026, 3, 2)}), "source": [heard]}
        (found,) = [c for c in clocks(engine, as_of, told) if c["code"] == "EHC-20"]
        return found["state"], found["because"]

    unknown = "The newest file is of {}, from before it was due; what has happened since is not known."
    assert state(date(2026, 7, 25), date(2026, 7, 14), "fresh") == ("overdue", None)
    assert state(date(2026, 7, 25), date(2026, 7, 14), "late") == ("not_known", unknown.format("14 July 2026"))
    assert state(date(2026, 9, 1), date(2026, 7, 21), "late") == ("overdue", None)
    # a yearly return is fresh for its cadence, and still says nothing of what came after it
    assert state(date(2026, 9, 1), date(2026, 7, 1), "fresh") == ("not_known", unknown.format("1 July 2026"))


def test_a_request_from_before_the_return_has_no_clock(engine: DuckDBEngine) -> None:
    """SEN2 sends it without dates, on purpose, so that there is something for its plan to hang on."""
    told = [{"case_id": "7", "source": "sen2", "decision": "H", "final_issued": date(2016, 5, 2)}]
    assert not clocks(engine, date(2026, 8, 1), {"ehc_request": told})
