"""Yes or no, as the Standard Safeguarding Dataset writes it."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="yes_no",
    source="Standard Safeguarding Dataset",
    year=2026,
    codes={
        "Y": "yes",
        "N": "no",
        "U": "not known",
    },
)
