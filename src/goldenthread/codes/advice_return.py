"""What came back when advice was asked for."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="advice_return",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "FULL": "full advice",
        "PART": "partial advice",
        "NOTKNOWN": "the child is not known to the service",
        "NONEED": "known, no need",
        "REUSED": "earlier advice reused, reg 6(4)",
        "NONE": "nothing came back",
    },
)
