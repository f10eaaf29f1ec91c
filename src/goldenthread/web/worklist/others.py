"""Open concerns about the children one's team is open to that somebody else has, for whoever has none of their own."""

from dataclasses import dataclass

from goldenthread.access import Role
from goldenthread.web.components.words import day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist.cards import short_name

MOST = 25  # shown; the rest are counted


@dataclass(frozen=True)
class Others:
    """What others have: how many such concerns in all, the first of them, and whose children they are about."""

    heading: str
    total: int
    rows: list[Row]


def with_others(at: Viewing) -> Others:
    """Those that the child's own pages tell this viewer of, by child; nothing withheld is shown or counted."""
    found = at.rows(_OTHERS, most=MOST)
    whose = "your pupils, with others" if at.roles == {Role.SENCO} else "children your team is open to, with others"
    return Others(f"Open concerns about {whose}", found[0]["total"] if found else 0, [_row(row) for row in found])


_OTHERS = """
    select o.*, count(*) over () as total from access.with_others() o
    order by o.surname, o.forename, o.child_id, o.since, o.signal limit %(most)s
"""


def _row(row: Row) -> Row:
    return {
        **row,
        "name": short_name(row),
        "href": f"/children/{row['child_id']}",
        "since_says": day(row["since"]),
        "owner_says": row["owner"] or "Nobody in person yet",
        "team_says": row["team"] or "Team not known",
    }
