"""Reads what pages say about the child in hand. The database gives only what this viewer may see; nothing is added."""

from datetime import date
from typing import Any

from goldenthread.access import AGENCY_CATEGORY
from goldenthread.casework import SAYS, Hands, State, Who, parts
from goldenthread.priority import URGENT_DAYS
from goldenthread.web import sources as feeds
from goldenthread.web.children.frame import role
from goldenthread.web.components.words import agency, holder
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist.cards import RESPOND

CLOSED = ("closed", "expired")
WAITING = ("overdue", "due_soon", "running")

UNTAKEN = "Not taken up yet"  # of a concern that is somebody's by the area's lists, and who has not said anything
PARTED = "One of the records this rested on has been parted from this child; the next refresh works it out anew."
# what a concern says may come from a record that was parted from the child: then only the sign's name is left
_CONCERNS = """
    with ground as materialized (select g.* from access.grounds(%(child)s) g)
    select s.signal, s.since, s.record_as, s.sign_present, s.state, s.holder, s.holder_name, s.holder_team,
        s.offered_to, s.offered_name, s.offered_team, s.offered_by, s.offered_at, s.due, s.step, s.step_done, s.urgent,
        s.urgent_by, s.urgent_why, s.pressed, s.objected,
        s.outcome, s.seen, coalesce(c.title, g.title, s.signal) as title,
        coalesce(case when p.signal is null then c.says else c.title end, g.title, s.signal) as says,
        p.signal is not null as parted, coalesce(c.asks, g.asks, '') as asks, c.owner, c.deputy, c.team_id,
        coalesce(c.basis, g.basis, '') as basis,
        coalesce(c.expires, g.expires) as expires, c.level_of_duty,
        case when s.pressed is not null then least(s.due, s.pressed + %(urgent_days)s::integer)
             else coalesce(s.due, case when not s.step_done then
                coalesce(case when s.child_id not in (select access.reduced()) then k.due end,
                         r.day + (%(respond)s::jsonb ->> k.level_name)::integer) end) end as next_due, k.level_name,
        k.state = 'backlog' and s.holder is null and s.urgent is not true and r.child_id is null as waits,
        (select max(m.name) from published.team_member m where m.worker_id = c.owner) as owner_name,
        (select max(m.name) from published.team_member m where m.worker_id = c.deputy) as deputy_name,
        (select max(t.team) from published.team t where t.team_id = coalesce(s.holder_team, c.team_id)) as team,
        (select jsonb_agg(to_jsonb(b) order by b.happened desc nulls last, b.record_id) from ground b
         where b.signal = s.signal and b.since = s.since) as because
    from access.states(array[%(child)s]) s
    left join published.concern c on c.child_id = %(child)s and c.signal = s.signal and c.since = s.since
    left join published.signal_register g on g.signal = s.signal
    left join access.unsettled(array[%(child)s]) p on p.signal = s.signal and p.since = s.since
    left join published.card_concern n on n.child_id = %(child)s and n.signal = s.signal and n.since = s.since
    left join published.card k on k.child_id = %(child)s and n.child_id is not null
        and coalesce(k.team_id, '') = coalesce(n.team_id, '') and coalesce(k.owner, '') = coalesce(n.owner, '')
    left join (
        select child_id, team_id, owner, max(coalesce(day, at::date)) as day from casework.backlog_release
        where child_id = %(child)s group by 1, 2, 3
    ) r on r.child_id = k.child_id and coalesce(r.team_id, '') = coalesce(k.team_id, '')
        and coalesce(r.owner, '') = coalesce(k.owner, '')
    where coalesce(c.status, 'live') <> 'shadow' and {wanted}
    order by s.state in ('closed', 'expired'), s.urgent desc, s.since, s.signal
"""


def concerns(at: Viewing) -> list[Row]:
    """The child's concerns that the viewer may read, open ones first; each with the records it rests on."""
    every = at.rows(
        _CONCERNS.format(wanted="true"), child=at.child["child_id"], respond=RESPOND, urgent_days=URGENT_DAYS
    )
    return [_concern(at, row) for row in every]


def concern(at: Viewing, signal: str, since: str) -> Row | None:
    """One concern with the records it rests on; None when there is none that the viewer may read."""
    wanted = "s.signal = %(signal)s and s.since = %(since)s::date"
    given = {"child": at.child["child_id"], "signal": signal, "since": since}
    row = at.row(_CONCERNS.format(wanted=wanted), **given, respond=RESPOND, urgent_days=URGENT_DAYS)
    return None if row is None else _concern(at, row)


