"""How far a health check has come."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="health_check_status",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "DUE": "due",
        "OFFERED": "offered",
        "BOOKED": "booked",
        "DONE": "done",
        "DNA": "did not attend",
        "CANCPROV": "cancelled by the provider",
        "CANCFAM": "cancelled by the family",
        "DECLINED": "declined",
        "MOVEDIN": "moved in after the window",
        "NOTAPPL": "does not apply",
    },
)
