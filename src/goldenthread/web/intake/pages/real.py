"""May this store be called real? A list of what must hold, who confirmed what, and the release itself."""

from typing import Any

from goldenthread.access import Role
from goldenthread.web.acts import Act
from goldenthread.web.intake import actions, trust
from goldenthread.web.may_see import only
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing


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
    done_whole = not any(rule.lacks for rule in trust.RULES)
    may_release = standing["state"] == "not_released" and done_whole and bool(actions.RELEASERS & at.roles)
    return {"title": headline, "headline": headline, "lead": lead, "real": standing, "may_release": may_release}


PAGE = Page(
    path="intake/real",
    title="Is this real data?",
    may_see=only(Role.ANALYST, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR),
    view=view,
    template="intake/real.html.jinja",
    acts=(Act("release", actions.release),),
    tab=Tab("Real data", 80),
)
