"""Finds every declaration in a folder, so that adding one thing means adding one file.

A folder of declarations (extracts, pathways, signals, pages) holds one constant of one kind in each public module.
Modules whose names begin with an underscore are the folder's own and are passed over.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


class CatalogueError(Exception):
    """A module in a folder of declarations holds none, or more than one."""


def load(folder: str, kind: type[Kind]) -> dict[str, Kind]:
    """Every declaration of ``kind`` in the package ``folder``, by module name, in alphabetical order.

    Raises CatalogueError when a public module declares none of that kind, or two.
    """
    package = importlib.import_module(folder)
    return {name: _only(importlib.import_module(f"{folder}.{name}"), kind) for name in _public_modules(package)}


def _public_modules(package: ModuleType) -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(package.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def _only(module: ModuleType, kind: type[Kind]) -> Kind:
    found = [value for name, value in vars(module).items() if isinstance(value, kind) and not name.startswith("_")]
    if len(found) != 1:
        raise CatalogueError(f"{module.__name__} must declare exactly one {kind.__name__}; it declares {len(found)}.")
    return found[0]
