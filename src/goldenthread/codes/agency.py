"""The kinds of agency that hold or lead something about a child."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="agency",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "EDU": "school or setting",
        "LASEN": "council SEND team",
        "EP": "educational psychology",
        "VS": "virtual school",
        "EH": "early help",
        "CSC": "children's social care",
        "CWD": "children with disabilities team",
        "ASC": "adult social care",
        "ICB": "integrated care board",
        "CH": "community health",
        "CAMHS": "child and adolescent mental health",
        "AMH": "adult mental health",
        "ACUTE": "acute hospital",
        "HOST": "host-area council or health",
        "PROV": "placement provider",
        "ADVOC": "advocate",
        "FAM": "parent or carer",
        "CYP": "the child or young person",
        "VOL": "voluntary organisation",
        "OTH": "other",
    },
)
