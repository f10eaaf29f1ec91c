"""Records that were opened without a relationship: each has a reason, and each is looked at afterwards."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act, Done, Outcome, Wrong
from goldenthread.web.audit import queries
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing

FINDINGS = {"right": "It was right", "wrong": "It was not right", "ask": "More has to be asked"}


def view(at: Viewing) -> dict[str, Any]:
    """What waits for review first."""
    found = queries.opened(at)
    return {
        "opened": [{**row, "finding_says": FINDINGS.get(row["finding"] or "", "")} for row in found],
        "waiting": sum(row["finding"] is None for row in found),
        "findings": list(FINDINGS.items()),
    }


def review(at: Viewing) -> Outcome:
    """Records what somebody found about one opening."""
    glass, finding, why = (at.typed.get(name, "") for name in ("glass", "finding", "why"))
    number = int(glass) if glass.isascii() and glass.isdecimal() and len(glass) < 12 else 0
    found = at.row("select * from casework.break_glass where glass_id = %(glass)s", glass=number)
    if found is None:
        return Wrong({"": "That opening is not in the list. Go back to the list and try again."})
    wrong = {} if finding in FINDINGS else {f"finding-{number}": "Choose what you found."}
    if not why:
        wrong[f"why-{number}"] = "Say what you saw and what follows from it."
    if wrong:
        return Wrong(wrong)
    at.write(
        """
        insert into casework.break_glass_review (glass_id, finding, by_worker, by_name, why)
        values (%(glass)s, %(finding)s, %(worker)s, %(name)s, %(why)s)
        """,
        glass=number,
        finding=finding,
        why=why,
    )
    says = f"The opening by {found['worker_name']} is reviewed."
    return Done(says, "/log/opened", f"reviewed an opening: {finding}", found["child_id"], why)


PAGE = Page(
    path="log/opened",
    title="Opened without a relationship",
    may_see=only(Role.INFORMATION_GOVERNANCE),
    view=view,
    template="audit/opened.html.jinja",
    acts=(Act("review", review),),
    tab=Tab("To review", 20, queries.WAITING),
    needs_run=False,
)
