"""The checks of the Healthy Child Programme."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="health_check",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "AN": "antenatal contact",
        "NB": "new birth visit",
        "W6": "6 to 8 weeks",
        "Y1": "9 to 12 months",
        "Y2": "2 to 2½ years",
        "M3": "3 months, suggested",
        "M6": "6 months, suggested",
        "HO": "handover to school nursing",
        "SE": "school entry",
        "NCMPR": "child measurement, reception",
        "NCMP6": "child measurement, year 6",
    },
)
