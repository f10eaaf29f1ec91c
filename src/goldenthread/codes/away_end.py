"""Why a placement away ended."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_end",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "PLANNED": "planned end",
        "BREAKDOWN": "breakdown",
        "NOTICE": "notice given",
        "CLOSED": "the place closed",
        "AGE": "age limit",
        "HOME": "returned home",
        "MOVED": "moved to another place",
        "OTH": "other",
    },
)
