"""Tells what a file is by its headings alone: in any case, in any order, and never by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from goldenthread.extracts import Extract, Heading, Layout, Presence, Table, extracts

_SPACE = re.compile(r"[\s\u00a0\ufeff]+")
_ENOUGH_TO_NAME = 3  # headings in common before we say what an unrecognised file looks like


@dataclass(frozen=True)
class Recognised:
    """What a file is. ``at``: the position of each known heading; ``unknown`` and ``missing``: headings by name."""

    extract: Extract
    table: Table
    layout: Layout
    at: dict[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    width: int
    named: int  # the width without the blank headings at its end


def plain(heading: str) -> str:
    """A heading as it is compared: no byte-order mark, no outer spaces, lower case."""
    return _SPACE.sub(" ", heading).strip().lower().replace(" ", "_")


@cache
def _layouts() -> tuple[tuple[Extract, Table, Layout, dict[str, Heading]], ...]:
    return tuple(
        (extract, table, layout, _names(layout))
        for extract in extracts().values()
        for table in extract.tables
        for layout in table.layouts
    )


def _names(layout: Layout) -> dict[str, Heading]:
    return {plain(name): heading for heading in layout.headings for name in (heading.name, *heading.aliases)}


def recognise(headings: Sequence[str]) -> Recognised | None:
    """The layout whose telling columns are all there and that knows most of the headings; None when there is none."""
    return _recognised(tuple(headings))


@lru_cache(maxsize=200)  # schools send files with the same headings by the hundred
def _recognised(headings: tuple[str, ...]) -> Recognised | None:
    present = {plain(heading) for heading in headings}
    fitting = [
        (len(present & names.keys()), -len(layout.headings), layout.version, extract.name, table.name, layout, names)
        for extract, table, layout, names in _layouts()
        if {names[plain(name)].name for name in layout.told_by} <= {names[h].name for h in present & names.keys()}
    ]
    if not fitting:
        return None
    *_, source, name, layout, names = max(fitting, key=lambda found: found[:5])
    extract = extracts()[source]
    return _matched(extract, extract.table(name), layout, names, headings)


def _matched(
    extract: Extract, table: Table, layout: Layout, names: dict[str, Heading], headings: Sequence[str]
) -> Recognised:
    at: dict[str, int] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for position, heading in enumerate(headings):
        known = names.get(plain(heading))
        if known is None:
            unknown.append(heading.strip())
        elif known.name in at:
            repeated.append(heading.strip())
        else:
            at[known.name] = position
    missing = [h.name for h in layout.headings if h.name not in at and h.presence is not Presence.OPTIONAL]
    named = max((place for place, heading in enumerate(headings, start=1) if plain(heading)), default=0)
    told = (tuple(unknown), tuple(missing), tuple(repeated))
    return Recognised(extract, table, layout, at, *told, width=len(headings), named=named)


def nearest(headings: Sequence[str]) -> str:
    """For a file that is not recognised: what it looks most like and which telling columns it lacks, as a sentence."""
    present = {plain(heading) for heading in headings}
    ranked = sorted(
        (
            (len(present & names.keys()), extract.name, table.name, layout)
            for extract, table, layout, names in _layouts()
        ),
        key=lambda found: found[:3],
    )
    shared, source, name, layout = ranked[-1]
    if shared < _ENOUGH_TO_NAME:
        return "Its headings are those of no extract read here."
    lacking = ", ".join(told for told in layout.told_by if plain(told) not in present)
    return f"It looks most like {source}{'' if source == name else f' ({name})'}, but has no column {lacking}."
