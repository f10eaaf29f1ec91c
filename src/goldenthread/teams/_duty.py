"""The duties a sign can ask for; each is carried by some team of the area."""

from enum import StrEnum


class Duty(StrEnum):
    """A kind of work that a team is there to do. The area's staff file says which team carries which duty."""

    SEN_SUPPORT = "SEN_SUPPORT"  # a school's SEN support
    ASK_CLINICIAN = "ASK_CLINICIAN"  # the clinician who holds a referral is asked, who asks the family
    EHC_COORDINATION = "EHC_COORDINATION"
    EHC_ADVICE = "EHC_ADVICE"
    EARLY_HELP_DECISION = "EARLY_HELP_DECISION"
    JOINT_TRIAGE = "JOINT_TRIAGE"
    SHORT_BREAK_REVIEW = "SHORT_BREAK_REVIEW"
    AWAY_EDUCATION = "AWAY_EDUCATION"
    AWAY_VISIT = "AWAY_VISIT"
    DATA_QUALITY = "DATA_QUALITY"


# asked only of the team that holds a record the sign rests on: another clinician may not be told that the child waits
ONLY_OF_THE_HOLDER = (Duty.ASK_CLINICIAN,)
