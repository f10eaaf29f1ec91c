"""'This is not this child': from that moment no row of the parted record is shown, by any way in, to anybody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from goldenthread import access
from goldenthread.access import Role, Viewer
from goldenthread.store import Store, database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SINCE = "2026-01-02"
# Ann: her school's record p-school, the therapists' record p-health, a social-care record p-care that is not hers
WORLD = """
    insert into published.team (team_id, team, agency, setting_urn, duties) values
        ('t-hill', 'Hillview', 'EDU', '900001', '{}'), ('t-slt', 'Therapy', 'CH', null, '{}'),
        ('t-care', 'Family help', 'CSC', null, '{}');
    insert into published.team_member (team_id, worker_id, is_lead, is_deputy) values
        ('t-hill', 'w-hill', true, false), ('t-slt', 'w-slt', true, false), ('t-care', 'w-care', true, false);
    insert into published.child (child_id, forename, school_urn, school_key, restricted, plan, sources, by_name_only,
                                 listed, name_keys) values
        ('C-ann', 'Ann', '900001', 'p-school', false, false, 3, 0, true, '{ann}'),
        ('C-bob', 'Bob', '900001', 'p-bob', false, false, 1, 0, true, '{bob}');
    insert into published.involvement (child_id, team_id, team, agency, person_key) values
        ('C-ann', 't-slt', 'Therapy', 'CH', 'p-health'), ('C-ann', 't-care', 'Family help', 'CSC', 'p-care'),
        ('C-bob', 't-care', 'Family help', 'CSC', 'p-care');
    insert into published.chronology (child_id, item_id, happened, agency, category, kind, says, person_key) values
        ('C-ann', '1', '2026-01-01', 'CH', 'health', 'k', 'referred', 'p-health'),
        ('C-ann', '2', '2026-01-01', 'CSC', 'care', 'k', 'contact', 'p-care'),
        ('C-ann', '3', '2026-01-01', 'CSC', 'care', 'k', 'nobody knows whose', null),
        ('C-bob', '4', '2026-01-01', 'CSC', 'care', 'k', 'contact', 'p-care');
    insert into published.clock (child_id, clock_id, pathway, code, title, category, agency, state, person_key,
                                 other_keys) values
        ('C-ann', 'k1', 'w', 'W', 'Wait', 'health', 'CH', 'running', 'p-health', null),
        ('C-ann', 'k2', 'r', 'R', 'Review', 'care', 'CSC', 'running', 'p-care', null),
        ('C-ann', 'k3', 'r', 'R', 'Met by another', 'care', 'CSC', 'met', 'p-other', '{p-third,p-care}');
    insert into published.concern (child_id, signal, since, title, says, status, team_id, owner) values
        ('C-ann', 'both', '2026-01-02', 'A sign', 'Contact on 1 January', 'live', 't-slt', 'w-slt'),
        ('C-ann', 'one', '2026-01-02', 'Another', 'Referred', 'live', 't-slt', 'w-slt');
    insert into published.because (child_id, signal, since, record_id, agency, category, says, person_key) values
        ('C-ann', 'both', '2026-01-02', 'L1:1', 'CH', 'health', 'referred', 'p-health'),
        ('C-ann', 'both', '2026-01-02', 'L1:2', 'CSC', 'care', 'contact', 'p-care'),
        ('C-ann', 'one', '2026-01-02', 'L1:1', 'CH', 'health', 'referred', 'p-health');
    insert into published.card (child_id, team_id, owner, level, level_name, reason, place, due, state, new_harm)
        values ('C-ann', 't-slt', 'w-slt', 3, 'Three', 'Three; since 1 January', 1, '2026-02-01', 'work', false);
    insert into published.card_concern (child_id, team_id, owner, signal, since) values
        ('C-ann', 't-slt', 'w-slt', 'both', '2026-01-02'), ('C-ann', 't-slt', 'w-slt', 'one', '2026-01-02');
    insert into published.link_line (child_id, person_key, source, sender, agency) values
        ('C-ann', 'p-health', 'community_waits', 'ODS:1', 'CH'), ('C-ann', 'p-care', 'ssd', 'LA:1', 'CSC');
