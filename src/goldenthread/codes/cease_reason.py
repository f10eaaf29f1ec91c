"""Why an EHC plan ceased."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="cease_reason",
    source="DfE SEN2 person-level collection, version 1.3",
    year=2025,
    codes={
        "1": "reached the maximum age",
        "2": "needs met without a plan",
        "3": "moved to higher education",
        "4": "moved to paid employment",
        "5": "moved to another council",
        "6": "no longer wishes to engage",
        "7": "left England",
        "8": "died",
        "9": "other",
    },
    evidence=Evidence.SOURCE,
)
