"""Who approved a placement out of the area."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_approval",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "NO": "nominated officer",
        "DCS": "director of children's services",
        "NONE": "nobody",
    },
)
