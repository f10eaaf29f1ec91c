"""The kind of review of an EHC plan."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="review",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "ANNUAL": "annual review",
        "EARLY": "early review",
        "PHASE": "phase-transfer review",
        "TRANSFERIN": "review on moving in",
        "REASSESS": "reassessment",
    },
)
