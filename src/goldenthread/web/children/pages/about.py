"""How we know that this is one child: the records joined, who can see them, who has looked, and why I can."""

from typing import Any
from urllib.parse import urlencode

from django.utils.timezone import localtime

from goldenthread.access import CATEGORIES, CATEGORY_WORDS, Role
from goldenthread.web import sources as feeds
from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import capital, listed, plural
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

LOOKS = 20  # lines: one a person a day, and one for each thing that was done
ENTRIES = 500  # of the log, that those lines are made of
NAMED = 3
_READ = "Looked at '"
BY_NAME = ("D4", "SCORE")  # the ways of joining that rest on names, not on a number
CONCERN = "children/<child_id>/concerns/<signal>/<since>"
_LINKS = """
    select l.source, l.sender, n.name as sender_name, l.agency, l.how, l.says, l.since, l.record_id, l.person_key
    from published.link_line l
    left join published.sender_name n on n.sender = l.sender
    where l.child_id = %(child)s
      and (l.child_id, l.person_key) not in (select p.child_id, p.person_key from access.parted() p)
    order by l.source, l.sender, l.person_key
"""
_PARTINGS = """
    select p.*, n.name as sender_name from access.partings(%(child)s) p
    left join published.sender_name n on n.sender = p.sender order by p.decision_id desc
"""
SOMEBODY = "Somebody of another agency"


def view(at: Viewing) -> dict[str, Any]:
    """Links in plain words, rights both ways, and the log as far as the viewer may read it."""
    mine = [name for name in CATEGORIES if at.may(name).allowed]
    joined = links(at)
    entries = at.rows("select * from access.looks(%(child)s, %(most)s)", child=at.child["child_id"], most=ENTRIES)
    looks = _by_day(_told(at, entries))
    return {
        **frame(at, "About the record"),
        "title": "About the record",
        "headline": _headline(joined),
        "counted": _counted(at.child),
        "links": joined,
        "partings": partings(at),
        "why_i": [at.may("identity").because],
        "my_categories": [CATEGORY_WORDS[name] for name in mine],
        "not_mine": [CATEGORY_WORDS[name] for name in CATEGORIES if name not in mine],
        "who_can": _who_can(at.rows("select * from access.who_can(%(c)s)", c=at.child["child_id"])),
        "looks": looks[:LOOKS],
        "more_looks": len(looks) > LOOKS or bool(entries and entries[0]["looks"] > len(entries)),
        "sources": reading.sources(at),
    }


def _headline(joined: list[Row]) -> str:
    """How many records, and how many of them by name: the rows of the table beneath."""
    by_name = sum(line["how"] in BY_NAME for line in joined)
    records = f"{plural(len(joined), 'record')} joined as this child"
    return f"{records}, {by_name} of them by name and not by number" if by_name else f"{records}, none by name alone"


def _counted(child: Row) -> str:
    """What the line beside the child's name counts, which is sources and not records."""
    sources, by_name = child["sources"] or 0, child["by_name_only"] or 0
    if not by_name or child["reduced"]:
        return ""
    which = f"in {by_name} of {sources}, every record is joined by name"
    return f"The line beside the name counts the sources of these records: {which}."


def _told(at: Viewing, looks: list[Row]) -> list[Row]:
    """The looks in words; what was done about a concern is named to those alone who may read that concern."""
    readable = reading.named_concerns(at) if looks else set()
    return [
        {**look, "who": look["who"] or SOMEBODY, "role": _role(look["role"]), "says": _says(look, readable)}
        for look in looks
    ]


def _by_day(looks: list[Row]) -> list[Row]:
    """One line a person a day for what they looked at, where its newest was; what somebody did has its own line."""
    lines: list[Row] = []
    reading: dict[tuple[Any, ...], Row] = {}
    for look in looks:
        page = _page(look)
        if page is None:
            lines.append(look)
            continue
        key = (look["mine"], look["who"], look["role"], localtime(look["at"]).date())
        if key not in reading:
            lines.append(reading.setdefault(key, {**look, "pages": []}))
        if page not in reading[key]["pages"]:
            reading[key]["pages"].append(page)
    for line in reading.values():
        line["says"] = f"looked at {_few(line['pages'])}"
    return lines


def _page(look: Row) -> str | None:
    """What was looked at: 'Due' for "Looked at 'Child: due'.", a list, or the record; None where something was done."""
    says = look["says"]
    if look["action"] in ("list", "search"):
        return "a list with the name"
    if look["action"] == "read" and says.startswith(_READ) and says.endswith("'."):
        return capital(says[len(_READ) : -2].removeprefix("Child: "))
    return "the record" if look["action"] == "read" and look["who"] == SOMEBODY else None


def _few(pages: list[str]) -> str:
    """'Now, Due, Timeline and 4 more', in the order in which they were opened first that day, as far as is known."""
    named = pages[::-1]
    return listed(named) if len(named) <= NAMED + 1 else f"{', '.join(named[:NAMED])} and {len(named) - NAMED} more"


def _says(look: Row, readable: set[str]) -> str:
    about_a_concern = look["action"] == "act" and look["page"] == CONCERN
    known = look["mine"] or any(name in look["says"] for name in readable)
    return "acted on a concern" if about_a_concern and not known else str(look["says"] or "")


def _role(name: str | None) -> str:
    return Role[name].says if name and name in Role.__members__ else ""


def links(at: Viewing) -> list[Row]:
    """Each source's record of this child, and how it was joined; what somebody parted is left out."""
    base = f"/children/{at.child['child_id']}/not-this-child"
    return [
        {
            **row,
            "source_says": feeds.title(row["source"]),
            "sender_says": feeds.sender(row["sender"], row["sender_name"]),
            "href": "" if at.reads_only else f"{base}?{urlencode({'record': row['person_key']})}",
        }
        for row in at.rows(_LINKS, child=at.child["child_id"])
    ]


def partings(at: Viewing) -> list[Row]:
    """What was parted from this child, the newest first, with who joined it again, as far as the viewer may know."""
    base = f"/children/{at.child['child_id']}/join-again"
    return [
        {
            **row,
            "source_says": feeds.title(row["source"]) if row["source"] else "A record",
            "sender_says": feeds.sender(row["sender"], row["sender_name"]),
            "href": "" if at.reads_only else f"{base}?{urlencode({'parting': row['decision_id']})}",
        }
        for row in at.rows(_PARTINGS, child=at.child["child_id"])
    ]


def _who_can(rows: list[Row]) -> list[str]:
    """One line a team, with every reason why it can."""
    teams: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        why = "the child is open to it" if row["via"] == "involvement" else "a concern was given to it"
        teams.setdefault((row["team_id"], row["team"]), []).append(why)
    return [f"{team}, because {listed(whys)}" for (_, team), whys in teams.items()]


PAGE = Page(
    path="children/<child_id>/about",
    title="Child: about the record",
    may_see=CHILD_ROLES,
    view=view,
    template="children/about.html.jinja",
)
