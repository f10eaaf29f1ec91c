"""A crowd beside the world's cast: as many alike children as a test of size asks for."""

from typing import Any

STATEMENTS = (
    """
    insert into published.child
    select 'x-' || lpad(n::text, 6, '0'), 'Kim', 'Crowd', date '2015-01-01' + (n %% 4000), 'F', 'ZZ1 2AB', false,
           '900001', 'Hillview Primary', '3', 'K', date '2026-10-01', false, 3, 0, true, 'NORTH', array['kim', 'crowd']
    from generate_series(1, %(children)s) n
    """,
    """
    insert into published.involvement (child_id, team_id, team, agency, service, worker, role, started, source)
    select 'x-' || lpad(n::text, 6, '0'), team, team, agency, null, 'A worker', 'SLT',
           date '2025-01-01', 'community_waits'
    from generate_series(1, %(children)s) n
    cross join (values ('t-slt', 'CH', 3), ('t-paed', 'CH', 5), ('t-eh', 'EH', 7)) t (team, agency, every)
    where n %% every = 0
    """,
    """
    insert into published.concern (child_id, signal, since, title, says, asks, domain, duty, team_id, owner, status)
    select 'x-' || lpad(n::text, 6, '0'), 'stuck_waiting', date '2026-01-01' + (n %% 200), 'Waiting more than 18 weeks',
           'Waiting for speech and language therapy', 'Is this child still waiting?', 'health', 'ASK_CLINICIAN',
           't-slt', 'w-tess', 'live'
    from generate_series(1, %(children)s) n where n %% 10 = 0
    """,
    """
    insert into published.because (child_id, signal, since, record_id, happened, agency, category, source, says,
                                   received)
    select child_id, signal, since, 'L00001:1', since, 'CH', 'health', 'community_waits', 'Referred', since
    from published.concern where child_id like 'x-%%'
    """,
    """
    insert into published.card (child_id, team_id, owner, level, level_name, reason, place, do_next, due, state,
                                new_harm)
    select child_id, team_id, owner, 5, 'One need, a legal limit passed', 'One need, a legal limit passed',
           100 + row_number() over (order by since, child_id), asks, since + 300,
           case when row_number() over (order by since, child_id) <= 300 then 'work' else 'backlog' end, false
    from published.concern where child_id like 'x-%%'
    """,
    """
    insert into published.card_concern (child_id, team_id, owner, signal, since)
    select child_id, team_id, owner, signal, since from published.concern where child_id like 'x-%%'
    """,
    """
    insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team)
    select child_id, signal, since, 'take', 'w-tess', 'Tess Whitlock', 't-slt'
    from published.concern where child_id like 'x-%%' order by child_id limit %(events)s
    """,
    "analyze",
)


def publish(connection: Any, children: int, events: int = 0) -> None:
    """Adds that many children: a third on one list, a tenth with a concern of one owner, ``events`` acted on."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, {"children": children, "events": events})
