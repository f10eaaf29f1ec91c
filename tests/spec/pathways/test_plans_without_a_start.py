"""Plans that the yearly return knows only as in force (AR-12M): made long ago, or moved in from another council."""

from typing import Any

from tests.spec.pathways.area import Rows, answers, clocks, date

from goldenthread.engine import DuckDBEngine

UNHEARD = "No review of this plan, held or due, has been received."
UNDATED = "The day the plan was made is not recorded."
MOVED = (
    "The plan moved in from another council: its review is due within twelve months or, if that is later, within three "
    "months of the move, and the day of the move is not recorded."
)
AS_OF = date(2026, 6, 15)
RETURNED = date(2026, 1, 15)


def listed(**more: Any) -> dict[str, Any]:
    """A plan as the return of January 2026 lists it: in force, and no more."""
    return {"source": "sen2", "received": RETURNED, "case_id": "7", **more}


def reviewed(decided: date) -> dict[str, Any]:
    return {"review_id": "V1", "kind": "ANNUAL", "source": "sen2", "received": RETURNED, "decided": decided}


def annual(engine: DuckDBEngine, told: dict[str, Rows], as_of: date = AS_OF) -> list[tuple[Any, ...]]:
    found = [c for c in clocks(engine, as_of, told) if c["code"] == "AR-12M"]
    return [(c["started"], c["due"], c["state"], c["because"]) for c in found]


def test_it_is_counted_from_its_last_review(engine: DuckDBEngine) -> None:
    told = {"ehc_plan": [listed()], "ehc_review": [reviewed(date(2025, 3, 20))]}
    assert annual(engine, told) == [(date(2025, 3, 20), date(2026, 3, 20), "overdue", None)]
    assert annual(engine, told, date(2026, 3, 20)) == [(date(2025, 3, 20), date(2026, 3, 20), "due_soon", None)]


def test_without_a_review_nobody_can_say_when_one_is_due(engine: DuckDBEngine) -> None:
    assert annual(engine, {"ehc_plan": [listed()]}) == [(None, None, "cannot_tell", UNDATED)]
    met = {"review_id": "V1", "source": "ehc_reviews", "met": date(2026, 5, 1)}
    assert annual(engine, {"ehc_plan": [listed()], "ehc_review": [met]}) == [(None, None, "cannot_tell", UNDATED)]


def test_after_it_ceased_nothing_is_due(engine: DuckDBEngine) -> None:
    assert annual(engine, {"ehc_plan": [listed(ended=date(2025, 12, 1))]}) == []
    told = {"ehc_plan": [listed(ended=date(2025, 12, 1))], "ehc_review": [reviewed(date(2025, 3, 20))]}
    assert annual(engine, told) == [
        (date(2025, 3, 20), date(2026, 3, 20), "not_due", "The plan ceased on 1 December 2025.")
    ]


def test_of_a_child_whose_plan_is_known_it_is_that_plan(engine: DuckDBEngine) -> None:
    """Whoever knows the start, of a plan in force on the day of the return or since, speaks of the same plan."""
    for known in (
        {"source": "ehc_cases", "started": date(2022, 6, 6)},
        {"source": "sen2", "started": date(2022, 6, 6), "received": date(2025, 1, 16)},
        {"source": "ehc_cases", "started": date(2026, 3, 2)},
        {"source": "sen2", "started": date(2022, 6, 6), "ended": date(2026, 4, 1)},
    ):
        found = annual(engine, {"ehc_plan": [listed(), known]})
        assert [started for started, *_ in found] == [known["started"]], known


def test_a_plan_that_had_ceased_before_the_return_is_another(engine: DuckDBEngine) -> None:
    old = {"source": "sen2", "started": date(2016, 5, 2), "ended": date(2021, 7, 31)}
    told = {"ehc_plan": [listed(), old], "ehc_review": [reviewed(date(2025, 3, 20))]}
    found = {started: state for started, _, state, _ in annual(engine, told)}
    assert found[date(2025, 3, 20)] == "overdue", "the plan in force, from its own review"
    assert found[date(2016, 5, 2)] == "not_known", "five years of the old plan of which nothing was received"


def test_what_the_newest_return_leaves_out_is_no_plan(engine: DuckDBEngine) -> None:
    another = {"source": "sen2", "received": RETURNED, "child_id": "another", "started": date(2024, 5, 2)}
    assert len(annual(engine, {"ehc_plan": [listed(received=date(2025, 1, 16)), another]})) == 1


def test_a_plan_that_moved_in_is_never_overdue(engine: DuckDBEngine) -> None:
    """Its review may be due up to three months after a move whose day is not sent: that is the later, or it is not."""

    def told(row: dict[str, Any]) -> dict[str, Rows]:
        held = [reviewed(row["reviewed"])] if row["reviewed"] else []
        if row["again"]:
            held.append({**reviewed(row["again"]), "review_id": "V2"})
        return {"ehc_plan": [listed(started=row["made"], moved_from="879")], "ehc_review": held}

    answers(
        engine,
        "AR-12M",
        f"""
        made       | reviewed   | again | as_of      | state       | because
                   | 2025-03-20 |       | 2026-03-01 | due_soon    |
                   | 2025-03-20 |       | 2026-06-15 | cannot_tell | {MOVED}
        2025-05-02 |            |       | 2026-06-15 | not_known   | {UNHEARD}
                   |            |       | 2026-06-15 | cannot_tell | {UNDATED}
        """,
        told,
    )
    late = told({"made": date(2024, 5, 2), "reviewed": date(2025, 5, 20), "again": date(2026, 5, 20)})
    assert [(state, because) for *_, state, because in annual(engine, late)] == [
        ("cannot_tell", MOVED),
        ("met", None),
        ("running", None),
    ]


def test_a_meeting_about_it_still_needs_its_letter(engine: DuckDBEngine) -> None:
    """Four weeks from 2 March 2026 are up on 30 March, unless the plan ceased before."""

    def decision(**plan: Any) -> str:
        met = {"review_id": "V1", "source": "ehc_reviews", "met": date(2026, 3, 2)}
        found = clocks(engine, AS_OF, {"ehc_plan": [listed(**plan)], "ehc_review": [met]})
        return next(str(c["state"]) for c in found if c["code"] == "AR-DEC4")

    assert decision() == "overdue"
    assert decision(ended=date(2026, 3, 20)) == "not_due"
