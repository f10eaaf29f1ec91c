"""What pages cannot do, whatever they forget: nobody is seen without a viewer, and nobody writes in another's name."""

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest

from goldenthread.access import Role

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ABOUT_CHILDREN = ("child", "involvement", "chronology", "clock", "concern", "because", "card", "card_concern",
                  "link_line", "put_right", "unanswered", "refusal", "set_aside")  # fmt: skip
COLUMNS = {"link_line": "child_id, person_key, source, agency"}
Open = Callable[..., psycopg.Connection]


def values(connection: psycopg.Connection, query: str) -> set:
    return {row[0] for row in connection.execute(query.encode()).fetchall()}


@pytest.mark.parametrize("table", ABOUT_CHILDREN)
def test_without_a_viewer_nothing_is_seen(pages: Open, table: str) -> None:
    connection = pages()
    assert values(connection, f"select count(*) from published.{table}") == {0}
    assert values(connection, "select count(*) from casework.concern_state") == {0}
    assert values(connection, "select count(*) from audit.entry") == {0}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE, Role.LEADER, Role.ANALYST])
def test_roles_that_open_no_record_see_no_child(pages: Open, role: Role) -> None:
    connection = pages("w-hill", role)  # even somebody who is in a school's team
    assert values(connection, "select child_id from published.child") == set()
    assert values(connection, "select child_id from published.chronology") == set()


def test_a_setting_does_not_outlive_its_transaction(pages: Open) -> None:
    connection = pages("w-hill")
    assert values(connection, "select count(*) from published.child") == {2}
    connection.commit()
    assert values(connection, "select count(*) from published.child") == {0}


@pytest.mark.parametrize(("worker", "role"), [("w-hill", Role.SENCO), ("w-slt", Role.THERAPIST)])
@pytest.mark.parametrize("child", ["C-ann", "C-eve", "C-bob", "C-nobody"])
def test_a_page_about_one_child_opens_what_is_that_childs_and_no_more(
    pages: Open, worker: str, role: Role, child: str
) -> None:
    narrow, wide = pages(worker, role, about=child), pages(worker, role)
    own = {"C-ann", "C-eve"} & {child}
    assert values(narrow, "select child_id from published.child") == own
    assert values(narrow, "select child_id from access.child") == own
    for table in ("involvement", "chronology", "concern", "because", "link_line"):
        rows = f"select row_to_json(t)::text from (select {COLUMNS.get(table, '*')} from published.{table}) t"
        assert values(narrow, rows) == values(wide, f"{rows} where t.child_id = '{child}'"), table


@pytest.mark.parametrize("glass", ["C-bob", "C-ann"])
def test_a_record_opened_for_hours_does_not_show_on_another_childs_page(
    pages: Open, postgres_url: str, glass: str
) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, at, reason) "
            "values (%s, 'w-slt', 'Tess', 2, %s, 'why')",
            (glass, AT),
        )
    assert "C-bob" not in values(pages("w-slt", Role.THERAPIST, about="C-ann"), "select child_id from published.child")
    opened = values(pages("w-slt", Role.THERAPIST, about="C-bob"), "select child_id from published.child")
    assert opened == ({"C-bob"} if glass == "C-bob" else set())


def test_a_school_sees_its_own_pupils_and_no_other_family_member(pages: Open) -> None:
    assert values(pages("w-hill"), "select child_id from published.child") == {"C-ann", "C-eve"}
    assert values(pages("w-oak"), "select child_id from published.child") == {"C-bob"}
    assert values(pages("w-hill"), "select child_id from access.child where name_keys @> '{bob}'") == set()


def test_the_starter_agreement_as_a_school_meets_it(pages: Open) -> None:
    connection = pages("w-hill")
    assert values(connection, "select says from published.chronology") == {"joined"}
    assert values(connection, "select team from published.involvement where child_id = 'C-ann'") == {"Therapy"}
    assert values(connection, "select source from published.link_line") == {"school_roll", "community_waits"}
    told = connection.execute("select * from access.withheld('C-ann')").fetchall()
    assert told == [("health", "CH")]  # the therapist is known to be involved; CAMHS and care are not hinted at


def test_nothing_is_hinted_at_for_a_protected_child(pages: Open) -> None:
    connection = pages("w-hill")
    assert connection.execute("select * from access.withheld('C-eve')").fetchall() == []
    assert values(connection, "select team from access.who_can('C-eve')") == set()


