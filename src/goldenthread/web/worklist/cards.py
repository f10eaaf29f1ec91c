"""The cards of a worklist: one for each child and owner, with what is owed, why it is there, and what to do next.

Which concerns may be on a card, the database's access rules say (``access.concerns()``: those given to the viewer or a
team of theirs). Who has each now, and in what state it is, follows from what people recorded since the last refresh.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from goldenthread.priority import LEVELS, LOWER, URGENT_DAYS, turns
from goldenthread.web.components.words import age, late, late_kind, plural
from goldenthread.web.components.words import year_group as year
from goldenthread.web.lists import ROWS
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist import told

SOON = 7  # days
LINES = 3  # concerns shown on a card; the rest are counted
WHOSE = ("mine", "team", "unowned", "offered")

Late = dict[tuple[str, str, str], list[Row]]  # child, signal and since of a concern: its late clocks
_FIRMEST = ("must", "statutory guidance", "guidance", "standard", "local")
# what a card holds of each of its concerns
_SAID = ("signal", "since", "says", "asks", "state", "held", "step_done", "urgent", "urgent_by", "urgent_why",
         "offered", "asked_of", "asked_name", "asked_at")  # fmt: skip

_WHOSE = {
    "mine": "w.owner = %(worker)s",
    "team": "w.team_id = any(%(teams)s)",
    "unowned": "w.owner is null and w.team_id = any(%(teams)s)",
    "offered": "w.offered",
}
_DUE = {
    "overdue": "due < %(today)s",
    "week": "due between %(today)s and %(today)s::date + 7",
    "later": "due > %(today)s::date + 7",
    "none": "due is null",
}

# The viewer's work, with the day by which each concern's owner is to act: what was planned or worked out; and for a
# child released since the last refresh, or one of whom somebody said since that it cannot wait, the same day that the
# next one will give. A planned step that is done leaves no day until the next is planned.
RESPOND = json.dumps({level.name: level.respond_days for level in LEVELS})
WORK = f"""
    select w.*, case when w.pressed is not null then least(w.planned, w.pressed + {URGENT_DAYS})
                     when w.step_done then w.planned
                     else coalesce(w.due, w.released + (%(respond)s::jsonb ->> w.level_name)::integer) end as by_when
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

    One statement, so that the list is worked out once. A card's ``place`` is its place in the whole list, unfiltered,
    by the rule of priority/order.py over what is the owner's work now: what was released or given since the refresh is
    in it, and a card that was acted on keeps its place until the next refresh.
    """
    said = ", ".join(f"'{name}', w.{name}" for name in _SAID)
    parts = {
        "work": WORK,
        "asked": _asked(wanted),
        "whose": _WHOSE[wanted.whose],
        "nobodys": NOBODYS,
        "said": said,
        "lower": str(LOWER),
        "turns": turns("listed", "holder"),
        "last": str(max(level.number for level in LEVELS)),
    }
    statement = _WORK.format(**parts, **{name: _WHOSE[name] for name in WHOSE})
    found = at.row(statement, **asdict(wanted), rows=ROWS, page=page, respond=RESPOND) or {}
    at.counted.update(work=found["counts"]["mine"], team=found["counts"]["nobodys"])
    options: dict[str, list[tuple[str, str]]] = {"level": [], "kind": [], "school": [], "owner": []}
    for name, value, says in sorted(found["options"] or []):
        options[name].append((value, says))
    rows = [_dated(row) for row in found["cards"] or []]
    late = late_clocks(at, rows)
    shown = [card(at, row, late) for row in rows]
    return Work(found["counts"], options, found["total"], shown, found["backlog"], found["budget"])


def _dated(row: Row) -> Row:
    """Days come out of JSON as text."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due", "planned", "born")}
    return {**row, **days}


def late_clocks(at: Viewing, rows: list[Row]) -> Late:
    """The late clocks, as far as the viewer may see them, that rest on the same records as the cards' concerns."""
    found = at.rows(_LATE, children=[row["child_id"] for row in rows]) if rows else []
    late: Late = {}
    for row in found:
        late.setdefault((row["child_id"], row["signal"], row["since"].isoformat()), []).append(row)
    return late


