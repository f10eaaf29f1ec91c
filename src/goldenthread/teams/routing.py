"""Finds, for each sign, the team whose duty it is, the person who has it, and the deputy.

The team that holds a record the sign rests on comes first, then one that is open to the child, then the child's own
school's team, then the locality's, then the area's. A school's team takes only its own pupils, and a health service's
team only children on its own list. A question about a referral is asked of nobody but the team that holds it. A sign
that fits no team stays unowned, where managers see it; it is never given to a team with no tie to the child.
"""

from datetime import date

from goldenthread.engine import Engine
from goldenthread.teams._duty import ONLY_OF_THE_HOLDER

# how near a team is to a child; the nearest takes the sign
HOLDER, OPEN_TO_THE_CHILD, OWN_SCHOOL, OWN_LOCALITY, WHOLE_AREA = 0, 1, 2, 3, 4
_OF_THE_HOLDER = ", ".join(f"'{duty}'" for duty in ONLY_OF_THE_HOLDER)


def route(engine: Engine, as_of: date) -> None:
    """Makes ``routed``: child_id, signal, since, duty, team_id, owner, deputy (the last three null when nobody fits).

    Also makes ``involvement_team``: every involvement with the area's own team_id, null where no team of the area's
    staff file is meant. Reads finding, because, sign (signal, duty), child, setting, involvement, team and team_member.
    ``owner`` and ``deputy`` are worker ids.
    """
    given = {"as_of": as_of}
    engine.create("team_duty", _TEAM_DUTY, given)
    engine.create("team_present", _TEAM_PRESENT, given)
    engine.create("team_head", _TEAM_HEAD)
    engine.create("involvement_team", _INVOLVEMENT_TEAM)
    engine.create("team_open", _TEAM_OPEN, given)
    engine.create("team_holding", _TEAM_HOLDING, given)
    engine.create("routed", _ROUTED, given)


def duties_pattern(column: str, duty: str) -> str:
    """SQL: whether the list of duties in ``column``, separated by ;, holds the duty in ``duty``."""
    return f"';' || {column} || ';' like '%;' || {duty} || ';%'"


_TEAM_DUTY = f"""
    select distinct t.team_id, s.duty, t.agency, t.service, t.setting_urn, t.locality
    from team t
    join sign s on {duties_pattern("t.duties", "s.duty")}
    where (t.started is null or t.started <= $as_of) and (t.ended is null or t.ended >= $as_of)
"""

_TEAM_PRESENT = """
    select m.team_id, m.worker_id, m.is_lead, m.is_deputy,
        case when m.absent_from is not null and m.absent_from <= $as_of
            and (m.absent_to is null or m.absent_to >= $as_of) then 1 else 0 end as away
    from team_member m
    where (m.started is null or m.started <= $as_of) and (m.ended is null or m.ended >= $as_of)
"""

# one row a team: its lead and its deputy, null where it has none present
_TEAM_HEAD = """
    select team_id,
        min(case when is_lead and away = 0 then worker_id end) as lead,
        min(case when is_deputy and away = 0 then worker_id end) as deputy
    from team_present
    group by team_id
"""

# which team of the staff file an agency means: the one it names, in whichever column; else the team of the worker it
# names; else the school's; else the one team of a service
_INVOLVEMENT_TEAM = """
    with school as (
        select setting_urn, min(team_id) as team_id from team
        where agency = 'EDU' and setting_urn is not null group by setting_urn
    ),
    service as (
        select service, min(team_id) as team_id from team
        where service is not null group by service having count(distinct team_id) = 1
    ),
    named as (select distinct team_id from team),
    home as (select worker_id, min(team_id) as team_id from team_present group by worker_id)
    select i.child_id, coalesce(n.team_id, w.team_id, h.team_id, s.team_id, v.team_id) as team_id, i.agency, i.service,
        i.team, i.setting_urn, i.worker, i.role, i.started, i.ended, i.record_id, i.source, i.person_key
    from involvement i
    left join named n on n.team_id = i.team
    left join named w on w.team_id = i.worker
    left join home h on h.worker_id = i.worker
    left join school s on s.setting_urn = i.setting_urn and i.agency = 'EDU'
    left join service v on v.service = i.service
"""

# a child's open involvements with teams of the staff file, each with its worker where that worker is in the team now
_TEAM_OPEN = """
    select i.child_id, i.team_id, min(i.started) as started,
        min(case when m.away = 0 then m.worker_id end) as worker
    from involvement_team i
    left join team_present m on m.team_id = i.team_id and m.worker_id = i.worker
    where i.team_id is not null and (i.ended is null or i.ended >= $as_of)
    group by i.child_id, i.team_id
"""

# the teams whose own records a sign rests on: an involvement is read from the same line of a file as the referral
_TEAM_HOLDING = """
    select b.child_id, b.signal, b.since, i.team_id, min(i.started) as started,
        min(case when m.away = 0 then m.worker_id end) as worker
    from because b
    join involvement_team i on i.child_id = b.child_id and i.record_id = b.record_id
    left join team_present m on m.team_id = i.team_id and m.worker_id = i.worker
    where i.team_id is not null and (i.ended is null or i.ended >= $as_of)
    group by b.child_id, b.signal, b.since, i.team_id
"""

_ROUTED = f"""
    with asked as (
        select f.child_id, f.signal, f.since, s.duty, c.school_urn, g.locality
        from finding f
        join sign s on s.signal = f.signal
        join child c on c.child_id = f.child_id
        left join setting g on g.setting_urn = c.school_urn
    ),
    fitting as (
        select a.child_id, a.signal, a.since, t.team_id, coalesce(h.worker, o.worker) as worker,
            coalesce(h.started, o.started) as started,
            case when h.child_id is not null then {HOLDER}
                when a.duty in ({_OF_THE_HOLDER}) then null
                when o.child_id is not null then {OPEN_TO_THE_CHILD}
                when t.setting_urn = a.school_urn then {OWN_SCHOOL}
                when t.setting_urn is null and t.service is null and t.locality = a.locality then {OWN_LOCALITY}
                when t.setting_urn is null and t.service is null and t.locality is null then {WHOLE_AREA}
            end as nearness
        from asked a
        join team_duty t on t.duty = a.duty
        left join team_open o on o.child_id = a.child_id and o.team_id = t.team_id
        left join team_holding h on h.child_id = a.child_id and h.signal = a.signal and h.since = a.since
            and h.team_id = t.team_id
    ),
    ranked as (
        select child_id, signal, since, team_id, worker,
            row_number() over (
                partition by child_id, signal, since
                order by nearness, coalesce(started, date '9999-12-31'), team_id
            ) as choice
        from fitting
        where nearness is not null
    )
    select a.child_id, a.signal, a.since, a.duty, r.team_id,
        coalesce(r.worker, h.lead, h.deputy) as owner,
        nullif(h.deputy, coalesce(r.worker, h.lead, h.deputy)) as deputy
    from asked a
    left join ranked r on r.child_id = a.child_id and r.signal = a.signal and r.since = a.since and r.choice = 1
    left join team_head h on h.team_id = r.team_id
"""
