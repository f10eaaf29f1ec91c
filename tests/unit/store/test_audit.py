"""The log of who looked and who acted: what is in it stays, and whatever is done to it shows."""

import threading
from typing import Any

import psycopg
import pytest

from goldenthread.store import Store, audit, database, heads


def entry(number: int = 0, **more: Any) -> audit.Entry:
    facts = {"child_id": "C1", "categories": ("health", "education"), "says": f"Looked at page {number}, “as it is”."}
    return audit.Entry("w-1", "Ann Other", "read", **(facts | more))


def write(url: str, store: Store, count: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('goldenthread.viewer', 'w-1', false)")  # pages write in that name alone
        for number in range(count):
            audit.append(connection, entry(number))
            connection.commit()
        audit.keep_head(connection, store)


def tamper(url: str, *statements: str) -> None:
    """What somebody with the owner's rights could do: switch the triggers off first."""
    with psycopg.connect(url) as connection:
        for table in ("entry", "chain"):
            connection.execute(f"alter table audit.{table} disable trigger all")
        for statement in statements:
            connection.execute(statement)
        for table in ("entry", "chain"):
            connection.execute(f"alter table audit.{table} enable trigger all")


def test_an_untouched_log_is_whole(postgres_url: str, store: Store) -> None:
    assert audit.verify(postgres_url, store).whole  # nothing has happened yet
    write(postgres_url, store, 4)
    report = audit.verify(postgres_url, store)
    assert (report.whole, report.entries) == (True, 4)
    assert audit.kept_head(store) == (4, report.head)


def test_an_edit_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 5)
    tamper(postgres_url, "update audit.entry set worker_name = 'Nobody' where entry_id = 3")
    report = audit.verify(postgres_url, store)
    assert not report.whole
    assert "Entry 3 " in report.says
    assert len(report.faults) == 1


def test_a_removal_in_the_middle_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 5)
    tamper(postgres_url, "delete from audit.chain where number = 3", "delete from audit.entry where entry_id = 3")
    report = audit.verify(postgres_url, store)
    assert "Entries 3 to 3 are missing." in report.faults


def test_a_removed_entry_whose_link_was_left_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 3)
    tamper(
        postgres_url,
        "alter table audit.chain drop constraint chain_entry_id_fkey",
        "delete from audit.entry where entry_id = 2",
    )
    assert "Entry 2 was removed" in audit.verify(postgres_url, store).says


def test_a_cut_tail_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 6)
    tamper(postgres_url, "delete from audit.chain where number > 4", "delete from audit.entry where entry_id > 4")
    report = audit.verify(postgres_url, store)
    assert not report.whole
    assert "entry 6" in report.says


CUT = ("delete from audit.chain where number > 4", "delete from audit.entry where entry_id > 4")
WRITTEN_ANEW = (
    "delete from audit.chain",
    "update audit.entry set says = 'something else' where entry_id = 3",
    """do $$ declare e audit.entry; before bytea := ''; n bigint := 0; begin
         for e in select * from audit.entry order by entry_id loop
            n := n + 1; before := sha256(before || audit.words(e));
            insert into audit.chain values (n, e.entry_id, before);
         end loop; end $$""",
)


@pytest.mark.parametrize("done", [CUT, WRITTEN_ANEW])
@pytest.mark.parametrize("more", [1, 2, 5])
def test_what_was_done_to_the_log_shows_for_good_however_much_is_written_after_it(
    postgres_url: str, store: Store, done: tuple[str, ...], more: int
) -> None:
    write(postgres_url, store, 6)
    kept = audit.kept_head(store)
    tamper(postgres_url, *done)
    for _ in range(more):
        write(postgres_url, store, 1)
    report = audit.verify(postgres_url, store)
    assert not report.whole
    assert "ntry 6" in report.says
    assert audit.kept_head(store) == kept  # the copy that shows it is never written over


def test_the_check_says_up_to_where_the_log_is_still_the_one_that_was_written(
    postgres_url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "MARK_EVERY", 2)
    for _ in range(7):
        write(postgres_url, store, 1)
    assert [head.number for head in heads.marks(store)] == [2, 4, 6, 7]
    tamper(postgres_url, "delete from audit.chain where number > 5", "delete from audit.entry where entry_id > 5")
    write(postgres_url, store, 3)
    assert audit.verify(postgres_url, store).faults == (
        "Entry 6 is not the one whose hash was kept in the store: the chain was cut or written anew before it. "
        "Up to entry 4 it is the one that was kept.",
    )


@pytest.mark.parametrize("left", [None, "", "nothing to be read"])
def test_without_its_copy_outside_the_database_a_log_is_not_called_whole(
    postgres_url: str, store: Store, left: str | None
) -> None:
    write(postgres_url, store, 3)
    if left is None:
        (store.path / heads.HEAD).unlink()
    else:
        (store.path / heads.HEAD).write_text(left)
    write(postgres_url, store, 3)  # no page view puts a new one in its place
    report = audit.verify(postgres_url, store)
    assert not report.whole
    assert "audit.head" in report.says and "newest backup" in report.says


