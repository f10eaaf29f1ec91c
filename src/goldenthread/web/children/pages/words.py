"""Records what the child says, in the child's own words."""

from typing import Any

from goldenthread.web.acts import Act, Done, Outcome, Wrong
from goldenthread.web.children.frame import frame
from goldenthread.web.may_see import PRACTITIONERS
from goldenthread.web.page import Page
from goldenthread.web.viewing import Viewing

HOW = ("said", "shown", "carer")


def view(at: Viewing) -> dict[str, Any]:
    """The form."""
    return {**frame(at), "title": "In the child’s own words"}


def record(at: Viewing) -> Outcome:
    """Adds the words; earlier ones stay."""
    text, how = at.typed.get("text", ""), at.typed.get("how", "")
    wrong = {}
    if not text:
        wrong["text"] = "Write what the child said, signed or showed."
    if how not in HOW:
        wrong["how"] = "Say how you learned this."
    if wrong:
        return Wrong(wrong)
    at.write(
        """
        insert into casework.childs_words (child_id, text, how, by_worker, by_name)
        values (%(child)s, %(text)s, %(how)s, %(worker)s, %(name)s)
        """,
        child=at.child["child_id"],
        text=text,
        how=how,
    )
    home = f"/children/{at.child['child_id']}"
    return Done("The child’s words were recorded.", home, "recorded the child's own words", about=at.child["child_id"])


PAGE = Page(
    path="children/<child_id>/words",
    title="Child: own words",
    may_see=PRACTITIONERS,
    view=view,
    template="children/words.html.jinja",
    acts=(Act("words", record),),
)
