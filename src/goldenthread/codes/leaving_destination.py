"""Where a child went on leaving a school's roll."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="leaving_destination",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "SCHOOL": "another school",
        "EHE": "elective home education",
        "AP": "alternative provision",
        "PEX": "permanently excluded",
        "MOVED": "moved out of the area",
        "UNKNOWN": "not known",
        "OTH": "other",
    },
)
