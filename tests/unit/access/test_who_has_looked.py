"""Who has looked is told with a name where the viewer may know that the looker's agency is involved."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from goldenthread import access
from goldenthread.access import Role, Viewer
from goldenthread.store import Store, database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
WORLD = """
    insert into published.team (team_id, team, agency, setting_urn, duties) values
        ('t-hill', 'Hillview', 'EDU', '900001', '{}'), ('t-slt', 'Therapy', 'CH', null, '{}'),
        ('t-camhs', 'CAMHS', 'CAMHS', null, '{}'), ('t-care', 'Family help', 'CSC', null, '{}'),
        ('t-icb', 'Joint triage', 'ICB', null, '{}');
    insert into published.team_member (team_id, worker_id, is_lead, is_deputy) values
        ('t-hill', 'w-hill', true, false), ('t-hill', 'w-head', false, false), ('t-slt', 'w-slt', true, false),
        ('t-camhs', 'w-camhs', true, false), ('t-care', 'w-care', true, false), ('t-icb', 'w-dco', true, false),
        ('t-slt', 'w-both', false, false), ('t-camhs', 'w-both', false, false);
    insert into published.child (child_id, school_urn, restricted, plan, sources, by_name_only, listed, name_keys)
        values ('C-ann', '900001', false, false, 1, 0, true, '{}'),
        ('C-eve', '900001', true, false, 1, 0, true, '{}');     -- at a protected address
    insert into published.involvement (child_id, team_id, team, agency)
        select c, t.team_id, t.team, t.agency from unnest('{C-ann,C-eve}'::text[]) c, published.team t;
    insert into audit.entry (worker_id, worker_name, role, action, child_id, page, says)
        select w, w, r, 'read', c, 'children/<child_id>', 'Looked at “Child: now”.'
        from (values ('w-hill', 'SENCO'), ('w-head', 'SENCO'), ('w-slt', 'THERAPIST'), ('w-camhs', 'THERAPIST'),
                     ('w-both', 'THERAPIST'), ('w-care', 'SOCIAL_WORKER'), ('w-dco', 'DCO'),
                     ('w-left', 'SOCIAL_WORKER'),
                     ('account-9', 'ADMINISTRATOR'), ('account-8', 'ANALYST'), ('system', null)) l(w, r),
             unnest('{C-ann,C-eve}'::text[]) c;
"""
NO_AGENCY = {"w-dco", "account-9", "account-8", "system"}
Looks = Callable[..., list[dict]]


@pytest.fixture
def owner(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(WORLD)
        yield connection


@pytest.fixture
def looks(postgres_url: str, store: Store, owner: psycopg.Connection) -> Looks:
    """What somebody is told of who has looked at a child's record."""

    def ask(worker: str, role: Role, child: str = "C-ann") -> list[dict]:
        url = database.app_url(postgres_url, store)
        with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:
            told = connection.execute("select access.viewer_facts(%s) as facts", (worker,)).fetchone()
            assert told
            viewer = Viewer.of(told["facts"], "N", "n@example.org", role)
            purpose = access.usual_purpose(role, viewer.agencies)
            connection.execute(access.ENTER, access.as_viewer(viewer, purpose, AT, child))
            return connection.execute("select * from access.looks(%s, 100)", (child,)).fetchall()

    return ask


def names(told: list[dict]) -> set[str]:
    return {look["who"] for look in told if look["who"]}


def test_a_school_is_not_told_that_camhs_or_social_care_looked(looks: Looks) -> None:
    told = looks("w-hill", Role.SENCO)
    assert names(told) == {"w-hill", "w-head", "w-slt"} | NO_AGENCY
    hidden = [look for look in told if not look["who"]]
    assert [(look["role"], look["says"]) for look in hidden] == [(None, "looked at the record")] * 4
    assert len(told) == told[0]["looks"] == 11, "that somebody looked is told all the same"


def test_of_a_protected_child_a_school_is_told_of_its_own_alone(looks: Looks) -> None:
    assert names(looks("w-hill", Role.SENCO, "C-eve")) == {"w-hill", "w-head"} | NO_AGENCY


