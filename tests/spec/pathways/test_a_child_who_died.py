"""Clocks of a child of whom some record says that it died: none is left for anybody to chase."""

from typing import Any

from tests.spec.pathways.area import CHILD, clocks, date

from goldenthread.engine import DuckDBEngine, Engine

DIED, AS_OF = date(2026, 3, 3), date(2026, 6, 1)
SAYS = "A record says that the child had died by 3 March 2026."


def tables(**more: Any) -> dict[str, Any]:
    wait = {"referral_id": "R1", "provider": "ODS:ZZ1", "service": "SLT", "requested": date(2026, 1, 5)}
    request = {"case_id": "E1", "requested": date(2025, 11, 3)}
    return {
        "health_wait": [{**wait, **more}],
        "ehc_request": [request],
        "ehc_advice": [{"advice_id": "A1", "case_id": "E1", "adviser": "EP", "requested": date(2025, 12, 1)}],
        "health_check": [{"check_id": "H1", "check_code": "Y2", "status": "DUE", "due": date(2026, 2, 1)}],
    }


def told(engine: Engine, drawn: dict[str, Any], died: date | None) -> dict[str, Any]:
    drawn = {**drawn, "child": [{"child_id": CHILD, "born": date(2024, 2, 1), "died": died}]}
    return {one["clock_id"]: one for one in clocks(engine, AS_OF, drawn)}


def test_no_clock_runs_is_late_or_is_not_known(engine: DuckDBEngine) -> None:
    living, after = told(engine, tables(), None), told(engine, tables(), DIED)
    assert {"overdue"} <= {one["state"] for one in living.values()}
    assert after.keys() == living.keys()
    assert {one["state"] for one in after.values()} == {"not_due"}
    assert {one["because"] for one in after.values()} == {SAYS}


def test_what_was_done_before_stays_done_and_what_had_ended_keeps_its_reason(engine: DuckDBEngine) -> None:
    (met,) = (
        one for one in told(engine, tables(first_contact=date(2026, 2, 2)), DIED).values() if one["code"] == "CHS-18"
    )
    assert (met["state"], met["because"]) == ("met", None)
    over = told(engine, tables(ended=date(2026, 2, 20), ended_code="DNA"), DIED)
    (ended,) = (one for one in over.values() if one["code"] == "CHS-18")
    assert ended["because"] == "The referral was closed without a contact on 20 February 2026."


def test_another_child_s_clocks_run_on(engine: DuckDBEngine) -> None:
    drawn = {**tables(), "child": [{"child_id": "another", "died": DIED}]}
    assert "overdue" in {one["state"] for one in clocks(engine, AS_OF, drawn)}
