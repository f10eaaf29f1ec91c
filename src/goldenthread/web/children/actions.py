"""What people write down about a child besides its concerns: its words, a letter sent, a record not the child's."""

from goldenthread.web.acts import Done, Outcome, Wrong
from goldenthread.web.children import first, reading
from goldenthread.web.children.dates import typed_date
from goldenthread.web.components.words import day
from goldenthread.web.rows import Row
from goldenthread.web.viewing import Refused, Viewing

HOW = ("said", "shown", "carer")


def record_words(at: Viewing) -> Outcome:
    """Adds the child's own words; earlier ones stay."""
    wrong = _wrong(at, HOW, "Write what the child said, signed or showed.")
    if wrong:
        return Wrong(wrong)
    return _written(at, "words", "The child’s words were recorded.", "recorded the child's own words")


def record_strengths(at: Viewing) -> Outcome:
    """Adds what goes well for the child; what was recorded earlier stays."""
    wrong = _wrong(at, (*HOW, "seen"), "Write what goes well.")
    if wrong:
        return Wrong(wrong)
    return _written(at, "strengths", "What goes well was recorded.", "recorded what goes well for the child")


def _wrong(at: Viewing, hows: tuple[str, ...], empty: str) -> dict[str, str]:
    wrong = {} if at.typed.get("text") else {"text": empty}
    return wrong if at.typed.get("how") in hows else wrong | {"how": "Say how you learned this."}


def _written(at: Viewing, about: str, says: str, did: str) -> Done:
    at.write(
        """
        insert into casework.childs_words (child_id, about, text, how, by_worker, by_name)
        values (%(child)s, %(about)s, %(text)s, %(how)s, %(worker)s, %(name)s)
        """,
        child=at.child["child_id"],
        about=about,
        text=at.typed["text"],
        how=at.typed["how"],
    )
    return Done(says, f"/children/{at.child['child_id']}", did, about=at.child["child_id"])


def record_letter(at: Viewing) -> Outcome:
    """Records the day the letter was sent, and what it left out. Raises Refused where no letter may be printed."""
    if at.child["died"] or at.child["reduced"] or first.narrow(at):
        raise Refused(_no_letter(at), at.child["child_id"])
    when, problem = typed_date(at.typed, "sent")
    if problem or when is None:
        return Wrong({"sent": problem or "Enter the day the letter was sent."})
    if when > at.today:
        return Wrong({"sent": f"The day the letter was sent must be today, {day(at.today)}, or before."})
    at.write(
        """
        insert into casework.letter_sent (child_id, sent, left_out, by_worker, by_name)
        values (%(child)s, %(sent)s, %(left_out)s, %(worker)s, %(name)s)
        """,
        child=at.child["child_id"],
        sent=when,
        left_out=reading.withheld(at),
    )
    home = f"/children/{at.child['child_id']}"
    says = f"Recorded: the letter was sent on {day(when)}."
    return Done(says, home, f"recorded that a letter was sent on {when.isoformat()}", about=at.child["child_id"])


def _no_letter(at: Viewing) -> str:
    if at.child["died"]:
        return "A record says that this child has died. No letter to the family is printed or recorded."
    if at.child["reduced"]:
        return "A record was parted from this child. There is no letter until the next refresh has worked it out again."
    return "You were given one concern about this child. A letter made of that would not tell the family all."


def part(at: Viewing, line: Row) -> Outcome:
    """Writes down that a record, by its ``line`` about how it was joined, is another child's.

    The pages leave the record out from that moment; the next refresh links it anew.
    """
    why = at.typed.get("reason", "")
    if not why:
        return Wrong({"reason": "Say how you know that this record is another child’s."})
    _decide(at, "apart", line["person_key"], at.child["child_id"], line)
    still_open = at.value("select access.opens(%(child)s)", child=at.child["child_id"])
    return Done(
        "The record was parted from this child. It is left out from now on.",
        f"/children/{at.child['child_id']}/about" if still_open else "/",
        f"parted record {line['record_id']} from the child",
        about=at.child["child_id"],
        why=why,
    )


def _decide(at: Viewing, decision: str, left_key: str, right_key: str, record: Row) -> None:
    """Writes down what was decided about a record and a child, with the reason typed."""
    at.write(
        """
        insert into casework.link_decision (left_key, right_key, decision, by_worker, by_name, why, source, sender,
            agency, record_id)
        values (%(left_key)s, %(right_key)s, %(decision)s, %(worker)s, %(name)s, %(why)s, %(source)s, %(sender)s,
            %(agency)s, %(record_id)s)
        """,
        left_key=left_key,
        right_key=right_key,
        decision=decision,
        why=at.typed["reason"],
        **{name: record[name] for name in ("source", "sender", "agency", "record_id")},
    )


def join_again(at: Viewing, parting: Row) -> Outcome:
    """Overrules a ``parting``: the record may be joined to the child again, where nothing else keeps the two apart.

    Until a refresh has worked everything out without it, its rows are on the pages again at once.
    """
    why = at.typed.get("reason", "")
    if not why:
        return Wrong({"reason": "Say how you know that this record is this child’s after all."})
    _decide(at, "undone", parting["left_key"], parting["right_key"], parting)
    return Done(
        "The parting is undone. The next refresh joins the record again, if nothing else says they are two children.",
        f"/children/{at.child['child_id']}/about",
        f"undid the parting of record {parting['record_id']}",
        about=at.child["child_id"],
        why=why,
    )
