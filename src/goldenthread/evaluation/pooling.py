"""Adds up the scores of several made-up areas, so that a condition of eight children can be judged at all."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from goldenthread.evaluation.intervals import exact_interval

_SHARES = ("recall", "precision", "false_alarms")


def pooled(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Conditions pooled over runs, with exact intervals; the linkage as its worst run."""
    names = sorted({name for result in results for name in result["conditions"]})
    return {
        "runs": len(results),
        "linkage_worst": {
            figure: min(result["linkage"][figure] for result in results)
            for figure in ("precision", "recall", "recall_without_identifier")
        },
        "conditions": {
            name: _together([r["conditions"][name] for r in results if name in r["conditions"]]) for name in names
        },
    }


def _lines(results: Sequence[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [result["conditions"][name] for result in results if name in result["conditions"]]


def _together(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"true": sum(line["true"] for line in lines), **{share: _share(lines, share) for share in _SHARES}}


def _share(lines: Sequence[dict[str, Any]], share: str) -> dict[str, Any]:
    intervals = [line[f"{share}_interval"] for line in lines]
    return asdict(exact_interval(sum(i["count"] for i in intervals), sum(i["of"] for i in intervals)))
