"""The worklist's levels: the first that fits is a child's place, and its name is the reason.

They are dated data. These are the starting ones; a partnership's own, kept in casework, take their place from the day
it decides. A level names one of the rules of ``standing.py``; which rules stand first, and how soon somebody should
respond, is the partnership's to say. *Several open needs* are needs in two or more domains (education, health, care),
or places on the lists of several services at once.
"""

from dataclasses import asdict, dataclass

import pyarrow as pa

RULES = ("cannot_wait", "unsafe_place", "several_untouched", "several_unchanged", "legal_limit", "one_need")


@dataclass(frozen=True)
class Level:
    """One level. ``respond_days``: calendar days in which its owner should have taken a first step."""

    number: int
    rule: str
    name: str
    respond_days: int


LEVELS = (
    Level(1, "cannot_wait", "A named person says this cannot wait", 2),
    Level(
        2,
        "unsafe_place",
        "Away, overnight or out of education, with a visit, review or school place missing",
        7,
    ),
    Level(3, "several_untouched", "Several open needs, and nobody has acted", 14),
    Level(4, "several_unchanged", "Several open needs, acted on, no change in 12 weeks", 14),
    Level(5, "legal_limit", "One need, a legal limit passed", 28),
    Level(6, "one_need", "One need, guidance not met", 42),
)

LOWER = 5  # levels from here on are the lower ones, to whom every fifth place goes
URGENT_DAYS = next(level.respond_days for level in LEVELS if level.rule == "cannot_wait")

SCHEMA = pa.schema(
    [
        ("number", pa.int32()),
        ("rule", pa.string()),
        ("name", pa.string()),
        ("respond_days", pa.int32()),
    ]
)


def starting_levels() -> pa.Table:
    """The starting levels as a table of SCHEMA."""
    return pa.Table.from_pylist([asdict(level) for level in LEVELS], schema=SCHEMA)