def named_concerns(at: Viewing) -> set[str]:
    """The signs, by name and by title, of the child's concerns that the viewer may read."""
    found = at.rows(
        """
        select r.signal, coalesce(c.title, g.title, r.signal) as title
        from access.readable(array[%(child)s]) r
        left join published.concern c on c.child_id = %(child)s and c.signal = r.signal and c.since = r.since
        left join published.signal_register g on g.signal = r.signal
        where coalesce(c.status, 'live') <> 'shadow'
        """,
        child=at.child["child_id"],
    )
    return {name for row in found for name in (row["signal"], row["title"])}


def hidden_concerns(at: Viewing) -> list[Row]:
    """Concerns the viewer may know of and not read: whom to ask, for each."""
    found = at.rows("select category, holder from access.withheld_concerns(%(c)s)", c=at.child["child_id"])
    return [{"allowed": False, "open": True, "holder": feeds_holder(row["category"])} for row in found]


def feeds_holder(category: str) -> str:
    """Whom to ask about a kind of record: 'children's social care'."""
    return holder(category)


def _with_source(row: Row) -> Row:
    """A line beneath a concern; days come out of JSON as text."""
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("happened", "received")}
    return {**row, **days, "source_says": feeds.title(row["source"])}


def _concern(at: Viewing, row: Row) -> Row:
    owner = row["holder"] or row["owner"]
    name = row["holder_name"] if row["holder"] else row["owner_name"] or row["owner"]
    says = "you" if owner and owner == at.viewer.worker_id else name
    asked = {"asked_of": row["offered_to"], "asked_name": row["offered_name"], "asked_at": row["offered_at"]}
    state_says = UNTAKEN if owner and row["state"] == State.NEW else SAYS[State(row["state"])]
    return {
        **row,
        **asked,
        "held": row["holder"] is not None,
        "asked_me": row["state"] == State.OFFERED and _asks(at, row),
        "because": [_with_source(one) for one in row["because"] or []],
        "allowed": True,
        "open": row["state"] not in CLOSED,
        "gone": not row["sign_present"],
        "parted_says": PARTED if row["parted"] else "",
        "state_says": state_says,
        "owner_id": owner,
        "owner_says": says or (f"{row['team']} (nobody in person yet)" if row["team"] else "nobody yet"),
        "deputy_says": row["deputy_name"] or "",
        "href": f"/children/{at.child['child_id']}/concerns/{row['signal']}/{row['since']}",
    }


def _asks(at: Viewing, row: Row) -> bool:
    """Whether the viewer is asked to take it: by name, or as one of a team where no person is named."""
    return Who.OFFERED in parts(
        at.viewer.worker_id,
        at.given()["teams"],
        [],
        Hands(offered_to=row["offered_to"], offered_team=row["offered_team"], offered_by=row["offered_by"]),
    )


def clocks(at: Viewing) -> list[Row]:
    """Every clock the viewer may see, the earliest due first."""
    return at.rows(
        "select * from published.clock where child_id = %(child)s order by due nulls last, started, clock_id",
        child=at.child["child_id"],
    )


def withheld(at: Viewing) -> list[str]:
    """Whom to ask about records that exist and may not be read, each once."""
    found = at.rows("select category from access.withheld(%(child)s)", child=at.child["child_id"])
    return sorted({feeds_holder(row["category"]) for row in found})


# beside the worker that was named, whoever leads the team or stands in: somebody who is there goes before who is away
_PEOPLE = """
    select i.*, w.email, coalesce(w.name, l.name) as reach_name, coalesce(w.email, l.email) as reach_email,
        w.email is null and l.name is not null as reach_leads, l.is_lead as reach_lead
    from (
        select team_id, max(team) as team, agency, service, worker, max(role) as role, min(started) as started,
            case when not bool_or(ended is null) then max(ended) end as ended,
            (array_agg(source order by record_id desc))[1] as source
        from published.involvement where child_id = %(child)s
        group by team_id, agency, service, setting_urn, coalesce(team_id, team), worker
    ) i
    left join lateral (
        select m.name, m.email from published.team_member m
        where m.team_id = i.team_id and (m.name = i.worker or m.worker_id = i.worker) and m.email is not null
        order by m.email desc limit 1
    ) w on true
    left join lateral (
        select m.name, m.email, m.is_lead from published.team_member m
        where m.team_id = i.team_id and (m.is_lead or m.is_deputy) and (m.ended is null or m.ended > %(as_of)s)
        order by coalesce(m.absent_from <= %(as_of)s and coalesce(m.absent_to >= %(as_of)s, true), false),
            m.is_lead desc, m.email is null, m.name limit 1
    ) l on true
    order by i.ended is not null, i.started desc nulls last, i.team, i.worker
"""


