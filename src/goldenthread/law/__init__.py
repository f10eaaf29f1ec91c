"""The law, guidance and standards the product rests on: one module per instrument, one constant per duty.

Nothing is computed here and nothing is imported. A duration that comes from law stands here once, with its pinpoint,
its level (a *should* is never shown as a legal breach) and whether anybody has held its wording against the source.
"""

import importlib
import pkgutil
from functools import cache

from goldenthread.law._provision import Evidence, Level, Provision

__all__ = ["Evidence", "Level", "Provision", "name_of", "provisions"]


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by name, as 'module.NAME', in alphabetical order."""
    found: dict[str, Provision] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            held = vars(importlib.import_module(f"{__name__}.{module.name}"))
            found |= {f"{module.name}.{name}": value for name, value in held.items() if isinstance(value, Provision)}
    return dict(sorted(found.items()))


def name_of(provision: Provision) -> str:
    """A provision's name, as 'module.NAME'. Raises ValueError when no module of law/ holds it."""
    for name, held in provisions().items():
        if held is provision:
            return name
    raise ValueError(f"No module of law/ holds {provision.cited()!r}.")
