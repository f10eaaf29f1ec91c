"""One file: what it was recognised as, where every row went, what was set aside and how to put it right."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.intake import queries
from goldenthread.web.lists import paged
from goldenthread.web.looks import Look
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.viewing import Refused, Viewing


def view(at: Viewing) -> dict[str, Any]:
    """The accounting identity, findings, reasons, and the rows themselves; the look at their text is logged.

    Raises Refused when there is no such load.
    """
    load_id = at.parts["load_id"]
    found = queries.load(at, load_id)
    if found is None:
        raise Refused("There is no such file here. It may have been erased, or come since the last refresh.")
    total = at.value("select count(*) from published.set_aside where load_id = %(load_id)s", load_id=load_id)
    where = paged(f"/intake/loads/{load_id}", total, {}, at.asked.get("page"))
    aside = queries.set_aside(at, load_id, where.offset, where.rows)
    if aside:
        rows = sum(len(one["lines"]) for one in aside)
        at.note(Look("read", says=f"Read {rows} rows set aside of load {load_id}."))
    return {
        "title": found["file"],
        "load": found,
        "reasons": queries.reasons(at, load_id),
        "aside": aside,
        "paged": where,
    }


PAGE = Page(
    path="intake/loads/<load_id>",
    title="One file",
    may_see=only(Role.ANALYST),
    view=view,
    template="intake/load.html.jinja",
)
