# ruff: noqa: E501 (the tables are drawn to be read)
"""Waits for community health: first contact in eighteen weeks (CHS-18) and the second wait (CHS-18-2), by examples."""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date, rows_of

from goldenthread.engine import DuckDBEngine

OPTIONAL = (
    "arrived", "first_contact", "second_started", "second_ended", "clock_stopped", "clock_stop_code", "rejected",
    "ended", "ended_code", "support",
)  # fmt: skip


def wait(row: dict[str, Any]) -> dict[str, Rows]:
    told = {name: row[name] for name in OPTIONAL if name in row}
    usual = {"referral_id": "R1", "provider": "ODS:ZZ1", "service": row.get("service") or "SLT"}
    return {"health_wait": [{**usual, "requested": row["requested"], **told}]}


def test_a_first_contact_is_counted_from_the_first_referral(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "CHS-18",
        """
        requested  | arrived    | first_contact | as_of      | due        | state    | level
        2026-01-05 | 2026-01-05 |               | 2026-04-12 | 2026-05-11 | running  | standard
        2026-01-05 | 2026-01-05 |               | 2026-05-11 | 2026-05-11 | due_soon | standard
        2026-01-05 | 2026-01-05 |               | 2026-05-12 | 2026-05-11 | overdue  | standard
        2026-01-05 | 2026-03-20 |               | 2026-05-12 | 2026-05-11 | overdue  | standard
        2026-01-05 | 2026-01-05 | 2026-05-11    | 2026-06-01 | 2026-05-11 | met      | standard
        2026-01-05 | 2026-01-05 | 2026-05-12    | 2026-06-01 | 2026-05-11 | met_late | standard
        """,
        wait,
    )


def test_a_transfer_does_not_restart_the_child_s_clock_and_says_when_this_provider_received_it(
    engine: DuckDBEngine,
) -> None:
    (found,) = clocks(engine, date(2026, 6, 1), wait({"requested": date(2026, 1, 5), "arrived": date(2026, 3, 20)}))
    assert found["started"] == date(2026, 1, 5)
    assert found["why"].endswith(
        "This provider received it on 20 March 2026; the child has waited since the first referral."
    )


def test_a_new_provider_that_names_only_the_referral_it_took_over_restarts_nothing(engine: DuckDBEngine) -> None:
    """Referred on 1 September 2025, due on 5 January 2026; passed on twice, it is late from the first day of the third."""
    told = [
        {"provider": f"ODS:{n}", "service": "SLT", "source": "community_waits", **row}
        for n, row in enumerate(
            rows_of(
                """
                referral_id | previous_referral_id | requested  | ended      | ended_code | second_started
                R1          |                      | 2025-09-01 | 2026-01-20 | TRANSFER   |
                R2          | R1                   | 2026-01-20 | 2026-04-01 | TRANSFER   |
                R3          | R2                   | 2026-04-01 |            |            | 2026-03-02
                """
            )
        )
    ]
    found = {c["subject"]: c for c in clocks(engine, date(2026, 4, 2), {"health_wait": told}) if c["code"] == "CHS-18"}
    assert [(c["started"], c["due"], c["state"]) for c in found.values()] == [
        (date(2025, 9, 1), date(2026, 1, 5), "not_due"),
        (date(2025, 9, 1), date(2026, 1, 5), "not_due"),
        (date(2025, 9, 1), date(2026, 1, 5), "overdue"),
    ]
    assert found["ODS:0/R1"]["because"] == "The wait went on under the next provider's referral on 20 January 2026."
    assert found["ODS:2/R3"]["why"].endswith(
        "This provider received it on 1 April 2026; the child has waited since the first referral."
    )
    (second,) = engine.rows("select state, started from clock where code = 'CHS-18-2'")
    assert second == ("running", date(2026, 3, 2)), "specialist work waited for since before the newest referral"
    another = [{**told[0], "child_id": "another", "requested": date(2024, 1, 8)}, *told[1:]]
    lone = [c for c in clocks(engine, date(2026, 4, 2), {"health_wait": another}) if c["subject"] == "ODS:1/R2"]
    assert [c["started"] for c in lone] == [date(2026, 1, 20)], "another child's referral of that number is another's"


