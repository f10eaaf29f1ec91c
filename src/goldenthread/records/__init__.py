"""The tables that pass between the steps: columns, types, units and meaning. Nothing is computed here."""

import importlib
import pkgutil
from functools import cache

from goldenthread.records._record import PROVENANCE, Category, Column, Derived, Record

__all__ = [
    "PROVENANCE", "Category", "Column", "Derived", "Record", "agency_tables", "derived_tables", "rule_tables", "tables",
]  # fmt: skip


@cache
def tables() -> dict[str, type[Record]]:
    """Every table by name, in alphabetical order."""
    found: dict[str, type[Record]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(importlib.import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Record) and value.TABLE:
                found[value.TABLE] = value
    return dict(sorted(found.items()))


def agency_tables() -> dict[str, type[Record]]:
    """The tables read from agencies' extracts."""
    return {name: table for name, table in tables().items() if not issubclass(table, Derived)}


def derived_tables() -> dict[str, type[Record]]:
    """The tables Golden Thread works out from them."""
    return {name: table for name, table in tables().items() if issubclass(table, Derived)}


def rule_tables() -> dict[str, dict[str, str]]:
    """What rules may read: every table with its columns and their types; records about people name their child."""
    about_staff = f"{__name__}.teams"
    found: dict[str, dict[str, str]] = {}
    for name, table in tables().items():
        columns = {column: declared.type for column, declared in table.columns().items()}
        about_people = not issubclass(table, Derived) and table.__module__ != about_staff
        found[name] = {"child_id": "VARCHAR", **columns} if about_people else columns
    return found
