"""What agencies sent in the world: how fresh it is, files, rows set aside, and the register of signs."""

import datetime

from .cast import Row, ago
from .concerns import concerns


def sources() -> list[Row]:
    """The feeds, one of them stale."""
    feeds = [
        ("school_roll", "URN:900001", "EDU", 7, 3),
        ("community_waits", "ODS:RZZ01", "CH", 30, 4),
        ("ssd", "LA:999", "CSC", 30, 8),
        ("ehc_cases", "LA:999", "LASEN", 30, 8),
        ("child_health_checks", "ODS:RZZ02", "CH", 30, 202),
    ]
    return [
        {
            "source": source,
            "sender": sender,
            "agency": agency,
            "cadence_days": cadence,
            "newest": ago(days),
            "received_at": None,
            "state": "late" if days > cadence * 2 else "fresh",
            "because": "expected every 30 days" if days > cadence * 2 else None,
        }
        for source, sender, agency, cadence, days in feeds
    ]


def loads() -> list[Row]:
    """Five files taken in, one of them with rows set aside, one that was not recognised."""
    files = [
        ("L00001", "school_roll", "URN:900001", 420, 418, 2, 0, "roll.csv"),
        ("L00002", "ehc_cases", "LA:999", 90, 90, 0, 0, "cases.csv"),
        ("L00003", "community_waits", "ODS:RZZ01", 300, 260, 0, 40, "waits november.csv"),
        ("L00004", "ssd", "LA:999", 800, 800, 0, 0, "involvements.csv"),
        ("L00005", None, None, 0, 0, 0, 0, "notes <b>of a meeting</b>.csv"),
    ]
    return [
        {
            "load_id": load_id,
            "path": f"sent/november/{name}",
            "source": source,
            "version": "1" if source else None,
            "sender": sender,
            "extract_date": ago(4),
            "rows_read": read,
            "rows_kept": kept,
            "rows_set_aside": aside,
            "rows_already_held": held,
            "findings": "[]" if source else '[{"sentence": "notes: no extract has these headings. Check the file."}]',
            "state": "held",
            "loaded_at": datetime.datetime(2026, 11, 17, 6, 0, tzinfo=datetime.UTC),
        }
        for load_id, source, sender, read, kept, aside, held, name in files
    ]


def set_aside() -> list[Row]:
    """Three lines of one file that could not be read whole."""
    return [
        {
            "load_id": "L00001",
            "line": 9,
            "column_name": "admission_date",
            "reason": "the day is not a day",
            "remedy": "Correct the day in the school's system and send the file again",
            "shown": "<b>aaa</b>-99",
        },
        {
            "load_id": "L00001",
            "line": 17,
            "column_name": "date_of_birth",
            "reason": "there is no 13th month",
            "remedy": "Correct the birth date in the school's system and send the file again",
            "shown": None,
        },
        {
            "load_id": "L00001",
            "line": 41,
            "column_name": None,
            "reason": "the line has 9 columns, the heading 14",
            "remedy": "Export the file again; this line was cut",
            "shown": None,
        },
    ]


def put_right() -> list[Row]:
    """What two senders must put right in their own systems."""
    return [
        {
            "sender": sender,
            "source": source,
            "child_id": child_id,
            "record_id": f"{load}:{line}",
            "column_name": column,
            "problem": problem,
            "remedy": "Look it up and correct it at source",
        }
        for sender, source, load, column, problem, wanted in [
            (
                "ODS:RZZ01",
                "community_waits",
                "L00003",
                "received_date",
                "The referral has no date",
                ["c-001", "c-asha"],
            ),
            ("LA:999", "ehc_cases", "L00002", "requested_date", "The request is dated after the plan", ["c-eve"]),
        ]
        for line, child_id in enumerate(wanted, start=2)
    ]


def register() -> list[Row]:
    """An entry for each sign of the world, and one that nobody has let through."""
    titles = {one["signal"]: one for one in concerns()}
    found = [_entry(name, one["title"], one["asks"], one["basis"], "live") for name, one in sorted(titles.items())]
    return [
        *found,
        _entry("bounced", "Sent back more than once", "Who takes this child?", "The area's choice", "shadow"),
    ]


def _entry(signal: str, title: str, asks: str, basis: str, status: str) -> Row:
    return {
        "signal": signal,
        "title": title,
        "says": title,
        "asks": asks,
        "basis": basis,
        "answers": "P4",
        "needs": "health_wait",
        "expires": "when it is no longer so",
        "status": status,
        "condition": None,
        "owner": "Joint triage panel",
        "version": "1",
    }
