"""What came of a review of a short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_outcome",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "SAME": "no change",
        "UP": "more",
        "DOWN": "less",
        "CHANGE": "changed",
        "END": "ended",
        "REFCSC": "referred to social care",
        "REFHLTH": "referred to health",
        "REFEHC": "referred for an EHC assessment",
    },
)
