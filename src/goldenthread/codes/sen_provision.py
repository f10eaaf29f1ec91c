"""The level of special educational provision a school makes for a pupil."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="sen_provision",
    source="DfE Common Basic Data Set",
    year=2026,
    codes={
        "N": "no special educational need",
        "K": "SEN support",
        "E": "education, health and care plan",
    },
    bridge={  # codes in use before 2018
        "A": "K",
        "P": "K",
        "S": "E",
    },
    retired={
        "A": "School Action",
        "P": "School Action Plus",
        "S": "statement",
    },
    evidence=Evidence.SOURCE,
    from_memory=frozenset({"A", "P", "S"}),
)
