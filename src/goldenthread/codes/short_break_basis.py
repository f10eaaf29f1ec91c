"""The law under which a short break is provided."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_basis",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "LO": "local offer or universal (SI 2011/707)",
        "S17": "Children Act 1989 s17, no overnight stay",
        "S17N": "Children Act 1989 s17(6), overnight",
        "S20R48": "Children Act 1989 s20(4), a series within reg 48",
        "S20": "Children Act 1989 s20(4), outside reg 48",
        "ASC": "Care Act 2014, from 18",
        "UNK": "not known",
    },
)
