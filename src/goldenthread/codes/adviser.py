"""Who is asked for advice in an EHC needs assessment (SEND Regulations 2014 reg 6(1))."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="adviser",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "PAR": "parent or young person",
        "EDU": "school or setting",
        "SENSORY": "qualified teacher of sensory impairment",
        "MED": "medical advice through the ICB",
        "SLT": "speech and language therapist",
        "OT": "occupational therapist",
        "PT": "physiotherapist",
        "CAMHS": "child and adolescent mental health",
        "NURSE": "other health advice",
        "EP": "educational psychologist",
        "CSC": "children's social care",
        "ASC": "adult social care",
        "PFA": "preparing for adulthood, from Year 9",
        "OTHLA": "anyone else the council thinks right",
        "REQ": "someone the family asked for",
    },
)