def test_health_is_told_of_all_whose_involvement_it_may_know_of(looks: Looks) -> None:
    every = {"w-hill", "w-head", "w-slt", "w-camhs", "w-both", "w-care"} | NO_AGENCY
    assert names(looks("w-slt", Role.THERAPIST)) == every
    assert names(looks("w-camhs", Role.THERAPIST, "C-eve")) == {"w-camhs", "w-both"} | NO_AGENCY


def test_a_decision_to_withhold_takes_the_name_away(looks: Looks, owner: psycopg.Connection) -> None:
    owner.execute(
        "insert into casework.share_decision (child_id, category, holder, agency, decision, basis, from_date, "
        "by_worker, by_name, why) values ('C-ann', 'health', 'CH', 'EDU', 'withhold', 'objection', '2026-01-01', 'w', "
        "'W', 'why')"
    )
    assert names(looks("w-hill", Role.SENCO)) == {"w-hill", "w-head"} | NO_AGENCY


def test_whoever_is_not_related_is_told_of_their_own_looks_alone(looks: Looks, owner: psycopg.Connection) -> None:
    owner.execute("delete from published.involvement where team_id = 't-care'")
    assert looks("w-care", Role.SOCIAL_WORKER) == []
    owner.execute(
        "insert into casework.break_glass (child_id, worker_id, worker_name, hours, at, reason) "
        "values ('C-ann', 'w-care', 'Sam', 2, %s, 'why')", (AT,))  # fmt: skip
    assert [look["who"] for look in looks("w-care", Role.SOCIAL_WORKER)] == ["w-care"]


@pytest.mark.parametrize(("agency", "told"), [("CH", True), ("CAMHS", False)])
def test_what_was_said_of_a_parting_is_for_those_who_may_know_of_it(
    looks: Looks, owner: psycopg.Connection, agency: str, told: bool
) -> None:
    owner.execute(
        "insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why, agency, "
        "record_id) values ('p1', 'C-ann', 'apart', 'w-slt', 'Tess', 'why', %s, 'L00012:33')",
        (agency,),
    )
    says = {"not-this-child": "parted record L00012:33 from the child",
            "join-again": "undid the parting of record L00012:33"}  # fmt: skip
    for page, said in says.items():
        owner.execute(
            "insert into audit.entry (worker_id, worker_name, role, action, child_id, page, says) "
            "values ('w-slt', 'Tess', 'THERAPIST', 'act', 'C-ann', 'children/<child_id>/' || %s, %s)",
            (page, said),
        )
    acts = {look["says"] for look in looks("w-hill", Role.SENCO) if look["action"] == "act"}
    assert acts == (set(says.values()) if told else {"acted on the record"})
    assert {look["says"] for look in looks("w-slt", Role.THERAPIST) if look["action"] == "act"} == set(says.values())


def test_whoever_saw_the_name_in_a_list_stands_among_those_who_looked(looks: Looks, owner: psycopg.Connection) -> None:
    """Therapy's list is told with its name; of care's list that there was one; of the others on them nothing."""
    owner.execute(
        "insert into audit.entry (worker_id, worker_name, role, action, says, children) values "
        "('w-slt', 'w-slt', 'THERAPIST', 'list', 'My work: 2 children.', '{C-ann,C-zoe}'), "
        "('w-care', 'w-care', 'SOCIAL_WORKER', 'search', 'Search: 2 children.', '{C-ann,C-zoe}'), "
        "('w-slt', 'w-slt', 'THERAPIST', 'list', 'My work: 1 child.', '{C-zoe}')"
    )
    told = [(look["who"], look["says"]) for look in looks("w-hill", Role.SENCO) if look["action"] in ("list", "search")]
    assert told == [(None, "saw the name in a list"), ("w-slt", "My work: 2 children.")]
    assert not [look for look in looks("w-hill", Role.SENCO) if "C-zoe" in str(look)]
