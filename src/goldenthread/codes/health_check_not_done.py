"""Why a health check was not done."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="health_check_not_done",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "HOSP": "in hospital",
        "AWAY": "away",
        "NOCONTACT": "no contact made",
        "CAPACITY": "no capacity",
        "LANGUAGE": "no interpreter",
        "OTH": "other",
    },
)
