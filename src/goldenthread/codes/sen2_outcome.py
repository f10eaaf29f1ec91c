"""The outcome of a request, or of an assessment, in SEN2."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="sen2_outcome",
    source="DfE SEN2 person-level collection, version 1.3",
    year=2025,
    codes={
        "Y": "yes",
        "N": "no",
        "A": "decision pending",
        "W": "withdrawn or ceased",
        "H": "historical",
    },
    evidence=Evidence.SOURCE,
)
