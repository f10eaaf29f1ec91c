"""Why a referral was not accepted."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="referral_rejected",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "INCOMPLETE": "incomplete",
        "CRITERIA": "did not meet the criteria",
        "AREA": "outside the area",
        "AGE": "outside the age range",
        "REDIRECT": "redirected to another service",
        "DUPLICATE": "duplicate",
    },
)
