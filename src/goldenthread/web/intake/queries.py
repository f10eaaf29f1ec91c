"""Reads what came in: sources and how late they are, loads and their sums, and what each sender must put right."""

from typing import Any

from goldenthread.web.components.words import plural
from goldenthread.web.rows import Row
from goldenthread.web.sources import sender, title
from goldenthread.web.viewing import Viewing

STATES = {"fresh": ("Fresh", "green"), "late": ("Late", "orange"), "never": ("Never received", "grey")}
LOAD_STATES = {
    "held": ("In use", "green"),
    "withdrawn": ("Withdrawn", "grey"),
    "erased": ("Erased", "grey"),
    "past": ("Past its day: to be erased", "orange"),
}


def standings(at: Viewing) -> Row:
    """How many sources are late or never came, how many loads and values to put right, and what to filter by."""
    found = at.rows(
        """
        select source, state, count(*) as n, (select count(*) from published.load) as loads,
               (select count(*) from published.put_right) as wrong
        from published.source group by source, state order by source
        """
    )
    return {
        "loads": found[0]["loads"] if found else 0,
        "wrong": found[0]["wrong"] if found else 0,
        "late": sum(row["n"] for row in found if row["state"] == "late"),
        "never": sum(row["n"] for row in found if row["state"] == "never"),
        "sources": sorted({(row["source"], title(row["source"])) for row in found}, key=lambda one: one[1]),
    }


_ASKED = "(%(state)s = '' or s.state = %(state)s) and (%(source)s = '' or s.source = %(source)s)"


def how_many(at: Viewing, state: str, source: str) -> int:
    """How many sources fit."""
    return int(at.value(f"select count(*) from published.source s where {_ASKED}", state=state, source=source))


def sources(at: Viewing, state: str, source: str, offset: int, limit: int) -> list[Row]:
    """Sources, those with something wrong first: how new each is, how late, and how much is wrong with it."""
    found = at.rows(
        f"""
        with wrong as (select sender, source, count(*) as n from published.put_right group by 1, 2),
        aside as (
            select sender, source, sum(rows_set_aside) as n, sum(rows_read) as read
            from published.load where state = 'held' group by 1, 2
        )
        select s.source, s.sender, s.agency, s.cadence_days, s.newest, s.received_at, s.state, s.because,
               coalesce(w.n, 0) as wrong, coalesce(a.n, 0) as aside, coalesce(a.read, 0) as read
        from published.source s
        left join wrong w on w.source = s.source and w.sender = s.sender
        left join aside a on a.source = s.source and a.sender = s.sender
        where {_ASKED}
        order by case s.state when 'late' then 0 when 'never' then 1 else 2 end,
                 coalesce(w.n, 0) + coalesce(a.n, 0) = 0, s.source, s.sender
        limit %(limit)s offset %(offset)s
        """,
        state=state,
        source=source,
        offset=offset,
        limit=limit,
    )
    return [{**row, **_said(row)} for row in found]


def _said(row: Row) -> dict[str, Any]:
    says, colour = STATES.get(row["state"], ("Not known", "grey"))
    wrong = []
    if row["aside"]:
        wrong.append(f"{plural(int(row['aside']), 'row')} of {int(row['read']):,} set aside")
    if row["wrong"]:
        wrong.append(f"{plural(row['wrong'], 'value')} to put right at source")
    return {
        "title": title(row["source"]),
        "sender_says": sender(row["sender"]) if row["sender"] else "",
        "state_says": says,
        "colour": colour,
        "wrong_says": "; ".join(wrong) or "Nothing found",
    }


def loads(at: Viewing, offset: int, limit: int) -> list[Row]:
    """Loads, newest first, each with the sum that accounts for its rows."""
    found = at.rows(
        """
        select load_id, path, source, version, sender, extract_date, rows_read, rows_kept, rows_set_aside,
               rows_already_held, state, loaded_at
        from published.load order by load_id desc limit %(limit)s offset %(offset)s
        """,
        limit=limit,
        offset=offset,
    )
    return [told(row) for row in found]


def told(row: Row) -> Row:
    """A load with its words: what it is, its file's name, and whether its sum comes out."""
    says, colour = LOAD_STATES.get(row["state"], (row["state"], "grey"))
    accounted = row["rows_kept"] + row["rows_set_aside"] + row["rows_already_held"]
    return {
        **row,
        "title": title(row["source"]),
        "file": _file(row["path"]),
        "sender_says": sender(row["sender"]),
        "state_says": says,
        "colour": colour,
        "adds_up": accounted == row["rows_read"],
    }


def load(at: Viewing, load_id: str) -> Row | None:
    """One load with its findings."""
    found = at.row("select * from published.load where load_id = %(load_id)s", load_id=load_id)
    return told(found) if found else None


def set_aside(at: Viewing, load_id: str, offset: int, limit: int) -> list[Row]:
    """What was set aside of one load, in the order of the file."""
    return at.rows(
        """
        select line, column_name, reason, remedy, shown from published.set_aside
        where load_id = %(load_id)s order by line nulls first, column_name, reason limit %(limit)s offset %(offset)s
        """,
        load_id=load_id,
        limit=limit,
        offset=offset,
    )


def reasons(at: Viewing, load_id: str) -> list[Row]:
    """Why rows of one load were set aside, with how many and the remedy, most frequent first."""
    return at.rows(
        """
        select coalesce(column_name, '') as column_name, reason, max(remedy) as remedy, count(*) as n
        from published.set_aside where load_id = %(load_id)s group by 1, 2 order by n desc, 1, 2
        """,
        load_id=load_id,
    )


def senders(at: Viewing) -> list[Row]:
    """How much each sender has to put right, most first."""
    found = at.rows(
        """
        select coalesce(sender, '') as sender, source, count(*) as n, count(distinct column_name) as columns
        from published.put_right group by 1, 2 order by n desc, 1, 2
        """
    )
    return [{**row, "title": title(row["source"]), "sender_says": sender(row["sender"])} for row in found]


def problems(at: Viewing, given_sender: str, source: str) -> list[Row]:
    """What one sender must put right in one feed: each problem with its remedy and how often."""
    return at.rows(
        """
        select column_name, problem, remedy, count(*) as n, min(record_id) as example
        from published.put_right where coalesce(sender, '') = %(sender)s and source = %(source)s
        group by 1, 2, 3 order by n desc, 1, 2
        """,
        sender=given_sender,
        source=source,
    )


def to_put_right(at: Viewing, given_sender: str, source: str, offset: int, limit: int) -> list[Row]:
    """The very records one sender must put right in one feed, each by its file and line; no child is named."""
    found = at.rows(
        """
        select p.record_id, p.column_name, p.problem, p.remedy, l.path, l.load_id
        from published.put_right p
        left join published.load l on l.load_id = split_part(p.record_id, ':', 1)
        where coalesce(p.sender, '') = %(sender)s and p.source = %(source)s
        order by p.record_id, p.column_name, p.problem limit %(limit)s offset %(offset)s
        """,
        sender=given_sender,
        source=source,
        limit=limit,
        offset=offset,
    )
    return [{**row, "file": _file(row["path"] or ""), "line": row["record_id"].partition(":")[2]} for row in found]


def _file(path: str) -> str:
    return str(path).replace("\\", "/").rsplit("/", 1)[-1]
