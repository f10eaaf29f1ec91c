"""What must hold of every clock whatever the records say: the rules of counting, and that unknown is never a breach."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.spec.pathways.area import KINDS, Rows, clocks, make_calendars, pa

from goldenthread import calendars, pathways
from goldenthread.engine import DuckDBEngine
from goldenthread.law import Evidence, Level, Provision, provisions
from goldenthread.pathways import _tables
from goldenthread.pathways._clock import CLOCK
from goldenthread.pathways._pathway import SPAN, Pathway
from goldenthread.pathways._tables import limits

AS_OF = date(2025, 7, 18)
QUICK = settings(
    max_examples=4,  # each is some sixty records of six children
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
maybe = st.none() | days


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    spill: Path = tmp_path_factory.mktemp("spill")
    opened = DuckDBEngine(spill)
    make_calendars(opened)
    yield opened
    opened.close()


def records(columns: dict[str, st.SearchStrategy[Any]], **fixed: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some rows of one table, each of one of six children."""
    row = st.fixed_dictionaries({"child_id": st.sampled_from(["c1", "c2", "c3", "c4", "c5", "c6"]), **columns})
    return st.lists(row.map(lambda found: {**fixed, **found}), max_size=12)


def code(*codes: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *codes])


REQUEST = {
    "case_id": st.sampled_from(["A", "B"]),
    "requested": maybe,
    "decision": code("Y", "N", "A", "W", "H"),
    "decided": maybe,
    "notified": maybe,
    "issue_decision": code("Y", "N", "W"),
    "final_issued": maybe,
    "exception": st.sampled_from([None, True, False]),
    "reassessment": st.sampled_from([None, None, True, False]),
    "closed": maybe,
    "close_code": code("ISSUED", "REFUSED", "NOTISSUED", "WITHDRAWN", "MOVED", "DIED", "OTH"),
    "source": st.sampled_from(["ehc_cases", "sen2"]),
    "received": days,
}
WORLD = st.fixed_dictionaries(
    {
        "child": st.lists(days, min_size=6, max_size=6).map(
            lambda found: [{"child_id": f"c{n + 1}", "born": born} for n, born in enumerate(found)]
        ),
        "ehc_request": records(REQUEST),
        "ehc_advice": records(
            {
                "case_id": st.sampled_from(["A", "B"]),
                "adviser": code("EP", "MED", "CSC"),
                "requested": days,
                "reached": maybe,
                "answered": maybe,
                "return_code": code("FULL", "PART", "NOTKNOWN", "NONEED", "REUSED", "NONE"),
                "exception_code": code("EX-APPT", "EX-SCH", "EX-PERS"),
            }
        ),
        "ehc_plan": records(
            {
                "started": maybe,
                "ended": maybe,
                "moved_from": code("879"),
                "received": days,
                "source": st.sampled_from(["ehc_cases", "sen2"]),
            }
        ),
        "ehc_review": records(
            {
                "kind": code("ANNUAL", "EARLY", "REASSESS"),
                "due": maybe,
                "met": maybe,
                "decided": maybe,
                "decision": code("MAINTAIN", "AMEND"),
                "not_held": code("NEVER"),
                "source": st.sampled_from(["ehc_reviews", "sen2"]),
                "received": days,
            }
        ),
        "health_wait": records(
            {
                "service": code("SLT", "CAMHS", "PAED"),
                "requested": maybe,
                "arrived": maybe,
                "first_contact": maybe,
                "second_started": maybe,
                "second_ended": maybe,
                "clock_stopped": maybe,
                "clock_stop_code": code("TREATED", "DECLINED"),
                "referral_id": code("R1", "R2"),
                "previous_referral_id": code("R1", "R2"),
                "ended": maybe,
                "ended_code": code("TRANSFER", "DNA"),
            },
            provider="ODS:A",
        ),
        "health_check": records(
            {
                "check_code": code("NB", "W6", "Y1", "Y2", "AN"),
                "status": code("DONE", "DNA", "DECLINED", "MOVEDIN", "NOTAPPL", "DUE", "BOOKED"),
                "held": maybe,
                "declined": maybe,
                "responsible_from": maybe,
                "responsible_to": maybe,
            }
        ),
        "short_break": records(
            {
                "package_id": st.sampled_from(["P", "Q"]),
                "version_started": days,
                "started": maybe,
                "ended": maybe,
                "legal_basis": code("S17", "S17N", "UNK", "S20R48", "LO"),
                "last_review": maybe,
            }
        ),
        "short_break_event": records(
            {
                "package_id": st.sampled_from(["P", "Q"]),
                "kind": code("REV", "VIS", "ASM", "IRO"),
                "held": maybe,
                "lead_agency": code("CSC", "CH"),
            }
        ),
        "care_plan": records({"started": maybe, "ended": maybe}, kind="CLA"),
        "care_review": records({"held": maybe}, kind="CLA"),
    }
)
COUNTED = {"days": calendars.add_days, "weeks": calendars.add_weeks, "months": calendars.add_months}


