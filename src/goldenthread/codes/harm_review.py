"""The harm found when a long wait was reviewed."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="harm_review",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "NONE": "none",
        "LOW": "low",
        "MOD": "moderate",
        "SEVERE": "severe",
    },
)
