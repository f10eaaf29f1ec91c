"""The sentences that answer 'Why can I see this?', 'Why not?' and 'Whom do I ask?'."""

from datetime import datetime

from goldenthread.access.people import ChildFacts, Viewer, day_of
from goldenthread.access.roles import Purpose, Route

CATEGORY_WORDS = {
    "identity": "who the child is", "education": "education records", "health": "health records",
    "care": "social-care records", "ehc": "EHC plan dates", "plan_content": "the wording of the EHC plan",
    "family": "records about the family",
}  # fmt: skip
HOLDER_WORDS = {
    "EDU": "the school", "LASEN": "the council's SEND team", "EP": "the educational psychology service",
    "VS": "the virtual school", "EH": "early help", "CSC": "children's social care",
    "CWD": "the children with disabilities team", "ASC": "adult social care", "ICB": "the integrated care board",
    "CH": "the community health service", "CAMHS": "CAMHS", "AMH": "adult mental health", "ACUTE": "the hospital",
    "HOST": "the council or health body where the child lives", "PROV": "the placement's provider",
    "ADVOC": "the child's advocate", "FAM": "the family", "CYP": "the child", "VOL": "the voluntary organisation",
}  # fmt: skip
_HOLDERS_OF = {
    "education": "the school", "health": "the health service that holds it", "care": "children's social care",
    "ehc": "the council's SEND team", "plan_content": "the council's SEND team", "family": "children's social care",
}  # fmt: skip


def because_of_route(via: Route | None, viewer: Viewer, child: ChildFacts, at: datetime) -> str:
    """'Why can I see this?', in one sentence."""
    if via is Route.INVOLVEMENT:
        day = day_of(at)
        teams = sorted({i.team for i in child.involvements if i.team_id in viewer.team_ids and i.open_on(day)})
        return f"Your team is open to this child: {', '.join(teams)}."
    if via is Route.ROLL:
        return "This child is on the roll of your school."
    if via is Route.CONCERN:
        return "A concern about this child was given to you or your team, and it is open."
    glass = max((g for g in child.glass if g.at <= at < g.until), key=lambda g: g.until)
    return f"You opened this record without a relationship, because: {glass.reason} Somebody will review that."


def because_not(viewer: Viewer, category: str, purpose: Purpose, *, related: bool) -> str:
    """'Why can I not see this?', in one sentence that tells nothing about the child."""
    if not viewer.role.routes:
        return f"The role of {viewer.role.says} opens no child's record."
    if not related:
        return "No team of yours is open to this child, and no open concern about this child was given to you."
    return (
        f"Neither the sharing agreement nor a decision about this child gives you {CATEGORY_WORDS[category]} "
        f"for {purpose.says}."
    )


def ask(category: str, holder: str | None) -> str:
    """Whom to ask about something that may not be shown: 'Ask the school.'"""
    return f"Ask {HOLDER_WORDS.get(holder or '') or _HOLDERS_OF.get(category, 'the team that recorded it')}."
