"""Every pathway declared: its columns, its law, its words, the portable subset, and equal rows on both engines."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from tests.spec.pathways.area import FIRST, LAST, clocks, fill, make_calendars

from goldenthread import pathways
from goldenthread.engine import DuckDBEngine, Engine, RuleError, check_rule
from goldenthread.engine.spark_engine import SparkEngine
from goldenthread.law import Evidence, Level, Provision, name_of, provisions
from goldenthread.pathways import Pathway, _run
from goldenthread.pathways._once import ONCE, TOLD_ONCE
from goldenthread.pathways._pathway import NEEDED, SPAN
from goldenthread.records import Category, agency_tables, derived_tables

STATES = {
    "running",
    "due_soon",
    "overdue",
    "met",
    "met_late",
    "ended_late",
    "disapplied",
    "not_due",
    "not_known",
    "cannot_tell",
    "declined",
}
PATHWAYS = pathways.pathways()
EXPECTED = {
    "EHC-06", "EHC-ADV", "EHC-20", "AR-12M", "AR-DEC4", "CHS-18", "CHS-18-2", "HCP-AN", "HCP-NB", "HCP-6W", "HCP-1Y",
    "HCP-2Y", "SB-REV6", "SB-IRO3", "SB-IRO6", "LAC-R20", "LAC-R3M", "LAC-R6M",
}  # fmt: skip


def area(children: int = 40) -> dict[str, list[dict[str, Any]]]:
    """Records of every kind a clock reads, spread over months and codes by plain arithmetic."""
    start = date(2021, 1, 29)

    def day(n: int, every: int = 1) -> date | None:
        return None if n % every and every > 1 and n % 5 == 0 else start + timedelta(days=n * 37 % 1600)

    def each(n: int, *codes: str | None) -> str | None:
        return codes[n % len(codes)]

    numbered = range(children)
    return {
        "child": [
            {
                "child_id": f"c{n}",
                "born": start + timedelta(days=n * 41 % 1700),
                "died": day(n + 30) if n % 8 == 1 else None,
            }
            for n in numbered
        ],
        "ehc_request": [
            {
                "child_id": f"c{n % 25}",
                "case_id": f"A{n % 25}",
                "requested": day(n % 25, 3),
                "decision": each(n, "Y", "N", "A", "W", None),
                "decided": day(n + 1, 4),
                "final_issued": day(n + 5, 2) if n % 3 else None,
                "exception": n % 4 == 0,
                "reassessment": n % 11 == 0,
                "closed": day(n + 6) if n % 7 == 0 else None,
                "close_code": each(n, None, None, "ISSUED", "REFUSED", "WITHDRAWN"),
                "source": each(n // 25, "ehc_cases", "sen2"),
            }
            for n in numbered
        ],
        "ehc_advice": [
            {
                "child_id": f"c{n % 25}",
                "case_id": f"A{n % 25}",
                "advice_id": str(n),
                "adviser": each(n, "EP", "MED", "CSC", "EDU"),
                "requested": day(n),
                "reached": day(n, 2),
                "answered": day(n + 2, 3),
                "return_code": each(n, "FULL", "NOTKNOWN", "NONE", "REUSED", None),
                "exception_code": each(n, None, "EX-APPT", "EX-SCH"),
            }
            for n in numbered
        ],
        "ehc_plan": [
            {
                "child_id": f"c{n % 20}",
                "started": day(n % 20, 2) if n % 7 else None,
                "ended": day(n + 9) if n % 6 == 0 else None,
                "moved_from": each(n, None, None, None, "879"),
                "source": each(n // 20, "ehc_cases", "sen2"),
            }
            for n in numbered
        ],
        "ehc_review": [
            {
                "child_id": f"c{n % 18}",
                "review_id": str(n),
                "kind": each(n, "ANNUAL", "EARLY", "REASSESS", None),
                "met": day(n + 3, 3),
                "decided": day(n + 4, 2),
                "decision": each(n, None, "MAINTAIN", "AMEND"),
                "source": each(n, "ehc_reviews", "ehc_reviews", "sen2"),
            }
            for n in numbered
        ],
        "health_wait": [
            {
                "child_id": f"c{n % 20}",
                "referral_id": str(n),
                "previous_referral_id": str(n - 20) if n % 3 else None,
                "provider": "ODS:ZZ1",
                "service": each(n, "SLT", "PAED", "CAMHS", None),
                "requested": day(n, 2),
                "arrived": day(n + 1),
                "first_contact": day(n + 3, 3),
                "second_started": day(n + 4, 2),
                "second_ended": day(n + 6, 2),
                "clock_stopped": day(n + 2) if n % 4 == 0 else None,
                "clock_stop_code": each(n, None, "TREATED", "DECLINED"),
            }
            for n in numbered
        ],
        "health_check": [
            {
                "child_id": f"c{n}",
                "check_code": check,
                "status": each(n + m, "DONE", "DUE", "DNA", "DECLINED", "MOVEDIN", None),
                "held": day(n * 3 + m, 2) if n % 2 else None,
                "responsible_to": day(n + 2) if n % 9 == 0 else None,
            }
            for n in numbered
            for m, check in enumerate(("AN", "NB", "W6", "Y1", "Y2"))
            if (n + m) % 3
        ],
        "short_break": [
            {
                "child_id": f"c{n}",
                "package_id": f"P{n}",
                "started": day(n, 2),
                "version_started": day(n),
                "ended": day(n + 8) if n % 5 == 0 else None,
                "legal_basis": each(n, "S17", "S20R48", "UNK", "LO", "S17N"),
                "last_review": day(n + 7) if n % 4 == 0 else None,
            }
            for n in numbered
        ],
        "short_break_event": [
            {
                "child_id": f"c{n}",
                "package_id": f"P{n}",
                "kind": each(n + m, "REV", "VIS", "IRO", "ASM"),
                "held": day(n + m * 4, 3),
                "lead_agency": each(n, "CSC", "CH", None),
            }
            for n in numbered
            for m in range(3)
        ],
        "care_plan": [
            {"child_id": f"c{n % 15}", "kind": "CLA", "started": day(n), "ended": day(n + 3) if n % 3 else None}
            for n in numbered
        ],
        "care_review": [
            {"child_id": f"c{n % 15}", "kind": "CLA", "held": day(n + m * 2)} for n in numbered for m in range(3)
        ],
        "source": [
            {"source": "ehc_cases", "sender": "LA:999", "newest": date(2024, 6, 1), "state": "late"},
            {"source": "health_wait", "sender": "LA:999", "newest": date(2025, 7, 1), "state": "fresh"},
        ],
    }


def test_every_clock_asked_for_is_declared() -> None:
    assert {pathway.code for pathway in PATHWAYS.values()} == EXPECTED


@pytest.mark.parametrize("name", PATHWAYS)
def test_a_declaration_is_complete(name: str) -> None:
    pathway = PATHWAYS[name]
    assert set(NEEDED) <= set(pathway.columns()) <= set(SPAN)
    assert set(pathway.needs) <= set(agency_tables())
    assert pathway.title
    assert pathway.starts.startswith("the ")
    assert pathway.stops.startswith("the ")
    assert isinstance(pathway.category, Category)
    for provision in (*pathway.limits, *pathway.basis):
        assert name_of(provision) in provisions()
    assert set(pathway.given) == {
        name for name in _placeholders(pathway.sql) if name not in ("as_of", "same_days", "letter_days")
    }


def _placeholders(sql: str) -> set[str]:
    return set(re.findall(r"\$(\w+)", sql))


@pytest.mark.parametrize("name", PATHWAYS)
def test_a_rule_is_portable_and_names_known_columns(name: str) -> None:
    check_rule(PATHWAYS[name].sql, pathways.schema(TOLD_ONCE), name)


def test_the_rules_all_pathways_share_are_portable() -> None:
    _run.check()


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(RuleError, match="requested"):
        check_rule("select child_id, requestd from ehc_request_once", pathways.schema(TOLD_ONCE), "pathways/x")


def test_no_clock_is_called_law_from_memory() -> None:
    unsure = Provision("An Act", "s1", "Says.", "", Level.MUST, Evidence.MEMORY, weeks=1)
    with pytest.raises(ValueError, match="law from memory"):
        Pathway("X", "X", Category.EHC, "a", "b", (unsure,), (), "select 1")
    for pathway in PATHWAYS.values():
        for limit in pathway.limits:
            assert limit.level is not Level.MUST or limit.evidence is not Evidence.MEMORY


def test_limits_follow_one_another_and_have_a_duration() -> None:
    first = Provision("A", "1", "Says.", "", Level.LOCAL, Evidence.OWN, weeks=1)
    with pytest.raises(ValueError, match="follow one another"):
        Pathway("X", "X", Category.EHC, "a", "b", (first, first), (), "select 1")
    timeless = Provision("A", "1", "Says.", "", Level.LOCAL, Evidence.OWN)
    with pytest.raises(ValueError, match="needs a duration"):
        Pathway("X", "X", Category.EHC, "a", "b", (timeless,), (), "select 1")


def test_the_clock_table_is_the_record_s(duckdb_engine: DuckDBEngine) -> None:
    make_calendars(duckdb_engine)
    found = clocks(duckdb_engine, date(2025, 7, 18), area())
    declared = {name: column.type for name, column in derived_tables()["clock"].columns().items()}
    assert duckdb_engine.columns("clock") == declared
    assert {clock["state"] for clock in found} <= STATES
    assert {clock["code"] for clock in found} == EXPECTED
    assert {clock["level"] for clock in found} <= {None, *map(str, Level)}
    for table, columns in TOLD_ONCE.items():
        assert {c: k.lower() for c, k in duckdb_engine.columns(table).items()} == dict(columns)
    assert set(ONCE) == set(TOLD_ONCE)


def test_every_clock_finds_its_law_in_the_register(duckdb_engine: DuckDBEngine) -> None:
    make_calendars(duckdb_engine)
    clocks(duckdb_engine, date(2025, 7, 18), area())
    lost = duckdb_engine.rows(
        """
        select c.clock_id from clock c
        left join pathway_register r on r.pathway = c.pathway and r.provision = c.provision
        where c.provision is not null and (r.basis is null or r.why is null or r.title is null)
        """
    )
    assert not lost
    twice = duckdb_engine.rows("select pathway, provision from pathway_register group by all having count(*) > 1")
    assert not twice
    unsaid = duckdb_engine.rows(
        "select code from pathway_register where level = 'must' and evidence like '%from memory%'"
    )
    assert not unsaid


@pytest.mark.spark
def test_spark_gives_exactly_the_same_clocks(duckdb_engine: DuckDBEngine, spark_engine: SparkEngine) -> None:
    as_of, told = date(2025, 7, 18), area()
    make_calendars(duckdb_engine)
    fill(duckdb_engine, told)
    fill(spark_engine, told)
    spark_engine.attach_arrow("calendar", duckdb_engine.arrow("select * from calendar"))
    assert FIRST < as_of < LAST
    kept = ("clock", "clock_count", "pathway_register", *ONCE)
    rows = {engine.name: _all_rows(engine, as_of, kept) for engine in (duckdb_engine, spark_engine)}
    for table in kept:
        assert rows["spark"][table] == rows["duckdb"][table], table
    assert len(rows["duckdb"]["clock"]) > 400
    assert any("the child had died" in str(clock) for clock in rows["spark"]["clock"])


def _all_rows(engine: Engine, as_of: date, tables: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
    pathways.run(engine, as_of)
    return {table: sorted(engine.rows(f"select * from {table}"), key=repr) for table in tables}
