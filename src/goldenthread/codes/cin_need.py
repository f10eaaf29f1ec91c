"""The primary need of a child in need."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="cin_need",
    source="DfE children in need census",
    year=2026,
    codes={
        "N0": "not stated",
        "N1": "abuse or neglect",
        "N2": "child's disability or illness",
        "N3": "parental illness or disability",
        "N4": "family in acute stress",
        "N5": "family dysfunction",
        "N6": "socially unacceptable behaviour",
        "N7": "low income",
        "N8": "absent parenting",
        "N9": "cases other than children in need",
    },
    evidence=Evidence.SOURCE,
)
