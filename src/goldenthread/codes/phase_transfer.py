"""The move between phases of education that a review prepares for."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="phase_transfer",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "EYSCH": "early years to school",
        "INFJUN": "infant to junior",
        "PRIMID": "primary to middle",
        "PRISEC": "primary to secondary",
        "MIDSEC": "middle to secondary",
        "SECP16": "secondary to post-16",
        "P16P16": "one post-16 place to another",
    },
)