def test_what_ends_a_wait_without_a_contact(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "CHS-18",
        """
        requested  | rejected   | clock_stopped | clock_stop_code | ended      | ended_code | as_of      | state       | because
        2026-01-05 | 2026-01-20 |               |                 |            |            | 2026-06-01 | not_due     | The referral was not accepted on 20 January 2026.
        2026-01-05 | 2026-05-11 |               |                 |            |            | 2026-06-01 | not_due     | The referral was not accepted on 11 May 2026.
        2026-01-05 | 2026-05-12 |               |                 |            |            | 2026-06-01 | ended_late  | The referral was not accepted on 12 May 2026.
        2026-01-05 |            |               |                 | 2026-05-30 | TRANSFER   | 2026-06-01 | not_due     | The wait went on under the next provider's referral on 30 May 2026.
        2026-01-05 |            | 2026-02-20    | DECLINED        |            |            | 2026-06-01 | not_due     | The provider ended the wait without a contact on 20 February 2026.
        2026-01-05 |            |               |                 | 2026-02-20 | TRANSFER   | 2026-06-01 | not_due     | The wait went on under the next provider's referral on 20 February 2026.
        2026-01-05 |            |               |                 | 2026-05-30 | DNA        | 2026-06-01 | ended_late  | The referral was closed without a contact on 30 May 2026.
        2026-01-05 |            | 2026-02-20    | TREATED         |            |            | 2026-06-01 | met         |
        2026-01-05 |            |               |                 |            |            | 2026-06-01 | overdue     |
        """,
        wait,
    )


def test_contradictions_and_services_with_no_such_standard(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "CHS-18",
        """
        service | requested  | first_contact | support | as_of      | state       | because
        OT      | 2026-01-05 | 2025-12-05    |         | 2026-06-01 | cannot_tell | It ended on 5 December 2025, before it started on 5 January 2026.
        CAMHS   | 2026-01-05 |               |         | 2026-06-01 | no clock    |
        EP      | 2026-01-05 |               |         | 2026-06-01 | no clock    |
        PAED    | 2026-01-05 |               | GROUP   | 2026-06-01 | overdue     |
        """,
        wait,
    )


def test_it_is_worded_as_a_service_standard_and_by_the_one_in_force_at_the_start(engine: DuckDBEngine) -> None:
    rows = [wait({"requested": day})["health_wait"][0] for day in (date(2025, 10, 23), date(2025, 10, 24))]
    clocks(engine, date(2026, 6, 1), {"health_wait": [{**row, "child_id": f"c{n}"} for n, row in enumerate(rows)]})
    found = engine.rows(
        "select c.started, r.provision, r.basis, r.level from clock c "
        "join pathway_register r on r.pathway = c.pathway and r.provision = c.provision order by c.started"
    )
    assert [(row[1], row[3]) for row in found] == [
        ("nhs_waits.COMMUNITY_WAITS_ARE_COUNTED_FROM_18_WEEKS", "standard"),
        ("nhs_waits.FIRST_CONTACT_WITHIN_18_WEEKS", "standard"),
    ]
    assert "no target, until October 2025" in found[0][2]
    assert "not a limit for one child" in found[1][2]


def test_the_second_wait_is_a_clock_of_its_own(engine: DuckDBEngine) -> None:
    answers(
        engine,
        "CHS-18-2",
        """
        requested  | first_contact | second_started | second_ended | ended      | as_of      | due        | state       | level
        2026-01-05 | 2026-01-12    |                |              |            | 2026-06-01 |            | no clock    |
        2026-01-05 | 2026-01-12    | 2026-01-12     |              |            | 2026-05-18 | 2026-05-18 | due_soon    | local
        2026-01-05 | 2026-01-12    | 2026-01-12     |              |            | 2026-05-19 | 2026-05-18 | overdue     | local
        2026-01-05 | 2026-01-12    | 2026-01-12     | 2026-05-19   |            | 2026-06-01 | 2026-05-18 | met_late    | local
        2026-01-05 | 2026-01-12    | 2026-01-12     |              | 2026-03-01 | 2026-06-01 | 2026-05-18 | not_due     | local
        2026-01-05 | 2026-01-12    | 2025-01-12     |              |            | 2026-06-01 |            | cannot_tell | local
        2026-01-05 | 2026-01-12    |                | 2026-05-19   |            | 2026-06-01 |            | cannot_tell | local
        """,
        wait,
    )