"""
Values = Callable[..., list]


@pytest.fixture
def owner(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(WORLD)
        # everything is agreed, so that nothing but the parting decides what is seen
        connection.execute("alter table casework.sharing_agreement disable trigger never_changed")
        connection.execute("delete from casework.sharing_agreement")
        connection.execute(
            "insert into casework.sharing_agreement (agency, holder, category, purpose, gives, from_date, decided_by, "
            "why) select a, '*', c, p, 'full', '2020-01-01', 'the board', 'all' from unnest('{EDU,CH,CSC}'::text[]) a,"
            " unnest('{education,health,care,ehc,family}'::text[]) c, unnest(%s::text[]) p",
            ([purpose.name for purpose in access.Purpose],),
        )
        yield connection


@pytest.fixture
def seen(postgres_url: str, store: Store, owner: psycopg.Connection) -> Values:
    """What a query gives as somebody: the first column of each row."""

    def ask(worker: str, query: str, role: Role = Role.SOCIAL_WORKER) -> list:
        with psycopg.connect(database.app_url(postgres_url, store)) as connection:
            told = connection.execute("select access.viewer_facts(%s)", (worker,)).fetchone()
            assert told
            viewer = Viewer.of(told[0], "N", "n@example.org", role)
            purpose = access.usual_purpose(role, viewer.agencies)
            connection.execute(access.ENTER, access.as_viewer(viewer, purpose, AT))
            return sorted(row[0] for row in connection.execute(query.encode()).fetchall())

    return ask


def say(owner: psycopg.Connection, key: str, decision: str = "apart", child: str = "C-ann") -> None:
    owner.execute(
        "insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why) "
        "values (%s, %s, %s, 'w', 'W', 'why')",
        (key, child, decision),
    )


CHANNELS = {
    "chronology": "select item_id from published.chronology where child_id = 'C-ann'",
    "clock": "select clock_id from published.clock where child_id = 'C-ann'",
    "because": "select signal || record_id from published.because where child_id = 'C-ann'",
    "grounds": f"select record_id from access.grounds('C-ann') where signal = 'both' and since = '{SINCE}'",
    "involvement": "select team_id from published.involvement where child_id = 'C-ann'",
    "who_can": "select team_id from access.who_can('C-ann') where via = 'involvement'",
}


@pytest.mark.parametrize(
    ("channel", "before", "after"),
    [
        ("chronology", ["1", "2", "3"], ["1", "3"]),
        ("clock", ["k1", "k2", "k3"], ["k1"]),
        ("because", ["bothL1:1", "bothL1:2", "oneL1:1"], ["bothL1:1", "oneL1:1"]),
        ("grounds", ["L1:1", "L1:2"], ["L1:1"]),
        ("involvement", ["t-care", "t-slt"], ["t-slt"]),
        ("who_can", ["t-care", "t-slt"], ["t-slt"]),
    ],
)
def test_nothing_of_a_parted_record_is_left_on_the_child(
    owner: psycopg.Connection, seen: Values, channel: str, before: list[str], after: list[str]
) -> None:
    assert seen("w-slt", CHANNELS[channel]) == before
    say(owner, "p-care")
    assert seen("w-slt", CHANNELS[channel]) == after
    say(owner, "p-care", "undone")
    assert seen("w-slt", CHANNELS[channel]) == before


def test_whoever_saw_the_child_by_the_parted_record_alone_sees_it_no_more(
    owner: psycopg.Connection, seen: Values
) -> None:
    everybody = "select child_id from published.child"
    assert seen("w-care", everybody) == ["C-ann", "C-bob"]
    say(owner, "p-care")
    assert seen("w-care", everybody) == ["C-bob"], "of the other child it still is that child's"
    assert (
        seen("w-care", "select 1 from (select access.child_facts('C-ann') f) x where f->'involvements' <> '[]'") == []
    )
    assert seen("w-care", "select item_id from published.chronology") == ["4"]


def test_another_record_of_the_same_team_keeps_it_open(owner: psycopg.Connection, seen: Values) -> None:
    owner.execute(
        "insert into published.involvement (child_id, team_id, team, agency, person_key) "
        "values ('C-ann', 't-care', 'Family help', 'CSC', 'p-other')"
    )
    say(owner, "p-care")
    assert seen("w-care", "select child_id from published.child") == ["C-ann", "C-bob"]


def test_a_school_loses_a_pupil_whose_roll_record_was_parted(owner: psycopg.Connection, seen: Values) -> None:
    pupils = "select child_id from published.child"
    assert seen("w-hill", pupils, Role.SENCO) == ["C-ann", "C-bob"]
    say(owner, "p-school")
    assert seen("w-hill", pupils, Role.SENCO) == ["C-bob"]
    assert seen("w-hill", "select 1 where access.opens('C-ann')", Role.SENCO) == []


def test_lists_say_nothing_that_rested_on_the_parted_record(owner: psycopg.Connection, seen: Values) -> None:
    says = "select signal || ': ' || says || ', ' || reason || coalesce(', due ' || due, '') from access.work()"
    rest = "Three; since 1 January, due 2026-02-01"
    assert seen("w-slt", says) == [f"both: Contact on 1 January, {rest}", f"one: Referred, {rest}"]
    say(owner, "p-care")
    assert seen("w-slt", says) == ["both: A sign, Three", "one: Referred, Three"]


def test_lists_no_longer_name_a_school_that_was_parted(owner: psycopg.Connection, seen: Values) -> None:
    named = "select distinct school_urn from access.work() where school_urn is not null"
    assert seen("w-slt", named) == ["900001"]
    say(owner, "p-school")
    assert seen("w-slt", named) == []


def test_a_parting_never_opens_a_concern_to_somebody_new(owner: psycopg.Connection, seen: Values) -> None:
    """With the care line gone every line left is open to the school; what the concern says still came from care."""
    owner.execute("delete from casework.sharing_agreement where agency = 'EDU' and category = 'care'")
    open_to = "select signal from published.concern"
    assert seen("w-hill", open_to, Role.SENCO) == ["one"]
    say(owner, "p-care")
    assert seen("w-hill", open_to, Role.SENCO) == ["one"]


@pytest.mark.parametrize("parted", [False, True])
def test_nobody_is_told_to_ask_about_a_parted_record(owner: psycopg.Connection, seen: Values, parted: bool) -> None:
    owner.execute(
        "update casework.sharing_agreement set gives = 'involvement' where agency = 'EDU' and category = 'care'"
    )
    owner.execute("delete from published.chronology where item_id = '3'")
    if parted:
        say(owner, "p-care")
        owner.execute("delete from published.clock where clock_id = 'k3'")  # it starts from a record that stays
    for ask in ("withheld", "withheld_concerns"):
        found = seen("w-hill", f"select category from access.{ask}('C-ann')", Role.SENCO)
        assert found == ([] if parted else ["care"])


def test_a_merged_childs_older_id_parts_as_well(owner: psycopg.Connection, seen: Values) -> None:
    owner.execute("insert into published.child_alias values ('C-old', 'C-ann')")
    say(owner, "p-care", child="C-old")
    assert seen("w-slt", CHANNELS["chronology"]) == ["1", "3"]


# ── who a child is, when two children were joined as one ───────────────────────────────────────────────────────────
# The record of social care is another child's: Zed Kay, born a year earlier. Two senders' records say so, and so the
# refresh gave Ann that name.
TWO_AS_ONE = """
    update published.child set forename = 'Zed', surname = 'Kay', born = '2015-01-01', sex = 'M',
        name_keys = '{zed,kay}' where child_id = 'C-ann';
    insert into published.link_line (child_id, person_key, source, sender, agency, how) values
        ('C-ann', 'p-care2', 'short_break_packages', 'LA:1', 'CSC', 'SCORE'),
        ('C-ann', 'p-school', 'school_roll', 'URN:900001', 'EDU', 'D1');
    update published.link_line set forename = 'Zed', surname = 'Kay', born = '2015-01-01', sex = 'M',
        name_keys = '{zed,kay}', received = '2026-11-01' where person_key like 'p-care%';
    update published.link_line set forename = 'Ann', surname = 'Hale', born = '2016-06-06', sex = 'F',
        name_keys = '{ann,hale}', received = '2026-10-01' where person_key = 'p-health';
    update published.link_line set forename = 'Annie', surname = 'Hale', born = '2016-06-06', sex = null,
        name_keys = '{annie,hale}', received = '2026-09-01' where person_key = 'p-school';
