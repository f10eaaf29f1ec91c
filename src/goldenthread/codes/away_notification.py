"""Which section the council was notified under."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_notification",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "S85": "section 85",
        "S86": "section 86",
        "NEITHER": "neither",
    },
)
