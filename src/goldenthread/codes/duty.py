"""The duties that a team in the partnership's staff file can carry."""

from goldenthread.codes._code_list import CodeList

LIST = CodeList(
    name="duty",
    source="Golden Thread staff file",
    year=2026,
    codes={
        "SEN_SUPPORT": "a school's SEN support",
        "ASK_CLINICIAN": "asking the clinician who holds a referral",
        "EHC_COORDINATION": "EHC co-ordination",
        "EHC_ADVICE": "advice to EHC assessments",
        "EARLY_HELP_DECISION": "the early-help decision",
        "JOINT_TRIAGE": "joint triage",
        "SHORT_BREAK_REVIEW": "review of short breaks",
        "AWAY_EDUCATION": "education of children living away",
        "AWAY_VISIT": "visits to children living away",
        "DATA_QUALITY": "putting data right",
    },
)
