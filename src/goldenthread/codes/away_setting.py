"""The kind of place where a child lives away."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="away_setting",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "RSS": "residential special school",
        "RSSCH": "residential special school that is also a children's home",
        "CH": "children's home",
        "SCH": "secure children's home",
        "SUPP": "supported accommodation",
        "FOST": "foster home",
        "HOSP": "hospital",
        "CARE": "care home",
        "FECR": "residential college",
        "OTH": "other",
    },
)
