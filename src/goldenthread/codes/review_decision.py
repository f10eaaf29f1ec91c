"""What the council decided after a review."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="review_decision",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "MAINTAIN": "keep the plan as it is",
        "AMEND": "amend the plan",
        "CEASE": "cease the plan",
        "REASSESS": "assess again",
    },
)
