"""The cards of a worklist: one for each child and owner, with what is owed, why it is there, and what to do next.

Which concerns may be on a card, the database's access rules say (``access.concerns()``: those given to the viewer or a
team of theirs). Who has each now, and in what state it is, follows from what people recorded since the last refresh.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from goldenthread.priority import LEVELS
from goldenthread.web.components.words import age, day, distance, late, plural
from goldenthread.web.components.words import year_group as year
from goldenthread.web.lists import ROWS
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

SOON = 7  # days
LINES = 3  # concerns shown on a card; the rest are counted
WHOSE = ("mine", "team", "unowned", "offered")

_WHOSE = {
    "mine": "w.owner = %(worker)s",
    "team": "w.team_id = any(%(teams)s)",
    "unowned": "w.owner is null and w.team_id = any(%(teams)s)",
    "offered": "w.offered",
}
_DUE = {
    "overdue": "due < %(as_of)s",
    "week": "due between %(as_of)s and %(as_of)s::date + 7",
    "later": "due > %(as_of)s::date + 7",
    "none": "due is null",
}

# The viewer's work, with the day by which each concern's owner is to act: what was planned or worked out; and for a
# child released since the last refresh the same day that the next one will give, from the release on.
RESPOND = json.dumps({level.name: level.respond_days for level in LEVELS})
WORK = """
    select w.*, coalesce(w.due, w.released + (%(respond)s::jsonb ->> w.level_name)::integer) as by_when
    from access.work() w
"""

MINE = f"count(distinct w.child_id) filter (where {_WHOSE['mine']})"  # over the viewer's work: see page.Tab
NOBODYS = "count(distinct w.child_id) filter (where w.owner is null and w.team_id = any(%(leads)s))"


@dataclass(frozen=True)
class Wanted:
    """Which cards: whose, and what the filters ask."""

    whose: str = "mine"
    due: str = ""
    level: str = ""
    kind: str = ""
    school: str = ""
    owner: str = ""  # 'team|worker': one person's cards in one team


@dataclass(frozen=True)
class Work:
    """One page of a worklist: the counts behind the tabs, what can be filtered by, how many fit, and the cards."""

    counts: Row
    options: dict[str, list[tuple[str, str]]]
    total: int
    cards: list[Row]
    backlog: int  # children of the viewer's teams who wait to be released
    budget: int | None  # names a week an owner can take up


def work(at: Viewing, wanted: Wanted, page: int) -> Work:
    """The ``page``-th page of the cards that are wanted, in an order that does not move; the last one when it is past.

    One statement, so that the list is worked out once. A card's ``place`` is its place in the whole list, unfiltered.
    """
    parts = {"work": WORK, "asked": _asked(wanted), "whose": _WHOSE[wanted.whose], "nobodys": NOBODYS}
    statement = _WORK.format(**parts, **{name: _WHOSE[name] for name in WHOSE})
    found = at.row(statement, **asdict(wanted), rows=ROWS, page=page, respond=RESPOND) or {}
    at.counted.update(work=found["counts"]["mine"], team=found["counts"]["nobodys"])
    options: dict[str, list[tuple[str, str]]] = {"level": [], "kind": [], "school": [], "owner": []}
    for name, value, says in sorted(found["options"] or []):
        options[name].append((value, says))
    shown = [card(at, _dated(row)) for row in found["cards"] or []]
    return Work(found["counts"], options, found["total"], shown, found["backlog"], found["budget"])


def _dated(row: Row) -> Row:
    """Days come out of JSON as text."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due", "born")}
    return {**row, **days}


def _asked(wanted: Wanted) -> str:
    parts = [_DUE[wanted.due]] if wanted.due in _DUE else []
    parts += ["level::text = %(level)s"] if wanted.level else []
    parts += ["%(kind)s = any(signals)"] if wanted.kind else []
    parts += ["school_urn = %(school)s"] if wanted.school else []
    parts += ["%(owner)s = any(held)"] if wanted.owner else []
    return " and ".join(parts) or "true"


