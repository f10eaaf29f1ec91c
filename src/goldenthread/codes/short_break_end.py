"""Why a short-break package ended."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_end",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "AGE": "age limit",
        "MOVED": "moved away",
        "FAMILY": "the family ended it",
        "PROVIDER": "the provider ended it",
        "NEEDMET": "need met",
        "LAC": "became looked after",
        "DIED": "died",
        "OTH": "other",
    },
)
