"""Makes an area whose truth is known: files as its agencies would send them, and apart from them what is true.

``simulate`` writes ``extracts/`` and ``truth/``. No child here is, or is like,
a real one: everything is drawn from public
figures (``data/plymouth.toml``) and invented pools of names, with numbers that can belong to nobody.
"""

from goldenthread.simulator.settings import EffectError, SettingsError
from goldenthread.simulator.simulation import simulate

__all__ = ["EffectError", "SettingsError", "simulate"]