def test_a_store_prepared_before_its_log_had_a_copy_begins_one_and_no_other_does(
    postgres_url: str, store: Store
) -> None:
    (store.path / heads.HEAD).unlink()
    database.prepare(postgres_url, store)
    write(postgres_url, store, 2)
    assert audit.verify(postgres_url, store).whole
    (store.path / heads.HEAD).unlink()
    database.prepare(postgres_url, store)
    assert not audit.verify(postgres_url, store).whole


def test_a_chain_written_anew_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 3)
    tamper(postgres_url, *WRITTEN_ANEW)
    report = audit.verify(postgres_url, store)
    assert [fault for fault in report.faults if "written anew" in fault]


def test_an_entry_outside_the_chain_shows(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 1)
    tamper(postgres_url, "insert into audit.entry (worker_id, worker_name, action) values ('w', 'W', 'read')")
    assert "1 entries are not sealed" in audit.verify(postgres_url, store).says


@pytest.mark.parametrize(
    "statement",
    ["update audit.entry set says = ''", "delete from audit.entry", "truncate audit.entry cascade",
     "update audit.chain set number = 0", "delete from audit.chain", "truncate audit.chain"],
)  # fmt: skip
def test_nothing_in_the_log_is_changed_or_removed(postgres_url: str, store: Store, statement: str) -> None:
    write(postgres_url, store, 2)
    with psycopg.connect(postgres_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
    pages = psycopg.connect(database_app(postgres_url, store))
    with pages, pytest.raises(psycopg.errors.InsufficientPrivilege):
        pages.execute(statement)
    assert audit.verify(postgres_url, store).whole


def test_pages_cannot_seal_what_they_like(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 1)
    with psycopg.connect(database_app(postgres_url, store)) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("insert into audit.chain values (2, 1, '\\x00')")
        connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("alter table audit.entry disable trigger all")


def test_an_entry_counts_only_when_its_transaction_does(postgres_url: str, store: Store) -> None:
    with psycopg.connect(postgres_url) as connection:
        audit.append(connection, entry())
        connection.rollback()
        audit.append(connection, entry())
        connection.commit()
    report = audit.verify(postgres_url, store)
    assert (report.whole, report.entries) == (True, 1)


def test_eight_writers_at_once_make_one_chain(postgres_url: str, store: Store) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            write(database_app(postgres_url, store), store, 25)
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=work) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    report = audit.verify(postgres_url, store)
    assert (report.whole, report.entries) == (True, 200)
    assert audit.kept_head(store) == (200, report.head)


def test_an_older_head_is_never_put_back(postgres_url: str, store: Store) -> None:
    write(postgres_url, store, 2)
    kept = audit.kept_head(store)
    with psycopg.connect(postgres_url) as slow:
        slow.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
        slow.execute("select 1 from audit.chain")
        write(postgres_url, store, 2)
        audit.keep_head(slow, store)  # still sees two entries
    assert audit.kept_head(store)[0] == 4 > kept[0]


def test_every_field_is_part_of_the_hash(postgres_url: str, store: Store) -> None:
    full = entry(
        role="SENCO", purpose="SCHOOL_SUPPORT", via="roll", page="/children/C1", source_address="127.0.0.1",
        query="q=1", export_hash="00", reason="because", children=("C1", "C2"),
    )  # fmt: skip
    with psycopg.connect(postgres_url) as connection:
        audit.append(connection, full)
    lists = ("categories", "children")
    fields = [name for name in audit.Entry.__dataclass_fields__ if name not in lists]
    for field in fields:
        before = getattr(full, field)
        tamper(postgres_url, f"update audit.entry set {field} = {field} || 'x'")
        assert not audit.verify(postgres_url, store).whole, field
        tamper(postgres_url, f"update audit.entry set {field} = '{before}'")
        assert audit.verify(postgres_url, store).whole, field
    for field in lists:
        tamper(postgres_url, f"update audit.entry set {field} = {field} || array['x']")
        assert not audit.verify(postgres_url, store).whole, field
        tamper(postgres_url, f"update audit.entry set {field} = array_remove({field}, 'x')")
        assert audit.verify(postgres_url, store).whole, field
    tamper(postgres_url, "update audit.entry set children = null")
    assert not audit.verify(postgres_url, store).whole
    tamper(postgres_url, "update audit.entry set children = '{C1,C2}'")
    tamper(postgres_url, "update audit.entry set at = at + interval '1 microsecond'")
    assert not audit.verify(postgres_url, store).whole


def database_app(url: str, store: Store) -> str:
    return database.app_url(url, store)
