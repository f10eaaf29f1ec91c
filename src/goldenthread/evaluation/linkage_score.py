"""Scores the linkage: of the records joined, how many belong together; of those that belong together, how many joined.

Pairs are of persons from different sources, after each source's own rows for one person are taken together.
Everything is counted by grouping, never by listing all pairs of the area.
"""

from typing import Any

import duckdb

_CROSS_PAIRS = """
    select coalesce(sum(n * (n - 1) // 2) - sum(within), 0) from (
        select {group}, sum(m) as n, sum(m * (m - 1) // 2) as within
        from (select {group}, source, count(*) as m from known group by {group}, source)
        group by {group}
    )
"""


def score(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Precision and recall over cross-source pairs, overall and without a shared identifier, with their counts."""
    true = _count(connection, _CROSS_PAIRS.format(group="person"))
    linked = _count(connection, _CROSS_PAIRS.format(group="child_id"))
    both = _count(connection, _CROSS_PAIRS.format(group="person, child_id"))
    connection.execute(_TRUE_PAIRS).fetchall()
    unshared, found = connection.execute(_WITHOUT_IDENTIFIER).fetchall()[0]
    return {
        "precision": both / linked if linked else None,
        "recall": both / true if true else None,
        "recall_without_identifier": found / unshared if unshared else None,
        "true_pairs": true,
        "linked_pairs": linked,
        "false_pairs": linked - both,
        "missed_pairs": true - both,
        "true_pairs_without_identifier": unshared,
        "sources_with_two_people_in_one": _count(connection, "select count(*) from known where people > 1"),
        "recall_by_group": _by_group(connection),
        "false_pairs_of_twins": _count(connection, _TWIN_PAIRS),
    }


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _by_group(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    return {group: found / pairs for group, pairs, found in connection.execute(_BY_GROUP).fetchall()}


_TRUE_PAIRS = """
    create table true_pair as
    with identifier as (
        select distinct person_key, kind, value from (
            select person_key, 'NHS' as kind, nhs_number as value from person_row
            union all select person_key, 'UPN', upn from person_row
            union all select person_key, 'UPN', former_upn from person_row
            union all select person_key, 'ULN', uln from person_row
        ) where value is not null
    ),
    shared as (
        select distinct a.person_key as left_key, b.person_key as right_key
        from identifier a join identifier b on a.kind = b.kind and a.value = b.value and a.person_key < b.person_key
    )
    select a.person, a.child_id = b.child_id as found, s.left_key is not null as shared
    from known a
    join known b on a.person = b.person and a.source <> b.source and a.person_key < b.person_key
    left join shared s on s.left_key = a.person_key and s.right_key = b.person_key
"""

_WITHOUT_IDENTIFIER = "select count(*), coalesce(sum(cast(found as integer)), 0) from true_pair where not shared"

_BY_GROUP = """
    select p.ethnicity_group, count(*), sum(cast(t.found as integer))
    from true_pair t join truth_people p on p.person = t.person
    where not t.shared
    group by p.ethnicity_group order by p.ethnicity_group
"""

_TWIN_PAIRS = """
    select count(*) from known a
    join known b on a.child_id = b.child_id and a.source <> b.source and a.person_key < b.person_key
    join truth_people p on p.person = a.person
    where a.person <> b.person and p.twin_of = b.person
"""
