"""Is the work in my team held and moving? For whoever leads or deputises in a team."""

from typing import Any

from goldenthread.web.acts import Act
from goldenthread.web.components.words import plural
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page, Tab
from goldenthread.web.viewing import Viewing
from goldenthread.web.worklist import actions, cards, team


def view(at: Viewing) -> dict[str, Any]:
    """What nobody has, who is away, who has how much, what waits, and what has stood longest."""
    found = team.read(at)
    at.list_of(row["child_id"] for row in [*found.unowned, *found.oldest])
    return {
        "team": found,
        "leads": bool(team.led(at)),
        "headline": _headline(found),
        "week": team.week_of(at),
        "colleagues": _colleagues(found),
    }


def _headline(found: team.Team) -> str:
    parts = [plural(found.cards, "card") + " in hand"]
    if found.unowned_count:
        parts.append(f"{found.unowned_count} without an owner")
    if found.away:
        parts.append(f"{plural(len(found.away), 'owner')} away")
    if found.waiting:
        parts.append(f"{found.waiting:,} waiting to be released")
    return " · ".join(parts)


def _colleagues(found: team.Team) -> dict[str, list[tuple[str, str]]]:
    """For each team, who work can be offered to."""
    told: dict[str, list[tuple[str, str]]] = {}
    for row in found.owners:
        if row["worker_id"] and not row["away"] and not row["gone"]:
            told.setdefault(row["team_id"], []).append((row["worker_id"], f"{row['says']} ({row['in_hand']} in hand)"))
    return told


PAGE = Page(
    path="team",
    title="Team",
    may_see=PRACTITIONERS,
    view=view,
    template="worklist/team.html.jinja",
    acts=(Act("release", actions.release), Act("offer", actions.offer_all)),
    tab=Tab("Team", 20, of_work=cards.NOBODYS, leads=True),
)
