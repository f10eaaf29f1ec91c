"""What a refresh is told of people's decisions: all of them, and the newest where one overrules another."""

from datetime import datetime

import psycopg
import pyarrow as pa
import pytest

from goldenthread.store import Store, StoreError, audit, casework_facts


def decide(url: str, left: str, right: str, decision: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why) "
            "values (%s, %s, %s, 'w-1', 'Ann', 'asked the family')",
            (left, right, decision),
        )


def event(url: str, child_id: str, kind: str = "take", at: str = "2026-11-20T09:00:00+01:00") -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, at, text) "
            "values (%s, 's', '2026-01-01', %s, 'w-1', 'Ann', %s, 'said') returning event_id",
            (child_id, kind, at),
        ).fetchone()
    assert row
    return int(row[0])


def test_with_nothing_decided_every_table_is_there_and_typed(postgres_url: str) -> None:
    facts = casework_facts.facts(postgres_url)
    assert set(facts) == {f"fact_{table}" for table in casework_facts.TABLES} | {"link_decision"}
    assert all(table.num_rows == 0 for table in facts.values())
    schema = facts["fact_concern_event"].schema
    assert (schema.field("event_id").type, schema.field("since").type) == (pa.int64(), pa.date32())
    assert schema.field("at").type == pa.timestamp("us")
    assert facts["fact_level"].schema.field("number").type == pa.int32()
    assert facts["link_decision"].schema.names[:5] == ["left_key", "right_key", "decision", "decided_at", "decided_by"]


def test_moments_come_in_utc(postgres_url: str) -> None:
    event(postgres_url, "C1")
    (row,) = casework_facts.facts(postgres_url)["fact_concern_event"].to_pylist()
    assert row["at"] == datetime.fromisoformat("2026-11-20T08:00:00")
    assert (row["child_id"], row["kind"], row["outcome"], row["due"]) == ("C1", "take", None, None)


def test_events_stand_under_the_child_a_person_placed_them_with(postgres_url: str) -> None:
    first, second = event(postgres_url, "C1"), event(postgres_url, "C1", "note")
    with psycopg.connect(postgres_url) as connection:
        for child_id in ("C2", "C3"):  # the later answer holds
            connection.execute(
                "insert into casework.event_move (event_id, child_id, by_worker, by_name, why) "
                "values (%s, %s, 'w', 'W', 'the twin')",
                (first, child_id),
            )
    told = casework_facts.facts(postgres_url)["fact_concern_event"].to_pylist()
    assert [(row["event_id"], row["child_id"]) for row in told] == [(first, "C3"), (second, "C1")]


def test_the_newest_decision_about_a_pair_holds_whichever_way_round(postgres_url: str) -> None:
    decide(postgres_url, "a", "b", "same")
    decide(postgres_url, "b", "a", "different")
    decide(postgres_url, "p", "C1", "apart")
    decide(postgres_url, "x", "y", "same")
    decide(postgres_url, "x", "y", "undone")
    told = casework_facts.facts(postgres_url)["link_decision"].to_pylist()
    assert [(row["left_key"], row["right_key"], row["decision"]) for row in told] == [
        ("b", "a", "different"),
        ("p", "C1", "apart"),
    ]


def test_a_database_that_cannot_be_read_is_said_in_a_sentence(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        casework_facts.facts(postgres_url.replace("dbname=", "dbname=no_such_"))


def test_an_erasure_leaves_its_trace_in_casework_and_in_the_log(postgres_url: str, store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "pupils.csv"
    file.write_text("name\nSomebody\n")
    received = store.receive(file)
    with store.new_load(received) as load:
        load.records("person").write_bytes(b"records")
        load.describe(rows_read=1, rows_kept=1, rows_set_aside=0, rows_already_held=0, extract_date=None)
    with psycopg.connect(postgres_url) as connection:
        audit.erase_load(connection, store, load.load_id, ("w-ig", "Ina Governance"), "asked for by the subject")
        told = connection.execute("select load_id, sha256, by_name, why from casework.erasure").fetchall()
        logged = connection.execute("select worker_id, action, says, reason from audit.entry").fetchall()
    assert told == [(load.load_id, received.sha256, "Ina Governance", "asked for by the subject")]
    assert logged == [("w-ig", "erase", f"Erased load {load.load_id}.", "asked for by the subject")]
    assert store.load(load.load_id).state == "erased"
    assert not store.load(load.load_id).records("person").exists()
    report = audit.verify(postgres_url, store)
    assert report.whole
    assert audit.kept_head(store) == (1, report.head)


def test_an_erasure_that_cannot_be_written_down_is_not_done(postgres_url: str, store: Store) -> None:
    with psycopg.connect(postgres_url) as connection, pytest.raises(StoreError, match="no load"):
        audit.erase_load(connection, store, "L99999", ("w", "W"), "why")
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select count(*) from audit.entry").fetchone() == (0,)
