"""Why a provider stopped a waiting-time clock."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="clock_stop",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "TREATED": "treatment began",
        "NOTREAT": "decided not to treat",
        "WATCH": "active monitoring",
        "DECLINED": "the family declined",
        "DISCHARGED": "discharged",
    },
)
