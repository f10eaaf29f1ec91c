"""What an area is made of: its size, the public figures it is calibrated to, and how wrong its agencies' files are."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

EFFECTS = tuple(f"E{number:02d}" for number in range(1, 13))
PLANTED_EFFECTS: tuple[str, ...] = ()


class SettingsError(ValueError):
    """A preset, an error level or an effect that does not exist; the message says which do."""


class EffectError(SettingsError):
    """An effect that no run can be made without, and why."""


@dataclass(frozen=True)
class Preset:
    """One size of area: ``share`` of the 86,165 children of the full one, and its schools by phase."""

    name: str
    share: float
    primary: int
    secondary: int
    special: int
    ap: int

    def scaled(self, count: float, least: int = 0) -> int:
        """``count`` of the full area at this size, rounded, and never below ``least``."""
        return max(least, round(count * self.share))


_PRESETS = {
    preset.name: preset
    for preset in (
        Preset("tiny", 0.02, 3, 1, 1, 1),
        Preset("town", 0.12, 8, 3, 1, 1),
        Preset("area", 1.0, 69, 19, 7, 1),
    )
}


def preset_called(name: str) -> Preset:
    """The preset of that name. Raises SettingsError, naming those there are."""
    if name not in _PRESETS:
        raise SettingsError(f"There is no preset '{name}'. Give one of {', '.join(_PRESETS)}.")
    return _PRESETS[name]


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / f"{name}.toml").read_text())


def calibration() -> Mapping[str, Any]:
    """The public figures of ``data/plymouth.toml``, by subject."""
    return _data("plymouth")


def names() -> Mapping[str, Any]:
    """The pools of ``data/names.toml``, by origin of the name."""
    return _data("names")


def by_year(table: Mapping[str, Any], year: int) -> Any:
    """The figure of a calendar or school year; of the nearest year when that one has none."""
    return table[min(table, key=lambda known: (abs(int(known) - year), known))]


@dataclass(frozen=True)
class ErrorRates:
    """How often each source is wrong, as shares of one, at one level."""

    level: str
    rates: Mapping[str, Mapping[str, float]]
    minority: float
    deprived: float

    def of(self, source: str, kind: str) -> float:
        """The share of children about whom ``source`` is wrong in this way; 0 where the source has no such field."""
        return self.rates[source].get(kind, 0.0)


def error_rates(level: str) -> ErrorRates:
    """The rates of ``data/errors.toml`` at a level. Raises SettingsError, naming the levels there are."""
    told = _data("errors")
    if level not in told["levels"]:
        raise SettingsError(f"There is no error level '{level}'. Give one of {', '.join(told['levels'])}.")
    factor, often = told["levels"][level], told["more_often"]
    sources = {name: rates for name, rates in told.items() if name not in {"levels", "more_often"}}
    scaled = {name: {kind: min(0.9, p * factor / 100) for kind, p in rates.items()} for name, rates in sources.items()}
    return ErrorRates(level, scaled, often["minority"], often["deprived"])


def check_effects(without: tuple[str, ...]) -> None:
    """Raises EffectError for an effect that does not exist, and for one that is not planted yet."""
    for effect in without:
        if effect not in EFFECTS:
            raise EffectError(f"There is no effect '{effect}'. They are {EFFECTS[0]} to {EFFECTS[-1]}.")
        if effect not in PLANTED_EFFECTS:
            raise EffectError(
                f"Effect {effect} cannot be left out, because no effect is planted in the made-up area yet."
            )
