"""Looks for one child beyond one's own, and opens the record for hours: with a reason, logged, reviewed afterwards."""

from typing import Any

from goldenthread.web.acts import Done, Outcome, Shown, Wrong
from goldenthread.web.components.words import plural
from goldenthread.web.looks import Look
from goldenthread.web.rows import Row
from goldenthread.web.search.reading import day_of
from goldenthread.web.viewing import Viewing, names

HOURS = ("1", "4", "8", "12")


def look(at: Viewing) -> Outcome:
    """Searches among all listed children for one, by exact surname and birth date; logged with its reason."""
    wrong = _wrong(at)
    if wrong:
        return Wrong(wrong)
    surname, forename, born = at.typed["surname"], at.typed.get("forename", ""), _born(at)
    found = find(at)
    query = f"{surname} {forename} {born}".replace("  ", " ")
    says = f"Searched beyond own children; {plural(len(found), 'child', 'children')} found."
    at.note(Look("search", says=says, query=query, reason=at.typed["reason"]))
    at.list_of(row["child_id"] for row in found)
    if not found:
        return Wrong(
            {"surname": "Nobody listed is found by this surname and birth date. Check the spelling and the date."}
        )
    return Shown({"found": found})


def find(at: Viewing) -> list[Row]:
    """Whom the surname, forename and birth date that were typed find, each with its name as pages write it."""
    found = at.rows(
        "select * from access.find_child(%(s)s, %(f)s, %(born)s)",
        s=at.typed.get("surname", ""),
        f=at.typed.get("forename", ""),
        born=_born(at),
    )
    return [{**row, **names(row)} for row in found]


def open_record(at: Viewing) -> Outcome:
    """Opens one child's record to the viewer for some hours, for the reason given."""
    wrong, hours = _wrong(at), at.typed.get("hours", "")
    if wrong:
        return Wrong(wrong)
    child = next((row for row in find(at) if row["child_id"] == at.typed.get("child_id")), None)
    if child is None:
        return Wrong({"surname": "Search again, then open the record from what is found."})
    if hours not in HOURS:
        return Wrong({f"hours-{child['child_id']}": "Choose for how many hours."})
    at.write(
        """
        insert into casework.break_glass (child_id, worker_id, worker_name, hours, reason)
        values (%(child_id)s, %(worker)s, %(name)s, %(hours)s, %(reason)s)
        """,
        child_id=child["child_id"],
        hours=int(hours),
        reason=at.typed["reason"],
    )
    says = f"You may see this record for {plural(int(hours), 'hour')}. Somebody will review why."
    at.note(Look("break_glass", child["child_id"], says="Opened a record.", reason=at.typed["reason"]))
    did = f"opened a record without a relationship for {plural(int(hours), 'hour')}"
    return Done(says, f"/children/{child['child_id']}", did, child["child_id"], at.typed["reason"])


def _wrong(at: Viewing) -> dict[str, str]:
    wrong = {}
    if not at.typed.get("surname"):
        wrong["surname"] = "Enter the surname, as it is written in the child's records."
    if _born(at) is None:
        wrong["born"] = "Enter the birth date, for example 3 6 2018."
    if len(at.typed.get("reason", "")) < 10:
        wrong["reason"] = "Say why this child needs you now, in a sentence that a reviewer will understand."
    return wrong


def _born(at: Viewing) -> Any:
    return day_of(*(at.typed.get(f"born-{part}", "") for part in ("year", "month", "day")))
