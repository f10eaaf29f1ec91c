"""A one-page letter to the family: each request, who holds it, what to expect, help meanwhile, how to object.

There is none where a record says that the child died, nor while a record that was parted is still being taken out, nor
by somebody who was given one concern alone. It never says that nothing is open: whoever writes sees a part.
"""

from typing import Any

from goldenthread.codes import lists
from goldenthread.web.acts import Act
from goldenthread.web.children import actions, reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import agency, amount, day
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

TOLD = ("CHS-18", "EHC-20", "EHC-06")  # the clocks a family is waiting on; others are between services
LATE_SAYS = {
    "must": "That is past the time the law allows, and we are sorry. You may complain or ask for advice about it.",
    "standard": "That is longer than the service sets out to take, and we are sorry.",
}


def view(at: Viewing) -> dict[str, Any]:
    """The letter as it prints, and what was left out of it because the viewer may not see it."""
    framed = frame(at)
    if framed["death"] or framed["narrow"] or at.child["reduced"]:
        return {**framed, "title": "Letter to the family"}
    words = reading.words(at) or {}
    people = {_held_by(one): one for one in reading.people(at) if one["ended"] is None and one["team_id"]}
    clocks = [c for c in reading.clocks(at) if c["code"] in TOLD and c["state"] in reading.WAITING and c["started"]]
    return {
        **framed,
        "title": "Letter to the family",
        "letter_sent": words.get("letter_sent"),
        "left_out": reading.withheld(at),
        "may_act": not at.reads_only,
        "today": at.now.date(),
        "writer": at.viewer.name,
        "waits": [_wait(at, clock, people) for clock in clocks],
        "meanwhile": "Tell us if things get worse or change: it may alter how soon we see you. Your school’s SENCO can "
        "start support at school without waiting for any of these. SENDIASS is the local advice service for families "
        "of children with special educational needs: it is free, confidential and does not take sides.",
        "correct": f"Write to or ring {at.viewer.name}, who sent this letter, and say what is wrong.",
        "signed": f"{at.viewer.name}, {at.viewer.role_says}",
    }


def _held_by(person: Row) -> str:
    """What a team is known by in a wait: its service in words, else its agency."""
    return (lists()["service"].meaning(person["service"]) if person["service"] else None) or str(person["agency"])


def _wait(at: Viewing, clock: Row, people: dict[str, Row]) -> Row:
    held = people.get(clock["subject_says"]) or people.get(clock["agency"])
    team = held["team"] if held else agency(clock["agency"])
    late = clock["state"] == "overdue"
    ring = f"Ask {held['worker']} at {held['email']}" if held and held["email"] else f"Ask {team}"
    return {
        "category": clock["category"],
        "what": f"{clock['title']}: {clock['subject_says']}" if clock["subject_says"] else clock["title"],
        "started": clock["started"],
        "waited": amount((at.as_of - clock["started"]).days),
        "holder": f"{team} has it",
        "expected": f"We expected an answer by {day(clock['due'])}" if clock["due"] else "No date has been set",
        "late": LATE_SAYS.get(clock["level"], "That is later than it should be.") if late else "",
        "ring": f"{ring} if you want to know more",
    }


PAGE = Page(
    path="children/<child_id>/letter",
    title="Child: letter to the family",
    may_see=PRACTITIONERS,
    view=view,
    template="children/letter.html.jinja",
    acts=(Act("sent", actions.record_letter),),
)
