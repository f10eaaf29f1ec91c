"""The assessment behind a short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_assessment",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "NONE": "none",
        "LIGHT": "light-touch",
        "EH": "early help",
        "CF": "child and family",
        "CCC": "continuing care",
    },
)
