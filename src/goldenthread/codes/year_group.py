"""The national curriculum year a pupil is taught in."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="year_group",
    source="DfE Common Basic Data Set",
    year=2026,
    codes={
        "E1": "early years, first year",
        "E2": "early years, second year",
        "N1": "nursery, first year",
        "N2": "nursery, second year",
        "R": "reception",
        "1": "year 1",
        "2": "year 2",
        "3": "year 3",
        "4": "year 4",
        "5": "year 5",
        "6": "year 6",
        "7": "year 7",
        "8": "year 8",
        "9": "year 9",
        "10": "year 10",
        "11": "year 11",
        "12": "year 12",
        "13": "year 13",
        "14": "year 14",
        "X": "not following a national curriculum year",
        "M": "mixed year",
    },
    evidence=Evidence.SOURCE,
    from_memory=frozenset({"E1", "E2", "M", "X"}),
)
