"""Counts for leaders: children by level, clocks that passed, names for each owner a week; never a child's name."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from goldenthread.access.small_numbers import at_least, hidden, said, shares
from goldenthread.web.components.words import limit_kind, plural
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

WEEKS = 8


def levels(at: Viewing) -> list[Row]:
    """Each level with how many cards it holds now, in hand and in the backlog; small counts hidden."""
    found = at.rows(
        """
        select level, min(level_name) as level_name,
               coalesce(sum(cards) filter (where state = 'work'), 0)::integer as work,
               coalesce(sum(cards) filter (where state = 'backlog'), 0)::integer as backlog
        from access.card_now group by level order by level
        """
    )
    work, backlog = hidden([row["work"] for row in found]), hidden([row["backlog"] for row in found])
    return [
        {**row, "work": one, "backlog": other, "work_says": said(one), "backlog_says": said(other)}
        for row, one, other in zip(found, work, backlog, strict=True)
    ]


def clocks(at: Viewing) -> list[Row]:
    """Each clock with how many passed their date, still run, or cannot be told; law, guidance and standard apart."""
    found = at.rows(
        """
        with known as (
            select k.*, max(k.title) filter (where k.level is not null) over (partition by k.code) as known_title,
                   max(k.level) over (partition by k.code) as known_level
            from access.clock_count k
        )
        select code, coalesce(known_title, title) as title, coalesce(level, known_level) as level,
               coalesce(sum(clocks) filter (where state = 'overdue'), 0)::integer as overdue,
               coalesce(sum(clocks) filter (where state in ('running', 'due_soon')), 0)::integer as running,
               coalesce(sum(clocks) filter (where state in ('not_known', 'cannot_tell')), 0)::integer as unknown
        from known group by 1, 2, 3
        order by array_position(array['must', 'statutory guidance', 'guidance', 'standard', 'local'],
                                coalesce(level, known_level)), 4 desc, 2, 1
        """
    )
    columns = {name: hidden([row[name] for row in found]) for name in ("overdue", "running", "unknown")}
    return [
        {
            **row,
            "kind": limit_kind(row["level"]),
            **{f"{name}_says": said(shown[place]) for name, shown in columns.items()},
        }
        for place, row in enumerate(found)
    ]


def names_given(at: Viewing) -> list[Row]:
    """For each of the newest weeks with any: children put before owners, how many owners, the most for one of them."""
    newest = max(at.as_of, at.now.date())
    monday = newest - timedelta(days=newest.weekday())
    found = at.rows(
        """
        select week, sum(children)::integer as children, count(distinct owner) as owners, max(children) as most
        from (select *, max(week) over () as newest from access.names_given
              where week <= %(monday)s and owner is not null) g
        where week > newest - 7 * %(weeks)s
        group by week order by week desc
        """,
        monday=monday,
        weeks=WEEKS,
    )
    counts = hidden([row["children"] for row in found])
    return [
        {"week": row["week"], **week_said(shown, row["owners"], row["most"])}
        for row, shown in zip(found, counts, strict=True)
    ]


def week_said(children: int | None, owners: int, most: int) -> dict[str, str]:
    """A week's figures in words; ``children`` is None where it is hidden, and with it goes whatever would tell it."""
    among, largest = shares(children, owners, most) if children is not None else (None, None)
    return {
        "children_says": said(children),
        "owners_says": said(among),
        "most_says": said(largest),
        "each_says": _each(children, among) if children and among else said(None),
    }


def _each(children: int, owners: int) -> str:
    """Children for each owner, to one decimal place, worked out in whole numbers; half is rounded up."""
    tenths = (20 * children + owners) // (2 * owners)
    return f"{tenths // 10}.{tenths % 10}"


def total_said(shown: list[int | None], word: str) -> str:
    """A total in words: '41 cards', 'at least 38 cards' where a part is hidden, 'some cards' where nothing is shown."""
    known, whole = at_least(shown)
    if whole:
        return plural(known, word)
    return f"at least {plural(known, word)}" if known else f"some {word}s"


def sources(at: Viewing) -> Row:
    """How many sources are fresh, late, or never came: what every figure on the page rests on."""
    found = at.rows("select state, count(*) as n from published.source group by state")
    counts: dict[str, Any] = defaultdict(int, {row["state"]: row["n"] for row in found})
    return {"fresh": counts["fresh"], "late": counts["late"], "never": counts["never"]}
