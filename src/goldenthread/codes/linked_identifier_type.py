"""The kinds of further identifier the Standard Safeguarding Dataset carries; only the first four are ever read."""

from goldenthread.codes._code_list import CodeList
from goldenthread.law import Evidence

LIST = CodeList(
    name="linked_identifier_type",
    source="Standard Safeguarding Dataset, ssd_linked_identifiers",
    year=2026,
    codes={
        "Unique Pupil Number": "unique pupil number",
        "NHS Number": "NHS number",
        "Former Unique Pupil Number": "an earlier unique pupil number",
        "Unique Learner Number": "unique learner number",
        # known, and never made into a record
        "Case Number": "number of a case in another system; not read",
        "Home Office Registration": "Home Office number; not read",
        "National Insurance Number": "National Insurance number; not read",
        "YOT Number": "youth offending team number; not read",
        "Court Case Number": "court case number; not read",
        "RAA ID": "regional adoption agency number; not read",
        "Incident ID": "incident number; not read",
    },
    evidence=Evidence.SOURCE,
)
