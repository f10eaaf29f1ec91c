"""Publishing: what changed is exchanged, what did not is left alone, and one commit is the switch."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from goldenthread.store import Run, Store, StoreError, database, publish

Row = dict[str, Any]
Make = Callable[[dict[str, list[Row]]], Run]
Put = Callable[[Run], publish.Published]


def child(number: int, **more: Any) -> Row:
    return {"child_id": f"C{number}", "surname": f"Name {number}", "name_keys": ["name", str(number)], **more}


def card(number: int, place: int) -> Row:
    return {"child_id": f"C{number}", "team_id": "t", "level": 1, "place": place, "state": "work"}


def item(number: int, says: str) -> Row:
    return {"child_id": f"C{number}", "item_id": f"C{number}:{says}", "says": says, "kind": "k", "category": "health"}


TWO: dict[str, list[Row]] = {
    "child": [child(1), child(2)],
    "chronology": [item(1, "one"), item(1, "two"), item(2, "three")],
    "card": [card(1, 1), card(2, 2)],
    "unanswered": [{"child_id": None, "signal": "s", "because": "nothing came"}],
    "team": [{"team_id": "t", "team": "Team", "duties": ["A", 'B "quoted"', "C\\slash, comma"]}],
}


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_nothing_is_in_force_before_the_first(postgres_url: str) -> None:
    assert publish.in_force(postgres_url) is None


def test_a_database_without_tables_has_nothing_in_force(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("drop schema published cascade")
    assert publish.in_force(postgres_url) is None


def test_the_first_publish_brings_everything(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    run = make_run(TWO)
    done = put_in_force(run)
    assert publish.in_force(postgres_url) == run.run_id
    assert (done.changed, done.gone) == (3, 0)  # two children, and the rows about none
    assert rows(postgres_url, "select child_id, name_keys from published.child order by 1") == [
        ("C1", ["name", "1"]),
        ("C2", ["name", "2"]),
    ]
    assert rows(postgres_url, "select duties from published.team") == [(["A", 'B "quoted"', "C\\slash, comma"],)]
    assert rows(postgres_url, "select count(*) from published.chronology") == [(3,)]
    assert rows(postgres_url, "select indexname from pg_indexes where indexname = 'chronology_child'")


def test_what_is_awkward_arrives_as_it_was(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # the hour that this country's clocks leave out
    texts = ["", "  ", 'a "quoted" one', "a,b", "line\nbreak", "\\N", "\\.", "naïve ☃", "NULL", "{x}"]
    put_in_force(
        make_run(
            {
                "chronology": [item(1, text) | {"record_id": None} for text in texts],
                "team": [{"team_id": "t", "team": "", "duties": ["", "NULL", "naïve", "{", "a\nb"]}],
                "source": [{"source": "s", "state": "fresh", "received_at": moment.replace(tzinfo=None)}],
            }
        )
    )
    found = rows(postgres_url, "select says, record_id is null from published.chronology")
    assert sorted(found) == sorted((text, True) for text in texts)
    assert rows(postgres_url, "select team, duties from published.team") == [("", ["", "NULL", "naïve", "{", "a\nb"])]
    when = rows(postgres_url, "select received_at from published.source")[0][0]
    assert when == moment


def test_the_same_again_sends_nothing(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    put_in_force(make_run(TWO))
    again = make_run({**TWO, "chronology": list(reversed(TWO["chronology"]))})
    done = put_in_force(again)
    assert (done.changed, done.gone, dict(done.rows)) == (0, 0, {})
    assert publish.in_force(postgres_url) == again.run_id


def test_only_the_tables_of_a_child_that_changed_are_sent(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    put_in_force(make_run(TWO))
    before = rows(postgres_url, "select item_id, xmin::text from published.chronology order by 1")
    done = put_in_force(make_run({**TWO, "card": [card(1, 2), card(2, 2)]}))
    assert (done.changed, dict(done.rows)) == (1, {"card": 1})
    assert rows(postgres_url, "select item_id, xmin::text from published.chronology order by 1") == before
    assert rows(postgres_url, "select child_id, place from published.card order by 1") == [("C1", 2), ("C2", 2)]


def test_a_row_told_twice_is_a_change(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    put_in_force(make_run(TWO))
    put_in_force(make_run({**TWO, "chronology": [*TWO["chronology"], item(1, "one")]}))
    assert rows(postgres_url, "select count(*) from published.chronology") == [(4,)]


def test_a_child_that_left_is_gone_everywhere(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    put_in_force(make_run(TWO))
    one = {
        name: [row for row in found if row.get("child_id") != "C2"] for name, found in TWO.items()
    }  # fmt: skip
    done = put_in_force(make_run(one))
    assert done.gone == 1
    for table in ("child", "chronology", "card", "child_hash"):
        assert not rows(postgres_url, f"select 1 from published.{table} where child_id = 'C2'")
    assert rows(postgres_url, "select count(*) from published.unanswered") == [(1,)]


def test_rows_about_no_child_are_exchanged_too(postgres_url: str, make_run: Make, put_in_force: Put) -> None:
    put_in_force(make_run(TWO))
    put_in_force(make_run({**TWO, "unanswered": [{"child_id": None, "signal": "other", "because": "late"}]}))
    assert rows(postgres_url, "select signal, because from published.unanswered") == [("other", "late")]


def test_differences_end_where_a_full_publish_ends(
    postgres_url: str, store: Store, make_run: Make, put_in_force: Put
) -> None:
    put_in_force(make_run({"child": [child(n) for n in range(6)], "card": [card(n, n) for n in range(6)]}))
    last = {"child": [child(n, sex="F") for n in range(3, 9)], "card": [card(n, 9 - n) for n in range(3, 8)]}
    put_in_force(make_run(last))
    query = "select child_id, sex, place from published.child left join published.card using (child_id) order by 1"
    by_difference = rows(postgres_url, query)
    with psycopg.connect(postgres_url) as connection:
        for table in ("child", "card", "child_hash"):
            connection.execute(f"delete from published.{table}".encode())
    put_in_force(make_run(last))
    assert rows(postgres_url, query) == by_difference


def test_a_publish_that_dies_leaves_the_old_one_in_force(
    postgres_url: str, make_run: Make, put_in_force: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_run(TWO)
    put_in_force(first)
    second = make_run({**TWO, "child": [child(1, sex="F"), child(2), child(3)]})
    steps = ("_exchange_table", "_exchange_whole", "_name")
    for step in steps:
        with monkeypatch.context() as patch:
            patch.setattr(publish, step, _dies)
            with pytest.raises(KeyboardInterrupt):
                put_in_force(second)
        assert publish.in_force(postgres_url) == first.run_id
        assert rows(postgres_url, "select sex from published.child order by child_id") == [(None,), (None,)]
    put_in_force(second)
    assert publish.in_force(postgres_url) == second.run_id


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_readers_see_the_old_run_until_the_commit(
    postgres_url: str, make_run: Make, put_in_force: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_run(TWO)
    put_in_force(first)
    seen: list[object] = []
    real = publish._exchange_whole

    def look(sender: Any, table: str) -> None:
        seen.append((publish.in_force(postgres_url), rows(postgres_url, "select count(*) from published.child")[0][0]))
        real(sender, table)

    monkeypatch.setattr(publish, "_exchange_whole", look)
    put_in_force(make_run({**TWO, "child": [child(1), child(2), child(3)]}))
    assert set(seen) == {(first.run_id, 2)}


def test_a_missing_table_or_column_is_refused_in_a_sentence(make_run: Make, put_in_force: Put, store: Store) -> None:
    run = make_run(TWO)
    run.table("publish_card").unlink()
    with pytest.raises(StoreError, match="has no table publish_card"):
        put_in_force(run)
    run = make_run(TWO)
    run.table("publish_card").write_bytes(run.table("publish_child_alias").read_bytes())
    with pytest.raises(StoreError, match="publish_card lacks the column team_id"):
        put_in_force(run)


def test_another_stores_database_is_refused(postgres_url: str, make_run: Make, tmp_path: Path) -> None:
    run = make_run(TWO)
    other = Store.create(tmp_path / "other", simulated=True)
    with pytest.raises(StoreError, match="belongs to store"):
        publish.publish(postgres_url, run, date(2026, 1, 1), "duckdb", {}, other.store_id)
    with pytest.raises(StoreError, match="belongs to store"):
        database.prepare(postgres_url, other)
    assert publish.in_force(postgres_url) is None


def test_preparing_again_keeps_what_is_there(
    postgres_url: str, store: Store, make_run: Make, put_in_force: Put
) -> None:
    run = make_run(TWO)
    put_in_force(run)
    database.prepare(postgres_url, store)
    with psycopg.connect(postgres_url) as connection:
        connection.execute("update store.prepared set sha256 = '' where file = 'access'")  # a new version of the rules
    database.prepare(postgres_url, store)
    assert publish.in_force(postgres_url) == run.run_id


def test_a_new_shape_of_the_published_tables_is_filled_by_the_next_refresh(
    postgres_url: str, store: Store, make_run: Make, put_in_force: Put
) -> None:
    run = make_run(TWO)
    put_in_force(run)
    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "insert into casework.childs_words (child_id, text, how, by_worker, by_name) "
            "values ('C1', 'I like the new school', 'said', 'w', 'W')"
        )
        connection.execute("update store.prepared set sha256 = '' where file = 'published'")
    database.prepare(postgres_url, store)
    assert publish.in_force(postgres_url) is None
    assert rows(postgres_url, "select text from casework.childs_words") == [("I like the new school",)]
    assert put_in_force(run).changed == 3
