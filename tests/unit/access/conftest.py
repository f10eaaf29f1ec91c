"""A small area in a database of its own, and connections to it such as pages have."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from goldenthread import access
from goldenthread.access import Purpose, Role, Viewer
from goldenthread.store import Store, database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
Open = Callable[..., psycopg.Connection]

WORLD = """
    insert into published.team (team_id, team, agency, setting_urn, duties) values
        ('t-hill', 'Hillview', 'EDU', '900001', '{}'), ('t-oak', 'Oakfield', 'EDU', '900002', '{}'),
        ('t-slt', 'Therapy', 'CH', null, '{}');
    insert into published.team_member (team_id, worker_id, is_lead, is_deputy) values
        ('t-hill', 'w-hill', true, false), ('t-oak', 'w-oak', true, false), ('t-slt', 'w-slt', true, false);
    insert into published.child (child_id, forename, surname, school_urn, restricted, plan, sources, by_name_only,
                                 listed, name_keys) values
        ('C-ann', 'Ann', 'Hale', '900001', false, false, 1, 0, true, '{ann,hale}'),
        ('C-bob', 'Bob', 'Hale', '900002', false, false, 1, 0, true, '{bob,hale}'),     -- her brother, elsewhere
        ('C-eve', 'Eve', 'Moss', '900001', true, false, 1, 0, true, '{eve,moss}');      -- at a protected address
    insert into published.involvement (child_id, team_id, team, agency) values
        ('C-ann', 't-slt', 'Therapy', 'CH'), ('C-eve', 't-slt', 'Therapy', 'CH'), ('C-ann', null, 'CAMHS', 'CAMHS');
    insert into published.chronology (child_id, item_id, happened, agency, category, kind, says) values
        ('C-ann', '1', '2026-01-01', 'EDU', 'education', 'k', 'joined'),
        ('C-ann', '2', '2026-01-01', 'CH', 'health', 'k', 'referred'),
        ('C-ann', '3', '2026-01-01', 'CAMHS', 'health', 'k', 'referred to CAMHS'),
        ('C-ann', '4', '2026-01-01', 'CSC', 'care', 'k', 'contact'),
        ('C-ann', '5', '2026-01-01', 'LASEN', 'plan_content', 'k', 'the wording'),
        ('C-eve', '6', '2026-01-01', 'CH', 'health', 'k', 'referred');
    insert into published.concern (child_id, signal, since, says, status, team_id, owner) values
        ('C-ann', 'waiting', '2026-01-02', 'Waiting for therapy', 'live', 't-slt', 'w-slt'),
        ('C-ann', 'secret', '2026-01-02', 'Counted only', 'shadow', 't-hill', 'w-hill'),
        ('C-ann', 'known', '2026-01-02', 'Waiting for CAMHS', 'live', null, null);
    insert into published.because (child_id, signal, since, record_id, agency, category, says) values
        ('C-ann', 'waiting', '2026-01-02', 'L1:1', 'CH', 'health', 'referred'),
        ('C-ann', 'waiting', '2026-01-02', 'L1:2', 'EDU', 'education', 'no SEN support'),
        ('C-ann', 'secret', '2026-01-02', 'L1:1', 'CH', 'health', 'referred'),
        ('C-ann', 'known', '2026-01-02', 'L1:3', 'CAMHS', 'health', 'referred to CAMHS');
    insert into published.link_line (child_id, person_key, source, agency) values
        ('C-ann', 'p1', 'school_roll', 'EDU'), ('C-ann', 'p2', 'ssd', 'CSC'), ('C-ann', 'p3', 'community_waits', 'CH');
    insert into published.signal_register (signal, status) values ('waiting', 'live'), ('known', 'live'),
        ('secret', 'shadow');
    insert into published.refusal values ('p1', 'p9', 'twins', 0);
    insert into published.set_aside (load_id, reason) values ('L1', 'bad');
    insert into published.put_right (sender, child_id, problem) values ('URN:900001', 'C-ann', 'blank'),
        ('URN:900002', 'C-bob', 'blank');
"""


@pytest.fixture
def pages(postgres_url: str, store: Store) -> Iterator[Open]:
    """Opens connections as pages do: the login that owns nothing, with a viewer set for the transaction."""
    with psycopg.connect(postgres_url) as owner:
        owner.execute(WORLD)
    opened: list[psycopg.Connection] = []

    def open_as(
        worker: str = "", role: Role = Role.SENCO, purpose: Purpose | None = None, about: str = ""
    ) -> psycopg.Connection:
        connection = psycopg.connect(database.app_url(postgres_url, store))
        opened.append(connection)
        if worker:
            told = connection.execute("select access.viewer_facts(%s)", (worker,)).fetchone()
            assert told
            viewer = Viewer.of(told[0], "N", "n@example.org", role)
            means = purpose or access.usual_purpose(role, viewer.agencies)
            connection.execute(access.ENTER, access.as_viewer(viewer, means, AT, about))
        return connection

    yield open_as
    for connection in opened:
        connection.close()
