"""The standing of a pupil on a school's roll."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="enrolment",
    source="DfE Common Basic Data Set",
    year=2026,
    codes={
        "C": "current, single registration",
        "M": "current main, dual registration",
        "S": "current subsidiary, dual registration",
        "F": "further-education college",
        "O": "other provider",
        "G": "guest",
        "P": "previous pupil",
    },
    evidence=Evidence.SOURCE,
)
