"""What people do about a concern: take, give, answer, plan, record, note, close, reopen, say that it cannot wait.

Each act is one row with who, when and why, and the line in the log in the same transaction. What is legal, the table of
``casework`` says. Nobody overwrites anybody: who acts on what has changed meanwhile is told so and loses nothing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from goldenthread.casework import OUTCOMES, Hands, Kind, State, legal, parts
from goldenthread.priority import URGENT_DAYS
from goldenthread.web.acts import Act, Changed, Done, Outcome, Wrong
from goldenthread.web.children import history, reading
from goldenthread.web.children.dates import typed_date
from goldenthread.web.children.texts import LONG, SHORT, typed_text
from goldenthread.web.components.words import day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing
from goldenthread.web.worklist import told

Fields = dict[str, Any]
Reads = Callable[[Viewing, Row], tuple[Kind, Fields, dict[str, str]]]

_INSERT = """
    insert into casework.concern_event (child_id, signal, since, kind, by_worker, by_name, by_team, to_worker, to_name,
        to_team, due, happened, step_done, text, outcome, reason)
    values (%(child)s, %(signal)s, %(since)s, %(kind)s, %(worker)s, %(name)s, %(by_team)s, %(to_worker)s, %(to_name)s,
        %(to_team)s, %(due)s, %(happened)s, %(step_done)s, %(text)s, %(outcome)s, %(reason)s)
"""
_EMPTY = dict.fromkeys(("to_worker", "to_name", "to_team", "due", "happened", "step_done", "text", "outcome", "reason"))
_SAYS = {
    Kind.TAKE: "You have it now.",
    Kind.ACCEPT: "You have it now.",
    Kind.PLAN: "The next step is recorded.",
    Kind.ACTION: "What happened is recorded.",
    Kind.NOTE: "The note is recorded.",
    Kind.REOPEN: "The concern is open again.",
    Kind.OBJECTION: "The objection is recorded.",
}


def in_hand(at: Viewing) -> Row | None:
    """The concern the address names, as far as the viewer may read it."""
    try:
        since = date.fromisoformat(at.parts["since"])
    except ValueError:
        return None
    return reading.concern(at, at.parts["signal"], since.isoformat())


def moves(at: Viewing, concern: Row) -> tuple[Kind, ...]:
    """The kinds of event this person may record about it now; who has it in hand has no need to take it again."""
    if at.reads_only:
        return ()
    found = legal(State(concern["state"]), parts(at.viewer.worker_id, *_teams(at), _hands(concern)))
    held = concern["holder"] == at.viewer.worker_id and concern["state"] != State.OFFERED
    return tuple(kind for kind in found if not (held and kind is Kind.TAKE))


def _teams(at: Viewing) -> tuple[list[str], list[str]]:
    given = at.given()
    return given["teams"], given["leads"]


def _hands(concern: Row) -> Hands:
    return Hands(**{name: concern.get(name) for name in Hands.__dataclass_fields__})


def colleagues(at: Viewing, concern: Row) -> list[tuple[str, str]]:
    """Whom a concern can be offered to: people of the viewer's and the concern's teams, then teams of the area."""
    found = at.rows(
        """
        select m.worker_id || '|' || m.team_id as value, m.name || ', ' || t.team as says, 0 as kind
        from published.team_member m join published.team t using (team_id)
        where (m.team_id = any(%(teams)s) or m.team_id = %(team)s) and m.worker_id <> %(worker)s
          and (m.ended is null or m.ended > %(as_of)s)
        union all
        select '|' || t.team_id, 'The whole team: ' || t.team, 1 from published.team t
        where t.setting_urn is null or t.setting_urn = %(school)s
        order by kind, says
        """,
        team=concern["team_id"],
        school=at.child.get("school_urn"),
    )
    return [(row["value"], row["says"]) for row in found]


def _act(name: str, read: Reads) -> Act:
    """One form: checks that nobody acted meanwhile and that the move is legal, then writes what was typed."""

    def do(at: Viewing) -> Outcome:
        key = f"{at.child['child_id']}|{at.parts['signal']}"
        at.row("select pg_advisory_xact_lock(hashtext(%(key)s))", key=key)
        concern = in_hand(at)
        if concern is None:
            raise Refused("You may not act on this concern, or there is no such concern.", at.child["child_id"])
        if at.typed.get("seen", "") != str(concern["seen"] or 0):
            return Changed(history.since_then(at, concern, _number(at.typed.get("seen", ""))))
        kind, fields, wrong = read(at, concern)
        if wrong:
            return Wrong(wrong)
        if kind not in moves(at, concern):
            raise Refused("This concern is not yours to act on in that way now.", at.child["child_id"])
        plan = fields.pop("plan", None)
        _record(at, concern, kind, fields)
        if plan:
            _record(at, concern, Kind.PLAN, plan)
        did = history.did(kind, concern) + ("; planned its next step" if plan else "")
        return _done(at, concern, kind, fields, did)

    return Act(name, do)


def _done(at: Viewing, concern: Row, kind: Kind, fields: Fields, did: str) -> Done:
    """What was recorded, and where to go. A concern that is closed or declined leaves whoever had nothing but it."""
    about, why = at.child["child_id"], fields.get("reason") or ""
    if kind not in (Kind.CLOSE, Kind.DECLINE):
        return Done(_says(at, concern, kind, fields), at.request.path, did, about=about, why=why)
    key = {"child": about, "signal": concern["signal"], "since": concern["since"]}
    back = at.value(_STILL_READS, **key)
    return Done(
        _says(at, concern, kind, fields),
        "/work",
        did,
        about=about,
        why=why,
        back=("See the concern", at.request.path) if back else None,
    )


_STILL_READS = """
    select exists (select 1 from access.readable(array[%(child)s]) r
                   where r.signal = %(signal)s and r.since = %(since)s::date)
