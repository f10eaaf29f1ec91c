"""Who is in the world: schools, teams, people and children, and the day it all stands on."""

import datetime
import random
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
