"""The priority a clinician gave a referral."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="priority_band",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "URG": "urgent, 2 weeks",
        "SOON": "soon, 6 weeks",
        "STD": "standard, 18 weeks",
    },
)