_LATE = """
    select distinct b.child_id, b.signal, b.since, k.due, k.level
    from published.clock k
    join published.because b on b.child_id = k.child_id and b.record_id = k.record_id
    where k.child_id = any(%(children)s) and b.child_id = any(%(children)s)
      and k.state = 'overdue' and k.due is not null
"""


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
               coalesce(max(w.acted_then), min(w.since)) as idle_since,
               array_agg(distinct w.signal) as signals, bool_or(w.offered) as offered,
               array_agg(distinct w.team_id || '|' || w.owner) as held,
               max(w.owner_name) as holder_name, min(w.reason) as reason, min(w.do_next) as do_next,
               (array_agg(w.step order by w.planned) filter (where w.step is not null))[1] as step,
               min(w.planned) as planned,
               jsonb_agg(jsonb_build_object({said}) order by w.since, w.signal) as concerns,
               min(w.forename) as forename, min(w.surname) as surname, min(w.born) as born,
               min(w.year_group) as year_group, min(w.school_urn) as school_urn, min(w.school_name) as school_name,
               bool_or(w.restricted) as restricted
        from work w where {whose}
        group by w.child_id, w.owner
    ),
    listed as (
        select k.child_id, coalesce(k.owner, '') as holder, k.idle_since,
               case when k.urgent then 0 else coalesce(k.level, {last}) end as level
        from cards k
    ),
    {turns},
    ordered as (
        select k.*, row_number() over (partition by l.holder order by l.sort_key, k.child_id) as own_place
        from cards k join keyed l on l.child_id = k.child_id and l.holder = coalesce(k.owner, '')
    ),
    placed as (
        select k.*, row_number() over (order by k.urgent desc, k.own_place nulls last, k.level nulls last, k.child_id,
                                                k.owner nulls first) as place,
               k.level >= {lower} and k.level > min(k.level) over (
                   partition by k.owner order by k.own_place, k.child_id
                   rows between 1 following and unbounded following) as by_turn
        from ordered k
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
                'overdue', count(distinct w.child_id) filter (where {mine} and w.by_when < %(today)s))
            from work w) as counts,
           (select count(distinct w.child_id) from given w where w.waits and {team}) as backlog,
           (select max(t.weekly_budget) from published.team t where t.team_id = any(%(teams)s)) as budget
"""

STATE_SAYS = {"taken": "taken", "planned": "next step planned", "acted": "acted on", "reopened": "has come back",
              "offered": "offered on"}  # fmt: skip
FIFTH = "Here because every fifth place goes to the child who has waited longest"
ELSEWHERE = "The level counts every open need of the child, not only what stands on this card"


def card(at: Viewing, row: Row, late_by: Late) -> Row:
    """A row of the list as the ``card`` macro reads it."""
    lines = [_line(row["child_id"], one) for one in row["concerns"][:LINES]]
    mine = row["owner"] == at.viewer.worker_id
    return {
        **row,
        "name": short_name(row),
        "href": f"/children/{row['child_id']}",
        "about": about(at, row),
        "tags": tags(at, row, late_by),
        "tone": _tone(at, row),
        "reason": _reason(row),
        "lines": lines,
        "more": max(0, len(row["concerns"]) - LINES),
        "do_next": do_next(row),
        "owner_says": _owner(at, row),
        "due_says": told.step_due(row["due"], at.today, planned=_planned(row), mine=mine),
        "acts": acts(at, row),
    }


def do_next(row: Row) -> str:
    """The step that was planned first; else what the oldest concern asks whose planned step is not done."""
    if row["step"]:
        return str(row["step"])
    left = [one for one in row["concerns"] if not one["step_done"]]
    if not left:
        return told.PLAN_NEXT
    asks = row["do_next"] if left[0] is row["concerns"][0] else left[0]["asks"]
    return str(asks or "open the concern and decide the next step")


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


def tags(at: Viewing, row: Row, late_by: Late) -> list[tuple[str, str]]:
    """What is owed in a few words: cannot wait, the step, how late and of which kind, offered, protected address."""
    found: list[tuple[str, str]] = [("Cannot wait", "red")] if row["urgent"] else []
    if row["due"] and row["due"] < at.today:
        found.append((f"Step {late(row['due'], at.today)}", "orange"))
    elif row["due"] and (row["due"] - at.today).days <= SOON:
        days = (row["due"] - at.today).days
        found.append(("Step due today" if days == 0 else f"Step due in {plural(days, 'day')}", "yellow"))
    found += _late(at, row, late_by)
    if row["offered"]:
        by_name = any(one["offered"] and one["asked_of"] for one in row["concerns"])
        found.append(("Offered to you" if by_name else "Offered to your team", "blue"))
    if row["restricted"]:
        found.append(("Protected address", "red"))
    return found


def _late(at: Viewing, row: Row, late_by: Late) -> list[tuple[str, str]]:
    """'491 days late: guidance not met', of the firmest kind of limit that is passed, as the child's page says it."""
    clocks = [k for one in row["concerns"] for k in late_by.get((row["child_id"], one["signal"], one["since"]), [])]
    if not clocks:
        return []
    ranks = {level: rank for rank, level in enumerate(_FIRMEST)}
    worst = min(clocks, key=lambda k: (ranks.get(k["level"], len(ranks)), k["due"]))
    says = f"{late(worst['due'], at.as_of)}: {late_kind(worst['level'])}"
    return [(says, "red" if worst["level"] == "must" else "orange")]


