"""Whether the sender still holds a row."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="record_status",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "C": "current",
        "D": "deleted by the sender",
    },
)
