"""The band the provider gave an ASQ-3 domain score."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="asq3_band",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "ABOVE": "above the cut-off",
        "MONITOR": "close to the cut-off",
        "BELOW": "below the cut-off",
    },
)
