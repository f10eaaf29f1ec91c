"""What is said first on every page about a child: a death, how little one sees, why it is open for hours."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from goldenthread.access import HOLDER_WORDS, Route
from goldenthread.web import sources as feeds
from goldenthread.web.components.words import clock_time, day, listed, moment
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing


def death(at: Viewing) -> Row | None:
    """What records say of the child's death, and what others tell of later days; None where no record says so.

    Whose record it is stands there for those alone who may know that this agency works with the child.
    """
    by_day = at.child["died"]
    if by_day is None:
        return None
    found = at.rows(
        "select * from published.death where child_id = %(child)s order by by_day, received, record_id",
        child=at.child["child_id"],
    )
    said = [_said(at, row) for row in found if row["disagrees"] is None]
    days = [row["died"] for row in found if row["died"]]
    name = at.child["forename"] or "this child"
    return {
        "says": f"A record says that {name} {f'died on {day(days[0])}' if days else f'had died by {day(by_day)}'}",
        "records": said,
        "later": [_later(row) for row in found if row["disagrees"] is not None],
        "ask": listed(sorted({one["whose"] for one in said})) or "the information team",
    }


def _whose(row: Row) -> str:
    return HOLDER_WORDS.get(row["agency"], "an agency")


def _said(at: Viewing, row: Row) -> Row:
    """One record of the death, in words, with the way to say that it is another child's."""
    if row["died"]:
        says = f"died on {day(row['died'])}"
    elif row["closed"]:
        says = f"closed a case on {day(row['closed'])} because the child had died"
    else:
        says = "closed a case because the child had died; its day is not recorded"
    query = urlencode({"record": row["person_key"] or ""})
    may_part = row["person_key"] and not at.reads_only
    whose = _whose(row)
    return {
        "whose": whose,
        "category": at.in_full(row["category"], row["agency"]),
        "says": f"{whose}: {says} ({feeds.title(row['source'])}, record of {day(row['received'])})",
        "record_id": row["record_id"],
        "href": f"/children/{at.child['child_id']}/not-this-child?{query}" if may_part else "",
    }


def _later(row: Row) -> Row:
    says = f"{_whose(row)}, {day(row['by_day'])}: {row['disagrees']} ({feeds.title(row['source'])})"
    return {"category": row["category"], "says": says}


def narrow(at: Viewing) -> Row | None:
    """What somebody sees who was given a concern and nothing else, why, and whom to ask for more; None for others."""
    decision = at.may("identity")
    if decision.via is not Route.CONCERN:
        return None
    found = at.row(
        """
        select array_agg(distinct n.title) as titles, array_agg(distinct b.agency) as agencies
        from access.concerns(array[%(child)s]) g
        join published.concern n on n.child_id = g.child_id and n.signal = g.signal and n.since = g.since
        left join access.grounds(%(child)s) b on b.signal = g.signal and b.since = g.since
        """,
        child=at.child["child_id"],
    )
    agencies = sorted({HOLDER_WORDS[one] for one in (found or {}).get("agencies") or [] if one in HOLDER_WORDS})
    return {
        "titles": sorted(one for one in (found or {}).get("titles") or [] if one),
        "because": decision.because,
        "ask": listed(agencies) or "the team that gave it to you",
    }


def glass(at: Viewing) -> Row | None:
    """When and why somebody opened this record without a relationship, and when it closes; None for everybody else."""
    if at.facts is None or at.may("identity").via is not Route.BREAK_GLASS:
        return None
    last = max((one for one in at.facts.glass if one.at <= at.now < one.until), key=lambda one: one.until)
    return {"opened": _moment(at, last.at), "closes": _moment(at, last.until), "reason": last.reason}


def _moment(at: Viewing, value: datetime) -> str:
    """'1:56pm' of today, '19 November 2026 at 11:10pm' of another day."""
    here = value.astimezone(at.now.tzinfo)
    return clock_time(here) if here.date() == at.now.date() else moment(here)


def before(at: Viewing) -> dict[str, Any]:
    """All three, as the templates read them."""
    return {"death": death(at), "narrow": narrow(at), "glass": glass(at)}