HINTS = {
    "involvement": "select agency from published.involvement where child_id = %s",
    "link_line": "select agency from published.link_line where child_id = %s",
    "death": "select agency from published.death where child_id = %s",
    "partings": "select agency from access.partings(%s)",
}


@pytest.mark.parametrize("channel", HINTS)
@pytest.mark.parametrize(("child", "told"), [("C-ann", {"EDU", "CH"}), ("C-eve", {"EDU"})])
def test_that_health_is_involved_is_not_told_of_a_protected_child(
    pages: Open, postgres_url: str, channel: str, child: str, told: set[str]
) -> None:
    with psycopg.connect(postgres_url) as owner:
        for holder in ("EDU", "CH", "CAMHS", "CSC"):
            named = {"child": child, "holder": holder, "key": f"more|{holder}"}
            for statement in (
                "insert into published.involvement (child_id, agency) values (%(child)s, %(holder)s)",
                "insert into published.link_line (child_id, person_key, agency) "
                "values (%(child)s, %(key)s, %(holder)s)",
                "insert into published.death (child_id, agency, category, by_day) "
                "values (%(child)s, %(holder)s, 'identity', '2026-01-01')",
                "insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why, agency) "
                "values ('gone|' || %(holder)s, %(child)s, 'apart', 'w', 'W', 'why', %(holder)s)",
            ):
                owner.execute(statement, named)
    seen = pages("w-hill").execute(HINTS[channel].encode(), (child,)).fetchall()
    assert {agency for (agency,) in seen} == told


def test_a_school_is_not_shown_what_health_has_not_shared(pages: Open) -> None:
    connection = pages("w-hill")
    assert values(connection, "select says from published.concern") == set()
    assert connection.execute("select * from access.withheld_concerns('C-ann')").fetchall() == [("health", "CH")]
    assert connection.execute("select * from access.grounds('C-ann') where signal = 'waiting'").fetchall() == []


def test_a_decision_to_share_opens_it_and_one_to_withhold_shuts_it(pages: Open, postgres_url: str) -> None:
    for decision, expected in (("share", {"Waiting for therapy"}), ("withhold", set()), ("undone", set())):
        with psycopg.connect(postgres_url) as owner:
            owner.execute(
                "insert into casework.share_decision (child_id, category, holder, agency, decision, basis, from_date, "
                "by_worker, by_name, why) values ('C-ann', 'health', 'CH', 'EDU', %s, 'consent', '2026-01-01', 'w', "
                "'W', 'the family agreed')",
                (decision,),
            )
        assert values(pages("w-hill"), "select says from published.concern") == expected
        assert "joined" in values(pages("w-hill"), "select says from published.chronology")


def test_the_owner_sees_the_concern_with_every_line_the_agreement_gives(pages: Open) -> None:
    connection = pages("w-slt", Role.THERAPIST)
    assert values(connection, "select signal from published.concern") == {"waiting", "known"}  # both are health's own
    lines = connection.execute(
        "select allowed, says from access.grounds('C-ann') where signal = 'waiting' order by says"
    ).fetchall()
    assert lines == [(True, "no SEN support"), (True, "referred")]


def test_a_sign_in_shadow_is_nobodys(pages: Open) -> None:
    for worker, role in (("w-hill", Role.SENCO), ("w-slt", Role.THERAPIST)):
        for query in ("select signal from access.concerns()", "select signal from published.because",
                      "select signal from casework.concern_state"):  # fmt: skip
            assert "secret" not in values(pages(worker, role), query)


