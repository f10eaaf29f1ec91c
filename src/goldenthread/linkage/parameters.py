"""The pinned parameters of the model that scores pairs, read from one versioned file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("parameters.toml")


@dataclass(frozen=True)
class Parameters:
    """``link_at`` and ``review_at`` in hundredths of a bit; the rest as the file says."""

    version: str
    link_at: int
    review_at: int
    two_random_match: float
    usual_frequency: dict[str, float]
    usual_weight: int
    levels: dict[str, list[dict[str, Any]]]


def _read(path: Path) -> Parameters:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Parameters(
        found["version"],
        found["threshold"]["link_at"],
        found["threshold"]["review_at"],
        found["prior"]["two_random_match"],
        found["frequency"]["usual"],
        found["frequency"]["weight"],
        found["comparison"],
    )


PARAMETERS = _read(_FILE)
