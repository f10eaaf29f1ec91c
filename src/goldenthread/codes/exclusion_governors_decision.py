"""What the governors decided about an exclusion."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="exclusion_governors_decision",
    source="Golden Thread import templates, version 1",
    year=2026,
    codes={
        "UPHELD": "upheld",
        "REINSTATED": "the child was reinstated",
        "NOTED": "noted without power to reinstate",
    },
)
