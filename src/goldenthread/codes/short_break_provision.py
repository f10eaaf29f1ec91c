"""The kind of short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_provision",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "DAY": "day care",
        "HOL": "holiday scheme",
        "HOME": "care at home",
        "OUTREACH": "outreach",
        "FOSTER": "with a foster carer",
        "RESID": "residential",
        "NIGHTSIT": "night sitting",
        "DP": "direct payment only",
        "OTH": "other",
    },
)
