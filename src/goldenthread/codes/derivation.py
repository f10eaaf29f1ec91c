"""Whether a contact was coded by the service or inferred from the child's age."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="derivation",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "CODED": "coded",
        "INFERRED": "inferred from an age window",
    },
)