def test_given_a_concern_a_stranger_sees_that_and_nothing_else(pages: Open, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute(
            "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, to_worker) "
            "values ('C-ann', 'waiting', '2026-01-02', 'give', 'w-slt', 'Tess', 'w-oak')"
        )
    connection = pages("w-oak")
    assert values(connection, "select child_id from published.child") == {"C-bob", "C-ann"}
    assert values(connection, "select signal from published.concern") == {"waiting"}
    assert values(connection, "select says from published.because") == {"no SEN support"}
    assert values(connection, "select count(*) from published.chronology where child_id = 'C-ann'") == {0}
    assert values(connection, "select count(*) from published.link_line") == {0}
    with psycopg.connect(postgres_url) as owner:
        owner.execute(
            "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, outcome, reason) "
            "values ('C-ann', 'waiting', '2026-01-02', 'close', 'w-slt', 'Tess', 'helped', 'seen')"
        )
    assert values(pages("w-oak"), "select child_id from published.child") == {"C-bob"}


def test_break_glass_opens_for_hours_and_is_reviewed_by_somebody_else(pages: Open, postgres_url: str) -> None:
    connection = pages("w-oak")
    connection.execute(
        "insert into casework.break_glass (child_id, worker_id, worker_name, hours, at, reason) "
        "values ('C-ann', 'w-oak', 'Owen', 2, %s, 'found alone in town')",
        (AT,),
    )
    connection.commit()
    again = pages("w-oak")
    assert len(values(again, "select says from published.chronology where child_id = 'C-ann'")) == 5
    again.execute("select set_config('goldenthread.at', '2026-11-20T14:00:01+00:00', true)")
    assert values(again, "select count(*) from published.chronology where child_id = 'C-ann'") == {0}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        again.execute(
            "insert into casework.break_glass_review (glass_id, finding, by_worker, by_name, why) "
            "values (1, 'right', 'w-oak', 'Owen', 'I say so')"
        )
    review = (
        "insert into casework.break_glass_review (glass_id, finding, by_worker, by_name, why) "
        "values (1, 'right', %(who)s, 'Owen', 'I say so')"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):  # nor in another role
        pages("w-oak", Role.INFORMATION_GOVERNANCE).execute(review, {"who": "w-oak"})
    pages("w-ig", Role.INFORMATION_GOVERNANCE).execute(review, {"who": "w-ig"})


WRITTEN = {
    "link_decision": "(left_key, right_key, decision, by_worker, by_name, why) "
    "values ('p', %(child)s, 'apart', %(worker)s, 'N', 'why')",
    "concern_event": "(child_id, signal, since, kind, by_worker, by_name, text) "
    "values (%(child)s, 's', '2026-01-02', 'note', %(worker)s, 'N', 'text')",
    "childs_words": "(child_id, text, how, by_worker, by_name) values (%(child)s, 'text', 'said', %(worker)s, 'N')",
    "letter_sent": "(child_id, sent, by_worker, by_name) values (%(child)s, '2026-01-01', %(worker)s, 'N')",
    "restriction": "(child_id, kind, from_date, by_worker, by_name, why) "
    "values (%(child)s, 'protected_address', '2026-01-01', %(worker)s, 'N', 'why')",
}


@pytest.mark.parametrize("table", WRITTEN)
def test_break_glass_opens_for_reading_alone(pages: Open, postgres_url: str, table: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, at, reason) "
            "values ('C-ann', 'w-oak', 'Owen', 2, %s, 'found alone in town')",
            (AT,),
        )
    statement = f"insert into casework.{table} {WRITTEN[table]}".encode()
    pages("w-hill").execute(statement, {"child": "C-ann", "worker": "w-hill"})
    emergency = pages("w-oak")
    assert values(emergency, "select child_id from published.child") == {"C-ann", "C-bob"}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        emergency.execute(statement, {"child": "C-ann", "worker": "w-oak"})


def test_a_sealed_child_is_there_for_nobody_but_the_agency_it_is_kept_to(pages: Open, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute(
            "insert into casework.restriction (child_id, kind, keeps_to, from_date, by_worker, by_name, why) "
            "values ('C-ann', 'adoption', 'CH', '2026-01-01', 'w', 'W', 'adopted')"
        )
        owner.execute(
            "insert into casework.break_glass (child_id, worker_id, worker_name, hours, at, reason) "
            "values ('C-ann', 'w-hill', 'Nadia', 12, %s, 'why')", (AT,))  # fmt: skip
    assert "C-ann" not in values(pages("w-hill"), "select child_id from published.child")
    assert "C-ann" in values(pages("w-slt", Role.THERAPIST), "select child_id from published.child")


def test_nobody_writes_in_anothers_name_or_about_a_child_they_may_not_open(pages: Open) -> None:
    statement = (
        "insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, text) "
        "values (%s, 's', '2026-01-02', 'note', %s, 'N', 'text')"
    )
    pages("w-hill").execute(statement, ("C-ann", "w-hill"))
    for child, worker in (("C-ann", "w-slt"), ("C-bob", "w-hill")):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            pages("w-hill").execute(statement, (child, worker))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        pages("w-hill").execute(
            "insert into audit.entry (worker_id, worker_name, action) values ('w-slt', 'T', 'read')"
        )


@pytest.mark.parametrize(
    "statement",
    [
        "update published.child set surname = 'X'",
        "delete from published.child",
        "insert into published.run values ('r', '2026-01-01', now(), 's', 'e', '{}')",
        "select * from casework.every_state",
        "select * from casework.every_event",
        "select * from access.given",
        "select * from access.restricting",
        "select * from store.identity",
        "select * from published.child_hash",
        "insert into access.role_route values ('ADMINISTRATOR', 'roll')",
        "update casework.sharing_agreement set gives = 'full'",
        "alter table published.child disable row level security",
        "set role postgres",
        "create table public.mine (x integer)",
    ],
)
def test_pages_own_nothing(pages: Open, statement: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject)):
        pages("w-hill").execute(statement.encode())


