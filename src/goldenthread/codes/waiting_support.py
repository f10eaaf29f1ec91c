"""Support offered while a child waits; it never stops a clock."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="waiting_support",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "NONE": "none",
        "RESOURCES": "resources",
        "GROUP": "group",
        "DROPIN": "drop-in",
        "SCHOOLPROG": "programme in school",
        "KEYWORKER": "key worker",
        "PHONE": "telephone support",
        "OTH": "other",
    },
)
