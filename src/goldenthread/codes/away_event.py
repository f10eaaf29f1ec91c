"""The visits and reviews of a child living away."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_event",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "V28": "visit to a looked-after child, reg 28",
        "V85": "visit under SI 2011/1010",
        "MAR": "multi-agency oversight review",
        "LACR": "looked-after review",
        "EHCR": "annual review of the plan",
        "CETR": "care, education and treatment review",
        "PEP": "personal education plan",
        "WELF": "welfare decision, s85(4)",
        "CALL": "contact by phone or video; never satisfies a visit",
    },
)
