"""What happened to the children of the world, who is involved, and which records say who they are."""

from collections.abc import Mapping

from .cast import PEOPLE, TEAMS, Row, ago


def chronology() -> list[Row]:
    """What happened to the cast, over several years and agencies."""
    rows = []
    for child_id, items in CHRONOLOGY.items():
        for number, (days, until, agency, category, kind, says) in enumerate(items, start=1):
            rows.append(
                {
                    "child_id": child_id,
                    "item_id": f"{child_id}:{number:02}",
                    "happened": ago(days),
                    "until": None if until is None else ago(until),
                    "agency": agency,
                    "category": category,
                    "kind": kind,
                    "says": says,
                    "record_id": f"L0000{number % 4 + 1}:{days}",
                    "source": {
                        "EDU": "school_roll",
                        "CH": "community_waits",
                        "CAMHS": "community_waits",
                        "CSC": "ssd",
                        "LASEN": "ehc_cases",
                    }[agency],
                    "received": ago(4),
                }
            )
    return rows


CHRONOLOGY: Mapping[str, list[tuple[int, int | None, str, str, str, str]]] = {
    "c-asha": [
        (8, None, "EDU", "education", "attendance", "Attendance 81 % this half-term"),
        (60, None, "CAMHS", "health", "referral", "Referred to CAMHS; priority standard"),
        (155, None, "CH", "health", "referral", "Referred to community paediatrics; priority standard"),
        (420, None, "CH", "health", "referral", "Referred to speech and language therapy; priority standard"),
        (500, None, "CSC", "care", "contact", "Contact from a neighbour; no further action"),
        (810, None, "EDU", "education", "enrolment", "Joined Hillview Primary"),
    ],
    "c-ben": [
        (5, 3, "EDU", "education", "suspension", "Suspended for 3 days"),
        (33, 29, "EDU", "education", "suspension", "Suspended for 5 days"),
        (60, 56, "EDU", "education", "suspension", "Suspended for 5 days"),
        (73, 71, "EDU", "education", "suspension", "Suspended for 3 days"),
        (340, None, "LASEN", "ehc", "review", "Annual review held"),
        (800, None, "LASEN", "ehc", "plan", "EHC plan issued"),
    ],
    "c-chloe": [
        (20, None, "CSC", "care", "visit", "Visit to the short break"),
        (655, None, "CSC", "care", "short_break", "Overnight short break started"),
    ],
    "c-dev": [
        (14, None, "CSC", "care", "visit", "Visit held; asked about school"),
        (171, None, "CSC", "care", "away", "Placed in a residential school outside the area"),
    ],
    "c-eve": [
        (101, None, "LASEN", "ehc", "decision", "Decided to assess"),
        (147, None, "LASEN", "ehc", "request", "Request for an EHC needs assessment"),
    ],
}


def involvements(everyone: list[Row]) -> list[Row]:
    """Which team is open to which child."""
    rows = []
    school_teams = {"900001": ("t-hill", "w-nadia"), "900002": ("t-oak", "w-owen"), "900003": ("t-marsh", "w-mary")}
    for one in everyone:
        if one["school_urn"]:
            team_id, _ = school_teams[one["school_urn"]]
            rows.append(_involved(one["child_id"], team_id, 400, "school_roll"))
        if one["child_id"][2:].isdigit() or one["child_id"] in {"c-asha", "c-hal", "c-gus", "c-eve"}:
            rows.append(_involved(one["child_id"], "t-slt", 300, "community_waits"))
    extra = {
        "c-asha": ["t-paed", "t-camhs"],
        "c-ben": ["t-ehc"],
        "c-chloe": ["t-cwd", "t-ehc"],
        "c-dev": ["t-away"],
        "c-eve": ["t-ehc"],
    }
    rows += [_involved(child_id, team_id, 155, "ssd") for child_id, teams in extra.items() for team_id in teams]
    return rows


def _involved(child_id: str, team_id: str, days: int, source: str) -> Row:
    team = next(team for team in TEAMS if team[0] == team_id)
    worker = next(person for person in PEOPLE if person[3] == team_id)
    return {
        "child_id": child_id,
        "team_id": team_id,
        "team": team[1],
        "agency": team[2],
        "service": team[3],
        "setting_urn": team[4],
        "worker": worker[1],
        "role": worker[2],
        "started": ago(days),
        "ended": None,
        "record_id": f"L00004:{days}",
        "source": source,
    }


def link_lines(everyone: list[Row]) -> list[Row]:
    """How each source's person came to be this child."""
    rows = []
    for number, one in enumerate(everyone):
        feeds = [
            ("school_roll", "URN:900001", "EDU", "D1", "same pupil number (UPN)"),
            ("community_waits", "ODS:RZZ01", "CH", "D2", "same NHS number"),
        ]
        if one["by_name_only"]:
            feeds.append(("ssd", "LA:999", "CSC", "SCORE", "same name and birth date, and a postcode one letter apart"))
        for source, sender, agency, how, says in feeds:
            rows.append(
                {
                    "child_id": one["child_id"],
                    "person_key": f"{agency.lower()}|{sender}|p{number:04}",
                    "source": source,
                    "sender": sender,
                    "agency": agency,
                    "how": how,
                    "says": says,
                    "since": ago(200),
                    "record_id": f"L00001:{number + 2}",
                }
            )
    return rows
