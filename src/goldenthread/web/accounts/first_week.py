"""Releases the first week's budget from the backlog of a made-up area, as its managers would on their first day."""

import psycopg

from goldenthread.store import Store, StoreError, audit
from goldenthread.web.components.words import plural

# so many cards of each owner as the team's budget allows, the most pressing first; by the team's lead, on the records'
# own day: in a made-up area that day is long past, and a first step is owed so many days from the release
_RELEASE = """
    insert into casework.backlog_release (child_id, team_id, owner, week, by_worker, by_name, at)
    select c.child_id, c.team_id, c.owner, date_trunc('week', d.as_of)::date, m.worker_id, m.name,
           d.as_of + time '09:00'
    from (
        select child_id, team_id, owner,
            row_number() over (partition by team_id, owner order by place, child_id) as turn
        from published.card where state = 'backlog' and team_id is not null
    ) c
    join published.team t using (team_id)
    cross join published.run d
    join lateral (
        select worker_id, name from published.team_member
        where team_id = c.team_id and is_lead and ended is null order by worker_id limit 1
    ) m on true
    where c.turn <= t.weekly_budget
    order by c.team_id, c.owner, c.turn
    returning team_id, by_worker, by_name
"""


def release_first_week(url: str, store: Store) -> int:
    """How many children were put before their owners; 0 when somebody has released any before.

    Each team's release is a line of the log. Raises StoreError when the store holds an area's own files.
    """
    if not store.simulated:
        raise StoreError(f"{store.path} holds an area's own files: only its managers release its backlog.")
    with psycopg.connect(url) as connection:
        if connection.execute("select 1 from casework.backlog_release limit 1").fetchone():
            return 0
        released = connection.execute(_RELEASE).fetchall()
        teams: dict[str, str] = dict(connection.execute("select team_id, team from published.team").fetchall())
        for team_id, worker, name in sorted(set(released)):
            number = sum(1 for row in released if row[0] == team_id)
            audit.append(connection, _line(teams[team_id], worker, name, number))
        connection.commit()
        audit.keep_head(connection, store)
    return len(released)


def _line(team: str, worker: str, name: str, number: int) -> audit.Entry:
    return audit.Entry(
        worker_id=worker,
        worker_name=name,
        role="TEAM_MANAGER",
        action="act",
        says=f"Released {plural(number, 'child', 'children')} of {team} from the backlog: a made-up area's first week.",
    )
