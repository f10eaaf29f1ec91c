"""The reviews, visits and assessments of a short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_event",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "REV": "review",
        "IRO": "short-break care plan review",
        "VIS": "visit",
        "ASM": "assessment",
        "REA": "reassessment",
        "RSK": "risk review",
    },
)
