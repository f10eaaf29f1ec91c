"""What caused an early review of an EHC plan."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="review_trigger",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "SUSP": "suspension",
        "PEXRISK": "risk of permanent exclusion",
        "PTT": "part-time timetable",
        "BREAKDOWN": "placement breaking down",
        "LACMOVE": "move of a looked-after child",
        "HOSP": "hospital",
        "FAMILY": "the family asked",
        "OTH": "other",
    },
)
