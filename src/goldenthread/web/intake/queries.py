"""Reads what came in: sources and how late they are, loads and their sums, and what each sender must put right."""

from itertools import groupby
from typing import Any

from goldenthread.web.components.words import day, plural
from goldenthread.web.rows import Row
from goldenthread.web.sources import sender, title
from goldenthread.web.viewing import Viewing

LINES = 100  # of one problem in one file, that stand together
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
        select s.source, s.sender, m.name as sender_name, s.agency, s.cadence_days, s.newest, s.received_at, s.state,
               s.because, coalesce(w.n, 0) as wrong, coalesce(a.n, 0) as aside, coalesce(a.read, 0) as read
        from published.source s
        left join published.sender_name m on m.sender = s.sender
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
        "sender_says": sender(row["sender"], row["sender_name"]) if row["sender"] else "",
        "state_says": says,
        "colour": colour,
        "wrong_says": "; ".join(wrong) or "Nothing found",
    }


# a file was expected so many days after the one before it, where its feed has a rhythm
_LOADS = """
    select l.*, n.name as sender_name, case when s.cadence_days > 0 then l.before + s.cadence_days end as expected,
        s.cadence_days
    from (
        select load_id, path, source, version, sender, extract_date, rows_read, rows_kept, rows_set_aside,
            rows_already_held, state, loaded_at,
            max(extract_date) over (partition by source, sender order by extract_date
                range between unbounded preceding and interval '1 day' preceding) as before
        from published.load
    ) l
    left join published.sender_name n on n.sender = l.sender
    left join (
        select source, sender, max(cadence_days) as cadence_days from published.source group by source, sender
    ) s on s.source = l.source and s.sender = l.sender
    order by l.load_id desc limit %(limit)s offset %(offset)s
"""


def loads(at: Viewing, offset: int, limit: int) -> list[Row]:
    """Loads, newest first, each with the sum that accounts for its rows, and when it was expected and received."""
    found = at.rows(_LOADS, limit=limit, offset=offset)
    return [{**told(row), "expected_says": _expected(row)} for row in found]


def _expected(row: Row) -> str:
    if row["expected"]:
        return day(row["expected"])
    if not row["source"] or not row["cadence_days"]:
        return "When it changes" if row["source"] else "Not known"
    return "The first of its kind"


def told(row: Row) -> Row:
    """A load with its words: what it is, its file's name, and whether its sum comes out."""
    says, colour = LOAD_STATES.get(row["state"], (row["state"], "grey"))
    accounted = row["rows_kept"] + row["rows_set_aside"] + row["rows_already_held"]
    return {
        **row,
        "title": title(row["source"]),
        "file": _file(row["path"]),
        "sender_says": sender(row["sender"], row["sender_name"]),
        "state_says": says,
        "colour": colour,
        "adds_up": accounted == row["rows_read"],
    }


def load(at: Viewing, load_id: str) -> Row | None:
    """One load with its findings."""
    found = at.row(
        """
        select l.*, n.name as sender_name from published.load l
        left join published.sender_name n on n.sender = l.sender where l.load_id = %(load_id)s
        """,
        load_id=load_id,
    )
    return told(found) if found else None


def set_aside(at: Viewing, load_id: str, offset: int, limit: int) -> list[Row]:
    """What was set aside of one load: each reason once, with its lines in the order of the file beneath."""
    found = at.rows(
        """
        select line, column_name, reason, remedy, shown from published.set_aside
        where load_id = %(load_id)s order by column_name nulls first, reason, line nulls first, shown
        limit %(limit)s offset %(offset)s
        """,
        load_id=load_id,
        limit=limit,
        offset=offset,
    )
    groups = groupby(found, key=lambda row: (row["column_name"], row["reason"]))
    return [{"column_name": column, "reason": reason, "lines": list(lines)} for (column, reason), lines in groups]


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
        select p.*, m.name as sender_name
        from (select coalesce(sender, '') as sender, source, count(*) as n from published.put_right group by 1, 2) p
        left join published.sender_name m on m.sender = p.sender order by p.n desc, 1, 2
        """
    )
    return [
        {**row, "title": title(row["source"]), "sender_says": sender(row["sender"], row["sender_name"])}
        for row in found
    ]


_WRONG = """
    select p.column_name, p.problem, p.remedy, p.record_id, split_part(p.record_id, ':', 1) as load_id,
        case when split_part(p.record_id, ':', 2) ~ '^[0-9]{1,15}$'
            then split_part(p.record_id, ':', 2)::bigint end as line
    from published.put_right p where coalesce(p.sender, '') = %(sender)s and p.source = %(source)s
"""


def sender_name(at: Viewing, given_sender: str) -> str | None:
    """What the area's own lists call a sender."""
    found: str | None = at.value("select name from published.sender_name where sender = %(s)s", s=given_sender)
    return found


def problems(at: Viewing, given_sender: str, source: str) -> Row:
    """How many values one sender must put right in one feed, and how many groups of lines their list has."""
    found = at.row(
        f"""
        select coalesce(sum(n), 0)::bigint as values, coalesce(sum(ceil(n / %(lines)s::numeric)), 0)::bigint as groups
        from (select count(*) as n from ({_WRONG}) w group by column_name, problem, remedy, load_id) each
        """,
        sender=given_sender,
        source=source,
        lines=LINES,
    )
    return found or {"values": 0, "groups": 0}


def to_put_right(at: Viewing, given_sender: str, source: str, offset: int, limit: int) -> list[Row]:
    """What one sender must put right in one feed: each problem once, with its files and lines; no child is named.

    The most frequent come first, and lines in the order of their numbers; more than can be read at once are parted.
    """
    found = at.rows(
        f"""
        with wrong as ({_WRONG}),
        turn as (
            select w.*, count(*) over (partition by column_name, problem, remedy) as n,
                row_number() over (same order by line nulls last, record_id) as turn
            from wrong w window same as (partition by column_name, problem, remedy, load_id)
        )
        select t.column_name, t.problem, t.remedy, max(t.n) as n, l.path, l.load_id,
            array_agg(coalesce(t.line::text, t.record_id) order by t.turn) as lines
        from turn t
        left join published.load l on l.load_id = t.load_id
        group by t.column_name, t.problem, t.remedy, t.load_id, l.path, l.load_id, (t.turn - 1) / %(lines)s
        order by max(t.n) desc, t.column_name, t.problem, t.remedy, t.load_id, min(t.turn)
        limit %(limit)s offset %(offset)s
        """,
        sender=given_sender,
        source=source,
        limit=limit,
        offset=offset,
        lines=LINES,
    )
    groups = groupby(found, key=lambda row: (row["column_name"], row["problem"], row["remedy"], row["n"]))
    return [
        {"column_name": column, "problem": problem, "remedy": remedy, "n": n, "files": [_lines(row) for row in files]}
        for (column, problem, remedy, n), files in groups
    ]


def _lines(row: Row) -> Row:
    return {"load_id": row["load_id"], "file": _file(row["path"] or ""), "lines": row["lines"]}


def _file(path: str) -> str:
    return str(path).replace("\\", "/").rsplit("/", 1)[-1]
