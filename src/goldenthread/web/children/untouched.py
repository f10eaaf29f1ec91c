"""What happens to a concern when nobody acts, and from when its law or standard applies: both said as they are."""

from datetime import date

from goldenthread.law import Provision
from goldenthread.priority import LEVELS, URGENT_DAYS
from goldenthread.web.components.words import day, listed, plural
from goldenthread.web.oversight.register import declared
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing


def if_nobody_acts(at: Viewing, concern: Row) -> list[str]:
    """Who sees that nothing was done, where and from when; nothing about a concern that is closed or has gone.

    Nothing is sent to anybody: what is late shows in its owner's list, and on the page of whoever leads the team.
    """
    if not concern["open"]:
        return []
    page = _team_page(at, concern["holder_team"] or concern["team_id"])
    if concern["waits"]:
        return [f"{_waits(page)}. Nobody is told, and no date runs."]
    if not concern["owner_id"]:
        return [f"Nobody has it. {_unowned(page)}. Nobody is sent a message."]
    return [_late(at, concern, page), *_why_this_day(concern), "Nobody is sent a message."]


def _team_page(at: Viewing, team: str | None) -> str:
    """'the Team page of Kath Moran (Short breaks team)'; empty where the staff file names nobody who leads it."""
    found = at.row(
        """
        select t.team, array_agg(distinct m.name order by m.name) as names
        from published.team t join published.team_member m using (team_id)
        where t.team_id = %(team)s and (m.is_lead or m.is_deputy) and (m.ended is null or m.ended > %(as_of)s)
        group by t.team
        """,
        team=team,
    )
    return f"the Team page of {listed(found['names'])} ({found['team']})" if found else ""


def _waits(page: str) -> str:
    released = f"until it is released on {page}" if page else "and the staff file names nobody to release it"
    return f"It waits {released}, or until somebody takes it or says that it cannot wait"


def _unowned(page: str) -> str:
    if not page:
        return "No team’s page shows it, because the staff file names nobody who leads the team"
    return f"It stands under “Nobody has these” on {page} until somebody takes it"


def _late(at: Viewing, concern: Row, page: str) -> str:
    whose = "your list" if concern["owner_id"] == at.viewer.worker_id else f"the list of {concern['owner_says']}"
    due = concern["next_due"]
    if due is None:
        where = f"; on {page} it may come under “Longest without action”" if page else ""
        return f"It has no date, so it does not show as overdue in {whose}{where}."
    where = f" and counts as overdue on {page}" if page else "; the staff file names nobody who leads the team"
    when = "Its day has passed: it" if due < at.today else f"After {day(due)}, it"
    return f"{when} shows as overdue in {whose}{where}."


def _why_this_day(concern: Row) -> list[str]:
    """Where the day comes from the worklist's level and not from a step that somebody planned."""
    if concern["pressed"] and concern["next_due"]:
        within = plural(URGENT_DAYS, "day")
        return [f"Somebody said that this cannot wait, which asks for a step within {within}."]
    level = next((one for one in LEVELS if one.name == concern["level_name"]), None)
    if level is None or concern["due"] or concern["next_due"] is None:
        return []
    within = plural(level.respond_days, "day")
    return [f"The day follows from “{level.name}”, which asks for a first step within {within}."]


def why_it_matters(at: Viewing, concern: Row) -> list[str]:
    """The law and guidance a concern rests on; what came into force after its day says from when it applies."""
    sign, since = declared().get(concern["signal"]), concern["since"]
    if sign is None or all(one.in_force(since) for one in sign.basis):
        return [concern["basis"]] if concern["basis"] else []
    return [_says(one, since, at.today) for one in sign.basis]


def _says(one: Provision, since: date, today: date) -> str:
    says = f"{one.instrument}: {one.says}"
    if one.in_force(since):
        return says
    if one.in_force_from is None or one.in_force_from <= since:
        return f"{says} It was no longer in force on {day(since)}, when this began."
    start = day(one.in_force_from)
    applies = f"It has applied since {start}" if one.in_force(today) else f"It is in force from {start}"
    return f"{says} {applies}; it was not yet in force on {day(since)}, when this began."
