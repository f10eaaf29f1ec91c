"""What every code list holds: its name, where it comes from, its year, and what each code means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from goldenthread.law import Evidence


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class CodeList:
    """One list of codes. The list's name is part of a code's meaning: ``DS`` is a need in one, a reason in another.

    ``codes``: code to meaning, as now in force. ``retired``: codes met in older files, with their meaning.
    ``bridge``: a code to the code it is counted with, where the two can be bridged. An unknown code is kept as it
    was sent and reported, never dropped. ``evidence``: how sure we are of the list; ``from_memory``: its codes whose
    meaning has not been verified; ``replaced_on``: the day older codes gave way, where it is one day.
    """

    name: str
    source: str
    year: int
    codes: Mapping[str, str]
    bridge: Mapping[str, str] = field(default_factory=_none)
    retired: Mapping[str, str] = field(default_factory=_none)
    evidence: Evidence = Evidence.OWN
    from_memory: frozenset[str] = frozenset()
    replaced_on: date | None = None

    def known(self) -> frozenset[str]:
        """Every code that is in the list, was in it, or can be bridged to it."""
        return frozenset((*self.codes, *self.retired, *self.bridge))

    def meaning(self, code: str) -> str | None:
        """What ``code`` means; None when the list does not hold it."""
        return self.codes.get(code) or self.retired.get(code)