def test_every_table_that_names_a_child_has_its_wall(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        bare = owner.execute(
            "select c.table_schema || '.' || c.table_name from information_schema.columns c "
            "join pg_class k on k.oid = (c.table_schema || '.' || c.table_name)::regclass and k.relkind = 'r' "
            "where c.table_schema in ('published', 'casework', 'audit') and c.column_name in ('child_id', 'raw') "
            "and not k.relrowsecurity "
            "and has_table_privilege('goldenthread_app', k.oid, 'select') order by 1"
        ).fetchall()
    assert bare == []


def test_an_older_id_is_told_to_those_alone_who_may_open_the_child(pages: Open, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute("insert into published.child_alias values ('C-old', 'C-ann')")
        owner.execute("insert into published.child_split values ('C-ann', 'C-new')")
    for table in ("child_alias", "child_split"):
        assert values(pages("w-hill"), f"select child_id from published.{table}") == {"C-ann"}
        assert values(pages("w-oak"), f"select child_id from published.{table}") == set()


def test_whoever_runs_with_its_owners_rights_looks_names_up_where_the_owner_said(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        open_ones = owner.execute(
            "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
            "where p.prosecdef and n.nspname !~ '^(pg_|information_schema)' "
            "and not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']"
        ).fetchall()
        assert owner.execute("select count(*) from pg_proc where prosecdef").fetchall()[0][0] > 20
    assert open_ones == []


def test_who_has_said_nothing_is_told_nothing_and_writes_in_nobodys_name(pages: Open) -> None:
    connection = pages()
    for child in ("C-ann", "C-eve", "C-nobody"):  # one of them has a protected address
        told = connection.execute("select access.child_facts(%(c)s), access.protected(%(c)s)", {"c": child})
        assert told.fetchall() == [(None, True)]
    insert = "insert into audit.entry (worker_id, worker_name, action) values (%s, 'N', 'refused')"
    connection.execute(insert, ("nobody",))
    for other in ("w-slt", "system"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(insert, (other,))


def test_information_governance_reads_the_log_and_others_their_own_lines(pages: Open, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        for worker, child in (("x", "C-ann"), ("x", "C-bob"), ("w-hill", "C-ann")):
            owner.execute(
                "insert into audit.entry (worker_id, worker_name, action, child_id) values (%s, 'X', 'read', %s)",
                (worker, child),
            )
    assert values(pages("ig", Role.INFORMATION_GOVERNANCE), "select child_id from audit.entry") == {"C-ann", "C-bob"}
    assert values(pages("w-hill"), "select worker_id from audit.entry") == {"w-hill"}
    assert values(pages("w-slt", Role.ADMINISTRATOR), "select child_id from audit.entry") == set()


def test_the_lists_of_the_intake_are_for_analysts(pages: Open) -> None:
    for table in ("set_aside", "refusal"):
        assert values(pages("a", Role.ANALYST), f"select count(*) from published.{table}") == {1}
        assert values(pages("w-hill"), f"select count(*) from published.{table}") == {0}
    assert values(pages("w-hill"), "select child_id from published.put_right") == {
        "C-ann"
    }  # what its own school must mend


def test_counts_are_for_those_whose_role_opens_counts(pages: Open) -> None:
    query = "select distinct status from access.concern_count"
    assert values(pages("l", Role.LEADER), query) == {"live"}
    assert values(pages("a", Role.ANALYST), query) == {"live", "shadow"}
    assert values(pages("w-hill"), query) == set()
