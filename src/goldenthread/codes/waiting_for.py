"""What a child on a waiting list is waiting for."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="waiting_for",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "FIRST": "first contact",
        "ASSESS": "assessment",
        "DIAG": "diagnosis",
        "TREAT": "treatment",
        "SPECIALIST": "specialist work",
        "EQUIP": "equipment",
        "REVIEW": "review",
    },
)