def due_by_law(clock: dict[str, Any]) -> date:
    provision = provisions()[clock["provision"]]
    unit, number = provision.duration() or ("days", 0)
    count: Callable[[date, int], date] = COUNTED.get(unit, calendars.add_working_days)
    return count(clock["started"], number)


@QUICK
@given(WORLD)
def test_no_duration_is_negative_and_every_due_day_is_the_law_s(engine: DuckDBEngine, world: dict[str, Rows]) -> None:
    found = clocks(engine, AS_OF, world)
    assert len({clock["clock_id"] for clock in found}) == len(found)
    for clock in found:
        if clock["due"] is not None:
            assert clock["due"] > clock["started"]
            assert clock["due"] == due_by_law(clock)
        if clock["stopped"] is not None:
            assert clock["started"] <= clock["stopped"] <= AS_OF
        if clock["started"] is not None:
            assert clock["started"] <= AS_OF


def _told_twice(world: dict[str, Rows]) -> bool:
    """Senders may use one case number for two requests of one child; the clock then bears one number twice."""
    numbers = [(row["child_id"], row["case_id"]) for row in world["ehc_request"]]
    starts = [(row["child_id"], row["started"]) for row in (*world["ehc_plan"], *world["care_plan"])]
    return len(set(numbers)) < len(numbers) or len(set(starts)) < len(starts)


@QUICK
@given(WORLD)
def test_a_state_means_what_it_says(engine: DuckDBEngine, world: dict[str, Rows]) -> None:
    for clock in clocks(engine, AS_OF, world):
        state, due, stopped = clock["state"], clock["due"], clock["stopped"]
        if state == "met":
            assert stopped <= due
        if state == "met_late":
            assert stopped > due
            assert clock["exception"] is None
        if state == "ended_late":
            assert due < AS_OF
            assert (stopped, clock["exception"]) == (None, None)
        if state in ("running", "due_soon"):
            assert stopped is None
            assert due >= AS_OF
        if state == "overdue":
            assert stopped is None
            assert due < AS_OF
            assert clock["exception"] is None
        if state == "disapplied":
            assert clock["exception"] is not None
            assert (stopped or AS_OF) > due
        said = state in ("not_due", "not_known", "cannot_tell", "declined", "ended_late")
        assert (clock["because"] is not None) == said or (state == "disapplied" and stopped is None)
        assert (clock["why"] is not None) == (due is not None)


@QUICK
@given(WORLD, st.integers(1, 400))
def test_time_only_moves_a_clock_on(engine: DuckDBEngine, world: dict[str, Rows], later_by: int) -> None:
    """What is met stays met, what is late stays late, and no due day moves, however long one waits."""
    before = {c["clock_id"]: c for c in clocks(engine, AS_OF, world)}
    after = {c["clock_id"]: c for c in clocks(engine, AS_OF + timedelta(days=later_by), world)}
    unique = {c["clock_id"] for c in before.values()} if not _told_twice(world) else set()
    onward = {"running": 1, "due_soon": 2, "overdue": 3}
    for clock_id in unique & set(after):
        old, new = before[clock_id], after[clock_id]
        if old["due"] is not None and new["due"] is not None and old["started"] == new["started"]:
            assert old["due"] == new["due"]
            if old["state"] in ("met", "met_late"):
                assert (new["state"], new["stopped"]) == (old["state"], old["stopped"])
            if old["state"] in onward and new["state"] in onward:
                assert onward[new["state"]] >= onward[old["state"]]


