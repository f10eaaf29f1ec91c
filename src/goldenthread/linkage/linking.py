"""Decides which sources' people are one child: passes first, then scores, then a merge that knows when not to."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from goldenthread.engine import DuckDBEngine
from goldenthread.linkage import guards, identities, names, scoring
from goldenthread.linkage.guards import Unit
from goldenthread.linkage.parameters import PARAMETERS
from goldenthread.linkage.resolve import Edge, Resolved, components, find, resolve
from goldenthread.linkage.workspace import Workspace, workspace
from goldenthread.store.ledger import Ledger

_CERTAIN = {"PERSON": 20000, "D1": 9000, "D2": 8000, "D3": 7000, "D4": 6000}  # order of the passes, not evidence


def _nothing() -> None:
    """What is done beside linking unless something else is given."""


def link(
    engine: DuckDBEngine,
    ledger: Ledger,
    as_of: date,
    meanwhile: Callable[[], None] = _nothing,
    linked: Callable[[], None] = _nothing,
) -> None:
    """Makes ``link``, ``refusal``, ``identity``, ``child_alias`` and ``child_split``, and adds to the ledger.

    Reads ``sent_person``, ``sent_identifier``, ``sent_address`` and ``link_decision``. Nothing is written to the ledger
    when nobody's child changed, so the same input twice gives the same tables and the same files. ``meanwhile`` is
    called in another thread once linking leaves a processor idle; when it has ended and all but ``identity`` is there,
    ``linked`` is called while that is still being worked out.
    """
    with _no_search_for_cycles(), workspace(engine.connection) as space:
        barred = _prepare(space, ledger, as_of)
        with ThreadPoolExecutor(max_workers=1) as beside:
            done = beside.submit(meanwhile)
            identities.settle(space, ledger, _group(space, barred), as_of)
            space.script("shared")
            _number_groups(space)
            space.script("evidence")
            for table in ("link", "refusal", "child_alias", "child_split"):
                engine.create(table, f"select * from linking.made_{table}")
            done.result()
            identified = beside.submit(space.script, "identity")
            linked()
            identified.result()
        engine.create("identity", "select * from linking.made_identity")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Python looks for circular garbage ever more often as sets pile up; here there is none, and it costs seconds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _prepare(space: Workspace, ledger: Ledger, as_of: date) -> dict[int, set[int]]:
    """Makes what is compared of each person, and the passes; whom people have said to be other children."""
    space.run("create table setting as select cast($as_of as date) as as_of", {"as_of": as_of})
    space.keep("name_group", names.groups())
    space.script("standardise")
    barred = _decisions(space, ledger)
    space.script("passes")
    return barred


def _group(space: Workspace, barred: dict[int, set[int]]) -> dict[int, int]:
    """Each person's number with the smallest person's number of its child; makes the evidence tables in the corner."""
    sure = _sure(space, barred)
    _keep_units(space, sure)
    scored = scoring.score(space)
    unsure = _merge(space, [edge for edge in _together(space, sure) + scored if edge.left != edge.right], barred)
    _write_down(space, unsure)
    return {person: find(unsure.root, unit) if unit in unsure.root else unit for person, unit in sure.items()}


def _sure(space: Workspace, barred: dict[int, set[int]]) -> dict[int, int]:
    """Groups by the deterministic passes; those in which anything disagrees are put together piece by piece."""
    grouped = components(*space.columns("select left_person, right_person from edge"))
    people = space.columns("select person from person order by person")[0]
    whole = {person: grouped.get(person, person) for person in people}
    _keep_units(space, whole)
    doubtful = {unit for (unit,) in space.run(_DOUBTFUL)} | {whole[person] for person in barred}
    space.keep("doubtful", pa.table({"unit": pa.array(sorted(doubtful), pa.int32())}))
    pieces = [Edge(_CERTAIN[how], left, right, how) for left, right, how in space.run(_PIECES)]
    apart = {person: person if unit in doubtful else unit for person, unit in whole.items()}
    _keep_units(space, apart)
    merged = _merge(space, pieces, barred)
    _write_down(space, merged)
    return {person: find(merged.root, unit) if unit in merged.root else unit for person, unit in apart.items()}


def _keep_units(space: Workspace, units: dict[int, int]) -> None:
    people = pa.array(list(units), pa.int32())
    space.keep("unit", pa.table({"person": people, "unit": pa.array(list(units.values()), pa.int32())}))


def _merge(space: Workspace, edges: list[Edge], barred: dict[int, set[int]]) -> Resolved:
    wanted = sorted({edge.left for edge in edges} | {edge.right for edge in edges})
    space.keep("wanted", pa.table({"unit": pa.array(wanted, pa.int32())}))
    space.script("facts")
    units = {row[0]: Unit.of(row[1:], barred) for row in space.run("select * from fact order by unit")}
    return resolve(units, edges, PARAMETERS.link_at)


def _number_groups(space: Workspace) -> None:
    """Keeps number_group(person, number_group): who hangs together by numbers alone, within each child."""
    pairs = space.columns("select min(person) over (partition by child_id, kind, value), person from shared_number")
    grouped = components(*pairs)
    people = space.columns("select person from person order by person")[0]
    groups = [grouped.get(person, person) for person in people]
    space.keep(
        "number_group", pa.table({"person": pa.array(people, pa.int32()), "number_group": pa.array(groups, pa.int32())})
    )


def _write_down(space: Workspace, resolved: Resolved) -> None:
    """Keeps the pairs joined and the pairs refused for the evidence."""
    space.run("create table if not exists joined (left_unit int, right_unit int, how varchar, weight int)")
    space.run("create table if not exists refused (left_unit int, right_unit int, reason varchar, weight int)")
    for table, rows in (
        ("joined", [(edge, edge.how) for edge in resolved.joined]),
        ("refused", [(edge, reason) for edge, reason in resolved.refused if reason not in _UNSAID]),
    ):
        space.keep("adding", pa.table(_columns(rows), schema=_PAIR))
        space.run(f"insert into {table} select * from adding")


def _columns(rows: list[tuple[Edge, str]]) -> dict[str, list[Any]]:
    return {
        "left": [edge.left for edge, _ in rows],
        "right": [edge.right for edge, _ in rows],
        "says": [says for _, says in rows],
        "weight": [None if edge.how in _CERTAIN else edge.weight for edge, _ in rows],
    }


def _decisions(space: Workspace, ledger: Ledger) -> dict[int, set[int]]:
    """Whom people have said to be other children: person → people. 'Apart' bars all the ledger has at the child."""
    known = identities.read(ledger)
    space.keep("ledger_child", identities.paired("person_key", "child_id", known.child.items()))
    space.keep("ledger_alias", identities.paired("old_id", "child_id", ((i, known.follow(i)) for i in known.alias)))
    space.script("decisions")
    barred: dict[int, set[int]] = defaultdict(set)
    for left, right in space.run("select left_person, right_person from barred order by all"):
        barred[left].add(right)
    return dict(barred)


def _together(space: Workspace, units: dict[int, int]) -> list[Edge]:
    """What people have said to be one child."""
    pairs = space.run("select left_person, right_person from together order by all")
    return [Edge(_CERTAIN["PERSON"], units[left], units[right], "PERSON") for left, right in pairs]


_UNSAID = {guards.SEALED, guards.DECIDED}
_PAIR = pa.schema([("left", pa.int32()), ("right", pa.int32()), ("says", pa.string()), ("weight", pa.int32())])

# within a doubtful group every pair counts, not only those with its first
_PIECES = """
    with piece as (
        select left_person, right_person, how from edge
        union all
        select l.person, r.person, l.how from edge_group l join edge_group r using (edge_group)
        where l.person < r.person
    )
    select left_person, right_person, min(how) from piece p join unit u on u.person = p.left_person
    join doubtful using (unit) group by left_person, right_person order by 1, 2
"""

_DOUBTFUL = """
    select u.unit from unit u join person p using (person) group by u.unit
    having count(*) > 1 and (count(distinct p.source) < count(*) or count(distinct p.forename) > 1
        or count(distinct p.sex) > 1 or bool_or(p.sealed))
    union
    select u.unit from unit u join number_form n using (person)
    where n.held and n.kind in ('NHS', 'UPN') group by u.unit, n.kind having count(distinct n.value) > 1
    union
    select u.unit from unit u join wrong_number using (person)
    order by unit
"""
