"""Finds which agencies' records are about one child, says how it knows, and gives the child an id that stays.

linkage.link(engine, ledger, as_of)      who is who: link, refusal, identity, child_alias, child_split
linkage.children(engine, as_of)          one row per child, once the agencies' tables carry child_id
linkage.link_lists(files, out)           any lists of people, as CSV files
"""

from goldenthread.linkage.linking import link
from goldenthread.linkage.lists import LinkageError, link_lists
from goldenthread.linkage.one_row import children

__all__ = ["LinkageError", "children", "link", "link_lists"]
