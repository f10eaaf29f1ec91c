"""The level of risk a practitioner recorded."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="risk_level",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "GREEN": "low",
        "AMBER": "some",
        "RED": "high",
        "UNK": "not known",
    },
)