_WORK = """
    with given as materialized ({work}),
    work as materialized (select * from given where not waits),
    cards as (
        select w.child_id, w.owner, min(w.level) as level, min(w.by_when) as due, bool_or(w.urgent) as urgent,
               min(w.place) as own_place, array_agg(distinct w.signal) as signals, bool_or(w.offered) as offered,
               array_agg(distinct w.team_id || '|' || w.owner) as held,
               max(w.owner_name) as holder_name, min(w.reason) as reason, min(w.do_next) as do_next,
               (array_agg(w.step order by w.planned) filter (where w.step is not null))[1] as step,
               jsonb_agg(jsonb_build_array(w.signal, w.since, w.says, w.state) order by w.since, w.signal) as concerns,
               min(w.forename) as forename, min(w.surname) as surname, min(w.born) as born,
               min(w.year_group) as year_group, min(w.school_urn) as school_urn, min(w.school_name) as school_name,
               bool_or(w.restricted) as restricted
        from work w where {whose}
        group by w.child_id, w.owner
    ),
    placed as (
        select k.*, row_number() over (order by k.urgent desc, k.own_place nulls last, k.level nulls last, k.child_id,
                                                k.owner nulls first) as place
        from cards k
    ),
    wanted as materialized (select * from placed where {asked}),
    shown as (
        select s.*, coalesce(s.holder_name, m.name) as owner_name
        from (select * from wanted order by place limit %(rows)s
              offset least(%(page)s - 1, greatest((select count(*) from wanted) - 1, 0) / %(rows)s) * %(rows)s) s
        left join (select t.worker_id, max(t.name) as name from published.team_member t group by 1) m
            on m.worker_id = s.owner
    ),
    options as (
        select distinct 'level' as field, w.level::text as value, w.level_name as says from work w where w.level > 0
        union select distinct 'kind', w.signal, w.title from work w
        union select distinct 'school', w.school_urn, w.school_name from work w where w.school_urn is not null
        union select 'owner', w.team_id || '|' || w.owner,
                     concat(coalesce(max(w.owner_name), max(p.name), w.owner), ', ', coalesce(max(t.team), w.team_id))
              from work w left join published.team t using (team_id)
              left join published.team_member p on p.team_id = w.team_id and p.worker_id = w.owner
              where w.owner is not null and {team} group by w.team_id, w.owner
    )
    select (select count(*) from wanted) as total,
           (select jsonb_agg(to_jsonb(s) order by s.place) from shown s) as cards,
           (select jsonb_agg(jsonb_build_array(o.field, o.value, coalesce(o.says, o.value))) from options o) as options,
           (select jsonb_build_object(
                'mine', count(distinct w.child_id) filter (where {mine}),
                'team', count(distinct (w.child_id, coalesce(w.owner, ''))) filter (where {team}),
                'unowned', count(distinct w.child_id) filter (where {unowned}),
                'offered', count(distinct w.child_id) filter (where {offered}),
                'nobodys', {nobodys},
                'undated', count(distinct w.child_id) filter (where {mine})
                           - count(distinct w.child_id) filter (where {mine} and w.by_when is not null),
                'overdue', count(distinct w.child_id) filter (where {mine} and w.by_when < %(as_of)s))
            from work w) as counts,
           (select count(distinct w.child_id) from given w where w.waits and {team}) as backlog,
           (select max(t.weekly_budget) from published.team t where t.team_id = any(%(teams)s)) as budget
"""

IN_HAND = {"taken", "planned", "acted"}  # somebody said that they will see to it
STATE_SAYS = {"taken": "taken", "planned": "next step planned", "acted": "acted on", "reopened": "has come back",
              "offered": "offered on"}  # fmt: skip


def card(at: Viewing, row: Row) -> Row:
    """A row of the list as the ``card`` macro reads it."""
    lines = [_line(row["child_id"], one) for one in row["concerns"][:LINES]]
    return {
        **row,
        "name": short_name(row),
        "href": f"/children/{row['child_id']}",
        "about": about(at, row),
        "tags": tags(at, row),
        "tone": _tone(at, row),
        "reason": _reason(row),
        "lines": lines,
        "more": max(0, len(row["concerns"]) - LINES),
        "do_next": row["step"] or row["do_next"] or "open the concern and decide the next step",
        "owner_says": _owner(at, row),
        "due_says": due_says(at, row["due"]),
        "acts": acts(at, row),
    }


