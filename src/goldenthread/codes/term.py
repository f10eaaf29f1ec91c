"""The three terms of a school year."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="term",
    source="Golden Thread lists, version 1; DfE School Census",
    year=2026,
    codes={
        "AUTUMN": "autumn term",
        "SPRING": "spring term",
        "SUMMER": "summer term",
    },
    bridge={  # as the School Census writes them
        "AUT": "AUTUMN",
        "SPR": "SPRING",
        "SUM": "SUMMER",
    },
)
