"""Joins records into children pair by pair, best evidence first, and never against a reason to keep them apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from goldenthread.linkage import guards
from goldenthread.linkage.guards import Unit

MARGIN = 600  # hundredths of a bit by which a pair must beat a twin's
LISTED_TWICE_AT = 1100  # from here on two rows of one source with the same names and birth date are one child
_BY_LIKENESS = ("SCORE", "D4")


@dataclass(frozen=True, order=True)
class Edge:
    """Two units that may be one child. ``weight`` in hundredths of a bit."""

    weight: int
    left: int
    right: int
    how: str = field(default="SCORE", compare=False)


@dataclass
class Resolved:
    """What came of it: the unit that each one went into, the pairs that joined them, and the pairs refused and why."""

    root: dict[int, int]
    joined: list[Edge] = field(default_factory=list)
    refused: list[tuple[Edge, str]] = field(default_factory=list)


def resolve(units: dict[int, Unit], edges: Iterable[Edge], link_at: int) -> Resolved:
    """Greedy merge of ``units`` (changed in place) over edges by weight, then by number: the order decides no tie.

    Edges lighter than ``link_at`` join nothing and are kept for review. A pair that a person decided ('PERSON') is
    joined whatever the guards say.
    """
    result = Resolved({unit: unit for unit in units})
    ordered = sorted(edges, key=lambda edge: (edge.how != "PERSON", -edge.weight, edge.left, edge.right))
    rivals = _by_unit(ordered)
    for edge in ordered:
        left, right = find(result.root, edge.left), find(result.root, edge.right)
        if left == right:
            continue
        reason = _reason(units, result.root, rivals, edge, link_at)
        if reason:
            if edge.weight >= link_at or reason == guards.REVIEW:
                result.refused.append((edge, reason))
            continue
        keep, lose = min(left, right), max(left, right)
        units[keep].absorb(units[lose])
        result.root[lose] = keep
        result.joined.append(edge)
    return result


def find(root: dict[int, int], unit: int) -> int:
    """The unit that ``unit`` has gone into by now."""
    while root[unit] != unit:
        root[unit] = root[root[unit]]
        unit = root[unit]
    return unit


def components(lefts: Sequence[int], rights: Sequence[int]) -> dict[int, int]:
    """Each member of the pairs ``lefts[n]``, ``rights[n]`` with the smallest member it hangs together with.

    Everybody takes the smallest root among those it is paired with, and then its root's root, until nothing changes.
    """
    members, places = np.unique(np.array([lefts, rights], np.int64), return_inverse=True)
    left, right = places.reshape(2, -1)
    root = np.arange(len(members))
    while True:
        least, nearer = np.minimum(root[left], root[right]), root.copy()
        np.minimum.at(nearer, left, least)
        np.minimum.at(nearer, right, least)
        nearer = nearer[nearer]
        if np.array_equal(nearer, root):
            return dict(zip(members.tolist(), members[root].tolist(), strict=True))
        root = nearer


def _by_unit(edges: Sequence[Edge]) -> Mapping[int, list[Edge]]:
    by_unit: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_unit[edge.left].append(edge)
        by_unit[edge.right].append(edge)
    return by_unit


def _reason(
    units: dict[int, Unit], root: dict[int, int], rivals: Mapping[int, list[Edge]], edge: Edge, link_at: int
) -> str | None:
    left, right = find(root, edge.left), find(root, edge.right)
    if edge.how == "PERSON":
        return guards.DECIDED if guards.decided(units[left], units[right]) else None
    reason = guards.refuses(units[left], units[right], _waived(units[left], units[right], edge.weight))
    if reason is None and edge.weight < link_at:
        return guards.REVIEW
    if reason is None and edge.how in _BY_LIKENESS and _has_rival(units, root, rivals, edge):
        return guards.TWINS
    return reason


def _waived(left: Unit, right: Unit, weight: int) -> str | None:
    """A source that lists a rare name twice with one birth date has listed one child twice, whatever the address."""
    listed_twice = weight >= LISTED_TWICE_AT and guards.same_names_and_birth(left, right)
    return guards.ONE_SOURCE if listed_twice else None


def _has_rival(units: dict[int, Unit], root: dict[int, int], rivals: Mapping[int, list[Edge]], edge: Edge) -> bool:
    """Whether somebody's twin fits nearly as well as the one the pair points to, or anybody else exactly as well."""
    for mine, theirs in ((edge.left, edge.right), (edge.right, edge.left)):
        here, there = find(root, mine), find(root, theirs)
        for other in rivals[mine]:
            if other.weight <= edge.weight - MARGIN or other == edge:
                continue
            rival = find(root, other.right if other.left == mine else other.left)
            if rival in (here, there):
                continue
            if _twin_could_be(units[here], units[there], units[rival], other.weight == edge.weight):
                return True
    return False


def _twin_could_be(here: Unit, there: Unit, rival: Unit, as_well: bool) -> bool:
    if guards.shares_number(here, there) or guards.refuses(here, rival):
        return False
    if not here.forenames.isdisjoint(there.forenames) and here.forenames.isdisjoint(rival.forenames):
        return False
    if as_well:
        return guards.refuses(there, rival) is not None
    return guards.twins(there, rival) or guards.identifiers_differ(there, rival)
