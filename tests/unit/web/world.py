"""A small made-up area, published as a refresh would publish it: what the pages' tests and journeys look at.

The cast (as of 20 November 2026; every name, number and place is invented, from reserved ranges):

    Asha Mehta     8, Year 3, Hillview Primary: on three lists, no SEN support at school; joint triage and the clinician
    Ben Carter     14, Year 9, Oakfield Academy: EHC plan, 16 days suspended, no early review
    Chloe Adeyemi  11, protected address: overnight short break since 2025, never reviewed by social care
    Dev Sharma     15, lives in another council's area, no school for 11 weeks
    Eve Larsen     5, Reception: EHC assessment late; the speech therapist's advice has not come
    Fin O'Rourke   3, not at school: no health check record (not known), two matching names
    Gus <script>   a hostile name, as a test of escaping
    Hal Twin and Ida Twin  same-sex twins at Hillview; only Hal waits
    and thirty-one more, alike but quiet
"""

import datetime
import random
from collections.abc import Iterator, Mapping
from typing import Any

AS_OF = datetime.date(2026, 11, 20)
STORE_ID = "world"
Row = dict[str, Any]


def ago(days: int) -> datetime.date:
    """The day ``days`` before the world's as-of day."""
    return AS_OF - datetime.timedelta(days=days)


SCHOOLS = {
    "900001": ("Hillview Primary", "NORTH"),
    "900002": ("Oakfield Academy", "SOUTH"),
    "900003": ("Marsh Lane Primary", "SOUTH"),
}

# team_id, name, agency, service, school, locality, duties
TEAMS = [
    ("t-hill", "Hillview Primary SEND", "EDU", None, "900001", "NORTH", ["SEN_SUPPORT"]),
    ("t-oak", "Oakfield Academy SEND", "EDU", None, "900002", "SOUTH", ["SEN_SUPPORT"]),
    ("t-marsh", "Marsh Lane Primary SEND", "EDU", None, "900003", "SOUTH", ["SEN_SUPPORT"]),
    ("t-slt", "Speech and language therapy", "CH", "SLT", None, None, ["ASK_CLINICIAN", "EHC_ADVICE"]),
    ("t-paed", "Community paediatrics", "CH", "PAED", None, None, ["ASK_CLINICIAN", "EHC_ADVICE"]),
    ("t-camhs", "CAMHS", "CAMHS", "CAMHS", None, None, ["ASK_CLINICIAN"]),
    ("t-ehc", "EHC coordination", "LASEN", None, None, None, ["EHC_COORDINATION"]),
    ("t-eh", "Early help front door", "EH", None, None, None, ["EARLY_HELP_DECISION"]),
    ("t-tri", "Joint triage panel", "ICB", None, None, None, ["JOINT_TRIAGE"]),
    ("t-cwd", "Short breaks team", "CWD", None, None, None, ["SHORT_BREAK_REVIEW"]),
    ("t-away", "Children living away", "CSC", None, None, None, ["AWAY_EDUCATION", "AWAY_VISIT"]),
    ("t-info", "SEND information team", "LASEN", None, None, None, ["DATA_QUALITY"]),
]

# worker_id, name, role, team_id, leads, deputises
PEOPLE = [
    ("w-nadia", "Nadia Rahman", "SENCO", "t-hill", True, False),
    ("w-owen", "Owen Price", "SENCO", "t-oak", True, False),
    ("w-mary", "Mary Doyle", "SENCO", "t-marsh", True, False),
    ("w-tess", "Tess Whitlock", "SLT", "t-slt", True, False),
    ("w-raj", "Raj Patel", "SLT", "t-slt", False, True),
    ("w-ines", "Ines Costa", "DOC", "t-paed", True, False),
    ("w-cora", "Cora Flynn", "CAMHSP", "t-camhs", True, False),
    ("w-eli", "Eli Brooks", "EHCO", "t-ehc", True, False),
    ("w-zoe", "Zoe Lambert", "EHCO", "t-ehc", False, True),
    ("w-hugh", "Hugh Barnes", "TM", "t-eh", True, False),
    ("w-jo", "Jo Tanaka", "DCO", "t-tri", True, False),
    ("w-sam", "Sam Okafor", "SW", "t-cwd", False, False),
    ("w-kath", "Kath Moran", "TM", "t-cwd", True, False),
    ("w-lena", "Lena Fischer", "SW", "t-away", True, False),
    ("w-ivy", "Ivy Chen", "ADMIN", "t-info", True, False),
]