def _reason(row: Row) -> str | None:
    """Why it stands here. The reason is as old as the list: what was taken up since is said first."""
    said = next((told.urgent_says(one) for one in row["concerns"] if one["urgent"]), None)
    if said:
        return said
    before = str(row["reason"] or "")
    why = [before] if before else []
    if "Several open needs" in before and len(row["concerns"]) == 1:
        why.append(ELSEWHERE)
    if before and "last acted on" not in before and any(told.in_hand(one) for one in row["concerns"]):
        why[0] = f"Taken up since the list was last put in order; until then: {before}"
    elif row["by_turn"]:
        why.append(FIFTH)
    return ". ".join(why) or None


def _planned(row: Row) -> bool:
    """Whether the day is that of a step that somebody planned or asked for, and not of the level's first step."""
    return bool(row["urgent"]) or (row["due"] is not None and row["due"] == row["planned"])


def _owner(at: Viewing, row: Row) -> str:
    """Who has it, and who was asked to; of the viewer's own, whether they have said that they will see to it."""
    says = str(row["owner_name"] or row["owner"] or "nobody yet")
    if row["owner"] and row["owner"] == at.viewer.worker_id:
        says = "you" if any(told.in_hand(one) for one in row["concerns"]) else "you, not taken up yet"
    offers = dict.fromkeys(told.offered_says(one) for one in row["concerns"])
    return "; ".join([says, *(one for one in offers if one)])


def _tone(at: Viewing, row: Row) -> str:
    if row["urgent"] or (row["due"] and row["due"] < at.today):
        return "late"
    return "soon" if row["due"] and (row["due"] - at.today).days <= SOON else ""


def _line(child_id: str, concern: Row) -> Row:
    says = STATE_SAYS.get(concern["state"], "")
    return {"allowed": True, "href": _href(child_id, concern), "says": concern["says"], "state_says": says}


def _href(child_id: str, concern: Row, form: str = "") -> str:
    """A concern's page; with ``form``, that form open and first on it."""
    opened = f"?do={form}#act-{form}" if form else ""
    return f"/children/{child_id}/concerns/{concern['signal']}/{concern['since']}{opened}"


def acts(at: Viewing, row: Row) -> list[Row]:
    """What can be done from the list, on the concern's own page: take, keep, give, answer, or record what happened."""
    child_id, first = row["child_id"], row["concerns"][0]
    asked = next((one for one in row["concerns"] if one["offered"]), None)
    if asked:
        return [{"text": "Answer the handover", "href": _href(child_id, asked, "answer")}]
    give = {"text": "Give it to someone", "href": _href(child_id, first, "give")}
    if row["owner"] != at.viewer.worker_id:
        return [{"text": "Take it", "href": _href(child_id, first)}, give]
    if first["state"] == "offered":
        return [{"text": "Keep it", "href": _href(child_id, first)}, give]
    if told.in_hand(first):
        return [{"text": "Record what happened", "href": _href(child_id, first, "action")}, give]
    return [{"text": "Take it", "href": _href(child_id, first)}, give]
