"""Who looked at what, and is the log whole? For information governance."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act
from goldenthread.web.audit import actions, queries
from goldenthread.web.lists import Filter, address, applied, asked, chosen, paged
from goldenthread.web.looks import Look
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing

QUERY = 200  # letters kept of what was searched for


def view(at: Viewing) -> dict[str, Any]:
    """Twenty-five entries, newest first, with filters by action, person and child."""
    fields = chosen([Filter("action", "What", tuple(queries.ACTIONS.items()))], at.asked)
    wanted = {"action": fields[0].value, "who": at.asked.get("who", ""), "child": at.asked.get("child", "")}
    kept = asked(fields, who=wanted["who"], child=wanted["child"])
    where = paged("/log", queries.total(at, wanted), kept, at.asked.get("page"))
    found = queries.entries(at, wanted, where.offset, where.rows)
    query = address("", {**kept, "page": at.asked.get("page", "")})[:QUERY] or None
    at.note(Look("read", wanted["child"][:QUERY] or None, says="Looked at 'Who looked'.", query=query))
    return {
        "entries": found,
        "kept": kept,
        "who_says": next((row["worker_name"] for row in found), wanted["who"]),
        "without_who": address("/log", asked(fields, child=wanted["child"])),
        "without_child": address("/log", asked(fields, who=wanted["who"])),
        "paged": where,
        "fields": fields,
        "applied_filters": applied(fields, "/log", who=wanted["who"], child=wanted["child"]),
        "wanted": wanted,
    }


PAGE = Page(
    path="log",
    title="Who looked",
    may_see=only(Role.INFORMATION_GOVERNANCE),
    view=view,
    template="audit/log.html.jinja",
    acts=(Act("verify", actions.verify),),
    tab=Tab("Who looked", 10),
    needs_run=False,
)
