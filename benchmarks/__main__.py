"""Loads and refreshes a made-up area and prints what it cost, beside a bare read of the same files.

python -m benchmarks                  town
python -m benchmarks --preset area    a whole area, as the budgets of the design are stated
python -m benchmarks pages --help     pages under load
python -m benchmarks kills            load and refresh killed 50 times
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, cost, table

_BARE_READ = """
import duckdb, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.csv")):
    duckdb.sql(f"select count(columns(*)) from read_csv('{path}', all_varchar=true)").fetchall()
"""


def main() -> None:
    """Parses the command line and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--preset", default="town", choices=("tiny", "town", "area"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder to work in and keep")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="goldenthread-bench-"))
    try:
        print(_report(folder, arguments.preset, arguments.seed))
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _report(folder: Path, preset: str, seed: int) -> str:
    area, store = folder / "area", folder / "store"
    program = [str(Path(sys.executable).parent / "goldenthread")]
    costs: list[Cost] = []
    if not area.exists():
        made = [*program, "simulate", "--preset", preset, "--seed", str(seed), "--out", str(area)]
        costs.append(cost(f"simulate {preset}", made))
    reference = cost("bare read of every file (reference)", [sys.executable, "-c", _BARE_READ, str(area / "extracts")])
    shutil.rmtree(store, ignore_errors=True)
    extracts = str(area / "extracts")
    costs += [
        reference,
        cost("load, from empty", [*program, "load", "--store", str(store), extracts], store),
        cost("refresh, from empty", [*program, "refresh", "--store", str(store)], store),
        cost("load again, nothing new", [*program, "load", "--store", str(store), extracts], store),
        cost("refresh again, nothing new", [*program, "refresh", "--store", str(store)], store),
    ]
    return table(costs, reference)


if __name__ == "__main__":
    if sys.argv[1:2] == ["pages"]:
        from benchmarks import pages

        pages.main(sys.argv[2:])
    elif sys.argv[1:2] == ["kills"]:
        from benchmarks import kills

        sys.exit(kills.main(sys.argv[2:]))
    else:
        main()
