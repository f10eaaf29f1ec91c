"""What happened to a child, newest first, from every agency the viewer may read, with gaps left visible."""

from typing import Any

from goldenthread.web.children import reading
from goldenthread.web.children.frame import frame
from goldenthread.web.components.words import agency, amount, plural
from goldenthread.web.lists import Filter, applied, asked, chosen, paged
from goldenthread.web.may_see import CHILD_ROLES
from goldenthread.web.page import Page
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Viewing

GAP_DAYS = 180  # a silence longer than this is said
MOST = 2000
COLOURS = {"EDU": "blue", "LASEN": "purple", "CSC": "orange", "CWD": "orange", "EH": "orange", "CH": "green",
           "CAMHS": "green"}  # fmt: skip
KINDS = {
    "attendance": "Attendance", "enrolment": "Joining a school", "left": "Leaving a school", "sen": "SEN provision",
    "suspension": "Suspension", "referral": "Referral", "rejected": "Referral not accepted",
    "first_contact": "First contact", "help": "Help", "second_wait": "Second wait", "closed": "Closing",
    "check": "Health check", "contact": "Contact", "early_help": "Early help", "assessment": "Assessment",
    "plan": "Plan", "review": "Review", "review_decided": "Decision after a review", "short_break": "Short break",
    "short_break_event": "Short break visit or review", "missed": "Due and not held", "away": "Living away",
    "visit": "Visit", "request": "EHC request", "decision": "Decision", "draft": "Draft plan", "asked": "Advice asked",
    "advice": "Advice",
}  # fmt: skip


def view(at: Viewing) -> dict[str, Any]:
    """Years of happenings, filtered by agency and kind."""
    path = f"/children/{at.child['child_id']}/timeline"
    everything = reading.lines(at, MOST)
    fields = _filters(at, everything)
    wanted = {field.name: field.value for field in fields}
    fitting = [
        one for one in everything if wanted["agency"] in ("", one["agency"]) and wanted["kind"] in ("", one["kind"])
    ]
    where = paged(path, len(fitting), asked(fields), at.asked.get("page"))
    shown = fitting[where.offset : where.offset + where.rows]
    framed = frame(at, "Timeline")
    told = f"{plural(len(everything), 'record')} that you may read"
    return {
        **framed,
        "title": "Timeline",
        "headline": "The timeline is not part of what you were given" if framed["narrow"] else told,
        "years": _years(shown),
        "paged": where,
        "fields": fields,
        "applied_filters": applied(fields, path),
        "path": path,
        "empty": "No record fits. Remove a filter, or see About the record for what has come.",
        "hidden": reading.withheld(at),
    }


def _filters(at: Viewing, lines: list[Row]) -> list[Filter]:
    agencies = sorted({one["agency"] for one in lines})
    kinds = sorted({one["kind"] for one in lines}, key=lambda kind: KINDS.get(kind, kind))
    return chosen(
        [
            Filter("agency", "Agency", [(code, agency(code)) for code in agencies]),
            Filter("kind", "Kind", [(kind, KINDS.get(kind, kind)) for kind in kinds]),
        ],
        at.asked,
    )


def _years(lines: list[Row]) -> list[Row]:
    """Lines by calendar year, newest first; a long silence between two stands where it was."""
    years: list[Row] = []
    before: Row | None = None
    for one in lines:
        if before is not None and (silent := (before["happened"] - one["happened"]).days) > GAP_DAYS:
            years[-1]["happenings"].append({"gap": f"Nothing recorded for {amount(silent)}"})
        if not years or years[-1]["title"] != str(one["happened"].year):
            years.append({"title": str(one["happened"].year), "happenings": []})
        told = {**one, "allowed": True, "colour": COLOURS.get(one["agency"], "grey")}
        years[-1]["happenings"].append(told)
        before = one
    return years


PAGE = Page(
    path="children/<child_id>/timeline",
    title="Child: timeline",
    may_see=CHILD_ROLES,
    view=view,
    template="children/timeline.html.jinja",
)