SURNAMES = [
    "Abbott",
    "Bright",
    "Cole",
    "Dunne",
    "Ellis",
    "Ford",
    "Grant",
    "Hobbs",
    "Iqbal",
    "Jones",
    "Khan",
    "Lowe",
    "Mills",
    "Nolan",
    "Osei",
    "Pope",
    "Quinn",
    "Reed",
    "Shah",
    "Tate",
    "Usman",
    "Vale",
    "Ward",
    "Xu",
    "Young",
    "Zaman",
    "Avery",
    "Bond",
    "Cross",
    "Drew",
    "Eaton",
]
FORENAMES = [
    "Ada",
    "Bo",
    "Cleo",
    "Dan",
    "Ella",
    "Fay",
    "Gil",
    "Hope",
    "Ian",
    "Jude",
    "Kit",
    "Lou",
    "Max",
    "Nia",
    "Oz",
    "Pip",
    "Quin",
    "Rae",
    "Sol",
    "Tom",
    "Una",
    "Vic",
    "Wes",
    "Xena",
    "Yan",
    "Zed",
    "Amy",
    "Bea",
    "Cal",
    "Dee",
    "Eno",
]


def child(child_id: str, forename: str, surname: str, age: int, **more: Any) -> Row:
    """A row of published.child; what is not given is what most children have."""
    urn = more.pop("school", "900001")
    name, locality = SCHOOLS.get(urn, (None, "NORTH"))
    row: Row = {
        "child_id": child_id,
        "forename": forename,
        "surname": surname,
        "born": AS_OF - datetime.timedelta(days=age * 365 + 90),
        "sex": "F",
        "postcode": "ZZ1 2AB",
        "restricted": False,
        "school_urn": urn,
        "school_name": name,
        "year_group": str(age - 5) if age > 5 else "R",
        "sen_level": "K",
        "sen_as_at": ago(50),
        "plan": False,
        "sources": 3,
        "by_name_only": 0,
        "listed": True,
        "locality": locality,
        "name_keys": [forename.lower(), surname.lower()],
    }
    return row | more


def children() -> list[Row]:
    """The cast, and thirty-one more."""
    cast = [
        child("c-asha", "Asha", "Mehta", 8, sen_level="N", sources=5),
        child("c-ben", "Ben", "Carter", 14, school="900002", sen_level="E", plan=True, sex="M", sources=4),
        child(
            "c-chloe", "Chloe", "Adeyemi", 11, school="900003", restricted=True, postcode=None, sen_level="E", plan=True
        ),
        child("c-dev", "Dev", "Sharma", 15, school=None, year_group="11", sex="M", sen_level=None, sen_as_at=None),
        child("c-eve", "Eve", "Larsen", 5, sen_level="K", sources=4),
        child(
            "c-fin",
            "Fin",
            "O'Rourke",
            3,
            school=None,
            year_group=None,
            sex="M",
            sen_level=None,
            sen_as_at=None,
            by_name_only=1,
        ),
        child("c-gus", "Gus<script>alert(1)</script>", 'D\'Arcy & "Sons"', 9, sex="M"),
        child("c-hal", "Hal", "Twin", 7, sex="M", sources=3),
        child("c-ida", "Ida", "Twin", 7, sources=2),
    ]
    draw = random.Random(7)
    for number, (forename, surname) in enumerate(zip(FORENAMES, SURNAMES, strict=True), start=1):
        urn = draw.choice(list(SCHOOLS))
        cast.append(child(f"c-{number:03}", forename, surname, draw.randint(5, 15), school=urn, sex=draw.choice("FM")))
    return cast


def concern(child_id: str, signal: str, since: int, title: str, says: str, asks: str, **more: Any) -> Row:
    """A row of published.concern, since that many days ago."""
    row: Row = {
        "child_id": child_id,
        "signal": signal,
        "since": ago(since),
        "title": title,
        "says": says,
        "asks": asks,
        "domain": "health",
        "duty": "ASK_CLINICIAN",
        "team_id": "t-slt",
        "owner": None,
        "deputy": None,
        "status": "live",
        "basis": "NHS planning guidance: community waits within 18 weeks",
        "expires": "when the child is seen, or leaves the list",
        "level_of_duty": "standard",
        "category_summary": "health, education",
    }
    return row | more


