"""Why a child in need case was closed."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="cin_closure",
    source="DfE children in need census",
    year=2026,
    codes={
        "RC1": "adopted",
        "RC2": "died",
        "RC3": "child arrangements order",
        "RC4": "special guardianship order",
        "RC5": "transferred to another council",
        "RC6": "transferred to adult social care",
        "RC7": "services ceased for any other reason",
        "RC8": "closed after assessment, no further action",
        "RC9": "transferred to early help",
    },
    evidence=Evidence.SOURCE,
    from_memory=frozenset({"RC1", "RC2", "RC3", "RC4", "RC5", "RC7", "RC8"}),
)
