"""The cards of a worklist: one for each child and owner, with what is owed, why it is there, and what to do next.

Which concerns may be on a card, the database's access rules say (``access.concerns()``: those given to the viewer or a
team of theirs). Who has each now, and in what state it is, follows from what people recorded since the last refresh.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.web.components.words import age, late, plural
from goldenthread.web.components.words import year_group as year
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing, names

SOON = 7  # days
LINES = 3  # concerns shown on a card; the rest are counted
WHOSE = ("mine", "team", "unowned", "offered")

# every open concern given to the viewer, with who has it now. A card that waits in the backlog is not work until it is
# released, somebody takes it, or somebody says that it cannot wait.
OPEN = """
    with given as materialized (
        select c.child_id, c.signal, c.since, c.title, c.says, c.asks, c.team_id, c.owner, c.level_of_duty
        from access.concerns() g join published.concern c using (child_id, signal, since)
        where c.status <> 'shadow'
    ),
    touched as materialized (
        select s.* from casework.concern_state s
        where s.child_id = any (array(select distinct e.child_id from casework.event e
                                      where e.child_id in (select child_id from given)))
    ),
    open as materialized (
        select g.child_id, g.signal, g.since, g.title, g.says, g.asks, g.level_of_duty,
               coalesce(t.holder_team, g.team_id) as team_id,
               case when t.holder is not null then t.holder else g.owner end as owner,
               t.holder_name, t.offered_to, t.offered_team, t.offered_by, t.state, t.due as planned, t.step,
               coalesce(t.urgent, false) as urgent, t.holder is not null as held,
               k.team_id as card_team, k.owner as card_owner
        from given g
        left join touched t using (child_id, signal, since)
        left join published.card_concern k using (child_id, signal, since)
        where coalesce(t.state, 'new') not in ('closed', 'expired')
    ),
    work as materialized (
        select o.*, d.level, d.level_name, d.reason, d.place, d.due as card_due, d.do_next, d.new_harm,
               coalesce(o.planned, d.due) as due
        from open o
        left join published.card d on d.child_id = o.child_id and d.team_id is not distinct from o.card_team
            and d.owner is not distinct from o.card_owner
        where d.state is distinct from 'backlog' or o.held or o.urgent
           or exists (select 1 from casework.backlog_release r where r.child_id = o.child_id
                      and r.team_id is not distinct from d.team_id and r.owner is not distinct from d.owner)
    )
"""

_WHOSE = {
    "mine": "w.owner = %(worker)s",
    "team": "w.team_id = any(%(teams)s)",
    "unowned": "w.owner is null and w.team_id = any(%(teams)s)",
    "offered": "(w.offered_to = %(worker)s or w.offered_team = any(%(teams)s)) and w.offered_by <> %(worker)s",
}
_DUE = {
    "overdue": "due < %(as_of)s",
    "week": "due between %(as_of)s and %(as_of)s::date + 7",
    "later": "due > %(as_of)s::date + 7",
    "none": "due is null",
}

COUNTS = f"""
    {OPEN}
    select count(distinct child_id) filter (where {_WHOSE["mine"]}) as mine,
           count(distinct (child_id, coalesce(owner, ''))) filter (where {_WHOSE["team"]}) as team,
           count(distinct child_id) filter (where {_WHOSE["unowned"]}) as unowned,
           count(distinct child_id) filter (where {_WHOSE["offered"]}) as offered,
           count(distinct child_id) filter (where {_WHOSE["mine"]} and due < %(as_of)s) as overdue,
           count(distinct child_id) filter (where {_WHOSE["mine"]} and urgent) as urgent
    from work w
"""  # the team's cards are counted child by owner, as they are listed

MINE = f"select count(*) from ({OPEN} select distinct child_id from work w where {_WHOSE['mine']}) n"


@dataclass(frozen=True)
class Wanted:
    """Which cards: whose, and what the filters ask."""

    whose: str = "mine"
    due: str = ""
    level: str = ""
    kind: str = ""
    school: str = ""


def counts(at: Viewing) -> Row:
    """How many children are mine, my team's, without an owner, and offered to me; how many of mine are overdue."""
    return at.row(COUNTS) or {}


def total(at: Viewing, wanted: Wanted) -> int:
    """How many cards fit the filters."""
    return int(at.value(_statement(wanted, _TOTAL), **_given(wanted)) or 0)


def page(at: Viewing, wanted: Wanted, offset: int, limit: int) -> list[Row]:
    """The cards of one page, in an order that does not move; ``place`` is the place in the whole list, unfiltered."""
    found = at.rows(_statement(wanted, _SHOWN), offset=offset, limit=limit, **_given(wanted))
    return [card(at, row) for row in found]


def options(at: Viewing) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by: levels, kinds of concern and schools that occur in the viewer's work."""
    found = at.rows(
        f"""{OPEN}
        select distinct 'level' as field, level::text as value, level_name as says from work where level is not null
        union all select distinct 'kind', signal, title from work
        union all select distinct 'school', c.school_urn, c.school_name
        from work join published.child c using (child_id) where c.school_urn is not null
        order by field, value"""
    )
    told: dict[str, list[tuple[str, str]]] = {"level": [], "kind": [], "school": []}
    for row in found:
        if row["value"] not in dict(told[row["field"]]):
            told[row["field"]].append((row["value"], row["says"] or row["value"]))
    return {"level": told["level"], **{k: sorted(told[k], key=lambda one: one[1]) for k in ("kind", "school")}}


