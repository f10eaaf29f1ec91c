"""The CSDS team types that stand for one of our services."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="csds_team_type",
    source="NHS England Community Services Data Set 1.6, TeamType",
    year=2026,
    codes={
        "06": "community paediatrics",
        "16": "health visiting",
        "17": "hearing",
        "23": "occupational therapy",
        "26": "physiotherapy",
        "32": "school nursing",
        "33": "speech and language therapy",
        "34": "vulnerable children",
        "36": "respite care",
        "37": "clinical psychology",
        "38": "children's community nursing",
        "45": "multidisciplinary team",
        "50": "wheelchair service",
        "58": "dietetics",
    },
    bridge={  # CSDS team type: our service code
        "06": "PAED",
        "16": "HV",
        "17": "AUD",
        "23": "OT",
        "26": "PT",
        "32": "SN",
        "33": "SLT",
        "36": "RESP",
        "37": "PSY",
        "38": "CCN",
        "45": "MDT",
        "50": "WHEEL",
        "58": "DIET",
    },
    evidence=Evidence.SOURCE,
)
