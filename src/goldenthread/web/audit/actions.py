"""What information governance does with the log: has it checked, and reviews records opened without a relationship."""

from django.conf import settings

from goldenthread.store import audit
from goldenthread.web.acts import Done, Outcome, Wrong
from goldenthread.web.viewing import Viewing

FINDINGS = {"right": "It was right", "wrong": "It was not right", "ask": "More has to be asked"}


def verify(at: Viewing) -> Outcome:
    """Works every hash of the log out again, and says what was found."""
    report = audit.verify(settings.OWNER_URL, settings.STORE)
    return Done(report.says, "/log", "checked the log")


def review(at: Viewing) -> Outcome:
    """Records what somebody found about one opening."""
    glass, finding, why = (at.typed.get(name, "") for name in ("glass", "finding", "why"))
    number = int(glass) if glass.isascii() and glass.isdecimal() and len(glass) < 12 else 0
    found = at.row("select * from casework.break_glass where glass_id = %(glass)s", glass=number)
    if found is None:
        return Wrong({"": "That opening is not in the list. Go back to the list and try again."})
    if found["worker_id"] == at.viewer.worker_id:
        return Wrong({"": "This was your own opening: somebody else reviews it."})
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
