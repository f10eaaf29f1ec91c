"""What followed a health check."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="health_check_onward",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "NONE": "nothing further",
        "ADVICE": "advice",
        "REVIEW": "review",
        "REFER": "referral",
        "EARLYHELP": "early help",
    },
)