"""
HEADER = "select concat_ws(' ', forename, surname, born, sex, reduced) from access.child where child_id = 'C-ann'"


def test_the_header_falls_back_to_what_remains_at_once(owner: psycopg.Connection, seen: Values) -> None:
    owner.execute(TWO_AS_ONE)
    assert seen("w-slt", HEADER) == ["Zed Kay 2015-01-01 M f"]
    say(owner, "p-care2")
    owner.execute("update published.link_line set received = '2025-01-01' where person_key = 'p-care'")
    assert seen("w-slt", HEADER) == ["Ann Hale 2016-06-06 F t"], "the newest of what remains, and never half of each"
    say(owner, "p-care")
    assert seen("w-slt", HEADER) == ["Ann Hale 2016-06-06 F t"]
    owner.execute("update published.link_line set forename = 'Annie' where person_key in ('p-health', 'p-school')")
    assert seen("w-slt", HEADER) == ["Annie Hale 2016-06-06 F t"]
    for key in ("p-health", "p-school"):
        say(owner, key)
    assert seen("w-slt", HEADER) == ["t"], "nothing is left to say who it is"
    for key in ("p-care", "p-care2", "p-health", "p-school"):
        say(owner, key, "undone")
    assert seen("w-slt", HEADER) == ["Zed Kay 2015-01-01 M f"]


def test_lists_and_searches_know_no_parted_name(owner: psycopg.Connection, seen: Values) -> None:
    owner.execute(TWO_AS_ONE)
    for key in ("p-care", "p-care2"):
        say(owner, key)
    assert set(seen("w-slt", "select forename || ' ' || surname from access.work()")) == {"Ann Hale"}
    assert seen("w-slt", "select 1 from access.child where name_keys @> '{zed}'") == []
    assert seen("w-slt", "select 1 from access.child where name_keys @> '{annie}'") == [1], "a name that remains finds"
    owner.execute("update published.child set listed = true")
    beyond = "select forename from access.find_child('{}', '', '{}')"
    assert seen("w-slt", beyond.format("Kay", "2015-01-01")) == []
    assert seen("w-slt", beyond.format("hale", "2016-06-06")) == ["Ann"]


def test_a_record_parted_by_two_people_at_once_is_not_said_to_be_joined_again(
    owner: psycopg.Connection, seen: Values
) -> None:
    told = "select coalesce(undone_by, 'stands') from access.partings('C-ann')"
    for _ in range(2):
        say(owner, "p-care")
    assert seen("w-slt", told) == ["stands", "stands"]
    say(owner, "p-care", "undone")
    assert seen("w-slt", told) == ["W", "W"]


def test_no_page_can_read_a_name_by_another_way(owner: psycopg.Connection, seen: Values) -> None:
    for way in ("forename from published.child", "name_keys from published.child", "surname from published.link_line",
                "forename from access.who_is"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            seen("w-slt", f"select {way}")


def test_a_death_that_a_parted_record_told_is_no_longer_told(owner: psycopg.Connection, seen: Values) -> None:
    owner.execute("update published.child set died = '2026-03-03' where child_id = 'C-ann'")
    owner.execute(
        "insert into published.death (child_id, person_key, agency, category, died, by_day, disagrees) values "
        "('C-ann', 'p-care', 'CSC', 'identity', '2026-03-03', '2026-03-03', null), "
        "('C-ann', 'p-health', 'CH', 'health', null, '2026-04-04', null), "
        "('C-ann', 'p-other', 'EDU', 'education', null, '2026-05-05', 'At school')"
    )
    died, told = (
        "select died::text from access.child where child_id = 'C-ann' and died is not null",
        ("select agency from published.death"),
    )
    assert (seen("w-slt", died), seen("w-slt", told)) == (["2026-03-03"], ["CH", "CSC", "EDU"])
    say(owner, "p-care")
    assert (seen("w-slt", died), seen("w-slt", told)) == (["2026-04-04"], ["CH", "EDU"])
    say(owner, "p-health")
    assert owner.execute("select died from access.who_is where child_id = 'C-ann'").fetchone() == (None,)