BREAK_BASIS = "Short breaks guidance: review at least every 6 months"
REVIEW_BASIS = "SEND code of practice: consider an early review where a placement is at risk"


def concerns() -> list[Row]:
    """The concerns of the cast, and one quiet one for each of thirty-one more."""
    found = [
        concern(
            "c-asha",
            "waiting_without_sen_support",
            420,
            "Health has known for a year; school has no SEN support recorded",
            "Waiting for speech and language therapy since 26 September 2025; the school has recorded no SEN support",
            "Will you ask the family whether the school may be told, and agree who starts support?",
            owner="w-tess",
            deputy="w-raj",
        ),
        concern(
            "c-asha",
            "on_several_lists",
            155,
            "On three lists with two providers, each called routine",
            "On 3 lists (speech and language therapy, community paediatrics, CAMHS), each with a standard priority: "
            "84 weeks together",
            "Who will lead, and which list should see this child first?",
            team_id="t-tri",
            duty="JOINT_TRIAGE",
            owner="w-jo",
            basis="Area priority action 4: children with several needs get the earliest support",
            level_of_duty="local",
        ),
        concern(
            "c-ben",
            "suspended_without_review",
            33,
            "Suspended for 16 days this year with no early review of the plan",
            "32 sessions suspended since 8 September 2026 and no early review held since the first",
            "When will the plan be reviewed, and what changes until then?",
            domain="education",
            team_id="t-ehc",
            duty="EHC_COORDINATION",
            owner="w-eli",
            deputy="w-zoe",
            basis=REVIEW_BASIS,
            level_of_duty="statutory guidance",
            category_summary="education, ehc",
        ),
        concern(
            "c-ben",
            "second_suspension",
            60,
            "A second suspension in a term",
            "Suspended twice this term",
            "What does the school know now about the need behind this?",
            domain="education",
            team_id="t-oak",
            duty="SEN_SUPPORT",
            owner="w-owen",
            basis=REVIEW_BASIS,
            level_of_duty="guidance",
            category_summary="education",
        ),
        concern(
            "c-chloe",
            "short_break_unreviewed",
            210,
            "An overnight short break that social care has not reviewed",
            "Short break since 3 February 2025; last social-care review: never",
            "Who will review this package with the family, and by when?",
            domain="care",
            team_id="t-cwd",
            duty="SHORT_BREAK_REVIEW",
            owner="w-sam",
            deputy="w-kath",
            basis=BREAK_BASIS,
            level_of_duty="statutory guidance",
            category_summary="care",
        ),
        concern(
            "c-dev",
            "away_without_education",
            35,
            "Living away and out of school",
            "Living outside the area since 2 June 2026; no school place since 4 September 2026; visits on time",
            "Who will find a school place, and what education happens until then?",
            domain="care",
            team_id="t-away",
            duty="AWAY_EDUCATION",
            owner=None,
            basis="Care planning regulations: education arranged when placed",
            level_of_duty="must",
            category_summary="care, education",
        ),
        concern(
            "c-hal",
            "stuck_waiting",
            400,
            "Waiting more than a year",
            "Waiting for speech and language therapy since 16 October 2025",
            "Is this child still waiting, and what has been offered meanwhile?",
            owner="w-tess",
        ),
        concern(
            "c-gus",
            "stuck_waiting",
            30,
            "Waiting <b>more</b> than a year",
            "Says <img src=x onerror=alert(1)> waiting",
            "What now?",
            owner="w-tess",
        ),
    ]
    for number in range(1, 32):
        found.append(
            concern(
                f"c-{number:03}",
                "stuck_waiting",
                130 + number,
                "Waiting more than 18 weeks",
                f"Waiting for speech and language therapy for {(130 + number) // 7} weeks",
                "Is this child still waiting, and what has been offered meanwhile?",
                owner="w-tess",
            )
        )
    return found


