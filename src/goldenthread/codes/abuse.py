"""The category of abuse in a child protection plan."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="abuse",
    source="DfE children in need census",
    year=2026,
    codes={
        "NEG": "neglect",
        "PHY": "physical abuse",
        "SAB": "sexual abuse",
        "EMO": "emotional abuse",
        "MUL": "multiple",
    },
    evidence=Evidence.SOURCE,
)
