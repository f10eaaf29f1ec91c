"""The roles people sign in with, what each may open, and the purposes for which a record may be opened."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, StrEnum


class Route(StrEnum):
    """What stands between a person and a child, so that the person may open something about the child."""

    INVOLVEMENT = "involvement"  # a team of theirs is open to the child
    ROLL = "roll"  # the child is on the roll of their school
    CONCERN = "concern"  # a concern about the child was given to them or to their team, and is open
    BREAK_GLASS = "break_glass"  # they opened it without a relationship, for hours, with a reason


_PRACTICE = frozenset(Route)
_GIVEN_ONLY = frozenset({Route.CONCERN})


@dataclass(frozen=True)
class _About:
    says: str
    opens: str
    routes: frozenset[Route]


class Role(Enum):
    """What a person does in the partnership. Whose record they may open follows from relationships."""

    SENCO = _About("SENCO", "the pupils of their own school, as far as the sharing agreement allows", _PRACTICE)
    EHC_COORDINATOR = _About("EHC co-ordinator", "children whose EHC assessment or plan their team holds", _PRACTICE)
    SOCIAL_WORKER = _About("social worker", "children their team is open to", _PRACTICE)
    THERAPIST = _About("therapist or clinician", "children on their service's list or caseload", _PRACTICE)
    TRIAGE_LEAD = _About("triage lead", "children whose concerns come to the joint panel", _PRACTICE)
    TEAM_MANAGER = _About("team manager", "children their team is open to, and their team's work", _PRACTICE)
    DCO = _About("designated clinical officer", "children whose concerns or health advice come to them", _PRACTICE)
    LEADER = _About("partnership leader", "counts, and no child but one whose concern was given to them", _GIVEN_ONLY)
    ANALYST = _About(
        "analyst",
        "loads, data quality and counts of every sign, in shadow too; no child but one whose concern was given to them",
        _GIVEN_ONLY,
    )
    INFORMATION_GOVERNANCE = _About(
        "information governance", "the log, the agreements and break-glass reviews; no child's record", frozenset()
    )
    ADMINISTRATOR = _About("administrator", "accounts and settings; no child's record", frozenset())

    @property
    def says(self) -> str:
        """The role as people say it."""
        return self.value.says

    @property
    def opens(self) -> str:
        """What somebody with this role may open, in words."""
        return self.value.opens

    @property
    def routes(self) -> frozenset[Route]:
        """The routes by which somebody with this role may come to a child."""
        return self.value.routes


class Purpose(Enum):
    """Why a record is opened; written into the log with every look."""

    DIRECT_CARE = "caring for or treating the child"
    EHC_STATUTORY = "EHC assessment, plan or review"
    SAFEGUARDING = "social care and safeguarding"
    SCHOOL_SUPPORT = "supporting the child at school"
    COMMISSIONING_PSEUDONYMISED = "planning services, without names"
    INSPECTION = "inspection"
    SUBJECT_ACCESS = "answering a request to see a record"
    SYSTEM_ADMIN = "running the system"

    @property
    def says(self) -> str:
        """The purpose as people say it."""
        return self.value


_BY_AGENCY = {
    "EDU": Purpose.SCHOOL_SUPPORT,
    "VS": Purpose.SCHOOL_SUPPORT,
    "LASEN": Purpose.EHC_STATUTORY,
    "EP": Purpose.EHC_STATUTORY,
    "EH": Purpose.SAFEGUARDING,
    "CSC": Purpose.SAFEGUARDING,
    "CWD": Purpose.SAFEGUARDING,
    "ASC": Purpose.SAFEGUARDING,
}
_BY_ROLE = {
    Role.SENCO: Purpose.SCHOOL_SUPPORT,
    Role.EHC_COORDINATOR: Purpose.EHC_STATUTORY,
    Role.SOCIAL_WORKER: Purpose.SAFEGUARDING,
    Role.LEADER: Purpose.COMMISSIONING_PSEUDONYMISED,
    Role.ANALYST: Purpose.COMMISSIONING_PSEUDONYMISED,
    Role.INFORMATION_GOVERNANCE: Purpose.SUBJECT_ACCESS,
    Role.ADMINISTRATOR: Purpose.SYSTEM_ADMIN,
}


def usual_purpose(role: Role, agencies: Collection[str]) -> Purpose:
    """The purpose that is meant unless the person says another: by role, else by their agency, else direct care."""
    if role in _BY_ROLE:
        return _BY_ROLE[role]
    return next((_BY_AGENCY[agency] for agency in sorted(agencies) if agency in _BY_AGENCY), Purpose.DIRECT_CARE)
