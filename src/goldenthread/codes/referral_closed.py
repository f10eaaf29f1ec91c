"""Why a referral was closed."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="referral_closed",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "TREATED": "treated",
        "DISCHARGED": "discharged",
        "WITHDREW": "the family withdrew",
        "DNA": "did not attend",
        "MOVED": "moved away",
        "AGEDOUT": "too old for the service",
        "TRANSFER": "transferred",
        "REJECTED": "rejected",
        "DUPLICATE": "duplicate",
        "DIED": "died",
        "OTH": "other",
    },
)
