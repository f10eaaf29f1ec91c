"""What agencies send: one module per extract, with its layouts, its legal gateway and its way into the records.

To add an extract, add a file holding ``EXTRACT = Extract(…)``; intake, the data-quality lists and the sharing register
find it by themselves.
"""

from functools import cache

from goldenthread import catalogue
from goldenthread.extracts._extract import Check, Dialect, Extract, Heading, Kind, Layout, Makes, Presence, Table

__all__ = ["Check", "Dialect", "Extract", "Heading", "Kind", "Layout", "Makes", "Presence", "Table", "extracts"]


@cache
def extracts() -> dict[str, Extract]:
    """Every extract by name, in alphabetical order.

    Raises CatalogueError when a module declares none or two.
    """
    return catalogue.load(__name__, Extract)
