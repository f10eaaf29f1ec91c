"""Why an EHC case was closed."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="ehc_close",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "ISSUED": "plan issued",
        "REFUSED": "assessment refused",
        "NOTISSUED": "no plan issued after assessment",
        "WITHDRAWN": "withdrawn",
        "MOVED": "moved away",
        "DIED": "died",
        "OTH": "other",
    },
)
