"""A concern's states and moves: complete, disjoint, and the same in the database."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.casework import (
    CONDITIONS,
    KINDS,
    MOVES,
    OUTCOMES,
    SAYS,
    Event,
    Hands,
    Kind,
    Outcome,
    Sign,
    Standing,
    State,
    Who,
    lacks,
    legal,
    pair,
    parts,
    state_of,
    states,
)

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
STAGES = (None, Kind.TAKE, Kind.ACCEPT, Kind.PLAN, Kind.ACTION, Kind.CLOSE, Kind.REOPEN)
_numbers = itertools.count(1)


def event(kind: Kind, by: str = "w-1", since: date = DAY, **more: object) -> Event:
    """An event that says what its kind must say."""
    said: dict[str, object] = {
        "by_team": "t-1",
        "to_worker": "w-2" if kind is Kind.GIVE else None,
        "due": DAY + timedelta(days=7) if kind is Kind.PLAN else None,
        "text": "something",
        "reason": "because",
        "outcome": Outcome.HELPED if kind is Kind.CLOSE else None,
        "happened": DAY if kind is Kind.ACTION else None,
    }
    return Event(next(_numbers), kind, since, by, NOON, **(said | more))  # type: ignore[arg-type]


def state(*kinds: Kind, sign: date | None = DAY) -> State:
    return state_of([event(kind) for kind in kinds], sign, DAY).state


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize("present", [True, False])
@pytest.mark.parametrize("later", [True, False])
def test_exactly_one_state_holds(stage: Kind | None, offered: bool, present: bool, later: bool) -> None:
    standing = Standing(stage, offered, present, later)
    assert len([state for state, holds in CONDITIONS.items() if holds(standing)]) == 1


def test_every_state_can_be_reached_and_has_words() -> None:
    reached = {
        state(),
        state(Kind.TAKE),
        state(Kind.TAKE, Kind.GIVE),
        state(Kind.TAKE, Kind.PLAN),
        state(Kind.TAKE, Kind.ACTION),
        state(Kind.CLOSE),
        state(Kind.CLOSE, Kind.REOPEN),
        state(Kind.TAKE, sign=None),
    }
    assert reached == set(State) == set(SAYS) == set(CONDITIONS)
    assert set(OUTCOMES) == set(Outcome)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((Kind.GIVE,), State.OFFERED),
        ((Kind.GIVE, Kind.ACCEPT), State.TAKEN),
        ((Kind.GIVE, Kind.DECLINE), State.NEW),
        ((Kind.TAKE, Kind.PLAN, Kind.GIVE, Kind.DECLINE), State.PLANNED),  # it stays with who had it, as it was
        ((Kind.TAKE, Kind.PLAN, Kind.NOTE, Kind.OBJECTION, Kind.CANNOT_WAIT), State.PLANNED),
        ((Kind.TAKE, Kind.GIVE, Kind.TAKE), State.TAKEN),  # taken back
        ((Kind.TAKE, Kind.ACTION, Kind.CLOSE), State.CLOSED),
        ((Kind.CLOSE, Kind.REOPEN, Kind.TAKE), State.TAKEN),
    ],
)
def test_what_follows_from_what(kinds: tuple[Kind, ...], expected: State) -> None:
    assert state(*kinds) is expected


def test_who_holds_it_until_it_is_accepted() -> None:
    told = [event(Kind.TAKE), event(Kind.GIVE)]
    held = state_of(told, DAY, DAY)
    assert (held.holder, held.offered_to, held.offered_by) == ("w-1", "w-2", "w-1")
    told.append(event(Kind.ACCEPT, by="w-2"))
    held = state_of(told, DAY, DAY)
    assert (held.holder, held.offered_to) == ("w-2", None)


def test_a_closed_concern_stays_closed_until_the_sign_comes_back_later() -> None:
    told = [event(Kind.TAKE), event(Kind.CLOSE)]
    assert state_of(told, DAY, DAY).state is State.CLOSED
    assert state_of(told, None, DAY).state is State.CLOSED
    assert state_of(told, DAY - timedelta(days=9), DAY).state is State.CLOSED  # a corrected, earlier date
    back = state_of(told, DAY + timedelta(days=1), DAY)
    assert (back.state, back.holder, back.due) == (State.REOPENED, None, None)


def test_lateness_counts_days_past_the_planned_step() -> None:
    told = [event(Kind.TAKE), event(Kind.PLAN, due=DAY)]
    assert [state_of(told, DAY, DAY + timedelta(days=n)).late_days for n in (-1, 0, 3)] == [0, 0, 3]


def test_a_planned_step_ends_when_an_action_says_that_it_is_done() -> None:
    told = [event(Kind.TAKE), event(Kind.PLAN, due=DAY), event(Kind.ACTION, step_done=False)]
    assert (state_of(told, DAY, DAY).due, state_of(told, DAY, DAY).step_done) == (DAY, False)
    told.append(event(Kind.ACTION, step_done=True))
    done = state_of(told, DAY, DAY)
    assert (done.due, done.step_done, done.state) == (None, True, State.ACTED)
    told.append(event(Kind.PLAN, due=DAY + timedelta(days=3)))
    planned = state_of(told, DAY, DAY)
    assert (planned.due, planned.step_done, planned.state) == (DAY + timedelta(days=3), False, State.PLANNED)


def test_what_cannot_wait_presses_until_a_step_is_planned_or_done() -> None:
    said = DAY - timedelta(days=400)  # a made-up area lives on its records' day, which the event carries
    told = [event(Kind.PLAN, due=DAY), event(Kind.CANNOT_WAIT, happened=said)]
    assert state_of(told, DAY, DAY).pressed == said
    assert state_of([event(Kind.CANNOT_WAIT)], DAY, DAY).pressed == NOON.date()
    for answer in (event(Kind.PLAN), event(Kind.ACTION, step_done=True)):
        assert state_of([*told, answer], DAY, DAY).pressed is None
    assert state_of([*told, event(Kind.ACTION, step_done=None)], DAY, DAY).pressed == said


def test_events_of_several_dates_are_refused() -> None:
    with pytest.raises(ValueError, match="pair them"):
        state_of([event(Kind.TAKE), event(Kind.NOTE, since=DAY - timedelta(days=1))], DAY, DAY)
    with pytest.raises(ValueError, match="no concern"):
        state_of([], None, DAY)


# ── moves ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_table_of_moves_is_complete() -> None:
    assert set(MOVES) == set(itertools.product(State, Kind))
    assert set(KINDS) == set(Kind)


def test_a_reader_may_only_speak() -> None:
    for one in State:
        assert set(legal(one, {Who.READER})) <= {Kind.NOTE, Kind.OBJECTION, Kind.CANNOT_WAIT}


def test_an_offer_is_answered_by_those_asked_and_nobody_else() -> None:
    assert {who for who in Who if Kind.ACCEPT in legal(State.OFFERED, {who})} == {Who.OFFERED}
    for one in set(State) - {State.OFFERED}:
        assert not MOVES[one, Kind.ACCEPT] | MOVES[one, Kind.DECLINE]


def test_what_is_closed_can_only_be_reopened_or_spoken_of() -> None:
    assert set(legal(State.CLOSED, Who)) == {Kind.REOPEN, Kind.NOTE, Kind.OBJECTION}


def test_no_state_is_a_dead_end() -> None:
    for one in State:
        assert set(legal(one, Who)) - {Kind.NOTE, Kind.OBJECTION, Kind.CANNOT_WAIT}


def test_every_legal_move_leaves_the_state_it_should() -> None:
    starts = {
        State.NEW: (), State.TAKEN: (Kind.TAKE,), State.PLANNED: (Kind.TAKE, Kind.PLAN),
        State.ACTED: (Kind.TAKE, Kind.ACTION), State.OFFERED: (Kind.TAKE, Kind.GIVE), State.CLOSED: (Kind.CLOSE,),
        State.REOPENED: (Kind.CLOSE, Kind.REOPEN),
    }  # fmt: skip
    leads = {
        Kind.TAKE: State.TAKEN, Kind.GIVE: State.OFFERED, Kind.ACCEPT: State.TAKEN, Kind.CLOSE: State.CLOSED,
        Kind.REOPEN: State.REOPENED,
    }  # fmt: skip
    for start, kinds in starts.items():
        for kind in legal(start, Who):
            after = state(*kinds, kind)
            stays = kind in (Kind.NOTE, Kind.OBJECTION, Kind.CANNOT_WAIT)
            assert after is (start if stays else leads.get(kind, after))


def test_parts_follow_who_has_it() -> None:
    routed = Hands(team_id="t-1", owner="w-1", deputy="w-2")
    assert parts("w-2", [], [], routed) == {Who.READER, Who.TEAM}
    assert parts("w-9", ["t-1"], ["t-1"], routed) == {Who.READER, Who.TEAM, Who.LEAD}
    held = Hands("w-3", "t-3", None, "t-4", "t-1", "w-1", "w-2")
    assert parts("w-1", ["t-1"], ["t-1"], held) == {Who.READER}  # handed over to another team
    assert parts("w-3", ["t-3"], [], held) == {Who.READER, Who.HOLDER, Who.TEAM}
    assert parts("w-4", ["t-4"], [], held) == {Who.READER, Who.OFFERED}


def test_a_team_is_asked_only_where_no_person_is_named_and_never_whoever_offered_it() -> None:
    named = Hands("w-3", "t-3", "w-4", "t-3", "t-3", "w-1", "w-2", offered_by="w-3")
    assert Who.OFFERED in parts("w-4", ["t-3"], [], named)
    assert Who.OFFERED not in parts("w-1", ["t-3"], [], named)
    assert Who.OFFERED not in parts("w-3", ["t-3"], [], named)
    team = Hands("w-3", "t-3", None, "t-3", "t-3", "w-1", "w-2", offered_by="w-3")
    assert Who.OFFERED in parts("w-1", ["t-3"], [], team)
    assert Who.OFFERED not in parts("w-3", ["t-3"], [], team)


def test_an_event_says_what_it_must() -> None:
    for kind in Kind:
        assert lacks(event(kind)) == ()
        bare = Event(1, kind, DAY, "w-1", NOON)
        assert lacks(bare) == KINDS[kind]
    assert lacks(event(Kind.NOTE, text="   ")) == ("text",)


# ── pairing signs and events ────────────────────────────────────────────────────────────────────────────────────────
def test_a_corrected_date_is_the_same_concern() -> None:
    told = [event(Kind.TAKE, since=DAY)]
    corrected = DAY - timedelta(days=3)
    (thread,) = pair([("C1", "s", corrected)], {("C1", "s"): told})
    assert (thread.since, thread.record_as) == (corrected, DAY)
    assert state_of(thread.events, thread.sign_since, DAY).state is State.TAKEN


def test_a_sign_that_comes_back_begins_anew() -> None:
    told = [event(Kind.TAKE), event(Kind.CLOSE)]
    later = DAY + timedelta(days=40)
    (thread,) = pair([("C1", "s", later)], {("C1", "s"): told})
    assert thread.record_as == later
    told.append(event(Kind.TAKE, since=later))
    found = states([("C1", "s", later)], {("C1", "s"): told}, DAY)
    assert {key[2]: one.state for key, one in found.items()} == {DAY: State.CLOSED, later: State.TAKEN}


# ── the same in the database ────────────────────────────────────────────────────────────────────────────────────────
CHILDREN, SIGNALS = ("C1", "C2"), ("s1", "s2")
DATES = tuple(DAY + timedelta(days=n) for n in range(3))
keys = st.tuples(st.sampled_from(CHILDREN), st.sampled_from(SIGNALS), st.sampled_from(DATES))
told_of = st.tuples(keys, st.sampled_from(Kind), st.sampled_from(["w-1", "w-2", "w-3"]), st.booleans())


@pytest.fixture
def connection(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url) as opened:
        yield opened


def record(connection: psycopg.Connection, child_id: str, signal: str, one: Event) -> Event:
    """Writes an event and returns it with the number it was given."""
    row = connection.execute(
        "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team, to_worker, "
        "to_team, due, happened, step_done, text, outcome, reason, at) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning event_id",
        (child_id, signal, one.since, one.kind, one.by_worker, "N", one.by_team, one.to_worker, one.to_team, one.due,
         one.happened, one.step_done, one.text, one.outcome, one.reason, one.at),
    ).fetchone()  # fmt: skip
    assert row
    return Event(row[0], *[getattr(one, name) for name in list(Event.__dataclass_fields__)[1:]])


def show(connection: psycopg.Connection, child_id: str, signal: str, since: date) -> None:
    connection.execute(
        "insert into published.concern (child_id, signal, since, says, status, team_id, owner, deputy) "
        "values (%s, %s, %s, 'says', 'live', 't-1', 'w-1', 'w-2')",
        (child_id, signal, since),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(signs=st.sets(keys, max_size=6), told=st.lists(told_of, max_size=9), joined=st.booleans(), moved=st.booleans())
def test_the_database_says_the_same(
    connection: psycopg.Connection, signs: set[Sign], told: list, joined: bool, moved: bool
) -> None:
    events: dict[tuple[str, str], list[Event]] = {}
    for sign in sorted(signs):
        show(connection, *sign)
    if joined:
        connection.execute("insert into published.child_alias values ('C-old', 'C1')")
    for number, ((child_id, signal, since), kind, by, flag) in enumerate(told):
        more = {"step_done": flag} if kind is Kind.ACTION else {"to_team": "t-2"} if kind is Kind.GIVE and flag else {}
        own = record(connection, "C-old" if joined and child_id == "C1" and number % 2 else child_id, signal,
                     event(kind, by, since, **more))  # fmt: skip
        if moved and number % 3 == 0:  # a person says it was about the other child
            child_id = "C2" if child_id == "C1" else "C1"
            connection.execute(
                "insert into casework.event_move (event_id, child_id, by_worker, by_name, why) "
                "values (%s, %s, 'w', 'W', '')",
                (own.event_id, child_id),
            )
        events.setdefault((child_id, signal), []).append(own)
    expected = {
        (*key, one.state, one.holder, one.offered_to, one.offered_by, one.due, one.step_done, one.urgent, one.pressed,
         one.objected, one.outcome,
         one.last_action, one.seen)
        for key, one in states(signs, events, DAY).items()
    }  # fmt: skip
    columns = "child_id, signal, since, state, holder, offered_to, offered_by, due, step_done, urgent, pressed, "
    columns += "objected, outcome, last_action, seen"
    found = connection.execute(f"select {columns} from casework.every_state".encode()).fetchall()
    assert set(found) == expected
    assert len(found) == len(expected)
    some = connection.execute(f"select {columns} from casework.states(array['C1'])".encode()).fetchall()
    assert set(some) == {one for one in expected if one[0] == "C1"}
    threads = {(t.child_id, t.signal, t.since): t.record_as for t in pair(signs, events)}
    dated = connection.execute("select child_id, signal, since, record_as from casework.every_state").fetchall()
    assert {(*key, day) for key, day in threads.items()} == set(dated)
    assert given_now(connection) == given_anew(connection)
    connection.rollback()


def given_now(connection: psycopg.Connection) -> set:
    return set(connection.execute("select child_id, signal, since, worker_id, team_id from access.given").fetchall())


def given_anew(connection: psycopg.Connection) -> set:
    connection.execute("select access.regrant()")
    return given_now(connection)


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "'shout'"), ("outcome", "'helped'"), ("kind", "'give'"), ("kind", "'plan'"), ("kind", "'close'"),
     ("kind", "'decline'")],
)  # fmt: skip
def test_the_database_refuses_events_that_say_too_little(
    connection: psycopg.Connection, column: str, value: str
) -> None:
    named = {
        "child_id": "'C1'",
        "signal": "'s'",
        "since": "'2026-01-01'",
        "kind": "'take'",
        "by_worker": "'w'",
        "by_name": "'W'",
    }
    named[column] = value
    statement = f"insert into casework.concern_event ({', '.join(named)}) values ({', '.join(named.values())})"
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "change", ["update casework.{} set why = ''", "delete from casework.{}", "truncate casework.{}"]
)
def test_what_people_decided_is_never_changed(connection: psycopg.Connection, change: str) -> None:
    connection.execute(
        "insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why) "
        "values ('a', 'b', 'same', 'w', 'W', 'asked the family')"
    )
    connection.commit()
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed or removed"):
        connection.execute(change.format("link_decision").encode())


def test_every_table_of_casework_is_guarded(connection: psycopg.Connection) -> None:
    bare = connection.execute(
        "select table_name from information_schema.tables "
        "where table_schema = 'casework' and table_type = 'BASE TABLE' "
        "except select event_object_table from information_schema.triggers where trigger_name = 'never_changed'"
    ).fetchall()
    assert not bare
