"""Releases a store as real data: once, by a named person, and only while every trust rule holds."""

from goldenthread.access import Role
from goldenthread.web.acts import Done, Outcome, Wrong
from goldenthread.web.intake import trust
from goldenthread.web.viewing import Refused, Viewing

RELEASERS = frozenset({Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR})


def release(at: Viewing) -> Outcome:
    """Records that a named person saw that every rule holds. Refuses while one that is worked out does not.

    Raises Refused for a role that may not release.
    """
    if not RELEASERS & at.roles or at.simulated:
        raise Refused("Only information governance or an administrator releases a store, and only one with real data.")
    standing = trust.standing(at)
    partly = [rule.rule for rule in trust.RULES if rule.lacks]
    if partly:
        return Wrong(
            {"rules": f"This version does only part of {', '.join(partly)}, so no store of it may be called real."}
        )
    fails = [rule["rule"] for rule in standing["missing"] if not rule["confirmed"]]
    if fails:
        return Wrong({"rules": f"It cannot be released while {', '.join(fails)} does not hold. Put that right first."})
    seen = [rule.rule for rule in trust.RULES if rule.confirmed and at.typed.get(rule.rule)]
    wrong = {}
    if len(seen) < sum(rule.confirmed for rule in trust.RULES):
        wrong["rules"] = "Confirm each of these, or do not release the store yet."
    if not at.typed.get("why"):
        wrong["why"] = "Say where it is written down."
    if wrong:
        return Wrong(wrong)
    at.write(
        """
        insert into casework.real_data_release (rules, by_worker, by_name, why)
        values (%(rules)s, %(worker)s, %(name)s, %(why)s)
        """,
        rules=[rule.rule for rule in trust.RULES],
        why=at.typed["why"],
    )
    return Done(
        "This store is released as real data.", "/intake/real", "released the store as real", why=at.typed["why"]
    )
