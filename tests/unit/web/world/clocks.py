"""What is due in the world, from what day and why."""

from typing import Any

from .cast import Row, ago
from .concerns import BREAK_BASIS


def clock(
    child_id: str,
    code: str,
    title: str,
    subject: str,
    category: str,
    began: int,
    due: int | None,
    state: str,
    **more: Any,
) -> Row:
    """A row of published.clock; ``due`` counts days ago, so a negative number lies ahead."""
    row: Row = {
        "child_id": child_id,
        "clock_id": f"{code}|{child_id}|{subject}",
        "pathway": code.lower().replace("-", "_"),
        "code": code,
        "title": title,
        "subject_says": subject,
        "category": category,
        "started": ago(began),
        "due": None if due is None else ago(due),
        "stopped": None,
        "state": state,
        "because": None,
        "level": "must",
        "evidence": "V",
        "basis": "",
        "why": "",
        "exception": None,
        "estimated": False,
        "record_id": f"L00002:{began}",
    }
    return row | more


EHC_20 = {
    "basis": "SEND Regulations 2014: the final plan within 20 weeks of the request",
    "why": "20 weeks after the request was received",
}
ADVICE = {
    "basis": "SEND Regulations 2014: advice within 6 weeks of being asked",
    "why": "6 weeks after the adviser was asked",
}
CHS_18 = {
    "basis": "NHS planning guidance: community waits within 18 weeks",
    "why": "18 weeks after the referral was received",
    "level": "standard",
}


def clocks() -> list[Row]:
    """Every state a clock can be in, somewhere in the cast."""
    return [
        clock(
            "c-asha",
            "CHS-18",
            "Wait for a community service",
            "speech and language therapy",
            "health",
            420,
            294,
            "overdue",
            **CHS_18,
        ),
        clock(
            "c-asha",
            "CHS-18",
            "Wait for a community service",
            "community paediatrics",
            "health",
            155,
            29,
            "overdue",
            **CHS_18,
        ),
        clock("c-asha", "CHS-18", "Wait for a community service", "CAMHS", "health", 60, -66, "running", **CHS_18),
        clock(
            "c-asha",
            "CHS-18",
            "Wait for a community service",
            "physiotherapy",
            "health",
            420,
            294,
            "ended_late",
            because="The referral was closed without a contact on 2 March 2026.",
            **CHS_18,
        ),
        clock(
            "c-ben",
            "AR-12M",
            "Annual review meeting",
            "EHC plan",
            "ehc",
            340,
            -25,
            "due_soon",
            basis="SEND Regulations 2014: the plan is reviewed within 12 months",
            why="12 months after the last review",
        ),
        clock(
            "c-chloe",
            "SB-REV6",
            "Short break review",
            "overnight stays",
            "care",
            382,
            12,
            "overdue",
            level="statutory guidance",
            basis=BREAK_BASIS,
            why="6 months after the package began",
        ),
        clock("c-eve", "EHC-20", "Final EHC plan", "request of 26 June 2026", "ehc", 147, 7, "overdue", **EHC_20),
        clock(
            "c-eve",
            "EHC-ADV",
            "Advice for the assessment",
            "speech and language therapy",
            "ehc",
            95,
            53,
            "overdue",
            **ADVICE,
        ),
        clock(
            "c-eve",
            "EHC-ADV",
            "Advice for the assessment",
            "educational psychology",
            "ehc",
            95,
            53,
            "met",
            stopped=ago(58),
            **ADVICE,
        ),
        clock(
            "c-eve",
            "EHC-06",
            "Decision whether to assess",
            "request of 26 June 2026",
            "ehc",
            147,
            105,
            "met_late",
            stopped=ago(101),
            **EHC_20,
        ),
        clock(
            "c-fin",
            "HCP-2Y",
            "Two-year review",
            "2 to 2½ years",
            "health",
            400,
            None,
            "not_known",
            started=None,
            because="no child-health record received since 2 May 2026",
            level="must",
            basis="Healthy Child Programme",
            why="",
        ),
        clock(
            "c-hal",
            "CHS-18",
            "Wait for a community service",
            "speech and language therapy",
            "health",
            400,
            274,
            "overdue",
            **CHS_18,
        ),
    ]
