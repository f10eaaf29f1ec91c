"""Is the work in my team held and moving? Who has what, who is away, what nobody has, what waits to be released."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.web.components.words import plural
from goldenthread.web.lists import address
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist import told
from goldenthread.web.worklist.cards import RESPOND, WORK, about, short_name

OLDEST = 10  # cards shown as longest without action
UNOWNED = 25  # cards shown without an owner; My work lists them all

_TEAM = f"""
    with every as materialized ({WORK}),
    given as materialized (select * from every where team_id = any(%(led)s)),
    work as materialized (select * from given where not waits),
    cards as materialized (
        select child_id, owner, min(team_id) as team_id, min(by_when) as due, min(since) as since,
               max(last_acted) as last_acted,
               min(place) as place, min(reason) as reason, min(forename) as forename, min(surname) as surname,
               min(born) as born, min(year_group) as year_group, min(school_name) as school_name,
               bool_or(offered) as offered, (array_agg(signal order by since, signal))[1] as signal,
               max(owner_name) as holder_name, bool_or(restricted) as restricted, bool_or(urgent) as urgent,
               (array_agg(jsonb_build_object('state', state, 'asked_of', asked_of, 'asked_name', asked_name,
                                             'asked_at', asked_at) order by asked_at)
                filter (where state = 'offered'))[1] as handover
        from work group by child_id, owner
    ),
    load as (
        select owner, team_id, count(*) as in_hand, count(*) filter (where due < %(today)s) as overdue,
               count(*) filter (where handover is not null) as handovers
        from cards where owner is not null group by owner, team_id
    ),
    waiting as (
        select owner, team_id, count(distinct child_id) as waiting from given where waits group by owner, team_id
    ),
    released as (
        select owner, team_id, count(*) as released from casework.backlog_release
        where week = %(week)s and team_id = any(%(led)s) group by owner, team_id
    ),
    people as (
        select m.team_id, m.worker_id, max(m.name) as name, bool_or(m.is_lead) as is_lead,
               bool_or(m.is_deputy) as is_deputy, max(m.absent_to) filter (where m.away) as away_to,
               bool_or(m.away) as away
        from (select *, coalesce(absent_from <= %(as_of)s and coalesce(absent_to >= %(as_of)s, true), false) as away
              from published.team_member) m
        where m.team_id = any(%(led)s) and (m.ended is null or m.ended > %(as_of)s) group by m.team_id, m.worker_id
    ),
    shut as (
        select worker_id, not bool_or(is_active) as shut from public.accounts_user
        where worker_id <> '' group by worker_id
    ),
    owners as (
        select t.team_id, t.team, coalesce(t.weekly_budget, 0) as budget, o.worker_id, p.name, p.is_lead, p.is_deputy,
               p.away, p.away_to, o.worker_id is not null and (p.worker_id is null or coalesce(s.shut, false)) as gone,
               coalesce(l.in_hand, 0) as in_hand, coalesce(l.overdue, 0) as overdue,
               coalesce(l.handovers, 0) as handovers, coalesce(w.waiting, 0) as waiting,
               coalesce(r.released, 0) as released
        from (select team_id, worker_id from people union select team_id, owner from load
              union select team_id, owner from waiting) o
        join published.team t using (team_id)
        left join people p on p.team_id = o.team_id and p.worker_id = o.worker_id
        left join load l on l.team_id = o.team_id and l.owner = o.worker_id
        left join waiting w on w.team_id = o.team_id and w.owner is not distinct from o.worker_id
        left join shut s on s.worker_id = o.worker_id
        left join released r on r.team_id = o.team_id and r.owner is not distinct from o.worker_id
    )
    select (select jsonb_agg(to_jsonb(o) order by o.team, o.worker_id is null, o.name, o.worker_id) from owners o)
               as owners,
           (select jsonb_agg(to_jsonb(c) order by c.urgent desc, c.place nulls last, c.child_id)
            from (select * from cards where owner is null
                  order by urgent desc, place nulls last, child_id limit %(unowned)s) c) as unowned,
           (select count(*) from cards where owner is null) as unowned_count,
           (select jsonb_agg(to_jsonb(c) order by coalesce(c.last_acted, c.since), c.child_id)
            from (select * from cards where owner is not null
                  order by coalesce(last_acted, since), child_id limit %(oldest)s) c) as oldest,
           (select count(*) from cards) as cards,
           (select count(distinct child_id) from every where not waits and owner = %(worker)s) as mine
