"""Why SEN2 holds no unique pupil number for a child."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="upn_unknown",
    source="DfE SEN2 person-level collection, version 1.3",
    year=2025,
    codes={
        "UN1": "meaning not verified",
        "UN2": "meaning not verified",
        "UN3": "meaning not verified",
        "UN5": "meaning not verified",
        "UN8": "meaning not verified",
        "UN9": "meaning not verified",
        "UN10": "meaning not verified",
    },
    evidence=Evidence.SOURCE,
    from_memory=frozenset({"UN1", "UN2", "UN3", "UN5", "UN8", "UN9", "UN10"}),
)