"""


def _says(at: Viewing, concern: Row, kind: Kind, fields: Fields) -> str:
    name = at.child["name"]
    if kind is Kind.GIVE:
        asked = fields["to_name"].partition(", ")[0] if fields["to_worker"] else fields["to_name"]
        return told.holder_keeps(at, concern, asked, person=bool(fields["to_worker"]))
    if kind is Kind.CLOSE:
        return f"{name}’s concern is closed: {concern['title']}. It reopens if the sign comes back."
    if kind is Kind.DECLINE:
        return f"Declined. {name}’s concern is back with whoever offered it."
    if kind is Kind.CANNOT_WAIT:
        within = day(at.today + timedelta(days=URGENT_DAYS))
        return f"You said that this cannot wait. It stands at the top of its owner’s list, with a step due by {within}."
    return _SAYS[kind]


def _record(at: Viewing, concern: Row, kind: Kind, fields: Fields) -> None:
    teams, _ = _teams(at)
    by_team = concern["team_id"] if concern["team_id"] in teams else next(iter(teams), None)
    if kind is Kind.ACCEPT and concern["offered_team"] in teams:
        by_team = concern["offered_team"]
    known = {"child": at.child["child_id"], "signal": concern["signal"], "since": concern["record_as"]}
    at.write(_INSERT, **{**_EMPTY, **known, "kind": kind.value, "by_team": by_team, **fields})


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


def _text(at: Viewing, name: str, field: str, problem: str, wrong: dict[str, str], most: int = LONG) -> str:
    found, problem = typed_text(at.typed, name, problem, most)
    if problem:
        wrong[field] = problem
    return found


def _take(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    return Kind.TAKE, {}, {}


def _plan(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    step = _text(at, "step", "plan-step", "Say what will be done.", wrong, SHORT)
    due, problem = typed_date(at.typed, "by")
    if due is None:
        wrong["plan-by"] = problem or "Enter the day by which it will be done."
    elif due < at.today:
        wrong["plan-by"] = f"The day must be today, {day(at.today)}, or later."
    return Kind.PLAN, {"text": step, "due": due}, wrong


def _action(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    what = _text(at, "what", "action-what", "Say what was done, with whom, and what comes next.", wrong)
    happened, problem = typed_date(at.typed, "on")
    if problem:
        wrong["action-on"] = problem
    elif happened is not None and happened > at.today:
        wrong["action-on"] = (
            f"The day must be today, {day(at.today)}, or before. Plan a step for what is still to come."
        )
    done = at.typed.get("done", "")
    if concern["step"] and done not in ("yes", "no"):
        wrong["action-done"] = "Say whether the planned step is done."
    fields = {"text": what, "happened": happened or at.today, "step_done": done == "yes" if concern["step"] else None}
    return Kind.ACTION, {**fields, "plan": _next(at, wrong)}, wrong


def _next(at: Viewing, wrong: dict[str, str]) -> Fields | None:
    """The step that comes next, where one was written beside what happened."""
    step = _text(at, "next", "action-next", "", wrong, SHORT)
    due, problem = typed_date(at.typed, "next-by")
    if not (step or due or problem):
        return None
    if not step:
        wrong["action-next"] = "Say what will be done next, or leave its day empty."
    if problem or due is None:
        wrong["action-next-by"] = problem or "Enter the day by which the next step will be done."
    elif due < at.today:
        wrong["action-next-by"] = f"The day must be today, {day(at.today)}, or later."
    return {"text": step, "due": due}


def _give(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    chosen = dict(colleagues(at, concern)).get(at.typed.get("to", ""))
    if chosen is None:
        wrong["give-to"] = "Choose who should have it."
    why = _text(at, "why", "give-why", "Say what they should know, and why them.", wrong)
    worker, _, team = at.typed.get("to", "").partition("|")
    name = (chosen or "").removeprefix("The whole team: ")
    return Kind.GIVE, {"to_worker": worker or None, "to_name": name, "to_team": team or None, "reason": why}, wrong


def _answer(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    answer, why = at.typed.get("answer", ""), _text(at, "why", "answer-why", "", wrong)
    if answer not in ("accept", "decline"):
        wrong["answer-is"] = "Say whether you will take it."
    elif answer == "decline" and not why:
        wrong["answer-why"] = "Say why not, so that whoever offered it knows what to do."
    return (Kind.ACCEPT if answer == "accept" else Kind.DECLINE), {"reason": why or None}, wrong


def _close(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    outcome = at.typed.get("outcome", "")
    if outcome not in [one.value for one in OUTCOMES]:
        wrong["close-outcome"] = "Say how it ended."
    why = _text(at, "why", "close-why", "Say what changed for the child, or how you know.", wrong)
    return Kind.CLOSE, {"outcome": outcome, "reason": why}, wrong


def _reason(kind: Kind, field: str, problem: str) -> Reads:
    def read(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
        wrong: dict[str, str] = {}
        said = {"happened": at.today} if kind is Kind.CANNOT_WAIT else {}
        return kind, {"reason": _text(at, "why", field, problem, wrong), **said}, wrong

    return read


def _objection(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    who = _text(at, "who", "objection-who", "Say who objects.", wrong, SHORT)
    what = _text(at, "why", "objection-why", "Write what they say.", wrong)
    return Kind.OBJECTION, {"text": f"{who}: {what}"}, wrong


def _note(at: Viewing, concern: Row) -> tuple[Kind, Fields, dict[str, str]]:
    wrong: dict[str, str] = {}
    return Kind.NOTE, {"text": _text(at, "text", "note-text", "Write the note.", wrong)}, wrong


ACTS = (
    _act("take", _take),
    _act("plan", _plan),
    _act("action", _action),
    _act("give", _give),
    _act("answer", _answer),
    _act("close", _close),
    _act("reopen", _reason(Kind.REOPEN, "reopen-why", "Say why it is open again.")),
    _act("urgent", _reason(Kind.CANNOT_WAIT, "urgent-why", "Say why it cannot wait.")),
    _act("objection", _objection),
    _act("note", _note),
)
