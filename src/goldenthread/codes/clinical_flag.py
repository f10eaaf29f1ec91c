"""Signs in a referral that call for an immediate clinical look."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="clinical_flag",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "DYSPHAGIA": "unsafe swallowing",
        "SELFHARM": "self-harm",
        "SAFEGUARD": "safeguarding",
        "REGRESSION": "loss of skills",
        "DSRRED": "dynamic support register, red",
        "DSRAMBER": "dynamic support register, amber",
    },
)
