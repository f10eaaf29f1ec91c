"""How a family came to a short break."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="short_break_route",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "UNI": "universal",
        "TGT": "targeted, self-referred",
        "SBT": "assessed by a short-breaks team without a social worker",
        "CWD": "social worker's assessment",
        "CCC": "continuing care",
        "UNK": "not known",
    },
)
