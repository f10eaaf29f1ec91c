"""Whether a child living away has the health or communication support they need."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_health_status",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "MET": "met",
        "PART": "partly met",
        "WAIT": "on a host list",
        "DROPPED": "off the home list and on no other",
        "UNASSESSED": "not assessed",
        "NONE": "no need",
        "UNK": "not known",
    },
)
