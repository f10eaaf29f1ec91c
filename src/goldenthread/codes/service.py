"""The health and advice services a child can be referred to."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="service",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "SLT": "speech and language therapy",
        "OT": "occupational therapy",
        "PT": "physiotherapy",
        "PAED": "community paediatrics",
        "ASD": "autism assessment",
        "ADHD": "ADHD assessment",
        "CAMHS": "child and adolescent mental health",
        "HV": "health visiting",
        "SN": "school nursing",
        "AUD": "hearing",
        "CCN": "children's community nursing",
        "PSY": "clinical psychology",
        "DIET": "dietetics",
        "WHEEL": "wheelchair service",
        "MDT": "multidisciplinary team",
        "RESP": "respite care",
        "CONT": "continence",
        "EP": "educational psychology",
        "OTH": "other",
    },
)
