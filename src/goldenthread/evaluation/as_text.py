"""The scores of a run as a page of plain text."""

from typing import Any


def as_text(scores: dict[str, Any]) -> str:
    """Linkage, conditions and names per owner, a line each; shares in per cent, '-' where there is nothing to share."""
    linkage, load = scores["linkage"], scores["names_per_owner_per_week"]
    lines = [
        f"{scores['preset']}, seed {scores['seed']}, as of {scores['as_of']}",
        *_not_loaded(scores["files"], scores["files"] - scores["files_loaded"]),
        *_strange(scores["files_not_of_the_truth"]),
        f"Linkage: precision {_share(linkage['precision'])}, recall {_share(linkage['recall'])}, "
        f"without a shared identifier {_share(linkage['recall_without_identifier'])}; "
        f"{linkage['false_pairs']:,} false and {linkage['missed_pairs']:,} missed of {linkage['true_pairs']:,} pairs",
        f"{'condition':10} {'true':>6} {'shown':>6} {'named':>6} {'recall':>9} {'overall':>9} {'precision':>9} "
        f"{'alarms':>9}",
        *(_condition(name, one) for name, one in scores["conditions"].items()),
        _names(load),
    ]
    return "\n".join(lines)


def _not_loaded(files: int, missing: int) -> list[str]:
    if not missing:
        return []
    return [f"{missing} of the truth's {files} files are not loaded: what only they show counts as missed."]


def _strange(files: int) -> list[str]:
    if not files:
        return []
    return [
        f"{files} of the files that count are none of the truth's: whom only they tell of is nobody the truth knows."
    ]


def _names(load: dict[str, Any]) -> str:
    if not load["owners"]:
        return "Nobody is given a name: no sign is live."
    return (
        f"Names per owner in the first week: median {load['median']:g}, most {load['most']}, over {load['owners']} "
        f"owners; {load['held_in_backlog']:,} held in the backlog"
    )


def _condition(name: str, one: dict[str, Any]) -> str:
    shares = " ".join(f"{_share(one[s]):>9}" for s in ("recall", "recall_overall", "precision", "false_alarms"))
    return f"{name:10} {one['true']:6,} {one['shown_by_delivered_rows']:6,} {one['named']:6,} {shares}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.2f} %"
