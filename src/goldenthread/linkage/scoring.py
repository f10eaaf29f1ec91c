"""Weighs how likely two records are to be one child, with Splink and with parameters that never change unasked."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.linkage.parameters import PARAMETERS
from goldenthread.linkage.resolve import Edge
from goldenthread.linkage.workspace import Workspace


def score(space: Workspace) -> list[Edge]:
    """The pairs of units that weigh enough to be looked at, with their weight in hundredths of a bit.

    Our keys say which pairs are compared (a key that more than forty units share is left out, so that no block grows
    with the square of a mistake); Splink's model of pinned parameters weighs them.
    """
    space.script("nodes")
    if not space.run("select count(*) from candidate")[0][0]:
        return []
    predicted = _predict(space)
    rows = space.columns(
        f"select least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r),"
        f" cast(round(match_weight * 100) as integer) from {predicted} order by 1, 2"
    )
    return [Edge(weight, left, right) for left, right, weight in zip(*rows, strict=True)]


def _predict(space: Workspace) -> str:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(space.connection)
    linker = Linker(api.register("node", dataset_display_name="node"), settings(), log_level=logging.ERROR)
    for column in PARAMETERS.usual_frequency:
        space.run(_frequency(column))
        linker.table_management.register_term_frequency_lookup(api.register(f"frequency_{column}"), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register("candidate"))
    found = linker.inference.predict(threshold_match_weight=PARAMETERS.review_at / 100, warning_mode="never")
    return str(found.physical_name)


def settings() -> dict[str, Any]:
    """The model in Splink's words: every level of every comparison has its m and u, so that none is untrained."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": PARAMETERS.two_random_match,
        "blocking_rules_to_generate_predictions": ["l.born = r.born"],  # never run: the pairs are given
        "comparisons": [_comparison(name, levels) for name, levels in PARAMETERS.levels.items()],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(name: str, levels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    unknown = {"sql_condition": _UNKNOWN[name], "label_for_charts": "not known", "is_null_level": True}
    return {"output_column_name": name, "comparison_levels": [unknown, *(_level(level) for level in levels)]}


def _level(level: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        "sql_condition": level["when"],
        "label_for_charts": level["says"],
        "m_probability": level["m"],
        "u_probability": level["u"],
    }
    if "frequency" in level:
        made["tf_adjustment_column"] = level["frequency"]
    return made


def _frequency(column: str) -> str:
    """How often each name occurs over all sources, steadied so that none is rare for being seen in few records."""
    usual = PARAMETERS.usual_frequency[column] * PARAMETERS.usual_weight
    return f"""
        create or replace table frequency_{column} as
        select {column}, (count(*) + {usual}) / (sum(count(*)) over () + {PARAMETERS.usual_weight}) as tf_{column}
        from node where {column} is not null group by {column}
    """


_UNKNOWN = {
    "forename": "forename_l is null or forename_r is null",
    "surname": "surname_l is null or surname_r is null",
    "born": "born_l is null or born_r is null",
    "postcode": "postcode_l is null or postcode_r is null",
    "sex": "sex_l is null or sex_r is null",
}
