"""Whether a child living away is in education."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="education_status",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "FT": "full time",
        "PT": "part time",
        "TUITION": "tuition",
        "NONE": "none",
        "NOTAGE": "not of school age",
        "UNK": "not known",
    },
)