@QUICK
@given(WORLD)
def test_an_exception_only_disapplies(engine: DuckDBEngine, world: dict[str, Rows]) -> None:
    """It changes late into disapplied and nothing else: not the day it was due, nor the day it was met."""
    plain = [{**row, "exception": None} for row in world["ehc_request"]]
    claimed = [{**row, "exception": True} for row in world["ehc_request"]]
    without = clocks(engine, AS_OF, {**world, "ehc_request": plain})
    having = clocks(engine, AS_OF, {**world, "ehc_request": claimed})
    allowed = {("overdue", "disapplied"), ("met_late", "disapplied"), ("ended_late", "disapplied")}
    for old, new in zip(_sorted(without), _sorted(having), strict=True):
        assert {**old, "state": 0, "exception": 0} == {**new, "state": 0, "exception": 0}
        assert old["state"] == new["state"] or (old["state"], new["state"]) in allowed


def _sorted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda clock: (clock["clock_id"], clock["record_id"] or ""))


@QUICK
@given(WORLD)
def test_saying_it_twice_changes_nothing(engine: DuckDBEngine, world: dict[str, Rows]) -> None:
    """The yearly return, repeating what the case system says, adds no clock and moves none."""
    own = {name: [{**row, "source": name} for row in world[name]] for name in ("ehc_request", "ehc_plan", "ehc_review")}
    own["ehc_request"] = [row for row in own["ehc_request"] if row["requested"]]  # undated, nobody can pair them
    own["ehc_plan"] = [row for row in own["ehc_plan"] if row["started"]]
    own["ehc_review"] = [row for row in own["ehc_review"] if row["met"] or row["decided"]]
    again = {
        name: [*rows, *({**row, "source": "sen2", "record_id": f"sen2:{n}"} for n, row in enumerate(rows))]
        for name, rows in own.items()
    }
    once = clocks(engine, AS_OF, {**world, **own})
    twice = clocks(engine, AS_OF, {**world, **again})
    if not _crowded(own):
        assert [_seen(c) for c in _sorted(twice)] == [_seen(c) for c in _sorted(once)]


