"""How a child living away is getting on."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_progress",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "GOOD": "good",
        "SOME": "some",
        "STALLED": "stalled",
        "WORSE": "worse",
        "UNK": "not known",
    },
)
