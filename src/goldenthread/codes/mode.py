"""How a contact took place."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="mode",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "HOME": "at home",
        "CLINIC": "in a clinic",
        "SETTING": "in a school or setting",
        "VIDEO": "by video",
        "PHONE": "by telephone",
        "LETTER": "by letter",
        "ONLINE": "online",
    },
)
