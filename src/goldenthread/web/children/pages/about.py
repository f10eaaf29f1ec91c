"""How we know that this is one child: the records joined, who can see them, who has looked, and why I can."""

from typing import Any
from urllib.parse import urlencode

from goldenthread.access import CATEGORIES, CATEGORY_WORDS
from goldenthread.web import sources as feeds
from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

LOOKS = 20
_LINKS = """
    select l.source, l.sender, l.agency, l.how, l.says, l.since, l.record_id, l.person_key
    from published.link_line l
    where l.child_id = %(child)s
      and (l.child_id, l.person_key) not in (select p.child_id, p.person_key from access.parted() p)
    order by l.source, l.sender, l.person_key
"""
_LOOKS = """
    select e.at, e.worker_name as who, e.role, e.says from audit.entry e
    where e.child_id = %(child)s and e.action <> 'refused' order by e.entry_id desc limit %(limit)s
"""

_COUNT = "select count(*) from audit.entry where child_id = %(child)s and action <> 'refused'"


def view(at: Viewing) -> dict[str, Any]:
    """Links in plain words, rights both ways, and the log as far as the viewer may read it."""
    mine = [name for name in CATEGORIES if at.may(name).allowed]
    looks = at.rows(_LOOKS, child=at.child["child_id"], limit=LOOKS)
    count = at.value(_COUNT, child=at.child["child_id"])
    return {
        **frame(at, "About the record"),
        "title": "About the record",
        "links": links(at),
        "partings": partings(at),
        "why_i": [at.may("identity").because],
        "my_categories": [CATEGORY_WORDS[name] for name in mine],
        "not_mine": [CATEGORY_WORDS[name] for name in CATEGORIES if name not in mine],
        "who_can": [_who(row) for row in at.rows("select * from access.who_can(%(c)s)", c=at.child["child_id"])],
        "looks": looks,
        "more_looks": max(0, count - len(looks)),
        "sources": reading.sources(at),
    }


def links(at: Viewing) -> list[Row]:
    """Each source's record of this child, and how it was joined; what somebody parted is left out."""
    base = f"/children/{at.child['child_id']}/not-this-child"
    return [
        {
            **row,
            "source_says": feeds.title(row["source"]),
            "sender_says": feeds.sender(row["sender"]),
            "href": f"{base}?{urlencode({'record': row['person_key']})}",
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
            "sender_says": feeds.sender(row["sender"]),
            "href": f"{base}?{urlencode({'parting': row['decision_id']})}",
        }
        for row in at.rows("select * from access.partings(%(child)s)", child=at.child["child_id"])
    ]


def _who(row: Row) -> str:
    via = "because the child is open to it" if row["via"] == "involvement" else "because a concern was given to it"
    return f"{row['team']}, {via}"


PAGE = Page(
    path="children/<child_id>/about",
    title="Child: about the record",
    may_see=CHILD_ROLES,
    view=view,
    template="children/about.html.jinja",
)
