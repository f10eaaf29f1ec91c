"""What a store holds, how fresh each source is, and what is in force: for the person who runs it."""

from typing import Any

from goldenthread.intake import keep_until, read_by_an_older, standing
from goldenthread.store import Load, Store, database
from goldenthread.store.publish import in_force as run_in_force


def of(store: Store) -> dict[str, Any]:
    """Plain facts about a store: loads by source, rows, newest extract, the run in force, disk use in bytes."""
    loads = standing(store.loads(include_withdrawn=True))
    with database.opened(store) as url:
        in_force = run_in_force(url)
    return {
        "store": str(store.path),
        "store_id": store.store_id,
        "made_up": store.simulated,
        "newest_extract": store.newest_extract(),
        "loads": len(loads),
        "rows_kept": sum(load.rows_kept for load in loads),
        "rows_set_aside": sum(load.rows_set_aside for load in loads),
        "read_by_an_older_version": len(read_by_an_older(store)),
        "sources": _sources(loads),
        "keep_until": min((keep_until(load) for load in loads), default=None),
        "run_in_force": in_force,
        "as_of": store.run(in_force).facts()["as_of"] if in_force else None,
        "counts": store.run(in_force).facts()["counts"] if in_force else {},
        "bytes": sum(file.stat().st_size for file in store.path.rglob("*") if file.is_file()),
    }


def _sources(loads: list[Load]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for load in loads:
        one = found.setdefault(load.source or "not recognised", {"loads": 0, "rows_kept": 0, "newest": None})
        one["loads"] += 1
        one["rows_kept"] += load.rows_kept
        if load.extract_date and (one["newest"] is None or load.extract_date > one["newest"]):
            one["newest"] = load.extract_date
    return dict(sorted(found.items()))


def as_text(facts: dict[str, Any]) -> str:
    """The same for a person to read."""
    lines = [
        f"Store {facts['store']} ({'a made-up area' if facts['made_up'] else 'an area of its own'})",
        f"{facts['loads']} loads, {facts['rows_kept']:,} rows kept, {facts['rows_set_aside']:,} set aside; "
        f"newest extract {facts['newest_extract'] or 'none'}; {facts['bytes'] / 1_000_000:,.0f} MB on disk",
        f"The first file must go on {facts['keep_until'] or 'no date: nothing is held'}.",
        *_outdated(facts["read_by_an_older_version"]),
        f"Run in force: {facts['run_in_force'] or 'none yet: refresh the store'}"
        + (f", as of {facts['as_of']}" if facts["as_of"] else ""),
        *(f"  {name:24} {count:>10,}" for name, count in facts["counts"].items() if not name.startswith("publish_")),
        "Sources:",
        *(
            f"  {name:24} {one['loads']:>4} loads {one['rows_kept']:>10,} rows, newest {one['newest'] or 'not dated'}"
            for name, one in facts["sources"].items()
        ),
    ]
    return "\n".join(lines)


def _outdated(files: int) -> list[str]:
    if not files:
        return []
    return [f"An older version of Golden Thread read {files} of the files: load --again reads them again."]
