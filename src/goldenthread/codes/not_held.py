"""Why a visit, review or meeting that was due was not held."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="not_held",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "CHILD": "ill or unavailable",
        "FAMILY": "the family could not come",
        "SETTING": "the setting could not",
        "WORKER": "absent or post vacant",
        "REARR": "rearranged",
        "NEVER": "never arranged",
        "OTH": "other",
    },
)
