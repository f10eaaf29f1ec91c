"""A one-page letter to the family: each request, who holds it, what to expect, help meanwhile, how to object.

There is none where a record says that the child died, nor while a record that was parted is still being taken out, nor
by somebody who was given one concern alone. It never says that nothing is open: whoever writes sees a part.
"""

from typing import Any

from goldenthread.web.acts import Act
from goldenthread.web.children import actions, letter_words, reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import listed
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.viewing import Person, Viewing

TITLE = "Letter to the family"
_RUNS = (*reading.WAITING, "not_known", "cannot_tell")  # the states of a review that a plan in force can have


def view(at: Viewing) -> dict[str, Any]:
    """The letter as it prints, and what was left out of it because the viewer may not see it."""
    framed = frame(at)
    if framed["death"] or framed["narrow"] or at.child["reduced"]:
        return {**framed, "title": TITLE}
    people, clocks = reading.people(at), reading.clocks(at)
    planned = any(c["code"] == letter_words.REVIEW and not c["stopped"] and c["state"] in _RUNS for c in clocks)
    waits = [c for c in clocks if c["code"] in letter_words.TOLD and c["state"] in reading.WAITING and c["started"]]
    told = [letter_words.told(at, clock, people) for clock in waits]
    requests, reviews = [one for one in told if not one["review"]], [one for one in told if one["review"]]
    name = at.child["forename"] or "your child"
    return {
        **framed,
        "title": TITLE,
        "letter_sent": (reading.words(at) or {}).get("letter_sent"),
        "left_out": reading.withheld(at),
        "may_act": not at.reads_only,
        "today": at.today,
        "writer": at.viewer.name,
        "writer_role": at.viewer.role_says,
        "writer_email": at.viewer.access.email if isinstance(at.viewer, Person) else "",
        "heading": letter_words.heading(name, requests, reviews),
        "purpose": letter_words.purpose(name, requests, reviews),
        "waits": [*requests, *reviews],
        "no_telephone": listed([*dict.fromkeys(one["team"] for one in told)]),  # no list that the area keeps has one
        "meanwhile": letter_words.meanwhile(at, requests, planned=planned),
    }


PAGE = Page(
    path="children/<child_id>/letter",
    title="Child: letter to the family",
    may_see=PRACTITIONERS,
    view=view,
    template="children/letter.html.jinja",
    acts=(Act("sent", actions.record_letter),),
)
