"""The same rules for lists: what a page sets before it reads, and the conditions it adds to its statements.

The functions are in store/sql/given.sql and sharing.sql. Row-level security asks them as well, so that a forgotten
condition shows nobody; the condition is written all the same, because a list should say what it is a list of.
"""

from datetime import datetime

from goldenthread.access.people import Viewer
from goldenthread.access.roles import Purpose

# run first in every transaction that reads about children; holds until the transaction ends
ENTER = (
    "select set_config('goldenthread.viewer', %(viewer)s, true), set_config('goldenthread.role', %(role)s, true), "
    "set_config('goldenthread.purpose', %(purpose)s, true), set_config('goldenthread.at', %(at)s, true), "
    "set_config('goldenthread.about', %(about)s, true)"
)

# conditions, to be joined with 'and'; the column names are those of the published tables
MAY_SEE = "child_id in (select access.seen())"  # the child may be opened at all
MAY_SEE_RECORD = "access.may(child_id, category, agency)"  # this kind of record, from this agency, may be read


def as_viewer(viewer: Viewer, purpose: Purpose, at: datetime, about: str = "") -> dict[str, str]:
    """The values for ENTER. ``at`` decides which relationships are open; it must know its time zone.

    ``about``: the one child a page is about; no other child's record is open until the transaction ends.
    """
    return {
        "viewer": viewer.worker_id,
        "role": viewer.role.name,
        "purpose": purpose.name,
        "at": at.isoformat(),
        "about": about,
    }