def _seen(clock: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(clock[name] for name in ("clock_id", "started", "due", "stopped", "state", "because", "exception"))


def _crowded(own: dict[str, list[dict[str, Any]]]) -> bool:
    """Two different events of one child within a month, which nobody could tell from one told twice."""
    near = timedelta(days=31)
    days_of = {"ehc_request": ("requested",), "ehc_plan": ("started",), "ehc_review": ("met", "decided")}
    for name, columns in days_of.items():
        seen = [(n, row["child_id"], row[c]) for n, row in enumerate(own[name]) for c in columns if row[c]]
        if any(a[0] != b[0] and a[1] == b[1] and abs(a[2] - b[2]) <= near for a in seen for b in seen):
            return True
    return any(row["decided"] and row["met"] and row["decided"] < row["met"] for row in own["ehc_review"])


@QUICK
@given(WORLD, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(engine: DuckDBEngine, world: dict[str, Rows], chance: Any) -> None:
    numbered = {
        name: [{"record_id": f"{name}:{n:02}", **row} for n, row in enumerate(rows)] if name != "child" else rows
        for name, rows in world.items()
    }
    shuffled = {name: chance.sample(list(rows), len(rows)) for name, rows in numbered.items()}
    assert _sorted(clocks(engine, AS_OF, numbered)) == _sorted(clocks(engine, AS_OF, shuffled))


@QUICK
@given(WORLD, days, st.sampled_from(["ehc_request", "ehc_advice", "health_wait", "short_break_event", "ehc_review"]))
def test_a_late_sender_only_turns_overdue_into_not_known(
    engine: DuckDBEngine, world: dict[str, Rows], newest: date, feed: str
) -> None:
    heard = {"source": feed, "sender": "LA:999", "newest": newest}
    own = {**world, feed: [{**row, "source": feed} for row in world[feed]]}
    fresh = _sorted(clocks(engine, AS_OF, {**own, "source": [{**heard, "state": "fresh"}]}))
    late = _sorted(clocks(engine, AS_OF, {**own, "source": [{**heard, "state": "late"}]}))
    for old, new in zip(fresh, late, strict=True):
        changed = old["state"] != new["state"]
        if changed:
            assert new["state"] == "not_known"
            assert old["state"] in ("overdue", "ended_late", "disapplied", "cannot_tell", "not_known")
            assert newest <= old["due"]


@QUICK
@given(WORLD, WORLD)
def test_another_sender_s_children_change_nobody_s_clock(
    engine: DuckDBEngine, world: dict[str, Rows], more: dict[str, Rows]
) -> None:
    """Adding what a second sender knows of other children never turns what was known into not known."""
    elsewhere = {
        name: [
            {**row, "child_id": f"other-{row['child_id']}", "sender": "LA:998", "record_id": f"{name}:other{n}"}
            for n, row in enumerate(rows)
        ]
        for name, rows in more.items()
        if name != "child"
    }
    mine = _sorted(clocks(engine, AS_OF, world))
    both = {name: [*rows, *elsewhere.get(name, [])] for name, rows in world.items()}
    assert [c for c in _sorted(clocks(engine, AS_OF, both)) if not c["child_id"].startswith("other-")] == mine


@QUICK
@given(WORLD, st.sampled_from(["ehc_review", "health_check", "short_break_event", "care_review", "ehc_advice"]))
def test_leaving_a_feed_out_never_makes_a_breach(engine: DuckDBEngine, world: dict[str, Rows], feed: str) -> None:
    """Of the clocks whose duty that feed would show as met, none is overdue without it."""
    watched = {
        "ehc_review": ("AR-12M", "AR-DEC4"),
        "health_check": ("HCP-NB", "HCP-6W", "HCP-1Y", "HCP-2Y", "HCP-AN"),
        "short_break_event": ("SB-REV6", "SB-IRO3", "SB-IRO6"),
        "care_review": ("LAC-R20", "LAC-R3M", "LAC-R6M"),
        "ehc_advice": ("EHC-ADV",),
    }[feed]
    found = clocks(engine, AS_OF, {**world, feed: []})
    assert not [c for c in found if c["code"] in watched and c["state"] in ("overdue", "ended_late", "met", "met_late")]


@QUICK
@given(st.lists(days, min_size=2, max_size=30))
def test_a_later_start_is_never_due_earlier(engine: DuckDBEngine, starts: list[date]) -> None:
    rows = [
        {"child_id": f"r{n:02}", "case_id": "A", "source": "ehc_cases", "requested": day}
        for n, day in enumerate(starts)
    ]
    plans = [{"child_id": f"r{n:02}", "started": day, "source": "ehc_cases"} for n, day in enumerate(starts)]
    cared = [{"child_id": f"r{n:02}", "started": day, "kind": "CLA"} for n, day in enumerate(starts)]
    found = clocks(engine, date(2027, 1, 1), {"ehc_request": rows, "ehc_plan": plans, "care_plan": cared})
    for each in ("EHC-06", "EHC-20", "AR-12M", "LAC-R20"):
        ordered = sorted((c["started"], c["due"]) for c in found if c["code"] == each)
        assert [due for _, due in ordered] == sorted(due for _, due in ordered)


@QUICK
@given(st.lists(days, min_size=1, max_size=20))
def test_a_clock_uses_the_provision_in_force_on_the_day_it_started(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, starts: list[date]
) -> None:
    monkeypatch.setattr(_tables, "name_of", lambda provision: provision.pinpoint)
    changed = date(2023, 9, 1)
    old, new = (
        Provision("Made up", pin, "", "", Level.LOCAL, Evidence.OWN, in_force_from=first, in_force_to=last, weeks=weeks)
        for pin, first, last, weeks in (("old", None, changed - timedelta(days=1), 6), ("new", changed, None, 4))
    )
    declared = pathways.pathways()["ehc_plan"]
    made_up = Pathway("X", "X", declared.category, "a", "b", (old, new), (), declared.sql)
    spans = [{"pathway": "made_up", "child_id": "c", "subject": str(n), "started": day} for n, day in enumerate(starts)]
    names = {"pathway": "varchar", "code": "varchar", "category": "varchar", **SPAN}
    fields = pa.schema([(name, KINDS[kind]) for name, kind in names.items()])
    monkeypatch.undo()
    clocks(engine, AS_OF, {})  # makes the tables that the shared rule reads beside these two
    monkeypatch.setattr(_tables, "name_of", lambda provision: provision.pinpoint)
    engine.attach_arrow("pathway_limit", limits({"made_up": made_up}))
    engine.attach_arrow("clock_span", pa.Table.from_pylist(spans, schema=fields))
    engine.create("clock", CLOCK, {"as_of": date(2027, 1, 1), "as_of_says": "1 January 2027"})
    for started, due, provision in engine.rows("select started, due, provision from clock"):
        assert (provision, (due - started).days) == (("new", 28) if started >= changed else ("old", 42))
