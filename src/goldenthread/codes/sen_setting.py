"""The kind of setting named in a plan where it has no URN or UKPRN."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="sen_setting",
    source="DfE SEN2 person-level collection, version 1.3",
    year=2025,
    codes={
        "OLA": "arranged by the council other than at school",
        "OPA": "arranged by parents or the young person",
        "EHE": "elective home education",
        "EYP": "early-years provider",
        "OTH": "type only named",
        "NEET": "not in education, employment or training",
        "NIEC": "notice to cease issued",
        "NIEO": "not in education, other",
    },
    evidence=Evidence.SOURCE,
)
