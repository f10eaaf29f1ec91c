"""The list to send to one sender: which of its records to put right, and how. No child is named in it."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.intake import queries
from goldenthread.web.lists import paged
from goldenthread.web.may_see import only
from goldenthread.web.page import Page
from goldenthread.web.sources import sender, title
from goldenthread.web.viewing import Viewing


def view(at: Viewing) -> dict[str, Any]:
    """Each problem once for each file, with the lines it holds for."""
    who, source = at.asked.get("sender", ""), at.asked.get("source", "")
    found = queries.problems(at, who, source)
    where = paged("/intake/put-right/sender", found["groups"], {"sender": who, "source": source}, at.asked.get("page"))
    return {
        "title": f"{sender(who, queries.sender_name(at, who))}: {title(source)}",
        "problems": queries.to_put_right(at, who, source, where.offset, where.rows),
        "paged": where,
        "total": found["values"],
    }


PAGE = Page(
    path="intake/put-right/sender",
    title="One sender's list",
    may_see=only(Role.ANALYST),
    view=view,
    template="intake/put_right_sender.html.jinja",
)
