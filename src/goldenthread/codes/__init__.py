"""The code lists agencies use: one module per list, with its source, its year, its meanings and its bridges.

To add a list, add a file holding ``LIST = CodeList(…)``. ``identifiers`` holds the check-digit rules of the numbers
people are known by.
"""

import importlib
import pkgutil
from functools import cache

from goldenthread.codes._code_list import CodeList

__all__ = ["CodeList", "lists"]

_NOT_LISTS = frozenset({"identifiers"})


@cache
def lists() -> dict[str, CodeList]:
    """Every code list by name, in alphabetical order.

    Raises ValueError when a module's list is not named as the module is.
    """
    return {
        name: _list_of(name)
        for name in sorted(module.name for module in pkgutil.iter_modules(__path__))
        if not name.startswith("_") and name not in _NOT_LISTS
    }


def _list_of(name: str) -> CodeList:
    found: CodeList = importlib.import_module(f"{__name__}.{name}").LIST
    if found.name != name:
        raise ValueError(f"codes/{name}.py declares a list named {found.name!r}.")
    return found
