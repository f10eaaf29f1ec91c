"""Sex as recorded by schools, councils and health."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="sex",
    source="DfE School Census and children in need census",
    year=2026,
    codes={
        "M": "male",
        "F": "female",
        "U": "unknown",
    },
    bridge={  # the codes used until 2024, and the words some systems write
        "MALE": "M",
        "FEMALE": "F",
        "UNKNOWN": "U",
        "1": "M",
        "2": "F",
        "0": "U",
        "9": "U",
    },
    evidence=Evidence.SOURCE,
)