def cards(found: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """One card per child per owner, as ``priority`` makes them, with its concerns."""
    levels = {
        "c-chloe": (2, "Away, overnight or out of education", "An overnight break with no review since it began"),
        "c-dev": (2, "Away, overnight or out of education", "Lives away, 11 weeks without a school place"),
        "c-asha": (
            3,
            "Open needs in two or more domains, nobody has acted",
            "Three agencies, a passed limit, waiting longest",
        ),
        "c-ben": (
            3,
            "Open needs in two or more domains, nobody has acted",
            "Suspensions and a plan review that has not come",
        ),
    }
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for one in found:
        grouped.setdefault((one["child_id"], one["team_id"], one["owner"] or ""), []).append(one)
    for place, ((child_id, team_id, owner), held) in enumerate(
        sorted(grouped.items(), key=lambda item: (levels.get(item[0][0], (6,))[0], item[0])), start=1
    ):
        level, name, reason = levels.get(
            child_id, (6, "One need, guidance not met", "Waiting longer than the service standard")
        )
        first = held[0]
        due = {
            "c-chloe": ago(12),
            "c-ben": AS_OF + datetime.timedelta(days=4),
            "c-asha": ago(33),
            "c-dev": ago(35),
        }.get(child_id)
        backlog = child_id > "c-026" and child_id[2].isdigit()
        yield (
            {
                "child_id": child_id,
                "team_id": team_id,
                "owner": owner or None,
                "level": level,
                "level_name": name,
                "reason": reason,
                "place": place,
                "do_next": first["asks"],
                "due": due,
                "last_acted": None,
                "state": "backlog" if backlog else "work",
                "new_harm": False,
            },
            held,
        )


def because(found: list[Row]) -> list[Row]:
    """The agency records each concern rests on."""
    texts = {
        "health": ("CH", "community_waits", "Referred to speech and language therapy"),
        "education": ("EDU", "exclusion_notices", "Suspended for 2 days"),
        "care": ("CSC", "short_break_packages", "Overnight short break started"),
    }
    rows = []
    for one in found:
        agency, source, says = texts[one["domain"]]
        rows.append(_why(one, 1, one["domain"], agency, source, says))
        if "education" in one["category_summary"] and one["domain"] != "education":
            rows.append(
                _why(one, 2, "education", "EDU", "school_census", "No SEN provision recorded in the autumn census")
            )
    return rows


def _why(one: Row, line: int, category: str, agency: str, source: str, says: str) -> Row:
    return {
        "child_id": one["child_id"],
        "signal": one["signal"],
        "since": one["since"],
        "record_id": f"L00003:{line + len(one['says'])}",
        "happened": one["since"],
        "agency": agency,
        "category": category,
        "source": source,
        "says": says,
        "received": ago(4),
    }


def clock(
    child_id: str,
    code: str,
    title: str,
    subject: str,
    category: str,
    began: int,
    due: int | None,
    state: str,
    **more: Any,
) -> Row:
    """A row of published.clock; ``due`` counts days ago, so a negative number lies ahead."""
    row: Row = {
        "child_id": child_id,
        "clock_id": f"{code}|{child_id}|{subject}",
        "pathway": code.lower().replace("-", "_"),
        "code": code,
        "title": title,
        "subject_says": subject,
        "category": category,
        "started": ago(began),
        "due": None if due is None else ago(due),
        "stopped": None,
        "state": state,
        "because": None,
        "level": "must",
        "evidence": "V",
        "basis": "",
        "why": "",
        "exception": None,
        "estimated": False,
        "record_id": f"L00002:{began}",
    }
    return row | more


EHC_20 = {
    "basis": "SEND Regulations 2014: the final plan within 20 weeks of the request",
    "why": "20 weeks after the request was received",
}
ADVICE = {
    "basis": "SEND Regulations 2014: advice within 6 weeks of being asked",
    "why": "6 weeks after the adviser was asked",
}
CHS_18 = {
    "basis": "NHS planning guidance: community waits within 18 weeks",
    "why": "18 weeks after the referral was received",
    "level": "standard",
}


def clocks() -> list[Row]:
    """Every state a clock can be in, somewhere in the cast."""
    return [
        clock(
            "c-asha",
            "CHS-18",
            "Wait for a community service",
            "speech and language therapy",
            "health",
            420,
            294,
            "overdue",
            **CHS_18,
        ),
        clock(
            "c-asha",
            "CHS-18",
            "Wait for a community service",
            "community paediatrics",
            "health",
            155,
            29,
            "overdue",
            **CHS_18,
        ),
        clock("c-asha", "CHS-18", "Wait for a community service", "CAMHS", "health", 60, -66, "running", **CHS_18),
        clock(
            "c-ben",
            "AR-12M",
            "Annual review meeting",
            "EHC plan",
            "ehc",
            340,
            -25,
            "due_soon",
            basis="SEND Regulations 2014: the plan is reviewed within 12 months",
            why="12 months after the last review",
        ),
        clock(
            "c-chloe",
            "SB-REV6",
            "Short break review",
            "overnight stays",
            "care",
            382,
            12,
            "overdue",
            level="statutory guidance",
            basis=BREAK_BASIS,
            why="6 months after the package began",
        ),
        clock("c-eve", "EHC-20", "Final EHC plan", "request of 26 June 2026", "ehc", 147, 7, "overdue", **EHC_20),
        clock(
            "c-eve",
            "EHC-ADV",
            "Advice for the assessment",
            "speech and language therapy",
            "ehc",
            95,
            53,
            "overdue",
            **ADVICE,
        ),
        clock(
            "c-eve",
            "EHC-ADV",
            "Advice for the assessment",
            "educational psychology",
            "ehc",
            95,
            53,
            "met",
            stopped=ago(58),
            **ADVICE,
        ),
        clock(
            "c-eve",
            "EHC-06",
            "Decision whether to assess",
            "request of 26 June 2026",
            "ehc",
            147,
            105,
            "met_late",
            stopped=ago(101),
            **EHC_20,
        ),
        clock(
            "c-fin",
            "HCP-2Y",
            "Two-year review",
            "2 to 2½ years",
            "health",
            400,
            None,
            "not_known",
            started=None,
            because="no child-health record received since 2 May 2026",
            level="must",
            basis="Healthy Child Programme",
            why="",
        ),
        clock(
            "c-hal",
            "CHS-18",
            "Wait for a community service",
            "speech and language therapy",
            "health",
            400,
            274,
            "overdue",
            **CHS_18,
        ),
    ]


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


def sources() -> list[Row]:
    """The feeds, one of them stale."""
    feeds = [
        ("school_roll", "URN:900001", "EDU", 7, 3),
        ("community_waits", "ODS:RZZ01", "CH", 30, 4),
        ("ssd", "LA:999", "CSC", 30, 8),
        ("ehc_cases", "LA:999", "LASEN", 30, 8),
        ("child_health_checks", "ODS:RZZ02", "CH", 30, 202),
    ]
    return [
        {
            "source": source,
            "sender": sender,
            "agency": agency,
            "cadence_days": cadence,
            "newest": ago(days),
            "received_at": None,
            "state": "late" if days > cadence * 2 else "fresh",
            "because": "expected every 30 days" if days > cadence * 2 else None,
        }
        for source, sender, agency, cadence, days in feeds
    ]


def loads() -> list[Row]:
    """Five files taken in, one of them with rows set aside, one that was not recognised."""
    files = [
        ("L00001", "school_roll", "URN:900001", 420, 418, 2, 0, "roll.csv"),
        ("L00002", "ehc_cases", "LA:999", 90, 90, 0, 0, "cases.csv"),
        ("L00003", "community_waits", "ODS:RZZ01", 300, 260, 0, 40, "waits november.csv"),
        ("L00004", "ssd", "LA:999", 800, 800, 0, 0, "involvements.csv"),
        ("L00005", None, None, 0, 0, 0, 0, "notes <b>of a meeting</b>.csv"),
    ]
    return [
        {
            "load_id": load_id,
            "path": f"sent/november/{name}",
            "source": source,
            "version": "1" if source else None,
            "sender": sender,
            "extract_date": ago(4),
            "rows_read": read,
            "rows_kept": kept,
            "rows_set_aside": aside,
            "rows_already_held": held,
            "findings": "[]" if source else '[{"sentence": "notes: no extract has these headings. Check the file."}]',
            "state": "held",
            "loaded_at": datetime.datetime(2026, 11, 17, 6, 0, tzinfo=datetime.UTC),
        }
        for load_id, source, sender, read, kept, aside, held, name in files
    ]


def set_aside() -> list[Row]:
    """Two lines of one file that could not be read whole."""
    return [
        {
            "load_id": "L00001",
            "line": 17,
            "column_name": "date_of_birth",
            "reason": "there is no 13th month",
            "remedy": "Correct the birth date in the school's system and send the file again",
            "raw": "2017-13-02",
        },
        {
            "load_id": "L00001",
            "line": 41,
            "column_name": None,
            "reason": "the line has 9 columns, the heading 14",
            "remedy": "Export the file again; this line was cut",
            "raw": "r41,A,<script>alert(2)</script>",
        },
    ]


def put_right() -> list[Row]:
    """What two senders must put right in their own systems."""
    return [
        {
            "sender": sender,
            "source": source,
            "child_id": child_id,
            "record_id": f"{load}:{line}",
            "column_name": column,
            "problem": problem,
            "remedy": "Look it up and correct it at source",
        }
        for sender, source, load, column, problem, wanted in [
            (
                "ODS:RZZ01",
                "community_waits",
                "L00003",
                "received_date",
                "The referral has no date",
                ["c-001", "c-asha"],
            ),
            ("LA:999", "ehc_cases", "L00002", "requested_date", "The request is dated after the plan", ["c-eve"]),
        ]
        for line, child_id in enumerate(wanted, start=2)
    ]


def register() -> list[Row]:
    """An entry for each sign of the world, and one that nobody has let through."""
    titles = {one["signal"]: one for one in concerns()}
    found = [_entry(name, one["title"], one["asks"], one["basis"], "live") for name, one in sorted(titles.items())]
    return [
        *found,
        _entry("bounced", "Sent back more than once", "Who takes this child?", "The area's choice", "shadow"),
    ]


def _entry(signal: str, title: str, asks: str, basis: str, status: str) -> Row:
    return {
        "signal": signal,
        "title": title,
        "says": title,
        "asks": asks,
        "basis": basis,
        "answers": "P4",
        "needs": "health_wait",
        "expires": "when it is no longer so",
        "status": status,
        "condition": None,
        "owner": "Joint triage panel",
        "version": "1",
    }


def tables() -> dict[str, list[Row]]:
    """Every published table of the world, by name, with its rows."""
    everyone, found = children(), concerns()
    made = list(cards(found))
    return {
        "run": [
            {
                "run_id": "r00001",
                "as_of": AS_OF,
                "published_at": datetime.datetime(2026, 11, 20, 6, 12, tzinfo=datetime.UTC),
                "store_id": STORE_ID,
                "engine": "duckdb",
                "counts": "{}",
            }
        ],
        "child": everyone,
        "involvement": involvements(everyone),
        "chronology": chronology(),
        "clock": clocks(),
        "concern": found,
        "because": because(found),
        "unanswered": [
            {
                "child_id": "c-fin",
                "signal": "health_check_missed",
                "because": "no child-health record received since 2 May 2026",
            }
        ],
        "card": [card for card, _ in made],
        "card_concern": [
            {
                "child_id": card["child_id"],
                "team_id": card["team_id"],
                "owner": card["owner"],
                "signal": one["signal"],
                "since": one["since"],
            }
            for card, held in made
            for one in held
        ],
        "link_line": link_lines(everyone),
        "load": loads(),
        "set_aside": set_aside(),
        "put_right": put_right(),
        "signal_register": register(),
        "source": sources(),
        "team": [
            dict(zip(("team_id", "team", "agency", "service", "setting_urn", "locality", "duties"), team, strict=True))
            | {"weekly_budget": 12}
            for team in TEAMS
        ],
        "team_member": [
            {
                "team_id": team_id,
                "worker_id": worker,
                "name": name,
                "email": f"{worker[2:]}@example.org",
                "role": role,
                "is_lead": lead,
                "is_deputy": deputy,
                "started": ago(900),
                "ended": None,
            }
            for worker, name, role, team_id, lead, deputy in PEOPLE
        ],
    }


def publish(connection: Any) -> None:
    """Write the world into ``connection``'s published tables (a psycopg connection), in place of what was there."""
    with connection.transaction(), connection.cursor() as cursor:
        for name, rows in tables().items():
            cursor.execute(f"delete from published.{name}")
            columns = list(rows[0])
            marks = ", ".join(f"%({column})s" for column in columns)
            cursor.executemany(f"insert into published.{name} ({', '.join(columns)}) values ({marks})", rows)
