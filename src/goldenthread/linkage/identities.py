"""Gives each child an id that stays: kept from run to run, followed when two become one, parted when one was two."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from goldenthread.linkage.workspace import Workspace
from goldenthread.store.ledger import ENTRY, Ledger

_Entry = tuple[str, str | None, str, str | None, str, date]  # the columns of ENTRY


@dataclass
class Known:
    """The ledger as it stands: who each person_key is, aliases followed; ``age`` orders ids, oldest first."""

    child: dict[str, str] = field(default_factory=dict)
    alias: dict[str, str] = field(default_factory=dict)
    split: set[tuple[str, str]] = field(default_factory=set)
    age: dict[str, int] = field(default_factory=dict)

    def follow(self, child_id: str) -> str:
        """The id that an id has become."""
        while child_id in self.alias:
            child_id = self.alias[child_id]
        return child_id


def read(ledger: Ledger) -> Known:
    """What the ledger says today: of each person the last entry holds."""
    known = Known()
    entries = ledger.entries()
    columns = (entries.column(name).to_pylist() for name in ("event", "person_key", "child_id", "other_id"))
    for entry, (event, person_key, child_id, other_id) in enumerate(zip(*columns, strict=True)):
        known.age.setdefault(child_id, entry)
        if event == "alias":
            known.alias[child_id] = other_id
            continue
        known.child[person_key] = child_id
        if event == "split":
            known.split.add((other_id, child_id))
    known.child = {person_key: known.follow(child_id) for person_key, child_id in known.child.items()}
    return known


def paired(first: str, second: str, rows: Iterable[tuple[str, str]]) -> pa.Table:
    """A table of two columns of text."""
    listed = list(rows)
    return pa.table(
        {
            first: pa.array([row[0] for row in listed], pa.string()),
            second: pa.array([row[1] for row in listed], pa.string()),
        }
    )


def settle(space: Workspace, ledger: Ledger, children: dict[int, int], as_of: date) -> None:
    """Keeps, follows, parts or mints the id of every group and adds what changed to the ledger.

    ``children`` gives each person's number its group. Makes settled(person, child_id), made_child_alias and
    made_child_split in the corner. An id stays with the part that holds a valid number, else with the part of most
    records, else with the part known longest; of two ids in one group the older survives.
    """
    known = read(ledger)
    people = _people(space)
    groups: dict[int, list[int]] = defaultdict(list)
    for person, group in sorted(children.items()):
        groups[group].append(person)
    away = set(space.run("select person, child_id from apart"))
    ids = _keep(groups, people, known, away)
    survivors = {group: min(kept, key=lambda child_id: known.age[child_id]) for group, kept in ids.items()}
    merged = [(old, survivors[group]) for group in sorted(ids) for old in sorted(ids[group] - {survivors[group]})]
    known.alias.update(merged)
    entries: list[_Entry] = [("alias", None, old, new, _CAUSE, as_of) for old, new in merged]
    _mint(groups, people, survivors, known, ledger)
    entries += _moves(groups, people, survivors, known, {person for person, _ in away}, as_of)
    ledger.append(pa.table([list(column) for column in zip(*entries, strict=True)] or [[]] * len(ENTRY), schema=ENTRY))
    _show(space, groups, survivors, known)


class _Person(NamedTuple):
    key: str
    numbered: bool  # carries a valid number


def _people(space: Workspace) -> dict[int, _Person]:
    return {person: _Person(key, numbered) for person, key, numbered in space.run(_PEOPLE)}


def _keep(
    groups: dict[int, list[int]], people: dict[int, _Person], known: Known, away: set[tuple[Any, ...]]
) -> dict[int, set[str]]:
    """Which earlier ids each group keeps: every id goes to one group at most."""
    parts: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for group, members in groups.items():
        for person in members:
            child_id = known.child.get(people[person].key)
            if child_id is not None:
                parts[child_id][group].append(person)
    sent_away: dict[str, set[int]] = defaultdict(set)
    for person, child_id in away:
        sent_away[child_id].add(person)
    kept: dict[int, set[str]] = defaultdict(set)
    for child_id, by_group in parts.items():
        candidates = [group for group in by_group if sent_away[child_id].isdisjoint(groups[group])]
        if candidates:
            kept[min(candidates, key=lambda group: _rank(by_group[group], group, people))].add(child_id)
    return kept


def _rank(members: list[int], group: int, people: dict[int, _Person]) -> tuple[bool, int, int]:
    return (not any(people[person].numbered for person in members), -len(members), group)


def _mint(
    groups: dict[int, list[int]],
    people: dict[int, _Person],
    survivors: dict[int, str],
    known: Known,
    ledger: Ledger,
) -> None:
    """Ids for the groups that have none, from the record that anchors each: one with a number, else the first."""
    new = [group for group in sorted(groups) if group not in survivors]
    anchors = [
        people[min(groups[group], key=lambda person: (not people[person].numbered, person))].key for group in new
    ]
    taken = set(known.age)
    for group, anchor, minted in zip(new, anchors, ledger.mint(anchors), strict=True):
        child_id, turn = minted, 1
        while child_id in taken:
            turn += 1
            child_id = ledger.mint([f"{anchor}|{turn}"])[0]
        taken.add(child_id)
        survivors[group] = child_id


def _moves(
    groups: dict[int, list[int]],
    people: dict[int, _Person],
    survivors: dict[int, str],
    known: Known,
    sent_away: set[int],
    as_of: date,
) -> Iterable[_Entry]:
    """A ledger entry for each person who is new, or whose child is another than before."""
    for group in sorted(groups):
        child_id = survivors[group]
        for person in groups[group]:
            key = people[person].key
            before = known.child.get(key)
            if before is None:
                yield ("is", key, child_id, None, "first seen", as_of)
            elif known.follow(before) != child_id:
                known.split.add((before, child_id))
                yield ("split", key, child_id, before, "a person decided" if person in sent_away else _CAUSE, as_of)


def _show(space: Workspace, groups: dict[int, list[int]], survivors: dict[int, str], known: Known) -> None:
    rows = [(person, survivors[group]) for group in sorted(groups) for person in groups[group]]
    people, ids = pa.array([person for person, _ in rows], pa.int32()), pa.array([c for _, c in rows], pa.string())
    space.keep("settled", pa.table({"person": people, "child_id": ids}))
    aliases = sorted((old, known.follow(old)) for old in known.alias)
    splits = sorted((old, new) for old, new in known.split if known.follow(old) != known.follow(new))
    space.keep("made_child_alias", paired("old_id", "child_id", aliases))
    space.keep("made_child_split", paired("child_id", "new_id", splits))


_CAUSE = "new data"

_PEOPLE = """
    select p.person, p.person_key, exists (
        select 1 from number_form n where n.person = p.person and n.held and n.kind in ('NHS', 'UPN')
            and not exists (select 1 from wrong_number w where w.person = n.person and w.value = n.value)
    )
    from person p order by p.person
"""
