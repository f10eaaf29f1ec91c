"""Who may see what about a child, and why: relationship, kind of record, purpose, agreement and protection.

One pure function decides (``decide``). The database holds the same rules twice more: as predicates for lists
(``lists``) and as row-level security, which holds when a page forgets to ask. All are held equal by test.
"""

from goldenthread.access.agreement import (
    AGENCY_CATEGORY,
    ANY,
    CATEGORIES,
    NARROW,
    RECORD_CATEGORIES,
    STARTER,
    Gives,
    Term,
)
from goldenthread.access.deciding import Decision, decide, decide_concern, open_routes
from goldenthread.access.lists import ENTER, MAY_SEE, as_viewer
from goldenthread.access.people import (
    ChildFacts,
    ConcernKey,
    Glass,
    Involvement,
    Restriction,
    ShareDecision,
    Viewer,
)
from goldenthread.access.roles import Purpose, Role, Route, usual_purpose
from goldenthread.access.sentences import CATEGORY_WORDS, HOLDER_WORDS

__all__ = [
    "AGENCY_CATEGORY", "ANY", "CATEGORIES", "CATEGORY_WORDS", "ENTER", "HOLDER_WORDS", "MAY_SEE", "NARROW",
    "RECORD_CATEGORIES", "STARTER", "ChildFacts", "ConcernKey", "Decision", "Gives", "Glass", "Involvement",
    "Purpose", "Restriction", "Role", "Route", "ShareDecision", "Term", "Viewer", "as_viewer", "decide",
    "decide_concern", "open_routes", "usual_purpose",
]  # fmt: skip
