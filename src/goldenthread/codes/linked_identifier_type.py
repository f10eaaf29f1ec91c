"""The kinds of further identifier the Standard Safeguarding Dataset carries."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="linked_identifier_type",
    source="Standard Safeguarding Dataset, ssd_linked_identifiers",
    year=2026,
    codes={
        "Unique Pupil Number": "unique pupil number",
        "NHS Number": "NHS number",
        "Former Unique Pupil Number": "an earlier unique pupil number",
        "Unique Learner Number": "unique learner number",
    },
)
