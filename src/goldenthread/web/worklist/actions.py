"""What a manager does with a team's work: releases children from the backlog, and offers a colleague's work to another.

Each child gets a row of its own with who, when and why; nothing is done in bulk without that.
"""

from goldenthread.web.acts import Changed, Done, Outcome, Wrong
from goldenthread.web.components.words import plural
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing
from goldenthread.web.worklist import team

NOT_YOURS = "You may do this only for a team that you lead or deputise in."


def release(at: Viewing) -> Outcome:
    """Releases so many children to one owner, the most pressing first, within what is left of the week's budget.

    Raises Refused for a team the viewer does not lead.
    """
    key = at.typed.get("owner", "")
    team_id, _, worker = key.partition("|")
    if team_id not in team.led(at):
        raise Refused(NOT_YOURS)
    at.row("select pg_advisory_xact_lock(hashtext(%(key)s))", key=f"release|{key}")
    owner = _owner(at, key)
    if owner and at.typed.get("seen", str(owner["released"])) != str(owner["released"]):
        week = plural(owner["released"], "child", "children")
        return Changed(f"{week} released to {owner['says']} this week so far. Look at the list, then release again.")
    wanted = at.typed.get("number", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else 0
    if owner is None or not 0 < number <= owner["may_release"]:
        return Wrong({f"number-{key}": _how_many(owner)})
    at.write(_RELEASE, team=team_id, owner=worker or None, week=team.week_of(at), number=number, day=at.today)
    says = f"{plural(number, 'child', 'children')} released to {owner['says']}."
    return Done(says, "/team", f"released {number} from the backlog to {owner['says']}, {owner['team']}")


def _how_many(owner: Row | None) -> str:
    """What may be entered: never more than wait, nor than is left of the week's budget."""
    if owner is None or not owner["waiting"]:
        return "No child waits to be released to this owner now."
    most, wait = owner["may_release"], plural(owner["waiting"], "child waits", "children wait")
    if not most:
        return f"{wait}, and this week's budget is used up. Release more from Monday."
    if most == owner["waiting"]:
        return f"{wait}: enter {'1' if most == 1 else f'a number from 1 to {most}'}."
    return f"{wait}. Enter a number from 1 to {most}: what is left of this week's budget."


_RELEASE = """
    insert into casework.backlog_release (child_id, team_id, owner, week, day, by_worker, by_name)
    select child_id, %(team)s, %(owner)s, %(week)s, %(day)s, %(worker)s, %(name)s
    from access.work()
    where waits and team_id = %(team)s and owner is not distinct from %(owner)s
    group by child_id order by min(place) nulls last, child_id limit %(number)s
"""


def offer_all(at: Viewing) -> Outcome:
    """Offers everything one owner has in hand to a colleague of the team; it stays the owner's until it is taken.

    Raises Refused for a team the viewer does not lead.
    """
    key, why = at.typed.get("owner", ""), at.typed.get("why", "")
    team_id, _, worker = key.partition("|")
    if team_id not in team.led(at):
        raise Refused(NOT_YOURS)
    colleague = _owner(at, f"{team_id}|{at.typed.get('to', '')}")
    wrong = {}
    if colleague is None or not colleague["worker_id"] or colleague["worker_id"] == worker or colleague["gone"]:
        wrong[f"to-{key}"] = "Choose a colleague of this team."
    if not why:
        wrong[f"why-{key}"] = "Say why, and what the colleague should know."
    if wrong or colleague is None:
        return Wrong(wrong)
    number = at.write(_OFFER, team=team_id, owner=worker, to=colleague["worker_id"], to_name=colleague["says"], why=why)
    if not number:
        return Wrong({f"to-{key}": "There is nothing in hand to offer. Somebody may have done it already."})
    says = f"{plural(number, 'concern')} offered to {colleague['says']}. Each stays where it is until it is taken."
    return Done(
        says, "/team", f"offered {plural(number, 'concern')} of {_named(at, key)} to {colleague['says']}", why=why
    )


_OFFER = """
    insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team, to_worker, to_name,
                                        to_team, reason)
    select w.child_id, w.signal, s.record_as, 'give', %(worker)s, %(name)s, %(team)s, %(to)s, %(to_name)s,
           %(team)s, %(why)s
    from access.work() w join casework.concern_state s using (child_id, signal, since)
    where not w.waits and w.team_id = %(team)s and w.owner = %(owner)s
      and (w.state <> 'offered' or s.offered_to is distinct from %(to)s)
    order by w.child_id, w.signal
"""


def _named(at: Viewing, key: str) -> str:
    found = _owner(at, key)
    return str(found["says"]) if found else key


def _owner(at: Viewing, key: str) -> Row | None:
    return next((row for row in team.read(at).owners if row["key"] == key), None)
