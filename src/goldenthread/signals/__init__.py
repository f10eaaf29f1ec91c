"""What looks wrong, since when, and because of which records: one module per sign.

To add a sign, add a file holding ``SIGNAL = Signal(…)`` and a test in ``tests/spec/signals``. A sign is a dated fact
that asks somebody to do something: never a verdict, never a score. Several signs about one child are counted by domain.
"""

from datetime import date
from functools import cache

from goldenthread import catalogue
from goldenthread.engine import Engine
from goldenthread.signals._run import look
from goldenthread.signals._signal import Signal, SignalError, check

__all__ = ["LIVE", "SHADOW", "TRIAL", "Signal", "SignalError", "run", "signals"]

# counted and shown to analysts; shown to some; somebody's work
SHADOW, TRIAL, LIVE = "shadow", "trial", "live"


def run(engine: Engine, as_of: date, undecided: str = SHADOW) -> None:
    """Makes ``finding``, ``because``, ``unanswered`` and ``signal_register`` in the engine; ``found`` is its own.

    Reads the agency tables with child_id, ``child``, ``told_term``, ``feed`` and ``source``, and, where it is there,
    ``fact_signal_status``: who let which sign through. ``undecided`` is how far a sign stands that nobody has decided
    about: shadow on real files, live on a made-up area. Raises EngineError when a statement fails.
    """
    look(engine, as_of, signals(), undecided)


@cache
def signals() -> dict[str, Signal]:
    """Every sign by name, in alphabetical order, its rules held against the records and the portable list.

    Raises CatalogueError when a module declares none or two, RuleError or SignalError when one is not in order.
    """
    found = catalogue.load(__name__, Signal)
    for name, signal in found.items():
        check(name, signal)
    return found
