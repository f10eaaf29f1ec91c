"""The phase of a school or setting, as the area's own list names it."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="setting_phase",
    source="Golden Thread lists, version 1",
    year=2026,
    codes={
        "PRIMARY": "primary school",
        "SECONDARY": "secondary or all-through school",
        "SPECIAL": "special school",
        "AP": "alternative provision",
        "NURSERY": "nursery or early-years setting",
        "FE": "further-education college",
        "OTHER": "other",
    },
)
