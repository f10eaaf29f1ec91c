"""The kind of first attended contact."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="first_contact",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "TRIAGE": "triage",
        "ADVICE": "advice",
        "ASSESS": "assessment",
        "TREAT": "treatment",
        "GROUP": "group",
        "LETTER": "letter",
    },
)
