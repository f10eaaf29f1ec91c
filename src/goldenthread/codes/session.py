"""The two half-days of a school day."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="session",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "AM": "morning",
        "PM": "afternoon",
    },
)