def short_name(row: Mapping[str, Any]) -> str:
    """'Asha M.': enough to know the child by, little enough for a screen that others may see."""
    surname = (row.get("surname") or "").strip()
    initial = f"{surname[0]}." if surname else ""
    return f"{row.get('forename') or 'Name not known'} {initial}".strip()


def about(at: Viewing, row: Row) -> str:
    """'aged 8, Year 3, Hillview Primary'."""
    years = age(row["born"], at.as_of)
    said = ["age not known" if years is None else f"aged {years}", year(row["year_group"]), row["school_name"] or ""]
    return ", ".join(part for part in said if part)


def tags(at: Viewing, row: Row) -> list[tuple[str, str]]:
    """What is owed in a few words: cannot wait, how late, due this week, offered, protected address."""
    found: list[tuple[str, str]] = []
    if row["urgent"]:
        found.append(("Cannot wait", "red"))
    if row["due"] and row["due"] < at.as_of:
        found.append((late(row["due"], at.as_of).capitalize(), "orange"))
    elif row["due"] and (row["due"] - at.as_of).days <= SOON:
        days = (row["due"] - at.as_of).days
        found.append(("Due today" if days == 0 else f"Due in {plural(days, 'day')}", "yellow"))
    if row.get("offered"):
        found.append(("Offered to you", "blue"))
    if row["restricted"]:
        found.append(("Protected address", "red"))
    return found


def _reason(row: Row) -> str | None:
    """Why it stands here. The reason is as old as the list: what was taken up since is said first."""
    if row["urgent"]:
        return "Somebody says this cannot wait"
    before = row["reason"]
    if before and "last acted on" not in before and any(state in IN_HAND for *_, state in row["concerns"]):
        return f"Taken up since the list was last put in order; until then: {before}"
    return str(before) if before else None


def due_says(at: Viewing, due: date | None) -> str:
    """'Next step due 1 August 2025, in 14 days', 'Next step was due 27 June 2025', or how a date is set."""
    if due is None:
        return "No date yet: plan the next step to set one"
    if due < at.as_of:
        return f"Next step was due {day(due)}"
    return f"Next step due {day(due)}, {distance(due, at.as_of)}"


def _owner(at: Viewing, row: Row) -> str:
    """Who has it; and of the viewer's own, whether they have said that they will see to it."""
    if row["owner"] != at.viewer.worker_id:
        return str(row["owner_name"] or row["owner"] or "nobody yet")
    return "you" if any(state in IN_HAND for *_, state in row["concerns"]) else "you, not taken up yet"


def _tone(at: Viewing, row: Row) -> str:
    if row["urgent"] or (row["due"] and row["due"] < at.as_of):
        return "late"
    return "soon" if row["due"] and (row["due"] - at.as_of).days <= SOON else ""


def _line(child_id: str, concern: list[str]) -> Row:
    signal, since, says, state = concern
    href = f"/children/{child_id}/concerns/{signal}/{since}"
    return {"allowed": True, "href": href, "says": says, "state_says": STATE_SAYS.get(state, "")}


def acts(at: Viewing, row: Row) -> list[Row]:
    """What can be done from the list, on the concern's own page: take, give, answer, or record what happened."""
    signal, since, _, state = row["concerns"][0]
    href = f"/children/{row['child_id']}/concerns/{signal}/{since}"
    if row.get("offered"):
        return [{"text": "Answer the handover", "href": f"{href}#act-answer"}]
    mine = row["owner"] == at.viewer.worker_id and state in IN_HAND
    first = (
        {"text": "Record what happened", "href": f"{href}#act-action"} if mine else {"text": "Take it", "href": href}
    )
    return [first, {"text": "Give it to someone", "href": f"{href}#act-give"}]