def people(at: Viewing) -> list[Row]:
    """Teams open to the child, now and before, as far as the viewer may know of them; each once, whoever told of it."""
    return [
        {
            **row,
            "allowed": True,
            "category": at.in_full(AGENCY_CATEGORY.get(row["agency"]), row["agency"]),
            "team": row["team"] or agency(row["agency"]),
            "role_says": role(row["role"]),
            "source_says": feeds.title(row["source"]),
            "reach_says": _reach(row),
        }
        for row in at.rows(_PEOPLE, child=at.child["child_id"])
    ]


def _reach(row: Row) -> str:
    """Through whom a team is reached where the worker's own address was not sent: its lead, or who stands in."""
    if not row["reach_leads"]:
        return ""
    return f"{row['reach_name']}, who {'leads' if row['reach_lead'] else 'stands in for the lead of'} the team"


_SOURCES = """
    select distinct s.source, s.sender, n.name as sender_name, s.newest, s.state, s.because
    from published.link_line l
    join published.source s on s.source = l.source and s.sender = l.sender
    left join published.sender_name n on n.sender = s.sender
    where l.child_id = %(child)s
      and (l.child_id, l.person_key) not in (select p.child_id, p.person_key from access.parted() p)
    order by s.source, s.sender
"""


def sources(at: Viewing) -> list[Row]:
    """The feeds that know this child, and how fresh each is."""
    says = {"fresh": "As expected", "late": "Later than expected", "never": "Never received"}
    return [
        {
            "says": feeds.title(row["source"]),
            "sender": feeds.sender(row["sender"], row["sender_name"]),
            "newest": row["newest"],
            "state_says": says.get(row["state"], row["state"]),
        }
        for row in at.rows(_SOURCES, child=at.child["child_id"])
    ]


def unanswered(at: Viewing) -> list[str]:
    """What could not be looked for about this child, or about anybody, and why; each reason once."""
    found = at.rows(
        "select distinct because from published.unanswered where child_id = %(child)s or child_id is null order by 1",
        child=at.child["child_id"],
    )
    return [_plain(row["because"]) for row in found]


def _plain(because: str) -> str:
    """A reason without the words that the page puts before it."""
    return because.removeprefix("Not known: ")


_WRITTEN = """
    select w.text, w.by_name, w.how, w.at, g.text as strengths, g.by_name as strengths_by, g.how as strengths_how,
        g.at as strengths_at,
        (select max(l.sent) from casework.letter_sent l where l.child_id = %(child)s) as letter_sent,
        (select array_agg(distinct u.because order by u.because) from published.unanswered u
         where u.child_id = %(child)s or u.child_id is null) as unanswered
    from (values (1)) one
    left join lateral (select * from casework.childs_words
        where child_id = %(child)s and about = 'words' order by words_id desc limit 1) w on true
    left join lateral (select * from casework.childs_words
        where child_id = %(child)s and about = 'strengths' order by words_id desc limit 1) g on true
"""


def words(at: Viewing) -> Row | None:
    """The child's own words and what goes well, as last recorded; when a letter was last sent; what is not known."""
    found = at.row(_WRITTEN, child=at.child["child_id"])
    if found is None:
        return None
    return {
        **found,
        "who": _told_by(at, found["how"], found["by_name"]),
        "strengths_who": _told_by(at, found["strengths_how"], found["strengths_by"]),
        "unanswered": [_plain(because) for because in found["unanswered"] or []],
    }


def _told_by(at: Viewing, how: str | None, by_name: str | None) -> str:
    """'Said by Asha; recorded by Tess Whitlock'."""
    name = name_of(at.child)
    said = {
        "said": f"Said by {name}",
        "shown": f"Signed, shown or drawn by {name}",
        "carer": "Told by a parent or carer",
        "seen": f"Seen by somebody who works with {name}",
    }
    return f"{said[how]}; recorded by {by_name}" if how else ""


def lines(at: Viewing, limit: int = 400) -> list[Row]:
    """The child's story as far as the viewer may read it, newest first; what several sources told alike, once."""
    return at.rows(
        """
        select * from (
            select distinct on (happened, agency, category, kind, says) child_id, item_id, happened, agency, category,
                kind, says, record_id, source, received,
                max(until) over (partition by happened, agency, kind, says) as until
            from published.chronology where child_id = %(child)s
            order by happened, agency, category, kind, says, received desc nulls last, item_id
        ) one order by happened desc, item_id limit %(limit)s
        """,
        child=at.child["child_id"],
        limit=limit,
    )


def name_of(child: dict[str, Any]) -> str:
    """What to call the child: the forename, or 'this child' when none is known."""
    return str(child.get("forename") or "this child")
