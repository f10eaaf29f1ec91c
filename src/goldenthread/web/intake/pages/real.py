"""May this store be called real? A list of what must hold, who confirmed what, and the release itself."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act, Done, Outcome, Wrong
from goldenthread.web.intake import trust
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Refused, Viewing

RELEASERS = frozenset({Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR})


def view(at: Viewing) -> dict[str, Any]:
    """The checklist, in words that say what is missing."""
    standing = trust.standing(at)
    headline, lead = {
        "made_up": ("This store holds a made-up area", "Nothing here is about a real child, so nothing is released."),
        "released": (
            "Real data, released",
            "Every rule holds. If one stops holding, the store stops being called real.",
        ),
        "not_released": (
            "This store may not be called real yet",
            f"{len(standing['missing'])} of {len(standing['rules'])} rules do not hold.",
        ),
    }[standing["state"]]
    may_release = standing["state"] == "not_released" and bool(RELEASERS & at.roles)
    return {"title": headline, "headline": headline, "lead": lead, "real": standing, "may_release": may_release}


def release(at: Viewing) -> Outcome:
    """Records that a named person saw that every rule holds. Refuses while one that is worked out does not.

    Raises Refused for a role that may not release.
    """
    if not RELEASERS & at.roles or at.simulated:
        raise Refused("Only information governance or an administrator releases a store, and only one with real data.")
    standing = trust.standing(at)
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


PAGE = Page(
    path="intake/real",
    title="Is this real data?",
    may_see=only(Role.ANALYST, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR),
    view=view,
    template="intake/real.html.jinja",
    acts=(Act("release", release),),
    tab=Tab("Real data", 80),
)
