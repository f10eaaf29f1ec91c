"""What caused a review or reassessment of a short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_trigger",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "SCHED": "scheduled",
        "HOSP": "hospital admission",
        "AE": "emergency attendance",
        "EXCL": "suspension or exclusion",
        "PTT": "part-time timetable",
        "ATT": "attendance",
        "RISK": "new risk",
        "CARER": "carer illness",
        "HOURS": "a rise of more than 50 per cent",
        "REFUSE": "refusal or breakdown",
        "FAMILY": "the family asked",
        "OTH": "other",
    },
)
