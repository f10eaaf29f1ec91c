"""What a list and a concern's page say of one concern: who has it, whom it was offered to, what is next and when.

Distances of what people typed are counted from the viewing's ``today``; those of what agencies recorded from ``as_of``.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from goldenthread.web.components.words import day, distance
from goldenthread.web.rows import HERE
from goldenthread.web.viewing import Viewing

IN_HAND = {"taken", "planned", "acted"}  # somebody said that they will see to it
MOST = 200  # characters of somebody's reason on a card; the concern's page has it whole
PLAN_NEXT = "plan the next step, or close the concern"

Concern = Mapping[str, Any]


def in_hand(concern: Concern) -> bool:
    """Whether somebody said that they will see to it: until a colleague takes what they offer on, they still do."""
    return concern["state"] in IN_HAND or (concern["state"] == "offered" and bool(concern["held"]))


def asked_name(concern: Concern) -> str:
    """Whom it was offered to: 'Demi Wilson', or 'the team EHC casework North'."""
    name = str(concern["asked_name"] or "")
    if concern["asked_of"]:
        return name.partition(", ")[0] or "a colleague"
    return f"the team {name}" if name else "a team"


def offered_says(concern: Concern) -> str:
    """'offered to Demi Wilson on 29 November 2026, no answer yet'; empty where it is not offered to anybody."""
    at = concern["asked_at"]
    if not at or concern["state"] != "offered":
        return ""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"offered to {asked_name(concern)} on {day(moment.astimezone(HERE).date())}, no answer yet"


def urgent_says(concern: Concern) -> str:
    """'Matthew Whitbourne says this cannot wait: “A bruise was seen”'."""
    why = " ".join(str(concern["urgent_why"] or "").split())
    why = why if len(why) <= MOST else f"{why[:MOST].rstrip()}…"
    return f"{concern['urgent_by'] or 'Somebody'} says this cannot wait: “{why}”"


def step_due(due: date | None, today: date, *, planned: bool, mine: bool) -> str:
    """'Next step due 1 August 2025, in 14 days', 'Your first step was due 27 June 2025', or how a date is set."""
    if due is None:
        return "No date yet: plan the next step to set one"
    past = due < today
    when = day(due) if past else f"{day(due)}, {distance(due, today)}"
    if planned:
        return f"Next step {'was due' if past else 'due'} {when}"
    if mine:
        return f"Your first step {'was' if past else 'is'} due {when}"
    return f"First step {'was due' if past else 'due'} {when}"


def holder_keeps(at: Viewing, concern: Concern, asked: str, *, person: bool) -> str:
    """What an offer just made means: 'Offered to Demi Wilson. You keep it until Demi takes it.'"""
    takes = asked.split()[0] if person else "somebody there"
    if concern["owner_id"] == at.viewer.worker_id:
        keeps = "You keep it"
    elif concern["owner_id"]:
        keeps = f"{concern['owner_says']} keeps it"
    else:
        keeps = "Nobody has it"
    return f"Offered to {asked if person else f'the team {asked}'}. {keeps} until {takes} takes it."
