"""Scores a refreshed store against the truth of the area it was loaded from."""

from pathlib import Path
from typing import Any

import duckdb

from goldenthread.evaluation import condition_score, linkage_score
from goldenthread.evaluation.sources import EvaluationError, attach, manifest

__all__ = ["EvaluationError", "evaluate"]


def evaluate(store: Path, run: Path, as_of: str, truth: Path) -> dict[str, Any]:
    """The scores of one run: linkage, conditions and names per owner, and how many of the truth's files are loaded.

    ``run`` is the folder of the run in force and ``as_of`` its date (ISO). Raises EvaluationError when the truth is of
    another date or the files do not belong together; files of the truth that were left out are no fault.
    """
    told = manifest(truth)
    if told["as_of"] != as_of:
        raise EvaluationError(
            f"The run is as of {as_of} and the truth as of {told['as_of']}. Refresh with --as-of {told['as_of']}."
        )
    with duckdb.connect() as connection:
        held, strange = attach(connection, store, run, truth)
        return {
            "as_of": as_of,
            "preset": told["preset"],
            "seed": told["seed"],
            "files": len({entry["path"] for entry in told["files"]}),
            "files_loaded": held,
            "files_not_of_the_truth": strange,
            "linkage": linkage_score.score(connection),
            "conditions": condition_score.score(connection),
            "names_per_owner_per_week": condition_score.names_per_owner(connection),
        }
