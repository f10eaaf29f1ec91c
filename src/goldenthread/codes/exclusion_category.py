"""The kind of suspension or exclusion."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="exclusion_category",
    source="DfE Common Basic Data Set",
    year=2026,
    codes={
        "SUSP": "suspension",
        "PERM": "permanent exclusion",
        "LNCH": "lunchtime suspension",
    },
    bridge={  # until 2020/21
        "FIXD": "SUSP",
    },
    retired={
        "FIXD": "fixed-period exclusion",
    },
    evidence=Evidence.SOURCE,
)