def backlog(at: Viewing) -> Row:
    """How many cards of the viewer's teams wait to be released, and the week's budget."""
    found = at.row(
        """
        select count(distinct d.child_id) filter (where not exists (
                   select 1 from casework.backlog_release r where r.child_id = d.child_id
                   and r.team_id is not distinct from d.team_id and r.owner is not distinct from d.owner)) as waiting,
               (select max(t.weekly_budget) from published.team t where t.team_id = any(%(teams)s)) as budget
        from published.card d where d.state = 'backlog' and d.team_id = any(%(teams)s)
        """
    )
    return found or {"waiting": 0, "budget": None}


def _statement(wanted: Wanted, ending: str) -> str:
    whose = _WHOSE[wanted.whose]
    return f"{OPEN}, {_CARDS.format(whose=whose, asked=_asked(wanted))} {ending.format(whose=whose)}"


def _given(wanted: Wanted) -> dict[str, str]:
    return {"level": wanted.level, "kind": wanted.kind, "school": wanted.school}


def _asked(wanted: Wanted) -> str:
    parts = [_DUE[wanted.due]] if wanted.due else []
    parts += ["level = %(level)s::integer"] if wanted.level else []
    parts += ["%(kind)s = any(signals)"] if wanted.kind else []
    parts += ["school_urn = %(school)s"] if wanted.school else []
    return " and ".join(parts) or "true"


_CARDS = """
    cards as (
        select w.child_id, w.owner, min(w.team_id) as team_id, min(w.level) as level, min(w.due) as due,
               bool_or(w.urgent) as urgent, min(w.place) as own_place, array_agg(distinct w.signal) as signals,
               bool_or(w.offered_to = %(worker)s or w.offered_team = any(%(teams)s)) as offered
        from work w where {whose}
        group by w.child_id, w.owner
    ),
    placed as (
        select k.*, row_number() over (order by k.urgent desc, k.own_place nulls last, k.level nulls last, k.child_id,
                                                k.owner nulls first) as place
        from cards k
    ),
    wanted as (
        select p.*, c.forename, c.surname, c.born, c.year_group, c.school_name, c.school_urn, c.restricted, c.sources,
               c.by_name_only
        from placed p join published.child c using (child_id)
        where {asked}
    )
"""
_TOTAL = "select count(*) from wanted"
_SHOWN = """
    select s.*, m.name as owner_name, w.concerns, w.reason, w.do_next, w.step
    from (select * from wanted order by place limit %(limit)s offset %(offset)s) s
    left join lateral (select max(name) as name from published.team_member t where t.worker_id = s.owner) m on true
    cross join lateral (
        select jsonb_agg(jsonb_build_object('signal', w.signal, 'since', w.since, 'says', w.says, 'state', w.state)
                         order by w.since, w.signal) as concerns,
               min(w.reason) as reason, min(w.do_next) as do_next,
               (array_agg(w.step order by w.planned) filter (where w.step is not null))[1] as step
        from work w where w.child_id = s.child_id and w.owner is not distinct from s.owner and {whose}
    ) w
    order by s.place
"""

STATE_SAYS = {"taken": "taken", "planned": "next step planned", "acted": "acted on", "reopened": "has come back",
              "offered": "offered on"}  # fmt: skip


def card(at: Viewing, row: Row) -> Row:
    """A row of the list as the ``card`` macro reads it."""
    lines = [_line(row["child_id"], one) for one in row["concerns"][:LINES]]
    owner = "you" if row["owner"] == at.viewer.worker_id else row["owner_name"] or row["owner"] or "nobody yet"
    return {
        **row,
        **names(row),
        "name": short_name(row),
        "href": f"/children/{row['child_id']}",
        "about": about(at, row),
        "tags": tags(at, row),
        "tone": _tone(at, row),
        "reason": "Somebody says this cannot wait" if row["urgent"] else row["reason"],
        "lines": lines,
        "more": max(0, len(row["concerns"]) - LINES),
        "do_next": row["step"] or row["do_next"] or "open the concern and decide the next step",
        "owner_says": owner,
        "acts": acts(at, row),
    }


def short_name(row: Mapping[str, Any]) -> str:
    """'Asha M.': enough to know the child by, little enough for a screen that others may see."""
    surname = (row.get("surname") or "").strip()
    initial = f"{surname[0]}." if surname else ""
    return f"{row.get('forename') or 'Name not known'} {initial}".strip()


def about(at: Viewing, row: Row) -> str:
    """'8, Year 3, Hillview Primary'."""
    years = age(row["born"], at.as_of)
    said = ["age not known" if years is None else str(years), year(row["year_group"]), row["school_name"] or ""]
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


def _tone(at: Viewing, row: Row) -> str:
    if row["urgent"] or (row["due"] and row["due"] < at.as_of):
        return "late"
    return "soon" if row["due"] and (row["due"] - at.as_of).days <= SOON else ""


def _line(child_id: str, one: Row) -> Row:
    href = f"/children/{child_id}/concerns/{one['signal']}/{one['since']}"
    return {"allowed": True, "href": href, "says": one["says"], "state_says": STATE_SAYS.get(one["state"] or "", "")}


def acts(at: Viewing, row: Row) -> list[Row]:
    """What can be done from the list: open, and take, give or answer on the concern's own page."""
    first = row["concerns"][0]
    href = f"/children/{row['child_id']}/concerns/{first['signal']}/{first['since']}"
    if row.get("offered"):
        return [{"text": "Answer the handover", "href": f"{href}#act-answer"}]
    if row["owner"] == at.viewer.worker_id:
        return [
            {"text": "Record what happened", "href": f"{href}#act-action"},
            {"text": "Give it to someone", "href": f"{href}#act-give"},
        ]
    return [{"text": "Take it", "href": href}, {"text": "Give it to someone", "href": f"{href}#act-give"}]