"""


@dataclass(frozen=True)
class Team:
    """What a manager sees: owners with what they hold, cards nobody has, and those longest without action."""

    owners: list[Row]
    unowned: list[Row]
    unowned_count: int
    oldest: list[Row]
    cards: int

    @property
    def away(self) -> list[Row]:
        """Owners who are away, have left, or whose account is closed, with work in hand."""
        return [row for row in self.owners if (row["away"] or row["gone"]) and row["in_hand"]]

    @property
    def waiting(self) -> int:
        """Children who wait to be released."""
        return sum(row["waiting"] for row in self.owners)


def led(at: Viewing) -> list[str]:
    """The teams whose work the viewer answers for: those they lead or deputise in."""
    return list(at.given()["leads"])


def week_of(at: Viewing) -> date:
    """The Monday of this week, whose budget a release uses."""
    return at.today - timedelta(days=at.today.weekday())


def read(at: Viewing) -> Team:
    """Everything on the page, in one statement."""
    found = at.row(_TEAM, led=led(at), week=week_of(at), unowned=UNOWNED, oldest=OLDEST, respond=RESPOND) or {}
    at.counted.update(work=found["mine"], team=found["unowned_count"])
    owners = [_owner(row, found["owners"] or []) for row in found["owners"] or []]
    names = {row["worker_id"]: row["name"] for row in owners}
    return Team(
        owners,
        [_card(at, row, names) for row in found["unowned"] or []],
        found["unowned_count"],
        [_card(at, row, names) for row in found["oldest"] or []],
        found["cards"],
    )


def _owner(row: Row, everybody: list[Row]) -> Row:
    stand_in = [
        other
        for other in everybody
        if other["team_id"] == row["team_id"] and other["worker_id"] and other["worker_id"] != row["worker_id"]
        and not other["away"] and not other["gone"] and (other["is_deputy"] or other["is_lead"])
    ]  # fmt: skip
    stand_in.sort(key=lambda other: (not other["is_deputy"], other["worker_id"]))
    return {
        **row,
        "key": f"{row['team_id']}|{row['worker_id'] or ''}",
        "says": row["name"] or row["worker_id"] or "Nobody yet",
        "away_to": _day(row["away_to"]),
        "href": address("/work", {"whose": "team", "owner": f"{row['team_id']}|{row['worker_id']}"}),
        "left": max(0, row["budget"] - row["released"]),
        "may_release": min(row["waiting"], max(0, row["budget"] - row["released"])),
        "stand_in": stand_in[0] if stand_in else None,
    }


def _card(at: Viewing, row: Row, names: dict[str, Any]) -> Row:
    days = {name: _day(row[name]) for name in ("due", "since", "last_acted", "born")}
    row = {**row, **days}
    # an act has a moment, told by the clock; how long a sign stands is counted to the day of the records
    idle = at.now.date() - row["last_acted"] if row["last_acted"] else at.as_of - row["since"]
    return {
        **row,
        "name": short_name(row),
        "about": about(at, row),
        "href": f"/children/{row['child_id']}/concerns/{row['signal']}/{row['since']}",
        "owner_says": row["holder_name"] or names.get(row["owner"]) or row["owner"] or "nobody yet",
        "handover_says": told.offered_says(row["handover"]) if row["handover"] else "",
        "idle_says": plural(max(0, idle.days), "day"),
        "acted": row["last_acted"] is not None,
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
