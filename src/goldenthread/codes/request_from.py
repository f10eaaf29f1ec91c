"""Who asked for an EHC needs assessment."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="request_from",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "PAR": "parent",
        "YP": "young person",
        "SCHOOL": "school",
        "EY": "early-years setting",
        "FE": "further-education college",
        "HEALTH": "health service",
        "CSC": "children's social care",
        "YJ": "youth justice",
        "TRANSFER": "moved in from another council",
        "OTH": "other",
    },
)
