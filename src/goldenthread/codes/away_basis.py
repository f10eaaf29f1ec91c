"""The law under which a child lives away."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_basis",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "S20": "Children Act 1989 s20",
        "S31": "Children Act 1989 s31",
        "S38": "Children Act 1989 s38",
        "S42": "named in the EHC plan only, Children and Families Act 2014 s42",
        "S85": "Children Act 1989 s85",
        "S86": "Children Act 1989 s86",
        "MHA": "Mental Health Act 1983",
        "REMAND": "remand",
        "OTH": "other",
        "UNK": "not known",
    },
)
