"""Reads the audit log for those who answer for it: who looked at what, and what was opened without a tie."""

from goldenthread.access import Purpose, Role
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

ACTIONS = {
    "read": "Looked at", "list": "Saw a list", "search": "Searched", "act": "Recorded something",
    "refused": "Was refused", "break_glass": "Opened without a relationship", "export": "Took data out",
    "sign_in": "Signed in", "sign_out": "Signed out", "account": "Changed an account", "password": "Changed password",
    "locked_out": "Locked out", "sign_in_failed": "Failed to sign in",
    "refresh": "Refreshed", "erase": "Erased",
}  # fmt: skip

_ASKED = {
    "action": "action = %(action)s",
    "who": "worker_id = %(who)s",
    # the oldest entries of lists have the children in their sentence
    "child": """(child_id = %(child)s or children @> array[%(child)s]
                 or (action = 'list' and children is null and strpos(says, %(child)s) > 0))""",
}


def _where(wanted: dict[str, str]) -> str:
    """Only what was asked stands in the statement, so that its plan is one for that question."""
    asked = [condition for name, condition in _ASKED.items() if wanted[name]]
    return f"from audit.entry where {' and '.join(asked) or 'true'}"


def total(at: Viewing, wanted: dict[str, str]) -> int:
    """How many entries fit."""
    return int(at.value(f"select count(*) {_where(wanted)}", **wanted) or 0)


def entries(at: Viewing, wanted: dict[str, str], offset: int, limit: int) -> list[Row]:
    """Entries, newest first, in words."""
    found = at.rows(
        f"select * {_where(wanted)} order by entry_id desc limit %(limit)s offset %(offset)s",
        offset=offset,
        limit=limit,
        **wanted,
    )
    return [told(row) for row in found]


def told(row: Row) -> Row:
    """An entry with its action, role and purpose in words."""
    told_of, listed = row["says"] or "", ", ".join(row["children"] or ())
    if row["action"] == "list" and not listed:
        told_of, _, listed = told_of.rpartition(": ")
    return {
        **row,
        "says": told_of.removeprefix("Looked at '").removesuffix("'."),
        "listed": listed,
        "action_says": ACTIONS.get(row["action"], row["action"]),
        "role_says": Role[row["role"]].says if row["role"] in Role.__members__ else (row["role"] or ""),
        "purpose_says": Purpose[row["purpose"]].says if row["purpose"] in Purpose.__members__ else "",
    }


WAITING = """
    select count(*) from casework.break_glass g
    where g.worker_id <> %(worker)s
      and not exists (select 1 from casework.break_glass_review r where r.glass_id = g.glass_id)
"""


def opened(at: Viewing) -> list[Row]:
    """Records opened without a relationship, those nobody has looked at first, then the newest."""
    return at.rows(
        """
        select g.*, g.worker_id = %(worker)s as own,
               r.finding, r.by_name as reviewer, r.why as review, r.at as reviewed_at
        from casework.break_glass g
        left join lateral (select * from casework.break_glass_review x where x.glass_id = g.glass_id
                           order by x.review_id desc limit 1) r on true
        order by r.finding is not null, g.glass_id desc limit 100
        """
    )
