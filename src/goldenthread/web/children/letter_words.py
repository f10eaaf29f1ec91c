"""The sentences of a letter to a family: what was asked of whom, what was meant to be when, and what helps meanwhile.

A letter is written by one service about requests that another may hold. So it says what that service was meant to do,
never what "we" expected, and it names no telephone number or day that is not known.
"""

from dataclasses import dataclass

from goldenthread.codes import lists
from goldenthread.web.components.words import agency, amount, capital, day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

REVIEW = "AR-12M"


@dataclass(frozen=True)
class Told:
    """How one clock is told: its heading ('' for the service itself), what was meant to be, and what is not known."""

    heading: str
    meant: str
    unknown: str


# the clocks a family is waiting on; others are between services
TOLD = {
    "CHS-18": Told("", "answer", "when {name} will be seen"),
    "EHC-06": Told("Deciding whether {name} needs an EHC assessment", "decide", "when it will be decided"),
    "EHC-20": Told("{name}’s education, health and care (EHC) plan", "send the plan", "when the plan will come"),
    REVIEW: Told("The yearly review of {name}’s EHC plan", "finish the {subject}", "when it will be finished"),
}
MUST = "The law sets that day: you may complain, or ask for advice about it."
_TRANSFERRED = "This provider received it on "
_MEETING = "The review meeting was held on "


def told(at: Viewing, clock: Row, people: list[Row]) -> Row:
    """One request, or the review of a plan, as its family reads it; with the team that has it and how to reach it."""
    words, name = TOLD[clock["code"]], at.child["forename"] or "your child"
    held = _held(clock, people)
    team = held["team"] if held else agency(clock["agency"]) if clock["agency"] else "the service"
    return {
        "category": clock["category"],
        "review": clock["code"] == REVIEW,
        "what": words.heading.format(name=name) or capital(clock["subject_says"] or clock["title"]),
        "says": [_since(at, clock, team, name), *_meeting(clock), *_meant(at, clock, words, name)],
        "team": team,
        "person": (held["reach_name"] or held["worker"] or "") if held else "",
        "email": held["reach_email"] if held else "",
    }


def _held(clock: Row, people: list[Row]) -> Row | None:
    """The team open to the child that has this request: of its service in words, else of its agency."""
    teams = {_known_by(one): one for one in people if one["ended"] is None and one["team_id"]}
    return teams.get(clock["subject_says"]) or teams.get(clock["agency"])


def _known_by(person: Row) -> str:
    return (lists()["service"].meaning(person["service"]) if person["service"] else None) or str(person["agency"])


def _since(at: Viewing, clock: Row, team: str, name: str) -> str:
    """Since when. Where a request was passed on, the child has waited longer than the team that has it now."""
    started, team = clock["started"], capital(team)
    since = f"since {day(started)} ({amount((at.as_of - started).days)})"
    if clock["code"] == REVIEW:
        first = (clock["subject_says"] or "").startswith("first")
        return f"The plan was {'made' if first else 'last reviewed'} on {day(started)}. {team} sees to its review."
    if _TRANSFERRED in (clock["why"] or ""):
        return f"{name} has waited {since}. {team} has the request now."
    return f"{team} has had the request {since}."


def _meeting(clock: Row) -> list[str]:
    """That the meeting of a review was held, where its letter is what is missing."""
    why = clock["why"] or ""
    if clock["code"] != REVIEW or _MEETING not in why:
        return []
    held = why.split(_MEETING, 1)[1].split(";", 1)[0]
    return [f"{_MEETING}{held}. The council’s letter with its decision is not recorded."]


def _meant(at: Viewing, clock: Row, words: Told, name: str) -> list[str]:
    who = "The council" if clock["agency"] == "LASEN" else "It"
    meant = words.meant.format(subject=(clock["subject_says"] or "next review").removesuffix(" of the plan"))
    if clock["due"] is None:
        return ["No date has been set."]
    if clock["state"] != "overdue":
        return [f"{who} is meant to {meant} by {day(clock['due'])}."]
    late = [f"{who} was meant to {meant} by {day(clock['due'])}, and has not.", "We are sorry."]
    unknown = f"We do not know yet {words.unknown.format(name=name)}."
    return [*late, unknown, *([MUST] if clock["level"] == "must" else [])]


def heading(name: str, requests: list[Row], reviews: list[Row]) -> str:
    """What the letter is about."""
    return f"Where the review of {name}’s plan is" if reviews and not requests else f"Where {name}’s requests are"


def purpose(name: str, requests: list[Row], reviews: list[Row]) -> str:
    """What the page says, in one sentence."""
    if requests:
        return f"This page says what {name} is waiting for, who has each request, and what you can do."
    if reviews:
        return f"This page says when {name}’s plan is to be reviewed, who sees to it, and what you can do."
    return f"This page says what you can do if {name} needs help or waits for it."


def meanwhile(at: Viewing, requests: list[Row], *, planned: bool) -> list[str]:
    """What helps now: by whether anything is waited for, and whether there is a plan whose help is owed already."""
    name = at.child["forename"] or "your child"
    says = ["Tell us if things get worse or change."]
    if requests:
        says = ["Tell whoever has the request if things get worse or change: it may alter how soon they can help."]
    if planned:
        says.append(f"The help written in {name}’s EHC plan must still be given. If any of it is missing, say so.")
    elif at.child["school_name"]:
        when = "without waiting for any of these" if requests else "at any time"
        says.append(f"The SENCO of {name}’s school can start support at school {when}.")
    return says
